import { readFileSync } from "node:fs";
import { crc32 } from "node:zlib";
import { LOGO_MM } from "../../domain/shop/paper-layout.ts";
import { dotsOf } from "./drawing.ts";

const PNG_HEAD = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const HEADS = [
  { format: "png", bytes: PNG_HEAD },
  { format: "jpg", bytes: [0xff, 0xd8, 0xff] },
] as const;

/** A logo's format by its first bytes; null where it is neither PNG nor JPEG. SVG is refused: it may load or run things. */
export const logoFormat = (logo: Uint8Array): "png" | "jpg" | null =>
  HEADS.find(({ bytes }) => bytes.every((byte, index) => logo[index] === byte))?.format ?? null;

/**
 * How many pixels the head of a logo promises, 0 where there is none. Of the frames of a JPEG the largest counts, whichever a decoder
 * believes.
 */
export function logoPixels(logo: Uint8Array): number {
  const bytes = new DataView(logo.buffer, logo.byteOffset, logo.byteLength);
  if (logoFormat(logo) === "png") return logo.length < 24 ? 0 : bytes.getUint32(16) * bytes.getUint32(20);
  let most = 0;
  for (let at = 2; at + 9 < logo.length && logo[at] === 0xff;) {
    const marker = logo[at + 1]!;
    // A frame header (ITU-T T.81 table B.1: SOF0 to SOF15 but DHT, JPG and DAC).
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      most = Math.max(most, bytes.getUint16(at + 5) * bytes.getUint16(at + 7));
    at += marker === 0xff ? 1 : 2 + bytes.getUint16(at + 2);
  }
  return most;
}

/** Dots per inch that a logo has at its largest. */
const LOGO_DPI = 300;

/** Most pixels of a logo across and down; no paper has room for more. */
export const LOGO_ROOM = { width: dotsOf(2 * LOGO_MM.most, LOGO_DPI), height: dotsOf(LOGO_MM.most, LOGO_DPI) } as const;

/**
 * Whether a logo prints the same everywhere, as one does that Talon drew: a whole PNG of 8 bits, no larger than a paper shows, with
 * nothing in it but pixels. Then there is nothing that one program applies and another does not: no orientation, no colour profile.
 */
export function isDrawnLogo(logo: Uint8Array): boolean {
  const bytes = Buffer.from(logo.buffer, logo.byteOffset, logo.length);
  if (logoFormat(logo) !== "png" || bytes.length < 33) return false;
  const [width, height, bits] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes[24]];
  if (width < 1 || height < 1 || width > LOGO_ROOM.width || height > LOGO_ROOM.height || bits !== 8) return false;
  for (let at = PNG_HEAD.length; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    if (end > bytes.length || bytes.readUInt32BE(end - 4) !== crc32(bytes.subarray(at + 4, end - 4))) return false;
    if (!["IHDR", "PLTE", "tRNS", "IDAT", "IEND"].includes(type)) return false;
    if (type === "IEND") return end === bytes.length;
    at = end;
  }
  return false;
}

/** A logo's bytes; none where its file was lost: it is warned of like one that cannot be read, and the paper is needed all the same. */
export function logoBytes(logo: Uint8Array | { readonly file: string }): Uint8Array {
  if (!("file" in logo)) return logo;
  try {
    return readFileSync(logo.file);
  } catch {
    return new Uint8Array();
  }
}
