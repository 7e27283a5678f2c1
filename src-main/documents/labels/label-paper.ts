import type { Bitmap } from "../../domain/printing/bitmap.ts";
import { isLabel, partCode, type LabelKind, type PaperData } from "../../domain/papers/paper.ts";
import { checkDots, type PaperSize } from "../../domain/printing/paper-size.ts";
import type { Printer } from "../../domain/printing/printer.ts";
import { dots, dotsPicture } from "./bitmap.ts";
import { labelWords } from "./device-label.ts";
import { DocumentError } from "../engine/document-error.ts";
import { placed, points, type Drawing, type PlacedDrawing } from "./drawing.ts";
import { layOutLabel, stockOf } from "./label-layout.ts";
import { fileContent, type FileContent } from "../papers/paper-content.ts";
import type { PaperFormat, RenderedPaper } from "../engine/render.ts";
import type { Ruler } from "../engine/ruler.ts";
import type { Reader } from "../engine/texts.ts";
import { NO_DRAWINGS, type TypesetPaper, type Typesetter } from "../engine/typeset.ts";

/** The label printer that dots are encoded for, the stock that it holds, and how many labels it prints. */
export type LabelPrinter = Pick<Printer, "dpi" | "language" | "settings"> & { readonly stock: PaperSize; readonly copies: number };

/** The very bytes that a label printer gets. @throws DomainError for what it cannot print */
export type EncodeDots = (bitmap: Bitmap, printer: LabelPrinter) => Uint8Array;

const LABEL_DPI = 203;
/** Office printers print labels on pages and sheets. */
export const PAGE_DPI = 600;
export const dpiOf = ({ kind }: PaperSize): number => (kind === "page" || kind === "sheet" ? PAGE_DPI : LABEL_DPI);

/** Lays the label of an order or of an accessory out. @throws DocumentError for other papers */
export function drawLabel(paper: PaperData, reader: Reader, size: PaperSize, dpi: number, ruler: Ruler): Drawing {
  if (!isLabel(paper.kind)) throw new DocumentError(`${paper.kind}: no label`);
  const { number, texts } = labelWords(paper, reader);
  return layOutLabel(number, texts, stockOf(size, dpi), ruler);
}

/** What the file of a label says of itself. */
export const labelFile = ({ order, shop, part }: PaperData, kind: LabelKind, reader: Reader): FileContent => {
  const number = kind === "accessory" && part !== null ? partCode(order.number, part) : order.number;
  return fileContent(shop, reader.language, reader.text(`paper.${kind}.name`, { number }), order.receivedAt);
};

/** A page's measures, points: to the millimetre where stock has them. */
export type Extent = { readonly width: number; readonly height: number };

export function extentOf(size: PaperSize, { height }: Drawing, dpi: number): Extent {
  if (size.kind === "roll") return { width: points(size.printableMm), height: (height / dpi) * 72 };
  const [width, length] = size.kind === "sheet" ? [size.labelWidthMm, size.labelHeightMm] : [size.widthMm, size.heightMm];
  return { width: points(width), height: points(length) };
}

/** A drawing, and the file that it becomes. */
export type DrawnLabel = {
  readonly drawing: Drawing;
  readonly file: FileContent;
  readonly extent: Extent;
  readonly dpi: number;
  readonly printer?: LabelPrinter;
};

/** A drawing as a file, as dots, or as what a printer gets. @throws DomainError `document.too-many-dots`; what `encode` throws */
export function drawn(
  { drawing, file, extent, dpi, printer }: DrawnLabel,
  format: PaperFormat,
  typeset: Typesetter,
  encode?: EncodeDots,
): RenderedPaper {
  if (format === "pdf") return pdfOf([[placed(drawing, dpi, 0, 0, true)]], file, extent.width, extent.height, typeset);
  const forDots = format !== "svg";
  if (forDots) checkDots(drawing.width * drawing.height);
  const content = {
    ...file,
    width: forDots ? (drawing.width / dpi) * 72 : extent.width,
    height: forDots ? (drawing.height / dpi) * 72 : extent.height,
    pages: [[placed(drawing, dpi, 0, 0, !forDots)]],
  };
  const laidOut = typeset("label", { content, drawings: NO_DRAWINGS, logo: null });
  const made = { pages: 1, warnings: warningsOf(laidOut) };
  if (!forDots) return { ...made, bytes: new TextEncoder().encode(laidOut.svg()) };
  const bitmap = dots(drawing, laidOut.svg());
  if (format === "png") return { ...made, bytes: dotsPicture(bitmap, dpi) };
  if (format === "dots") return { ...made, bytes: bitmap.rows, dots: { width: bitmap.width, height: bitmap.height } };
  if (!printer || !encode) throw new Error("encoded for no printer");
  return { ...made, bytes: encode(bitmap, printer) };
}

/** Pages of drawings as PDF/A-2b; their measures are points. */
export function pdfOf(
  pages: readonly (readonly PlacedDrawing[])[],
  file: FileContent,
  width: number,
  height: number,
  typeset: Typesetter,
): RenderedPaper {
  const laidOut = typeset("label", { content: { ...file, width, height, pages }, drawings: NO_DRAWINGS, logo: null });
  return { bytes: laidOut.pdf(), pages: laidOut.pages, warnings: warningsOf(laidOut) };
}

export const warningsOf = ({ missing }: TypesetPaper): readonly string[] => (missing ? [`missing-glyphs:${missing}`] : []);
