import type { PaperSize } from "../domain/paper-size.ts";
import type { PrintJob } from "../domain/print-job.ts";
import type { Printer, PrinterDocument } from "../domain/printer.ts";
import { encodeLabel } from "./languages/language.ts";
import { shipmentName } from "./spooler.ts";
import type { Shipment } from "./way.ts";

/**
 * The very bytes that a printer gets for a document, with its copies: in a label language they are in the bytes, a page printer repeats.
 * @throws DomainError where the printer cannot print dots of this size
 */
export function shipmentOf(
  document: PrinterDocument,
  { name, copies }: { name: string; copies: number },
  printer: Printer,
  size: PaperSize,
): Shipment {
  if (document.kind === "pdf") return { bytes: document.bytes, mime: "application/pdf", name, copies };
  if (printer.language === "pdf") throw new Error(`${printer.name} takes no dots`);
  const job = {
    dpi: printer.dpi,
    widthMm: size.kind === "roll" ? size.printableMm : size.widthMm,
    heightMm: size.kind === "roll" ? null : size.heightMm,
    copies,
    settings: printer.settings,
  };
  return { bytes: encodeLabel(printer.language, document.bitmap, job), mime: "application/octet-stream", name, copies: 1 };
}

/** What a print job is called where a printer keeps a list, and how often it is printed. */
export const shipmentFor = (job: PrintJob): { readonly name: string; readonly copies: number } => ({ name: shipmentName(job), copies: job.copies });
