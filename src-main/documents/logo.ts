const HEADS = [
  { format: "png", bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { format: "jpg", bytes: [0xff, 0xd8, 0xff] },
] as const;

/** A logo's format by its first bytes; null where it is neither PNG nor JPEG. SVG is refused: it may load or run things. */
export const logoFormat = (logo: Uint8Array): "png" | "jpg" | null =>
  HEADS.find(({ bytes }) => bytes.every((byte, index) => logo[index] === byte))?.format ?? null;
