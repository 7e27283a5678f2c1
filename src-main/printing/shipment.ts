import type { LabelPrinter } from "../documents/engine/render.ts";
import type { Bitmap } from "../domain/printing/bitmap.ts";
import type { PaperSize } from "../domain/printing/paper-size.ts";
import type { PrintJob } from "../domain/printing/print-job.ts";
import type { Printer, PrinterDocument } from "../domain/printing/printer.ts";
import { encodeLabel, printableDots, type LabelJob } from "./languages/language.ts";
import { shipmentName } from "./spooler.ts";
import type { Shipment } from "./way.ts";

/** What a printer is sent for a document, with its copies: in a label language they are in the bytes, a page printer repeats. */
export function shipmentOf(document: PrinterDocument, { name, copies }: { name: string; copies: number }): Shipment {
  const { bytes } = document;
  if (document.kind === "label") return { bytes, mime: "application/octet-stream", name, copies: 1 };
  return { bytes, mime: "application/pdf", name, copies: document.whole ? 1 : copies };
}

/** What a label printer gets for the dots of a label, all copies in it. @throws DomainError for what it cannot print */
export function encodeFor(bitmap: Bitmap, { stock, copies, ...printer }: LabelPrinter): Uint8Array {
  if (printer.language === "pdf") throw new Error("a page printer takes no dots");
  return encodeLabel(printer.language, bitmap, labelJob(printer, stock, copies));
}

const labelJob = ({ dpi, language, settings }: Printed, size: PaperSize, copies: number): LabelJob => ({
  dpi,
  // Brother names its tapes by their whole width.
  widthMm: size.kind === "roll" && language !== "brother" ? size.printableMm : size.widthMm,
  heightMm: size.kind === "roll" ? null : size.heightMm,
  copies,
  settings,
});

type Printed = Pick<Printer, "dpi" | "language" | "settings">;

const INCH_MM = 25.4;

/**
 * The part of its stock that a printer can print on, for a label to be laid out in: all of it, but for printers that never reach the edges.
 * @throws DomainError `printer.unknown-stock` where the printer has no stock of this size
 */
export function printableSize(printer: Printed, size: PaperSize): PaperSize {
  const { language, dpi } = printer;
  if (language !== "brother" || (size.kind !== "label" && size.kind !== "roll")) return size;
  const { width, height } = printableDots(language, labelJob(printer, size, 1));
  const mm = (dots: number): number => (dots / dpi) * INCH_MM;
  return size.kind === "roll" ? { ...size, printableMm: mm(width) } : { ...size, widthMm: mm(width), heightMm: mm(height!) };
}

/** What a print job is called where a printer keeps a list, and how often it is printed. */
export const shipmentFor = (job: PrintJob): { readonly name: string; readonly copies: number } => ({ name: shipmentName(job), copies: job.copies });
