import { expect, test } from "vitest";
import { USUAL_SETTINGS, type PrinterSettings } from "../../../src-main/domain/printing/printer.ts";
import { encodeEscpos } from "../../../src-main/printing/languages/escpos.ts";
import type { LabelJob } from "../../../src-main/printing/languages/language.ts";
import { bitmapOf, difference } from "../../helpers/dots.ts";
import { decodeEscpos } from "../../helpers/label-decoders/escpos.ts";

const job = (settings: Partial<PrinterSettings> = {}, rest: Partial<LabelJob> = {}): LabelJob => ({
  dpi: 203,
  widthMm: 72,
  heightMm: null,
  copies: 1,
  ...rest,
  settings: { ...USUAL_SETTINGS, ...settings },
});

const dot = bitmapOf(11, 2, (x, y) => x === 0 && y === 0);
const hex = (of: LabelJob): string => Buffer.from(encodeEscpos(dot, of)).toString("hex");

test("a plain receipt, byte by byte", () => {
  expect(hex(job())).toBe("1b40" + "1d76300002000200" + "80000000" + "1b6404");
});

test("the drawer opens once, before the first copy; each copy is cut", () => {
  const copy = "1d76300002000200" + "80000000" + "1d564200";
  expect(hex(job({ drawer: true, cut: true }, { copies: 2 }))).toBe("1b40" + "1b700019fa" + copy + copy);
  expect(decodeEscpos(encodeEscpos(dot, job({ drawer: true }, { copies: 4 })))).toMatchObject({ drawer: 1, copies: 4, cut: false });
  expect(decodeEscpos(encodeEscpos(dot, job()))).toMatchObject({ drawer: 0, copies: 1 });
});

test("darkness is told as in the manual: 250 is 70 %, 0 the usual, 6 is 130 %", () => {
  expect([0, 50, 100].map((darkness) => hex(job({ darkness })).slice(4, 18))).toEqual(["1d284b020031fa", "1d284b02003100", "1d284b02003106"]);
});

test("a long receipt comes in bands that small buffers take, and is whole", () => {
  const bitmap = bitmapOf(576, 1003, (x, y) => (x * 3 + y * 5) % 11 === 0);
  const bytes = encodeEscpos(bitmap, job());
  expect(Buffer.from(bytes).toString("latin1").split("\x1dv0\0").length - 1).toBe(8);
  const { label } = decodeEscpos(bytes);
  expect(label.height).toBe(1003);
  expect(difference(label, bitmap)).toBeNull();
});

test("a print of more than 255 bytes a row keeps its width", () => {
  const bitmap = bitmapOf(3100, 3, (x, y) => (x + y) % 17 === 0);
  const { label } = decodeEscpos(encodeEscpos(bitmap, job({}, { dpi: 600, widthMm: 132 })));
  expect(difference(label, bitmap)).toBeNull();
});

test("paper of a given height is filled up to it; black marks are looked for, gaps are not", () => {
  expect(decodeEscpos(encodeEscpos(dot, job({}, { heightMm: 40 })))).toMatchObject({ media: "continuous", label: { height: 320 } });
  expect(hex(job({ media: "mark" }, { heightMm: 1 }))).toMatch(/1d0c$/);
  expect(hex(job({ media: "mark", cut: true }, { heightMm: 1 }))).toMatch(/1d0c1d564200$/);
  expect(hex(job({ media: "mark" }))).toMatch(/1b6404$/);
});
