import { type } from "@orpc/contract";
import { z } from "zod";
import { LANGUAGES } from "../../domain/ground/language.ts";
import { PAPER_KINDS, PAGE_KINDS } from "../../domain/shop/paper-layout.ts";
import { MAX_TEXT } from "../../domain/ground/limits.ts";
import { MAX_TEMPLATE, type TemplateProblem } from "../../domain/papers/own-template.ts";
import type { PrintEvent, PrintJob } from "../../domain/printing/print-job.ts";
import { needs } from "../ground/base.ts";
import type { FileInTransit } from "../pictures/picture.ts";
import { shopSettings } from "../shop/shop.ts";
import { line } from "../ground/text.ts";

/** A rendered paper. */
type RenderedFile = { readonly file: FileInTransit; readonly warnings: readonly string[] };

const labelSheet = z.strictObject({
  labels: z
    .array(z.strictObject({ jobId: z.uuid(), copies: z.int().min(1).max(20) }))
    .min(1)
    .max(100),
  size: z.string().max(MAX_TEXT.short),
  firstFree: z.int().min(1),
});

export const paper = {
  jobs: needs("anyone")
    .input(z.strictObject({ orderId: z.uuid() }))
    .output(type<readonly PrintJob[]>()),
  unfinished: needs("anyone").output(type<readonly PrintJob[]>()),
  /** What happened to all print jobs of an order, oldest first. */
  log: needs("anyone")
    .input(z.strictObject({ orderId: z.uuid() }))
    .output(type<readonly PrintEvent[]>()),
  /** `part` says which accessory's label; `printerId` null prints by hand, left out on the bench's own printer. */
  reprint: needs("paper.print")
    .input(
      z.strictObject({
        orderId: z.uuid(),
        kind: z.enum(PAPER_KINDS),
        part: z.int().min(1).max(MAX_TEXT.accessories).optional(),
        printerId: z.uuid().nullable().optional(),
        copies: z.int().min(1).max(20).optional(),
      }),
    )
    .output(type<PrintJob>()),
  /** Tries a job again now that failed or waits for its printer. */
  retry: needs("paper.print")
    .input(z.strictObject({ id: z.uuid() }))
    .output(type<PrintJob>()),
  /** Sends a job to another printer; null: by hand. */
  redirect: needs("paper.print")
    .input(z.strictObject({ id: z.uuid(), printerId: z.uuid().nullable() }))
    .output(type<PrintJob>()),
  drop: needs("paper.print")
    .input(z.strictObject({ id: z.uuid(), reason: line(MAX_TEXT.short) }))
    .output(type<PrintJob>()),
  /** Says of an unsure job that it was printed. */
  confirm: needs("paper.print")
    .input(z.strictObject({ id: z.uuid() }))
    .output(type<PrintJob>()),
  /** Prints an unsure job once more, as a copy. */
  repeat: needs("paper.print")
    .input(z.strictObject({ id: z.uuid() }))
    .output(type<PrintJob>()),
  render: needs("anyone")
    .input(z.strictObject({ id: z.uuid(), format: z.enum(["pdf", "png", "svg"]), dpi: z.int().min(72).max(600).optional() }))
    .output(type<RenderedFile>()),
  /**
   * An example's page as settings and a template would have it that are not saved; `template` null: the shipped one, left out: the one in
   * use. A large SVG comes packed, as `application/gzip`.
   */
  preview: needs("settings.change")
    .input(
      z.strictObject({
        kind: z.enum(PAGE_KINDS),
        language: z.enum(LANGUAGES),
        settings: shopSettings,
        template: z.string().max(MAX_TEMPLATE).nullable().optional(),
      }),
    )
    .output(type<RenderedFile | { readonly problem: TemplateProblem }>()),
  /** Labels beside each other on sheets, from the first free place on. */
  sheet: needs("anyone").input(labelSheet).output(type<RenderedFile>()),
  /** Opens such sheets like `open`. */
  openSheet: needs("paper.print").input(labelSheet).output(type<void>()),
  /** Opens the paper in this PC's own viewer; only where the window can (`welcome.opensPapers`). */
  open: needs("paper.print")
    .input(z.strictObject({ id: z.uuid() }))
    .output(type<void>()),
};
