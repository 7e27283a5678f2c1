import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { fontCoverage } from "../src-main/documents/engine/font-coverage.ts";

const root = join(import.meta.dirname, "..");
const app = join(root, "src-renderer", "app");

/** Numbers of tables in the directory of a WOFF2 file (W3C WOFF 2.0, 5.1). */
const [CMAP, GLYF, LOCA, OTHER] = [0, 10, 11, 63];

/** The code points that a WOFF2 font has glyphs for. */
function woffCoverage(woff: Buffer): ReadonlySet<number> {
  let at = 48;
  const number = (): number => {
    for (let value = 0; ;) {
      const byte = woff[at++]!;
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  let place = 0;
  let cmap = { start: 0, length: 0 };
  for (let table = woff.readUInt16BE(12); table > 0; table--) {
    const flags = woff[at++]!;
    const tag = flags & 63;
    if (tag === OTHER) at += 4;
    let length = number();
    if ([GLYF, LOCA].includes(tag) ? flags >> 6 === 0 : flags >> 6 !== 0) length = number();
    if (tag === CMAP) cmap = { start: place, length };
    place += length;
  }
  const tables = brotliDecompressSync(woff.subarray(at, at + woff.readUInt32BE(20)));
  const plain = Buffer.alloc(28 + cmap.length);
  plain.writeUInt16BE(1, 4);
  plain.write("cmap", 12);
  plain.writeUInt32BE(28, 20);
  tables.copy(plain, 28, cmap.start, cmap.start + cmap.length);
  return fontCoverage(plain);
}

const faces = [...readFileSync(join(app, "fonts.css"), "utf8").matchAll(/url\("([^"]+)"\)[^;]*;\s*unicode-range:([^;]+);/g)].map(
  ([, file, ranges]) => ({
    file: file!.split("/").at(-1)!,
    claimed: ranges!.split(",").flatMap((range) => {
      const [from, to] = range.trim().slice(2).split("-");
      const first = Number.parseInt(from!, 16);
      return Array.from({ length: Number.parseInt(to ?? from!, 16) - first + 1 }, (_, index) => first + index);
    }),
    covered: woffCoverage(readFileSync(join(app, file!))),
  }),
);

const lacking = (text: string): readonly string[] => {
  const shown = new Set(faces.flatMap(({ claimed }) => claimed));
  return [...new Set(text)].filter((character) => character >= " " && !shown.has(character.codePointAt(0)!));
};

test("each font of the screens has what its unicode-range says, and nothing twice", () => {
  expect(faces).toHaveLength(5);
  for (const { file, claimed, covered } of faces)
    expect(
      claimed.filter((code) => !covered.has(code)).map((code) => code.toString(16)),
      file,
    ).toEqual([]);
  const all = faces.flatMap(({ claimed }) => claimed);
  expect(all).toHaveLength(new Set(all).size);
});

test("the fonts of the screens hold every character of the texts", () => {
  const folder = join(root, "resources", "locales");
  for (const file of readdirSync(folder))
    expect(lacking(Object.values(JSON.parse(readFileSync(join(folder, file), "utf8")) as Record<string, string>).join("")), file).toEqual([]);
});

test("the fonts of the screens hold the letters of names around us, and the signs that the screens draw", () => {
  expect(lacking("ӘәҒғҚқҢңӨөҰұҮүҺһІі ЁёЇїЄєҐґЎў ĀāČčĒēĢģĪīĶķĻļŅņŠšŪūŽž ĄąĖėĘęŁłŃńÕõÖöŘřŚśÜüŻżŹź ŐőŰű ȘșȚț İıĞğ")).toEqual([]);
  expect(lacking("€₸₽₴£№ «„“”‚‘’» –—…·•×±°½ ←↑→↓↔⏎≥≤≈✓✗")).toEqual([]);
});
