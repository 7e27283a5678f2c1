/**
 * Dots of a printer that knows only ink and no ink: rows from top to bottom, each `ceil(width / 8)` bytes, the leftmost dot in
 * the highest bit, 1 is ink; bits beyond the width are 0.
 */
export type Bitmap = { readonly width: number; readonly height: number; readonly rows: Uint8Array };
