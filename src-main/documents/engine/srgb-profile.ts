/** Numbers of an ICC profile: signed, 16 bits before the point and 16 behind it. */
const fixed = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeInt32BE(Math.round(value * 65_536), index * 4);
  return bytes;
};

const tagData = (type: string, data: Buffer): Buffer => {
  const bytes = Buffer.concat([Buffer.from(`${type}\0\0\0\0`, "latin1"), data]);
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
};

function words(text: string): Buffer {
  const head = Buffer.alloc(20);
  for (const [index, value] of [1, 12].entries()) head.writeUInt32BE(value, index * 4);
  head.write("enUS", 8, "latin1");
  head.writeUInt32BE(text.length * 2, 12);
  head.writeUInt32BE(28, 16);
  return tagData("mluc", Buffer.concat([head, Buffer.from(text, "utf16le").swap16()]));
}

/** The white of the profile connection space, D50. */
const WHITE = [0.9642, 1, 0.8249] as const;

/** Primaries of sRGB adapted to D50, and its curve (IEC 61966-2-1) as a parametric one of type 3. */
const TAGS: readonly (readonly [string, Buffer])[] = [
  ["desc", words("sRGB")],
  ["cprt", words("CC0")],
  ["wtpt", tagData("XYZ ", fixed(...WHITE))],
  ["rXYZ", tagData("XYZ ", fixed(0.436_07, 0.222_49, 0.013_92))],
  ["gXYZ", tagData("XYZ ", fixed(0.385_15, 0.716_87, 0.097_08))],
  ["bXYZ", tagData("XYZ ", fixed(0.143_07, 0.060_61, 0.7141))],
  ...["rTRC", "gTRC", "bTRC"].map(
    (tag) => [tag, tagData("para", Buffer.concat([Buffer.from([0, 3, 0, 0]), fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.040_45)]))] as const,
  ),
];

/** An ICC profile of sRGB (ICC.1:2022, version 4.4), to which pictures with another one are converted. */
export function srgbProfile(): Buffer {
  const head = Buffer.alloc(128);
  head.writeUInt32BE(0x0440_0000, 8);
  head.write("mntrRGB XYZ ", 12, "latin1");
  for (const [index, value] of [2026, 1, 1, 0, 0, 0].entries()) head.writeUInt16BE(value, 24 + index * 2);
  head.write("acsp", 36, "latin1");
  fixed(...WHITE).copy(head, 68);
  const table = Buffer.alloc(4 + TAGS.length * 12);
  table.writeUInt32BE(TAGS.length, 0);
  let at = head.length + table.length;
  for (const [index, [tag, data]] of TAGS.entries()) {
    table.write(tag, 4 + index * 12, "latin1");
    table.writeUInt32BE(at, 8 + index * 12);
    table.writeUInt32BE(data.length, 12 + index * 12);
    at += data.length;
  }
  head.writeUInt32BE(at, 0);
  return Buffer.concat([head, table, ...TAGS.map(([, data]) => data)]);
}
