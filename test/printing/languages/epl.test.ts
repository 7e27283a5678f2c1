import { expect, test } from "vitest";
import { USUAL_SETTINGS, type PrinterSettings } from "../../../src-main/domain/printing/printer.ts";
import { encodeEpl } from "../../../src-main/printing/languages/epl.ts";
import type { LabelJob } from "../../../src-main/printing/languages/language.ts";
import { bitmapOf } from "../../helpers/dots.ts";
import { decodeEpl } from "../../helpers/label-decoders/epl.ts";

const job = (settings: Partial<PrinterSettings> = {}, rest: Partial<LabelJob> = {}): LabelJob => ({
  dpi: 203,
  widthMm: 58,
  heightMm: 40,
  copies: 1,
  ...rest,
  settings: { ...USUAL_SETTINGS, ...settings },
});

const dot = bitmapOf(11, 2, (x, y) => x === 0 && y === 0);
const text = (of: LabelJob): string => Buffer.from(encodeEpl(dot, of)).toString("latin1");

test("a plain label, byte by byte: 0 is ink, and there is none beyond the width", () => {
  expect(text(job())).toBe("\nq464\nQ320,16\nZT\nR0,0\nN\nGW0,0,2,2,\x7f\xff\xff\xff\nP1\n");
});

test("everything that can be set", () => {
  const all = text(job({ media: "mark", gapMm: 3, darkness: 40, speedMmS: 51, cut: true, offsetXMm: 2, offsetYMm: 1 }, { copies: 7 }));
  expect(all).toBe("\nq464\nQ320,B24,0\nS2\nD6\nZT\nR16,8\nOC\nN\nGW0,0,2,2,\x7f\xff\xff\xff\nP7\n");
});

test("darkness is a share of 15, speed the nearest of the steps", () => {
  expect([0, 10, 50, 100].map((darkness) => decodeEpl(encodeEpl(dot, job({ darkness }))).density)).toEqual([0, 2, 8, 15]);
  expect([1, 38, 51, 64, 89, 127, 1000].map((speedMmS) => decodeEpl(encodeEpl(dot, job({ speedMmS }))).speed)).toEqual([1, 1, 2, 3, 4, 5, 6]);
});

test("gaps keep to what the manual allows", () => {
  const gap = (gapMm: number, dpi: number): number | null => decodeEpl(encodeEpl(dot, job({ gapMm }, { dpi }))).gap;
  expect([gap(0, 203), gap(3, 203), gap(100, 203), gap(0, 300), gap(3, 300)]).toEqual([16, 24, 240, 18, 35]);
});

test("a roll without end is continuous and as long as its print, whatever the media is said to be", () => {
  const roll = encodeEpl(
    bitmapOf(100, 123, () => true),
    job({ offsetYMm: 2 }, { heightMm: null }),
  );
  expect(decodeEpl(roll)).toMatchObject({ media: "continuous", gap: 0, label: { width: 464, height: 139 } });
});
