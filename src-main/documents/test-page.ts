import type { PaperSize } from "../domain/paper-size.ts";
import { dotsOf, outline, solid, type Drawing, type Ink, type TextLine } from "./drawing.ts";
import { barsFor, leastModule, squareFor, symbolInk } from "./label-symbol.ts";
import { clipped, type Ruler } from "./ruler.ts";

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
export const TEST_CODE = "TALON-TEST";

/** How much ink the steps of density carry, percent of the dots. */
const STEPS = [25, 50, 75, 100] as const;

/** Length of a roll's test page, mm. */
const ROLL_MM = 70;

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

  if (size.kind === "sheet")
    for (let row = 0; row < size.rows; row++)
      for (let column = 0; column < size.columns; column++) {
        const [x, y] = [mm(size.leftMm + column * size.pitchXMm), mm(size.topMm + row * size.pitchYMm)];
        const [wide, tall] = [Math.min(mm(size.labelWidthMm), width - x), Math.min(mm(size.labelHeightMm), height - y)];
        ink.push(...outline(x, y, wide, tall, thin));
      }

  const left = mm(RULER_MM + 2);
  const inner = width - left - mm(2);
  let y = mm(RULER_MM + 1.5);
  const title = Math.min(mm(6), 0.1 * height, inner / Math.max(1, ruler.width(words.title, true)));
  y += CAPITAL * title;
  write(words.title, left, y, title, true, inner);
  const letters = Math.max(mm(2.1), Math.min(mm(4), 0.055 * height));
  const step = Math.min(mm(16), Math.floor(Math.min((inner - 3 * mm(1)) / 4, 0.17 * height)));
  const tall = Math.min(mm(20), Math.max(mm(4), Math.round(0.17 * height)));
  const bars = barsFor(TEST_CODE, inner + 2 * mm(2), inner, mm(0.5), dpi);
  const foot = mm(1) + step + mm(1) + (bars ? tall : 0) + mm(2);
  for (const text of [words.printer, ...words.lines]) {
    if (y + 1.35 * letters > height - foot) break;
    y += 1.35 * letters;
    write(text, left, y, letters, text === words.printer, inner);
  }

  y = Math.round(y + mm(1) + 0.3 * letters);
  if (y + step > height - mm(1)) return { width, height, ink, lines };
  STEPS.forEach((percent, index) => ink.push({ x: left + index * (step + mm(1)), y, width: step, height: step, percent }));
  const beside = left + STEPS.length * (step + mm(1)) + mm(1);
  y += step + mm(1.2);
  const rest = height - mm(1.5) - y;
  if (bars && rest >= mm(3)) ink.push(...symbolInk(bars, left + Math.max(mm(0.5), 0), y, Math.min(tall, rest)));
  else {
    const square = squareFor(TEST_CODE, Math.min(width - mm(1) - beside, height - mm(1) - (y - step)), dpi);
    if (square.kind === "qr" && square.module >= leastModule(dpi)) ink.push(...symbolInk(square, beside + square.quiet, y - step, 0));
  }
  return { width, height, ink, lines };
}
