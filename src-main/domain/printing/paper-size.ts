import { DomainError } from "../ground/error.ts";

/**
 * Stock that a printer holds, lengths in mm. A `label` is cut to measure, a `roll` is as long as what is printed on it and shows
 * ink on `printableMm` of its width, a `page` is a sheet, a `sheet` carries labels in rows and columns.
 */
export type PaperSize =
  | { readonly id: string; readonly kind: "label"; readonly widthMm: number; readonly heightMm: number }
  | { readonly id: string; readonly kind: "roll"; readonly widthMm: number; readonly printableMm: number }
  | { readonly id: string; readonly kind: "page"; readonly widthMm: number; readonly heightMm: number }
  | ({ readonly id: string; readonly kind: "sheet"; readonly widthMm: number; readonly heightMm: number } & LabelGrid);

/** Where the labels of a sheet lie, mm from its upper left corner; the pitch is from one label's edge to the next one's. */
export type LabelGrid = {
  readonly columns: number;
  readonly rows: number;
  readonly leftMm: number;
  readonly topMm: number;
  readonly labelWidthMm: number;
  readonly labelHeightMm: number;
  readonly pitchXMm: number;
  readonly pitchYMm: number;
};

const label = (widthMm: number, heightMm: number): PaperSize => ({ id: `${widthMm}x${heightMm}`, kind: "label", widthMm, heightMm });

/** Stock that every shop can choose; a shop adds its own. Rolls print 48 and 72 mm: heads of 384 and 576 dots at 203 dpi. */
export const SHIPPED_SIZES: readonly PaperSize[] = [
  label(58, 40),
  label(40, 30),
  label(62, 29),
  label(50, 25),
  label(100, 50),
  label(102, 152),
  { id: "roll-58", kind: "roll", widthMm: 58, printableMm: 48 },
  { id: "roll-80", kind: "roll", widthMm: 80, printableMm: 72 },
  { id: "a4", kind: "page", widthMm: 210, heightMm: 297 },
  { id: "a5", kind: "page", widthMm: 148, heightMm: 210 },
  {
    id: "a4-3x8",
    kind: "sheet",
    widthMm: 210,
    heightMm: 297,
    columns: 3,
    rows: 8,
    leftMm: 0,
    topMm: 0.5,
    labelWidthMm: 70,
    labelHeightMm: 37,
    pitchXMm: 70,
    pitchYMm: 37,
  },
  {
    id: "a4-2x7",
    kind: "sheet",
    widthMm: 210,
    heightMm: 297,
    columns: 2,
    rows: 7,
    leftMm: 4.65,
    topMm: 15.15,
    labelWidthMm: 99.1,
    labelHeightMm: 38.1,
    pitchXMm: 101.6,
    pitchYMm: 38.1,
  },
];

const LIMITS = { min: 10, max: 1200 } as const;

/** Fields of a size that cannot be: too small or too large to be stock, or labels that do not fit on their sheet. */
export function sizeProblems(size: PaperSize): readonly string[] {
  const { min, max } = LIMITS;
  const wrong: string[] = [];
  const fits = (field: string, mm: number, least: number, most: number): void => void (mm >= least && mm <= most ? 0 : wrong.push(field));
  fits("widthMm", size.widthMm, min, max);
  if (size.kind === "roll") fits("printableMm", size.printableMm, min, size.widthMm);
  else fits("heightMm", size.heightMm, min, max);
  if (size.kind !== "sheet") return wrong;
  fits("labelWidthMm", size.labelWidthMm, min, size.pitchXMm);
  fits("labelHeightMm", size.labelHeightMm, min, size.pitchYMm);
  fits("columns", size.leftMm + (size.columns - 1) * size.pitchXMm + size.labelWidthMm, 0, size.widthMm + 0.01);
  fits("rows", size.topMm + (size.rows - 1) * size.pitchYMm + size.labelHeightMm, 0, size.heightMm + 0.01);
  return wrong;
}

/** Most dots of a picture or of what a label printer gets: a whole A4 page at 600 dpi has 34.8 million. */
export const MOST_DOTS = 35_000_000;

/** @throws DomainError `document.too-many-dots` */
export function checkDots(dots: number): void {
  if (dots <= MOST_DOTS) return;
  const million = (count: number): number => Math.ceil(count / 1_000_000);
  throw new DomainError("document.too-many-dots", { count: million(dots), most: million(MOST_DOTS) });
}

/** Whether a label of this stock has more dots than are made; a roll is as long as what is on it, and pages go to printers as PDF. */
export const hasTooManyDots = (size: PaperSize, dpi: number): boolean =>
  size.kind === "label" && (size.widthMm / 25.4) * dpi * ((size.heightMm / 25.4) * dpi) > MOST_DOTS;
