import { expect, test } from "vitest";
import type { Bitmap } from "../../../src-main/domain/printing/bitmap.ts";
import { USUAL_SETTINGS, type PrinterSettings } from "../../../src-main/domain/printing/printer.ts";
import type { LabelJob } from "../../../src-main/printing/languages/language.ts";
import { encodeTspl } from "../../../src-main/printing/languages/tspl.ts";
import { bitmapOf } from "../../helpers/dots.ts";
import { decodeTspl } from "../../helpers/label-decoders/tspl.ts";

const job = (settings: Partial<PrinterSettings> = {}, rest: Partial<LabelJob> = {}): LabelJob => ({
  dpi: 203,
  widthMm: 58,
  heightMm: 40,
  copies: 1,
  ...rest,
  settings: { ...USUAL_SETTINGS, ...settings },
});

const dot = bitmapOf(11, 2, (x, y) => x === 0 && y === 0);
const text = (of: LabelJob, bitmap: Bitmap = dot): string => Buffer.from(encodeTspl(bitmap, of)).toString("latin1");

test("a plain label, byte by byte: 0 is ink, and there is none beyond the width", () => {
  expect(text(job())).toBe(
    [
      "SIZE 58 mm,40 mm",
      "GAP 2 mm,0 mm",
      "DIRECTION 0",
      "REFERENCE 0,0",
      "SHIFT 0",
      "OFFSET 0 mm",
      "SET CUTTER OFF",
      "CLS",
      "BITMAP 0,0,2,2,0,\x7f\xff\xff\xff",
      "PRINT 1,1",
      "",
    ].join("\r\n"),
  );
});

test("everything that can be set", () => {
  const all = text(
    job({ media: "mark", gapMm: 3.5, darkness: 50, speedMmS: 100, cut: true, offsetXMm: 2, offsetYMm: 1 }, { widthMm: 57.5, copies: 7 }),
  );
  expect(all.split("\r\n").filter((line) => !line.startsWith("BITMAP"))).toEqual([
    "SIZE 57.5 mm,40 mm",
    "BLINE 3.5 mm,0 mm",
    "SPEED 4",
    "DENSITY 8",
    "DIRECTION 0",
    "REFERENCE 16,8",
    "SHIFT 0",
    "OFFSET 0 mm",
    "SET CUTTER 1",
    "CLS",
    "PRINT 7,1",
    "",
  ]);
});

test("darkness is a share of 15, speed the nearest step in inches a second", () => {
  expect([0, 10, 50, 100].map((darkness) => decodeTspl(encodeTspl(dot, job({ darkness })), 203).density)).toEqual([0, 2, 8, 15]);
  expect([1, 38, 51, 127, 1000].map((speedMmS) => decodeTspl(encodeTspl(dot, job({ speedMmS })), 203).speed)).toEqual([1, 1.5, 2, 5, 14]);
});

test.each([203, 300, 600])("a roll without end is continuous and loses no row at %i dpi", (dpi) => {
  for (const height of [1, 77, 100, 1001]) {
    const bitmap = bitmapOf(8, height, () => true);
    const printed = decodeTspl(encodeTspl(bitmap, job({}, { dpi, heightMm: null })), dpi);
    expect(printed).toMatchObject({ media: "continuous", label: { height } });
    const told = text(job({}, { dpi, heightMm: null }), bitmap);
    expect(told).toContain("GAP 0 mm,0 mm\r\n");
    // Also in a printer that cuts off parts of a dot.
    expect(Math.floor((Number(/^SIZE 58 mm,([\d.]+) mm/.exec(told)![1]) / 25.4) * dpi + 1e-9)).toBe(height);
  }
});

test("bytes of a picture that look like commands stay a picture", () => {
  const rows = Uint8Array.from(Buffer.from("\r\nCLS\r\nPRINT 9,9\r\n", "latin1"), (byte) => ~byte);
  const printed = decodeTspl(encodeTspl({ width: 8, height: rows.length, rows }, job()), 203);
  expect(printed.copies).toBe(1);
});
