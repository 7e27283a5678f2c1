import { type } from "@orpc/contract";
import { z } from "zod";
import { PAPER_KINDS, type PrintJob } from "../domain/order.ts";
import { base } from "./base.ts";
import type { FileInTransit } from "./picture.ts";

/** A rendered paper. */
type RenderedFile = { readonly file: FileInTransit; readonly warnings: readonly string[] };

export const paper = {
  jobs: base.input(z.strictObject({ orderId: z.uuid() })).output(type<readonly PrintJob[]>()),
  unfinished: base.output(type<readonly PrintJob[]>()),
  reprint: base.input(z.strictObject({ orderId: z.uuid(), kind: z.enum(PAPER_KINDS) })).output(type<PrintJob>()),
  retry: base.input(z.strictObject({ id: z.uuid() })).output(type<void>()),
  render: base
    .input(z.strictObject({ id: z.uuid(), format: z.enum(["pdf", "png", "svg"]), dpi: z.int().min(72).max(600).optional() }))
    .output(type<RenderedFile>()),
  /** Opens the paper in this PC's own viewer; only where the window can (`welcome.opensPapers`). */
  open: base.input(z.strictObject({ id: z.uuid() })).output(type<void>()),
};
