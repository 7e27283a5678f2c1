import { formatNumber } from "../../src-main/domain/ground/locale.ts";
import type { PaperSize } from "../../src-main/domain/printing/paper-size.ts";
import type { Texts } from "./text.tsx";

/** A measure as the reader writes it, to a hundredth. */
export const measure = (mm: number, language: string): string => formatNumber(mm, language, { maximumFractionDigits: 2 });

/** A paper size in words: what it is, and its measures in mm. */
export function sizeWords(size: PaperSize, { t, language }: Pick<Texts, "t" | "language">): string {
  const mm = (value: number): string => measure(value, language);
  const whole = { width: mm(size.widthMm), height: size.kind === "roll" ? "" : mm(size.heightMm) };
  if (size.kind === "label") return t("printers.size.label", whole);
  if (size.kind === "roll") return t("printers.size.roll", { width: whole.width, printable: mm(size.printableMm) });
  const name = size.id === "a5" ? "A5" : size.widthMm === 210 && size.heightMm === 297 ? "A4" : null;
  if (size.kind === "page") return name === null ? t("printers.size.page", whole) : `${name} (${t("printers.size.page", whole)})`;
  const grid = { columns: size.columns, rows: size.rows, width: mm(size.labelWidthMm), height: mm(size.labelHeightMm) };
  return t("printers.size.sheet", { sheet: name ?? `${whole.width} × ${whole.height}`, ...grid });
}
