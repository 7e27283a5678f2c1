import { type } from "@orpc/contract";
import { z } from "zod";
import type { Photo } from "../domain/order.ts";
import { base } from "./base.ts";
import { sha256 } from "./intake.ts";

const file = z.file();

/** A file on its way between a screen and main. */
export type FileInTransit = z.infer<typeof file>;

export const picture = {
  store: base.input(z.strictObject({ file })).output(type<Photo>()),
  get: base.input(z.strictObject({ sha256 })).output(type<FileInTransit>()),
};
