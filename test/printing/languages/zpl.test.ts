import fc from "fast-check";
import { expect, test } from "vitest";
import { ready } from "zpl-renderer-js";
import type { Bitmap } from "../../../src-main/domain/printing/bitmap.ts";
import { USUAL_SETTINGS, type PrinterSettings } from "../../../src-main/domain/printing/printer.ts";
import type { LabelJob } from "../../../src-main/printing/languages/language.ts";
import { encodeZpl } from "../../../src-main/printing/languages/zpl.ts";
import { bitmapOf, bitmapOfPng, bitmaps, difference, moved } from "../../helpers/dots.ts";
import { decodeZpl } from "../../helpers/label-decoders/zpl.ts";

const job = (settings: Partial<PrinterSettings> = {}, rest: Partial<LabelJob> = {}): LabelJob => ({
  dpi: 203,
  widthMm: 58,
  heightMm: 40,
  copies: 1,
  ...rest,
  settings: { ...USUAL_SETTINGS, ...settings },
});

const text = (bitmap: Bitmap, of: LabelJob): string => Buffer.from(encodeZpl(bitmap, of)).toString("latin1");

/** What an interpreter of ZPL that is not ours makes of it, at 8 dots a millimetre. */
async function rendered(zpl: string, width: number, height: number): Promise<readonly Bitmap[]> {
  const { api } = await ready;
  return (await api.zplToBase64MultipleAsync(zpl, width / 8, height / 8, 8)).map((png) => bitmapOfPng(Buffer.from(png, "base64")));
}

const noise = (x: number, y: number): boolean => ((Math.imul(x * 7919 + y * 104_729, 2_654_435_761) >>> 15) & 1) === 1;
const runs = (x: number, y: number): boolean => noise(Math.floor(x / 37), Math.floor(y / 5));

test.each([
  ["noise", 464, 320, noise],
  ["long runs and repeated rows", 464, 320, runs],
  ["an odd width", 333, 101, noise],
  ["one column", 1, 40, () => true],
  ["the last dot alone", 463, 320, (x: number, y: number) => x === 462 && y === 319],
  ["all ink", 464, 320, () => true],
  ["no ink", 464, 320, () => false],
] as const)("an interpreter of ZPL draws the very dots: %s", async (_, width, height, ink) => {
  const bitmap = bitmapOf(width, height, ink);
  const [label, ...others] = await rendered(text(bitmap, job()), 464, 320);
  expect(others).toEqual([]);
  expect([label!.width, label!.height]).toEqual([464, 320]);
  expect(difference(label!, bitmap)).toBeNull();
});

test("an interpreter of ZPL draws the very dots of any bitmap", async () => {
  const any = fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 80 })).chain(([width, height]) => bitmaps(width, height));
  await fc.assert(
    fc.asyncProperty(any, async (bitmap) => {
      const [label] = await rendered(text(bitmap, job({}, { widthMm: 25, heightMm: 10 })), 200, 80);
      expect(difference(label!, bitmap)).toBeNull();
    }),
    { numRuns: 30 },
  );
});

test("an interpreter of ZPL draws a label that takes more than one graphic field", async () => {
  const bitmap = bitmapOf(1200, 800, runs);
  const zpl = text(bitmap, job({}, { dpi: 600, widthMm: 51, heightMm: 34 }));
  expect(zpl.match(/\^GFA/g)).toHaveLength(2);
  const [label] = await rendered(zpl, 1200, 800);
  expect(difference(label!, bitmap)).toBeNull();
});

test("an interpreter of ZPL draws a label that is moved right and down, or left", async () => {
  const bitmap = bitmapOf(400, 300, noise);
  const right = await rendered(text(bitmap, job({ offsetXMm: 2, offsetYMm: 3 })), 464, 320);
  expect(difference(right[0]!, moved(bitmap, 464, 320, 16, 24))).toBeNull();
  const left = await rendered(text(bitmap, job({ offsetXMm: -1.5 })), 464, 320);
  expect(difference(left[0]!, moved(bitmap, 464, 320, -12, 0))).toBeNull();
});

test("digits are repeated as in the manual's examples", () => {
  // "M6" is seven sixes, "hB" forty Bs, "hMB" 47, "vMB" 327.
  const row = (digits: string): string => {
    const rows = Buffer.from(digits, "hex");
    return /\^GFA,\d+,\d+,\d+,(.*)\^FS/.exec(text({ width: rows.length * 8, height: 1, rows }, job({}, { widthMm: 300 })))![1]!;
  };
  expect(row(`${"6".repeat(7)}1`)).toBe("M61");
  expect(row(`${"B".repeat(40)}12`)).toBe("hB12");
  expect(row(`${"B".repeat(47)}1`)).toBe("hMB1");
  expect(row(`${"B".repeat(327)}1`)).toBe("vMB1");
  expect(row(`${"B".repeat(419)}1`)).toBe("zYB1");
  expect(row(`${"B".repeat(420)}12`)).toBe("zgB12");
  expect(row(`${"B".repeat(439)}1`)).toBe("zgYB1");
  expect(row(`12${"0".repeat(20)}`)).toBe("12,");
  expect(row(`12${"F".repeat(20)}`)).toBe("12gF");
});

test("a row like the one above is one character", () => {
  expect(
    text(
      bitmapOf(16, 4, (x) => x === 0),
      job(),
    ),
  ).toContain("^GFA,8,8,2,8,:::^FS");
});

test("a plain label says nothing of darkness and speed", () => {
  expect(
    text(
      bitmapOf(8, 2, (_, y) => y === 0),
      job(),
    ),
  ).toBe("^XA\n^MNY\n^PW464\n^LL320\n^LH0,0\n^LS0\n^LT0\n^MMT\n^FO0,0^GFA,2,2,1,FF,^FS\n^PQ1\n^XZ\n");
});

test("darkness is a share of 30, speed whole inches a second", () => {
  const bitmap = bitmapOf(8, 8, () => true);
  expect([0, 15, 50, 100].map((darkness) => /^~SD(\d\d)\n\^XA/.exec(text(bitmap, job({ darkness })))![1])).toEqual(["00", "05", "15", "30"]);
  expect([1, 25.4, 101.6, 150, 1000].map((speedMmS) => /\^PR(\d+)\n/.exec(text(bitmap, job({ speedMmS })))![1])).toEqual(["1", "1", "4", "6", "14"]);
});

test("media, cutter and copies", () => {
  const bitmap = bitmapOf(8, 8, () => true);
  expect(["gap", "continuous", "mark"].map((media) => /\^MN(.)/.exec(text(bitmap, job({ media: media as "gap" })))![1])).toEqual(["Y", "N", "M"]);
  expect(text(bitmap, job({ cut: true }, { copies: 5 }))).toMatch(/\^MMC\n[^]*\^PQ5,1,0,Y\n/);
  expect(text(bitmap, job({}, { copies: 5 }))).toMatch(/\^MMT\n[^]*\^PQ5\n/);
});

test("a roll without end is continuous and as long as its print", () => {
  const printed = decodeZpl(encodeZpl(bitmapOf(100, 123, noise), job({ offsetYMm: 2 }, { heightMm: null })));
  expect(printed).toMatchObject({ media: "continuous", label: { width: 464, height: 123 + 16 } });
});

test("a label that begins above its edge is left to the printer up to 120 dots, and cut off beyond", () => {
  const bitmap = bitmapOf(100, 300, noise);
  const small = text(bitmap, job({ offsetYMm: -5 }));
  expect(small).toContain("^LT-40\n");
  expect(small).toContain("^GFA,3900,");
  const large = encodeZpl(bitmap, job({ offsetYMm: -20 }));
  expect(Buffer.from(large).toString("latin1")).toContain("^LT-120\n");
  expect(difference(decodeZpl(large).label, moved(bitmap, 464, 320, 0, -160))).toBeNull();
});

test("graphic fields stay below the count of bytes that the manual allows", () => {
  const printed = decodeZpl(encodeZpl(bitmapOf(1370, 945, runs), job({}, { dpi: 600 })));
  expect(printed.fields).toBe(2);
});
