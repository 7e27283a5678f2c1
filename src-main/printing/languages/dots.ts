import type { Bitmap } from "../../domain/printing/bitmap.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { LabelJob } from "./language.ts";

/** Whole dots of a length: `round(mm / 25.4 × dpi)`. */
export const dots = (mm: number, dpi: number): number => Math.round((mm / 25.4) * dpi);

/** Share of a range that a percentage stands for, whole; percentages beyond 0 to 100 are its ends. */
export const share = (percent: number, from: number, to: number): number =>
  Math.round(from + (Math.min(100, Math.max(0, percent)) / 100) * (to - from));

/** Index of the step that is nearest to a value; of two that are as near, the first. */
export const nearest = (value: number, steps: readonly number[]): number =>
  steps.reduce((best, step, index) => (Math.abs(step - value) < Math.abs(steps[best]! - value) ? index : best), 0);

/** Millimetres of an inch. */
export const INCH_MM = 25.4;

/**
 * A bitmap laid on an empty one of `width` × `height` dots with its upper left corner at (`x`, `y`), which may be negative; what
 * lies beyond the edges is lost.
 */
export function lay(bitmap: Bitmap, width: number, height: number, x: number, y: number): Bitmap {
  if (x === 0 && y === 0 && width === bitmap.width && height === bitmap.height) return bitmap;
  const from = Math.ceil(bitmap.width / 8);
  const stride = Math.ceil(width / 8);
  const rows = new Uint8Array(stride * height);
  const shift = ((x % 8) + 8) % 8;
  const first = (x - shift) / 8;
  const lastBits = (0xff << (stride * 8 - width)) & 0xff;
  const end = Math.min(height, y + bitmap.height);
  for (let row = Math.max(0, y); row < end; row++) {
    const source = (row - y) * from;
    const target = row * stride;
    for (let index = Math.max(0, -first); index <= from && first + index < stride; index++) {
      const left = index > 0 ? bitmap.rows[source + index - 1]! : 0;
      const right = index < from ? bitmap.rows[source + index]! : 0;
      rows[target + first + index] = ((left << 8) | right) >> shift;
    }
    rows[target + stride - 1]! &= lastBits;
  }
  return { width, height, rows };
}

/** The same dots where 0 is ink; bits beyond the width are 1. */
export function inverted({ rows }: Bitmap): Uint8Array {
  const inverse = new Uint8Array(rows.length);
  for (let at = 0; at < rows.length; at++) inverse[at] = ~rows[at]!;
  return inverse;
}

/** What a printer gets for a label: how many dots it has, what is printed on it, and where that starts. */
export type PlacedLabel = { readonly width: number; readonly height: number; readonly bitmap: Bitmap; readonly x: number; readonly y: number };

/**
 * Where a bitmap lies on a label that can be printed to its edges. A label without end is as long as its bitmap. An offset to the
 * left cuts off what would lie beyond the edge, as the head has no dots there; so does one upwards for more than `rise`
 * dots, the most that the printer can begin above the label's edge.
 * @throws DomainError `printer.too-large` where the bitmap is larger than the label
 */
export function placed(bitmap: Bitmap, job: LabelJob, rise: number): PlacedLabel {
  const { dpi, widthMm, heightMm, settings } = job;
  mustFit(bitmap, job);
  const [x, y] = [dots(settings.offsetXMm, dpi), dots(settings.offsetYMm, dpi)];
  const [left, top] = [Math.min(0, x), Math.min(0, y + rise)];
  const kept = lay(bitmap, Math.max(1, bitmap.width + left), Math.max(1, bitmap.height + top), left, top);
  return {
    width: Math.max(dots(widthMm, dpi), bitmap.width),
    height: heightMm === null ? bitmap.height + Math.max(0, y) : Math.max(dots(heightMm, dpi), bitmap.height),
    bitmap: kept,
    x: Math.max(0, x),
    y: Math.max(-rise, y),
  };
}

/**
 * Refuses a bitmap that is larger than its label.
 * @throws DomainError `printer.too-large`
 */
export function mustFit(bitmap: Bitmap, { dpi, widthMm, heightMm }: LabelJob): void {
  // Heads of "203 dpi" have 8 dots a millimetre: whoever counts so comes to one dot more.
  const fits = (size: number, mm: number): boolean => size <= Math.ceil((mm / INCH_MM) * dpi) + 1;
  if (!fits(bitmap.width, widthMm) || (heightMm !== null && !fits(bitmap.height, heightMm))) throw tooLarge(widthMm, heightMm);
}

/** The refusal of a bitmap that is larger than what can be printed, mm; `null` is a height without end. */
export const tooLarge = (widthMm: number, heightMm: number | null): DomainError =>
  new DomainError("printer.too-large", { width: tenths(widthMm), height: heightMm === null ? "none" : tenths(heightMm) });

const tenths = (mm: number): number => Math.floor(mm * 10 + 1e-6) / 10;

/** Bytes one after the other; texts are Latin-1. */
export function joined(parts: readonly (string | Uint8Array | readonly number[])[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => {
      if (typeof part === "string") return Buffer.from(part, "latin1");
      return part instanceof Uint8Array ? part : Uint8Array.from(part);
    }),
  );
}
