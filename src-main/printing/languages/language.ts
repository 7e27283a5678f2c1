import type { Bitmap } from "../../domain/printing/bitmap.ts";
import type { PrinterLanguage, PrinterSettings } from "../../domain/printing/printer.ts";
import { brotherArea, encodeBrother } from "./brother.ts";
import { dots } from "./dots.ts";
import { encodeEpl } from "./epl.ts";
import { encodeEscpos } from "./escpos.ts";
import { encodeTspl } from "./tspl.ts";
import { encodeZpl } from "./zpl.ts";

/** Languages that take the dots of a label. */
export type LabelLanguage = Exclude<PrinterLanguage, "pdf">;

/** What is to be done with a bitmap; `heightMm` null is stock that is as long as what is printed on it. Copies are 1 or more. */
export type LabelJob = {
  readonly dpi: number;
  readonly widthMm: number;
  readonly heightMm: number | null;
  readonly copies: number;
  readonly settings: PrinterSettings;
};

const ENCODERS: Readonly<Record<LabelLanguage, (bitmap: Bitmap, job: LabelJob) => Uint8Array>> = {
  zpl: encodeZpl,
  tspl: encodeTspl,
  epl: encodeEpl,
  escpos: encodeEscpos,
  brother: encodeBrother,
};

/**
 * The very bytes that a printer gets for a label, all copies in them.
 * @param bitmap laid on the label's upper left corner; as large as the label or smaller
 * @throws DomainError `printer.too-large` where the bitmap is larger than what can be printed, `printer.unknown-stock` where the
 * printer does not know stock of this size at this resolution
 */
export const encodeLabel = (language: LabelLanguage, bitmap: Bitmap, job: LabelJob): Uint8Array => ENCODERS[language](bitmap, job);

/**
 * The dots that can be printed on a label; a bitmap of just this size is never refused. `height` null is a height without end.
 * @throws DomainError `printer.unknown-stock` as `encodeLabel`
 */
export function printableDots(language: LabelLanguage, job: LabelJob): { readonly width: number; readonly height: number | null } {
  if (language === "brother") {
    const { width, height } = brotherArea(job);
    return { width, height };
  }
  return { width: dots(job.widthMm, job.dpi), height: job.heightMm === null ? null : dots(job.heightMm, job.dpi) };
}
