import type { Bitmap } from "../../domain/printing/bitmap.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { dots, INCH_MM, joined, lay, tooLarge } from "./dots.ts";
import type { LabelJob } from "./language.ts";

const ESC = 0x1b;

/** The head: 720 pins, 300 to the inch. */
const [PINS, DPI] = [720, 300];
const LINE_BYTES = PINS / 8;

/** Zero bytes that end whatever a broken job may have left. */
const INVALIDATE = 200;

/** Tape before the first and behind the last row of dots of continuous length tape, dots. */
const MARGIN = 35;

/** Rows of the shortest piece of continuous length tape. */
const SHORTEST = 150;

/** Widths of continuous length tape, mm: pins that print, and pins to the right of them. */
const TAPES: Readonly<Record<number, readonly [pins: number, right: number]>> = {
  12: [106, 29],
  29: [306, 6],
  38: [413, 12],
  50: [554, 12],
  54: [590, 0],
  62: [696, 12],
};

/** Die-cut labels, mm: pins that print, rows that print, and pins to the right. */
const LABELS: Readonly<Record<string, readonly [pins: number, rows: number, right: number]>> = {
  "17x54": [165, 566, 0],
  "17x87": [165, 956, 0],
  "23x23": [202, 202, 42],
  "29x42": [306, 425, 6],
  "29x90": [306, 991, 6],
  "38x90": [413, 991, 12],
  "39x48": [425, 495, 6],
  "52x29": [578, 271, 0],
  "62x29": [696, 271, 12],
  "62x100": [696, 1109, 12],
};

/** Dots of some stock that can be printed, and pins of the head to the right of them; `height` null is a height without end. */
export type BrotherArea = { readonly width: number; readonly height: number | null; readonly right: number };

/**
 * What can be printed on stock of this size: never its edges.
 * @see Brother, Raster Command Reference QL-800/810W/820NWB: 2.3.2 Page size, 2.3.5 Raster line
 * @throws DomainError `printer.unknown-stock` where the printer has no such stock, or another resolution than 300 dpi
 */
export function brotherArea(job: LabelJob): BrotherArea {
  const { dpi, widthMm, heightMm } = job;
  if (dpi === DPI && isTape(job)) {
    const tape = TAPES[widthMm];
    if (tape) return { width: tape[0], height: heightMm === null ? null : Math.max(SHORTEST, dots(heightMm, DPI) - 2 * MARGIN), right: tape[1] };
  } else if (dpi === DPI) {
    const label = LABELS[`${widthMm}x${heightMm}`];
    if (label) return { width: label[0], height: label[1], right: label[2] };
  }
  throw new DomainError("printer.unknown-stock", { width: widthMm, height: heightMm ?? "none", dpi });
}

const isTape = ({ heightMm, settings }: LabelJob): boolean => heightMm === null || settings.media === "continuous";

/**
 * A label for a Brother QL printer with a head of 720 pins, as raster lines without compression, which every model takes. A bitmap
 * that is larger than what can be printed is taken for the whole label, its middle is printed; blank edges may be lost, ink is not,
 * unless an offset moves it there. These printers take neither darkness nor speed.
 * @see Brother, Raster Command Reference QL-700 and QL-800/810W/820NWB: ESC @, ESC i a, ESC i z, ESC i M, ESC i A, ESC i K, ESC i d, g, FF, Control-Z
 * @throws DomainError `printer.too-large` where ink would be lost, `printer.unknown-stock` where the printer has no such stock
 */
export function encodeBrother(bitmap: Bitmap, job: LabelJob): Uint8Array {
  const { heightMm, widthMm, copies, settings } = job;
  const area = brotherArea(job);
  const [x, y] = [dots(settings.offsetXMm, DPI), dots(settings.offsetYMm, DPI)];
  const height = area.height ?? Math.max(SHORTEST, bitmap.height + y);
  const left = -middle(bitmap.width, area.width);
  const top = area.height === null ? 0 : -middle(bitmap.height, area.height);
  const printed = lay(bitmap, area.width, area.height ?? bitmap.height, left, top);
  if (losesInk(bitmap, printed, left, top)) throw tooLarge((area.width / DPI) * INCH_MM, area.height === null ? null : (area.height / DPI) * INCH_MM);

  const lines = rasterLines(lay(printed, area.width, height, x, y), area.right, settings.twoColour);
  const tape = isTape(job);
  const page = (index: number): readonly (Uint8Array | readonly number[])[] => [
    [ESC, 0x69, 0x61, 1],
    [ESC, 0x69, 0x7a, tape ? 0x86 : 0x8e, tape ? 0x0a : 0x0b, widthMm, tape ? 0 : heightMm!, ...longBytes(height), index === 0 ? 0 : 1, 0],
    [ESC, 0x69, 0x4d, settings.cut ? 0x40 : 0],
    settings.cut ? [ESC, 0x69, 0x41, 1] : [],
    [ESC, 0x69, 0x4b, (settings.cut ? 0x08 : 0) | (settings.twoColour ? 0x01 : 0)],
    [ESC, 0x69, 0x64, tape ? MARGIN : 0, 0],
    lines,
    [index === copies - 1 ? 0x1a : 0x0c],
  ];
  return joined([new Uint8Array(INVALIDATE), [ESC, 0x40], ...Array.from({ length: copies }, (_, index) => page(index)).flat()]);
}

/** Dots before the middle part of `size`. */
const middle = (whole: number, size: number): number => Math.max(0, Math.floor((whole - size) / 2));

function losesInk(bitmap: Bitmap, printed: Bitmap, x: number, y: number): boolean {
  const back = lay(printed, bitmap.width, bitmap.height, -x, -y);
  return Buffer.compare(back.rows, bitmap.rows) !== 0;
}

const longBytes = (value: number): readonly number[] => [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >>> 24];

const MIRRORED = Uint8Array.from({ length: 256 }, (_, byte) => {
  let mirrored = 0;
  for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) mirrored |= 0x80 >> bit;
  return mirrored;
});

/** Heads of a row's lines: `g 0 90`; on a roll of two colours `w 1 90` for black and `w 2 90` for red. */
const ONE_COLOUR = [[0x67, 0]] as const;
const TWO_COLOURS = [
  [0x77, 1],
  [0x77, 2],
] as const;

/** The pins of each row behind their head: the first pin is the rightmost dot. Nothing of ours is red. */
function rasterLines(bitmap: Bitmap, right: number, twoColour: boolean): Uint8Array {
  const { rows, height } = lay(bitmap, PINS, bitmap.height, PINS - right - bitmap.width, 0);
  const heads = twoColour ? TWO_COLOURS : ONE_COLOUR;
  const bytes = new Uint8Array(height * heads.length * (LINE_BYTES + 3));
  for (let row = 0, at = 0; row < height; row++)
    for (const [index, [command, colour]] of heads.entries()) {
      bytes.set([command, colour, LINE_BYTES], at);
      if (index === 0) for (let pin = 0; pin < LINE_BYTES; pin++) bytes[at + 3 + pin] = MIRRORED[rows[(row + 1) * LINE_BYTES - 1 - pin]!]!;
      at += LINE_BYTES + 3;
    }
  return bytes;
}
