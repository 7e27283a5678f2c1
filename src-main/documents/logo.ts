const HEADS = [
  { format: "png", bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
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
