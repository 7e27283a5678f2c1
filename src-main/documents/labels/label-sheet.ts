import type { PaperSize } from "../../domain/printing/paper-size.ts";
import { DocumentError } from "../engine/document-error.ts";
import { placed, points, type Drawing, type PlacedDrawing } from "./drawing.ts";

/**
 * Puts labels in their places on sheets, row by row, and on further sheets where one is full.
 * @param firstFree the first place that still carries a label, counted from 1 in reading order
 * @throws DomainError `document.failed` where the sheet has no such place
 */
export function sheetsOf(
  drawings: readonly Drawing[],
  size: PaperSize & { readonly kind: "sheet" },
  firstFree: number,
  dpi: number,
): readonly (readonly PlacedDrawing[])[] {
  const { columns, rows, leftMm, topMm, pitchXMm, pitchYMm } = size;
  const places = columns * rows;
  if (!Number.isInteger(firstFree) || firstFree < 1 || firstFree > places)
    throw new DocumentError(`a sheet of ${places} labels has no place ${firstFree}`);
  const pages: PlacedDrawing[][] = [];
  drawings.forEach((drawing, index) => {
    const place = firstFree - 1 + index;
    const [column, row] = [place % columns, Math.floor((place % places) / columns)];
    (pages[Math.floor(place / places)] ??= []).push(placed(drawing, dpi, points(leftMm + column * pitchXMm), points(topMm + row * pitchYMm), true));
  });
  return pages;
}
