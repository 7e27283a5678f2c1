import { type } from "@orpc/contract";
import { z } from "zod";
import { isIsoDate } from "../../domain/ground/date.ts";
import type { Days, ShopFigures } from "../../domain/figures/shop-figures.ts";
import { needs } from "../ground/base.ts";

const day = z.string().max(10).refine(isIsoDate, { message: "date" });

export const shopFigures = {
  /** Figures of a period, both days inside. */
  read: needs("anyone")
    .input(z.strictObject({ from: day, to: day }).refine(({ from, to }) => from <= to, { path: ["to"], message: "date" }) satisfies z.ZodType<Days>)
    .output(type<ShopFigures>()),
};
