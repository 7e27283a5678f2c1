import type { Bitmap } from "../../../src-main/domain/printing/bitmap.ts";
import type { MediaKind } from "../../../src-main/domain/printing/printer.ts";

/** What a printer would do with some bytes. Values that were not told are `null`; `density` and `speed` are the language's own. */
export type Printed = {
  /** One label, whole, as it leaves the printer. */
  readonly label: Bitmap;
  readonly copies: number;
  readonly media: MediaKind;
  /** Of gap or mark, in the language's own unit. */
  readonly gap: number | null;
  readonly cut: boolean;
  readonly density: number | null;
  readonly speed: number | null;
};

/** Reads bytes from the front; whatever was not expected is an error. */
export type Reader = {
  readonly done: () => boolean;
  readonly byte: () => number;
  readonly bytes: (count: number) => Uint8Array;
  /** The groups of a text that must come next, Latin-1. */
  readonly take: (pattern: RegExp) => readonly string[];
  /** Which of some texts comes next. */
  readonly oneOf: (texts: readonly string[]) => string;
};

export function readerOf(all: Uint8Array): Reader {
  const text = Buffer.from(all).toString("latin1");
  let at = 0;
  const bytes = (count: number): Uint8Array => {
    if (at + count > all.length) throw new Error(`ends at ${at}, ${count} more bytes were promised`);
    at += count;
    return all.subarray(at - count, at);
  };
  return {
    done: () => at === all.length,
    byte: () => bytes(1)[0]!,
    bytes,
    take: (pattern) => {
      const sticky = new RegExp(pattern.source, "y");
      sticky.lastIndex = at;
      const found = sticky.exec(text) ?? wrong(text.slice(at, at + 30));
      at = sticky.lastIndex;
      return found.slice(1);
    },
    oneOf: (texts) => {
      const found = texts.find((one) => text.startsWith(one, at)) ?? wrong(text.slice(at, at + 30));
      at += found.length;
      return found;
    },
  };
}

export const wrong = (what: unknown): never => {
  throw new Error(`not in the manual: ${JSON.stringify(what)}`);
};

/** Dots that were set, of which a label shows those within its edges. */
export type Ink = Set<string>;

/** Notes the ink of raw rows; `inkBit` is the value of a dot that is printed. */
export function draw(ink: Ink, rows: Uint8Array, stride: number, x: number, y: number, inkBit: 0 | 1): void {
  rows.forEach((byte, index) => {
    for (let bit = 0; bit < 8; bit++)
      if (((byte >> (7 - bit)) & 1) === inkBit) ink.add(`${x + (index % stride) * 8 + bit},${y + Math.floor(index / stride)}`);
  });
}
