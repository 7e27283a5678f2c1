/** A picture of the device. `sha256` names the file. */
export type Photo = { readonly sha256: string; readonly mime: string; readonly width: number; readonly height: number };

/** Longest side of the small picture of a photo, px. */
export const THUMBNAIL_SIDE = 320;

/** Largest picture that is taken, bytes. */
export const MAX_PICTURE_BYTES = 25_000_000;

/** Largest picture that is taken, pixels: telephones take 108 million, and whoever shows one holds four bytes for each. */
export const MAX_PICTURE_PIXELS = 120_000_000;

/** A photo as it is, or the small picture of it, which is enough for a list. */
export const PHOTO_SIZES = ["full", "small"] as const;
export type PhotoSize = (typeof PHOTO_SIZES)[number];
