import type { Printer, PrinterDocument } from "../domain/printer.ts";
import { sizeOf } from "./keep-printers.ts";
import type { Shop } from "./shop.ts";

/** A page that shows what a printer does: edges, rulers, steps of density, a code. It speaks no language: the printer's name and figures. */
export function testPageOf(shop: Shop, printer: Printer): PrinterDocument {
  const size = shop.printers.printable(printer, sizeOf(shop, printer.size));
  const measures = size.kind === "roll" ? `${size.widthMm}` : `${size.widthMm} × ${size.heightMm}`;
  const words = {
    title: "Talon",
    printer: printer.name,
    lines: [`${measures} mm · ${printer.dpi} dpi · ${printer.language.toUpperCase()}`, printer.address],
  };
  const { dpi } = printer;
  if (printer.language === "pdf") return { kind: "pdf", bytes: shop.documents.renderTestPage({ size, dpi, format: "pdf", words }).bytes };
  const { bytes, dots } = shop.documents.renderTestPage({ size, dpi, format: "dots", words });
  return { kind: "dots", bitmap: { ...dots!, rows: bytes } };
}
