import type { PaperSize } from "../../domain/printing/paper-size.ts";
import { dotsOf, outline, solid, type Drawing, type Ink, type TextLine } from "./drawing.ts";
import { barsFor, symbolInk } from "./label-symbol.ts";
import { clipped, type Ruler } from "../engine/ruler.ts";

/** Words of a test page, in the language of who asked for it. */
export type TestPageWords = {
  /** `Test page`. */
  readonly title: string;
  /** The printer's name. */
  readonly printer: string;
  /** What else is to be said: way, size, dots. */
  readonly lines: readonly string[];
};

/** What the test page's symbol says; scanned, it is no order's. */
export const TEST_CODE = "TALON";

/** How much ink the steps of density carry, percent of the dots. */
const STEPS = [25, 50, 75, 100] as const;

/** Length of a roll's test page, mm. */
const ROLL_MM = 60;

/** A ruler takes so much of the page along its upper and left edges, mm. */
const RULER_MM = 6.5;
const CAPITAL = 0.714;

/**
 * Draws a page that shows what a printer does: a frame at the very edges, rulers in mm from the upper left corner, steps of density and a
 * symbol. Of a sheet of labels it shows each label's outline too.
 */
export function testPageDrawing(size: PaperSize, dpi: number, words: TestPageWords, ruler: Ruler): Drawing {
  const mm = (length: number): number => dotsOf(length, dpi);
  const width = mm(size.kind === "roll" ? size.printableMm : size.widthMm);
  const height = mm(size.kind === "roll" ? ROLL_MM : size.heightMm);
  const thin = Math.max(1, mm(0.12));
  const ink: Ink[] = [...outline(0, 0, width, height, 2 * thin)];
  const lines: TextLine[] = [];
  const small = Math.min(mm(2.4), mm(2 + width / mm(100)));
  const write = (text: string, x: number, y: number, letters: number, bold: boolean, room: number): void => {
    const shown = clipped(text, room / letters, bold, ruler);
    if (shown !== "") lines.push({ text: shown, x, y: Math.round(y), size: letters, bold, light: false, room: ruler.knows(shown) ? null : room });
  };

  for (const [length, across] of [
    [width, false],
    [height, true],
  ] as const)
    for (let tick = 1; mm(tick) < length - thin; tick++) {
      const long = mm(tick % 10 === 0 ? 3.4 : tick % 5 === 0 ? 2.4 : 1.4);
      const at = mm(tick) - Math.floor(thin / 2);
      ink.push(across ? solid(0, at, long, thin) : solid(at, 0, thin, long));
      const number = String(tick);
      const wide = ruler.width(number, false) * small;
      if (tick % 10 !== 0 || mm(tick) + wide + thin > length - mm(0.8)) continue;
      // Numbers stand behind their tick, the first ones clear of the other ruler.
      if (across) write(number, mm(3.9), at + (CAPITAL * small) / 2 + thin / 2, small, false, wide + 1);
      else write(number, at + thin / 2 - wide / 2, mm(3.9) + CAPITAL * small, small, false, wide + 1);
    }

  // Outlines begin where the rulers end, whose numbers would be unreadable.
  const from = mm(RULER_MM);
  const boxes = size.kind === "sheet" ? labelBoxes(size, dpi) : [];
  for (const box of boxes) {
    const [x, y] = [Math.max(box.x, from), Math.max(box.y, from)];
    const [right, bottom] = [Math.min(box.x + box.width, width), Math.min(box.y + box.height, height)];
    if (box.y >= from) ink.push(solid(x, box.y, right - x, thin));
    if (box.x >= from) ink.push(solid(box.x, y, thin, bottom - y));
    ink.push(solid(x, bottom - thin, right - x, thin), solid(right - thin, y, thin, bottom - y));
  }

  // On a sheet the rest stands in a label in the middle.
  const home = size.kind === "sheet" ? boxes[Math.floor(size.rows / 2) * size.columns + Math.min(1, size.columns - 1)] : undefined;
  const area = home
    ? { x: home.x + mm(3), y: home.y + mm(2), right: home.x + home.width - mm(3), bottom: home.y + home.height - mm(2) }
    : { x: mm(RULER_MM + 2), y: mm(RULER_MM + 0.8), right: width - mm(1.5), bottom: height - mm(1.5) };
  const inner = area.right - area.x;
  const tall = area.bottom - area.y;
  const letters = Math.min(Math.max(mm(2.1), 0.08 * tall), mm(4), inner / 14);
  const title = Math.min(mm(7), Math.max(1.15 * letters, 0.14 * tall), inner / Math.max(1, ruler.width(words.title, true)));
  const step = Math.floor(Math.min(mm(14), (inner - 3 * mm(1)) / 4, 0.25 * tall));
  const bars = barsFor(TEST_CODE, inner + 2 * mm(1.5), inner, mm(0.5), dpi);
  const barHeight = Math.round(Math.min(mm(16), Math.max(mm(3), 0.24 * tall)));

  let y = area.y + CAPITAL * title;
  write(words.title, area.x, y, title, true, inner);
  y += 0.3 * title;
  for (const text of [words.printer, ...words.lines]) {
    if (y + 1.25 * letters + step + barHeight + mm(2) > area.bottom) break;
    y += 1.25 * letters;
    write(text, area.x, y - 0.25 * letters, letters, text === words.printer, inner);
  }
  y = Math.round(y + mm(1));
  STEPS.forEach((percent, index) => ink.push({ x: area.x + index * (step + mm(1)), y, width: step, height: step, percent }));
  y += step + mm(1);
  if (bars && y + mm(2) <= area.bottom) ink.push(...symbolInk(bars, area.x + mm(1), y, Math.min(barHeight, area.bottom - y)));
  return { width, height, ink, lines };
}

/** The labels of a sheet, dots. */
function labelBoxes(size: PaperSize & { readonly kind: "sheet" }, dpi: number): readonly Omit<Ink, "percent">[] {
  const mm = (length: number): number => dotsOf(length, dpi);
  return Array.from({ length: size.rows * size.columns }, (_, index) => ({
    x: mm(size.leftMm + (index % size.columns) * size.pitchXMm),
    y: mm(size.topMm + Math.floor(index / size.columns) * size.pitchYMm),
    width: mm(size.labelWidthMm),
    height: mm(size.labelHeightMm),
  }));
}
