import type { PaperSize } from "../../domain/printing/paper-size.ts";
import { dotsOf, type Drawing, type Ink, type TextLine } from "./drawing.ts";
import { barsFor, squareFor, symbolInk } from "./label-symbol.ts";
import { setText } from "./label-text.ts";
import type { LabelTexts, TextArea, TextSizes } from "./label-plan.ts";
import type { Ruler } from "../engine/ruler.ts";

/** The place that a label is laid out for, dots; `height` null grows with what is on it. Ink keeps away from the edges. */
export type LabelStock = {
  readonly dpi: number;
  readonly width: number;
  readonly height: number | null;
  readonly edgeX: number;
  readonly edgeY: number;
  /** Widest module of bars. */
  readonly mostModule: number;
};

/** Height of capitals and figures of Noto Sans, in parts of the letters' size. */
const CAPITAL = 0.714;

/** Labels of a sheet are printed by office printers, which keep away from the paper's edges and hit a label to a millimetre or two, mm. */
const SHEET_EDGE = 2.5;
const UNPRINTABLE = 5;

/** A scanner at arm's length sees no more than some 130 mm of bars. */
const PAGE_MODULE_MM = 0.75;

/** Letters of a point, dots. */
const pt = (points: number, dpi: number): number => (points / 72) * dpi;
const clamp = (least: number, value: number, most: number): number => Math.max(least, Math.min(value, most));

/** What of a stock a label may use. Of a sheet it is one of its labels. */
export function stockOf(size: PaperSize, dpi: number): LabelStock {
  const stock = (widthMm: number, heightMm: number | null, edgeXMm: number, edgeYMm: number): LabelStock => ({
    dpi,
    width: dotsOf(widthMm, dpi),
    height: heightMm === null ? null : dotsOf(heightMm, dpi),
    edgeX: dotsOf(edgeXMm, dpi),
    edgeY: dotsOf(edgeYMm, dpi),
    mostModule: size.kind === "page" ? Math.floor((PAGE_MODULE_MM / 25.4) * dpi) : Infinity,
  });
  if (size.kind === "roll") return stock(size.printableMm, null, 1, 2);
  if (size.kind === "sheet") {
    const { columns, rows, leftMm, topMm, labelWidthMm, labelHeightMm, pitchXMm, pitchYMm } = size;
    const right = size.widthMm - leftMm - (columns - 1) * pitchXMm - labelWidthMm;
    const bottom = size.heightMm - topMm - (rows - 1) * pitchYMm - labelHeightMm;
    const edge = (margin: number): number => Math.max(SHEET_EDGE, UNPRINTABLE - margin);
    return stock(labelWidthMm, labelHeightMm, edge(Math.min(leftMm, right)), edge(Math.min(topMm, bottom)));
  }
  const edge = clamp(1.5, 0.05 * Math.min(size.widthMm, size.heightMm), 10);
  return stock(size.widthMm, size.heightMm, edge, edge);
}

/** Lays a label out: the number first and largest, its symbol, then texts. */
export function layOutLabel(number: string, texts: LabelTexts, stock: LabelStock, ruler: Ruler): Drawing {
  const { dpi, width, height, edgeX, edgeY } = stock;
  const mm = (length: number): number => dotsOf(length, dpi);
  const inner = width - 2 * edgeX;
  const innerHeight = height === null ? null : height - 2 * edgeY;
  const capital = Math.floor(Math.min((inner / ruler.width(number, true)) * CAPITAL, innerHeight === null ? mm(9) : 0.2 * innerHeight));
  const size = capital / CAPITAL;
  const bars = barsFor(number, width, inner, stock.mostModule, dpi);
  // Round figures are a little higher than others.
  const below = edgeY + Math.ceil(1.02 * capital);
  const gap = clamp(mm(0.9), Math.round(0.22 * capital), mm(4));
  const head: TextLine = { text: number, x: 0, y: below, size, bold: true, light: false, room: null };
  const centre = (width - size * ruler.width(number, true)) / 2;

  const set = (ink: readonly Ink[], area: TextArea, x: number, least: number): Drawing => {
    const block =
      area.height === null || area.height > 0 ? setText(texts, area, sizesFor(stock, size, texts), ruler) : { ink: [], lines: [], height: 0 };
    return {
      width,
      height: height ?? Math.max(least, area.y + block.height + edgeY),
      ink: [...ink, ...block.ink],
      lines: [{ ...head, x }, ...block.lines],
    };
  };
  const areaFrom = (y: number, x: number, right: number): TextArea => ({
    x,
    y,
    width: right - x,
    height: height === null ? null : height - edgeY - y,
  });

  if (bars) {
    const tall = innerHeight === null ? mm(11) : Math.round(clamp(mm(4), 0.25 * innerHeight, clamp(mm(9), 0.17 * innerHeight, mm(26))));
    const ink = symbolInk(bars, Math.floor((width - bars.width) / 2), below + gap, tall);
    return set(ink, areaFrom(below + gap + tall + gap, edgeX, width - edgeX), centre, 0);
  }
  const beside = height === null || width > 0.8 * height;
  const rest = height === null ? Infinity : height - below;
  const symbol = squareFor(number, Math.floor(beside ? Math.min(0.47 * width, rest) : Math.min(width, 0.45 * rest)), dpi);
  if (symbol.kind === "none") return set([], areaFrom(below + gap, edgeX, width - edgeX), centre, 0);
  const { quiet, width: side } = symbol;
  if (!beside) {
    const top = below + Math.max(gap, quiet);
    return set(symbolInk(symbol, Math.floor((width - side) / 2), top, side), areaFrom(top + side + quiet, edgeX, width - edgeX), centre, 0);
  }
  const left = Math.max(edgeX, quiet);
  const spare = height === null ? 0 : Math.max(0, rest - side - 2 * quiet);
  const top = below + quiet + Math.floor(spare / 2);
  const area = areaFrom(below + Math.max(gap, Math.min(quiet, Math.floor(spare / 2))), left + side + quiet, width - edgeX);
  return set(symbolInk(symbol, left, top, side), area, centre, top + side + quiet);
}

/** Letters for a stock: as large as its room suggests, never near the number's. */
function sizesFor({ dpi, width, height }: LabelStock, numberSize: number, { rows }: LabelTexts): TextSizes {
  const tallest = Math.max(1, ...rows.map(({ scale }) => scale));
  const ceiling = (0.8 * numberSize) / tallest;
  const least = Math.min(pt(6.5, dpi), ceiling);
  const usual =
    height === null ? clamp(pt(8.5, dpi), 0.066 * width, pt(14, dpi)) : clamp(pt(7.5, dpi), 0.055 * Math.sqrt(width * height), pt(24, dpi));
  return { least, usual: Math.max(least, Math.min(usual, ceiling)), most: Math.max(least, Math.min(1.45 * usual, ceiling)) };
}
