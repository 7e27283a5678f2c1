/**
 * The code points that a TrueType or OpenType font has glyphs for, read from its `cmap` table.
 * @param font bytes of a single font file (no collection)
 * @throws RangeError where the bytes are cut short
 * @see OpenType 1.9.1, `cmap`: formats 4 (basic plane) and 12 (all planes); others add nothing to the shipped fonts
 */
export const fontCoverage = (font: Uint8Array): Set<number> => new Set(fontGlyphs(font).keys());

/**
 * How far a pen moves on after each character that a font has a glyph for, in parts of the letters' size; a font without
 * horizontal metrics gives none.
 * @throws RangeError where the bytes are cut short
 * @see OpenType 1.9.1, `head`, `hhea`, `hmtx`
 */
export function fontAdvances(font: Uint8Array): ReadonlyMap<number, number> {
  const view = viewOf(font);
  const [head, hhea, hmtx] = [tableOffset(view, "head"), tableOffset(view, "hhea"), tableOffset(view, "hmtx")];
  const advances = new Map<number, number>();
  if (head === undefined || hhea === undefined || hmtx === undefined) return advances;
  const size = view.getUint16(head + 18);
  // Glyphs beyond the last entry are as wide as it.
  const last = view.getUint16(hhea + 34) - 1;
  for (const [code, glyph] of fontGlyphs(font)) advances.set(code, view.getUint16(hmtx + Math.min(glyph, last) * 4) / size);
  return advances;
}

const viewOf = (font: Uint8Array): DataView => new DataView(font.buffer, font.byteOffset, font.byteLength);

/** Numbers of glyphs by code point. */
function fontGlyphs(font: Uint8Array): Map<number, number> {
  const view = viewOf(font);
  const covered = new Map<number, number>();
  const cmap = tableOffset(view, "cmap");
  if (cmap === undefined) return covered;
  for (let index = 0; index < view.getUint16(cmap + 2); index++) {
    const subtable = cmap + view.getUint32(cmap + 4 + index * 8 + 4);
    const format = view.getUint16(subtable);
    if (format === 4) addSegments(view, subtable, covered);
    if (format === 12) addGroups(view, subtable, covered);
  }
  return covered;
}

function tableOffset(view: DataView, tag: string): number | undefined {
  for (let index = 0; index < view.getUint16(4); index++) {
    const record = 12 + index * 16;
    const name = String.fromCharCode(view.getUint8(record), view.getUint8(record + 1), view.getUint8(record + 2), view.getUint8(record + 3));
    if (name === tag) return view.getUint32(record + 8);
  }
  return undefined;
}

function addSegments(view: DataView, subtable: number, covered: Map<number, number>): void {
  const doubleCount = view.getUint16(subtable + 6);
  const ends = subtable + 14;
  const starts = ends + doubleCount + 2;
  const deltas = starts + doubleCount;
  const offsets = deltas + doubleCount;
  for (let at = 0; at < doubleCount; at += 2) {
    const start = view.getUint16(starts + at);
    const end = view.getUint16(ends + at);
    const delta = view.getUint16(deltas + at);
    const offset = view.getUint16(offsets + at);
    for (let code = start; code <= end && code < 0xffff; code++) {
      const stored = offset === 0 ? code : view.getUint16(offsets + at + offset + (code - start) * 2);
      const glyph = offset !== 0 && stored === 0 ? 0 : (stored + delta) & 0xffff;
      if (glyph !== 0) covered.set(code, glyph);
    }
  }
}

function addGroups(view: DataView, subtable: number, covered: Map<number, number>): void {
  const count = view.getUint32(subtable + 12);
  for (let index = 0; index < count; index++) {
    const group = subtable + 16 + index * 12;
    const start = view.getUint32(group);
    const end = view.getUint32(group + 4);
    const glyph = view.getUint32(group + 8);
    for (let code = start; code <= end; code++) if (glyph + code - start !== 0) covered.set(code, glyph + code - start);
  }
}
