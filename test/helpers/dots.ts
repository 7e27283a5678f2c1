import { inflateSync } from "node:zlib";
import fc from "fast-check";
import type { Bitmap } from "../../src-main/domain/printing/bitmap.ts";

const stride = (width: number): number => Math.ceil(width / 8);

export const isInk = ({ width, height, rows }: Bitmap, x: number, y: number): boolean =>
  x >= 0 && y >= 0 && x < width && y < height && (rows[y * stride(width) + (x >> 3)]! & (0x80 >> (x & 7))) !== 0;

/** A bitmap of the dots that `ink` says yes to. */
export function bitmapOf(width: number, height: number, ink: (x: number, y: number) => boolean): Bitmap {
  const rows = new Uint8Array(stride(width) * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (ink(x, y)) rows[y * stride(width) + (x >> 3)]! |= 0x80 >> (x & 7);
  return { width, height, rows };
}

/** A row of text for each row of dots, `#` is ink, cut behind the last one; rows below the last ink are left out. */
function drawn(bitmap: Bitmap): readonly string[] {
  const lines = Array.from({ length: bitmap.height }, (_, y) =>
    Array.from({ length: bitmap.width }, (__, x) => (isInk(bitmap, x, y) ? "#" : " "))
      .join("")
      .trimEnd(),
  );
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

/** The first row in which two bitmaps have ink at different places, or null; how far they reach beyond their ink is no difference. */
export function difference(one: Bitmap, other: Bitmap): { readonly row: number; readonly one: string; readonly other: string } | null {
  const [lines, others] = [drawn(one), drawn(other)];
  const row = Array.from({ length: Math.max(lines.length, others.length) }).findIndex((_, at) => lines[at] !== others[at]);
  return row < 0 ? null : { row, one: lines[row] ?? "", other: others[row] ?? "" };
}

/** What should be seen of a bitmap on a label when it is moved; dot by dot, so that no cleverness can hide. */
export const moved = (bitmap: Bitmap, width: number, height: number, x: number, y: number): Bitmap =>
  bitmapOf(width, height, (column, row) => isInk(bitmap, column - x, row - y));

/** Bitmaps of a size: empty, full, one dot, stripes, noise, noise with long runs and repeated rows. */
export const bitmaps = (width: number, height: number): fc.Arbitrary<Bitmap> =>
  fc.oneof(
    fc.constantFrom(
      bitmapOf(width, height, () => false),
      bitmapOf(width, height, () => true),
    ),
    fc.tuple(fc.nat(width - 1), fc.nat(height - 1)).map(([x, y]) => bitmapOf(width, height, (column, row) => column === x && row === y)),
    fc.integer({ min: 1, max: 40 }).map((size) => bitmapOf(width, height, (x, y) => (Math.floor(x / size) + Math.floor(y / 3)) % 2 === 0)),
    fc
      .tuple(fc.integer(), fc.integer({ min: 1, max: 30 }))
      .map(([seed, run]) =>
        bitmapOf(
          width,
          height,
          (x, y) => ((Math.imul(Math.floor(x / run) * 7919 + Math.floor(y / run) * 104_729 + seed, 2_654_435_761) >>> 13) & 1) === 1,
        ),
      ),
  );

/** @see W3C Portable Network Graphics, 3rd edition: 9.2 filter types, 11.2 critical chunks. Greyscale of 8 bits only; dark is ink. */
export function bitmapOfPng(png: Uint8Array): Bitmap {
  const bytes = Buffer.from(png);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (bytes.readUInt16BE(24) !== 0x0800 || bytes[28] !== 0) throw new Error("not a plain greyscale PNG");
  const packed: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (bytes.toString("latin1", at + 4, at + 8) === "IDAT") packed.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  const data = inflateSync(Buffer.concat(packed));
  const grey = new Uint8Array(width * height);
  const of = (x: number, y: number): number => (x < 0 || y < 0 ? 0 : grey[y * width + x]!);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (width + 1)]!;
    for (let x = 0; x < width; x++) {
      const [left, up, corner] = [of(x - 1, y), of(x, y - 1), of(x - 1, y - 1)];
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      grey[y * width + x] = data[y * (width + 1) + 1 + x]! + guess;
    }
  }
  return bitmapOf(width, height, (x, y) => of(x, y) < 128);
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
