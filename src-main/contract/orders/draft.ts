import { type } from "@orpc/contract";
import { z } from "zod";
import type { KeptDraft } from "../../domain/orders/intake.ts";
import { json, needs } from "../ground/base.ts";

/** A half-filled form is kept as it is: text that is not yet right is what drafts are for. */
const form = z.record(z.string(), json).refine((value) => JSON.stringify(value).length < 300_000, "too-long");

export const draft = {
  get: needs("anyone").output(type<KeptDraft | null>()),
  keep: needs("anyone").input(form).output(type<{ savedAt: number }>()),
  drop: needs("anyone").output(type<void>()),
};
