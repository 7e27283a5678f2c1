import type { Asked } from "../../documents/engine/documents.ts";
import type { Printer, PrinterDocument } from "../../domain/printing/printer.ts";
import { sizeOf } from "./keep-printers.ts";
import type { Shop } from "../ground/shop.ts";

/** A page that shows what a printer does: edges, rulers, steps of density, a code. It speaks no language: the printer's name and figures. */
export async function testPageOf(shop: Shop, printer: Printer, asked?: Asked): Promise<PrinterDocument> {
  const stock = sizeOf(shop, printer.size);
  const size = shop.printers.printable(printer, stock);
  const measures = size.kind === "roll" ? `${size.widthMm}` : `${size.widthMm} × ${size.heightMm}`;
  const words = {
    title: "Talon",
    printer: printer.name,
    lines: [`${measures} mm · ${printer.dpi} dpi · ${printer.language.toUpperCase()}`, printer.address],
  };
  const { dpi, language, settings } = printer;
  const [kind, format] = language === "pdf" ? (["pdf", "pdf"] as const) : (["label", "encoded"] as const);
  const { bytes } = await shop.documents.renderTestPage({ size, dpi, format, words, printer: { dpi, language, settings, stock, copies: 1 } }, asked);
  return { kind, bytes };
}
