import type { GreyPage } from "./way-options.ts";

/** Kinds of dots that are made: 1 bit black, 8 bits grey, 24 bits colour with three equal parts. */
export const RASTER_TYPES = ["sgray_8", "black_1", "srgb_8"] as const;
export type RasterType = (typeof RASTER_TYPES)[number];

/** Bits of a dot and the number of its colour space (PWG 5102.4 §4.3.1.3: 3 black, 18 sGray, 19 sRGB). */
const SPACES: Readonly<Record<RasterType, { readonly bits: number; readonly colours: number; readonly space: number }>> = {
  sgray_8: { bits: 8, colours: 1, space: 18 },
  black_1: { bits: 1, colours: 1, space: 3 },
  srgb_8: { bits: 24, colours: 3, space: 19 },
};

const HEADER_LENGTH = 1796;

/** Grey below this is black where there is nothing between. */
const BLACK_BELOW = 128;

/** Places of a page's header (PWG 5102.4 §4.3.1). */
function header({ width, height }: GreyPage, pages: number, dpi: number, type: RasterType): Buffer {
  const { bits, colours, space } = SPACES[type];
  const bytes = Buffer.alloc(HEADER_LENGTH);
  bytes.write("PwgRaster", 0, "latin1");
  const numbers: readonly (readonly [at: number, value: number])[] = [
    [276, dpi],
    [280, dpi],
    [340, 1],
    [352, Math.round((width * 72) / dpi)],
    [356, Math.round((height * 72) / dpi)],
    [372, width],
    [376, height],
    [384, bits / colours],
    [388, bits],
    [392, Math.ceil((width * bits) / 8)],
    [400, space],
    [420, colours],
    [452, pages],
    [456, 1],
    [460, 1],
    [480, 0xff_ff_ff],
  ];
  for (const [at, value] of numbers) bytes.writeUInt32BE(value, at);
  return bytes;
}

function line({ width, grey }: GreyPage, row: number, type: RasterType): Uint8Array {
  const dots = grey.subarray(row * width, (row + 1) * width);
  if (type === "sgray_8") return dots;
  if (type === "srgb_8") return Uint8Array.from({ length: width * 3 }, (_, index) => dots[Math.floor(index / 3)]!);
  const packed = new Uint8Array(Math.ceil(width / 8));
  for (let x = 0; x < width; x += 1) if (dots[x]! < BLACK_BELOW) packed[x >> 3]! |= 0x80 >> (x & 7);
  return packed;
}

/**
 * A line as runs (PWG 5102.4 §4.4): a count of 0 to 127 and one dot that stands once more often than that; or 257 less the number
 * of dots, 2 to 128 of them, and those dots.
 */
function packLine(bytes: Uint8Array, size: number): Uint8Array {
  const count = bytes.length / size;
  const same = (a: number, b: number): boolean => {
    for (let part = 0; part < size; part += 1) if (bytes[a * size + part] !== bytes[b * size + part]) return false;
    return true;
  };
  const packed: number[] = [];
  const put = (from: number, to: number): void => {
    for (let at = from * size; at < to * size; at += 1) packed.push(bytes[at]!);
  };
  for (let at = 0; at < count;) {
    let end = at + 1;
    while (end < count && end - at < 128 && same(at, end)) end += 1;
    if (end - at === 1) {
      while (end < count && end - at < 128 && !same(end - 1, end)) end += 1;
      // The last dot begins a run of its own.
      if (end < count && end - at > 1 && same(end - 1, end)) end -= 1;
    }
    const length = end - at;
    if (length === 1 || same(at, at + 1)) {
      packed.push(length - 1);
      put(at, at + 1);
    } else {
      packed.push(257 - length);
      put(at, end);
    }
    at = end;
  }
  return Uint8Array.from(packed);
}

function pageLines(page: GreyPage, type: RasterType): Uint8Array[] {
  const size = Math.max(1, SPACES[type].bits / 8);
  const parts: Uint8Array[] = [];
  let before = line(page, 0, type);
  for (let row = 0; row < page.height;) {
    let end = row + 1;
    let next = before;
    while (end < page.height) {
      next = line(page, end, type);
      if (end - row === 256 || Buffer.compare(before, next) !== 0) break;
      end += 1;
    }
    parts.push(Uint8Array.of(end - row - 1), packLine(before, size));
    row = end;
    before = next;
  }
  return parts;
}

/**
 * Pages as PWG raster (PWG 5102.4), the format that every driverless printer takes: one header for each page and its lines in runs.
 * @param dpi of both directions
 * @throws RangeError where a page has no dots or not as many as it says
 */
export function encodePwgRaster(pages: readonly GreyPage[], dpi: number, type: RasterType): Uint8Array {
  for (const { width, height, grey } of pages)
    if (!(width > 0 && height > 0 && grey.length === width * height)) throw new RangeError(`${width} by ${height} dots, but ${grey.length} bytes`);
  return Buffer.concat([Buffer.from("RaS2"), ...pages.flatMap((page) => [header(page, pages.length, dpi, type), ...pageLines(page, type)])]);
}
