import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { shortName } from "../../../src-main/documents/labels/device-label.ts";
import { DocumentError } from "../../../src-main/documents/engine/render.ts";
import { decodeCode } from "../../helpers/decode-code.ts";
import { exampleOrder, exampleShop, type OrderOverrides } from "../../helpers/example-order.ts";
import { examplePdf, shipped } from "../../helpers/open-test-documents.ts";
import { pdfPage, pdfText, testWith, zbarCodes } from "../../helpers/paper-tools.ts";

const testWithText = testWith("pdftotext");
const testWithPages = testWith("pdftoppm");
const testWithZbar = testWith("zbarimg");

const LONGEST = "ABCD26-123456789-0";
const SIZES = [
  [203, 464, 320],
  [300, 685, 472],
  [600, 1370, 945],
] as const;

const labelPng = (dpi: number, order: OrderOverrides = {}): Buffer =>
  Buffer.from(shipped.render({ kind: "label", order: exampleOrder(order), shop: exampleShop(), copy: false, part: null }, "png", { dpi }).bytes);

/** Rows of a bitmap, `#` is ink. Reads what our labels are: PNG of one bit, unfiltered, one IDAT. */
function rowsOf(png: Buffer): readonly string[] {
  const [width, height, depth, colour] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]];
  expect([depth, colour], "one bit, greyscale").toEqual([1, 0]);
  const start = png.indexOf("IDAT");
  const data = inflateSync(png.subarray(start + 4, start + 4 + png.readUInt32BE(start - 4)));
  const stride = Math.ceil(width / 8) + 1;
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => (data[y * stride + 1 + (x >> 3)]! & (0x80 >> (x & 7)) ? "." : "#")).join(""),
  );
}

test.each(SIZES)("at %i dpi a label is %i by %i dots of black or white", (dpi, width, height) => {
  const rows = rowsOf(labelPng(dpi));
  expect([rows[0]!.length, rows.length]).toEqual([width, height]);
});

test.each(SIZES)("at %i dpi every bar is whole dots from edge to edge, between quiet zones of ten modules", (dpi, width) => {
  // At 300 dpi two dots are too narrow and three too wide for the longest one, which is a QR code there.
  for (const number of dpi === 300 ? ["R26-000123-7"] : ["R26-000123-7", LONGEST]) {
    const rows = rowsOf(labelPng(dpi, { number }));
    const code = rows[Math.round((14 / 25.4) * dpi)]!;
    const height = rows.filter((row) => row === code).length;
    expect(height, "rows of the barcode that are all alike").toBeGreaterThanOrEqual(Math.floor((8.9 / 25.4) * dpi));
    const runs = code.match(/#+|\.+/g)!;
    const [left, ...bars] = runs;
    const right = bars.pop()!;
    const module = Math.min(...bars.map(({ length }) => length));
    for (const { length } of bars) expect(length % module).toBe(0);
    for (const zone of [left!, right]) expect(zone.length).toBeGreaterThanOrEqual(10 * module);
    const modules = bars.join("").length / module;
    expect(module, "as wide as the label allows").toBe(Math.floor(width / (modules + 20)));
  }
});

test.each(SIZES)("at %i dpi the barcode is read", async (dpi) => {
  for (const number of ["R26-000123-7", LONGEST]) expect(await decodeCode(labelPng(dpi, { number }))).toEqual([number]);
});

testWithZbar.each(SIZES)("at %i dpi the barcode is read by ZBar too", (dpi) => {
  for (const number of ["R26-000123-7", LONGEST]) expect(zbarCodes(labelPng(dpi, { number }))).toEqual([number]);
});

testWithPages("the label's PDF is 58 by 40 mm and its barcode is read", async () => {
  const { bytes } = examplePdf("label");
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(Buffer.from(bytes).toString("latin1"))!.map(Number);
  expect([(width! / 72) * 25.4, (height! / 72) * 25.4]).toEqual([expect.closeTo(58, 3), expect.closeTo(40, 3)]);
  expect(await decodeCode(pdfPage(bytes, 1, 300))).toEqual(["R26-000123-7"]);
});

testWithText("tells whose it is, what it is, what it lacks and when it is due, but no full name and no claim code", () => {
  const fault = `${exampleOrder().fault} ${"И ещё шумит. ".repeat(9)}`;
  const text = pdfText(examplePdf("label", { fault }).bytes);
  for (const part of ["R26-000123-7", "Нұрлан А.", "Dreame L20 Ultra", "Не заряжается на базе", "…", "20.11.2026", "04.12.2026"])
    expect(text).toContain(part);
  for (const part of ["Ахметов", "7QK4MZ", "+7 701"]) expect(text).not.toContain(part);
});

testWithText("only what presses is marked, and then in black", () => {
  expect(pdfText(examplePdf("label", { priority: "urgent" }).bytes)).toContain("СРОЧНО");
  expect(pdfText(examplePdf("label", { priority: "high" }).bytes)).toContain("ВЫСОКИЙ");
  expect(pdfText(examplePdf("label", { priority: "low" }).bytes)).not.toContain("НИЗКИЙ");
  const ink = (order: OrderOverrides): number => rowsOf(labelPng(203, order)).join("").replaceAll(".", "").length;
  expect(ink({ priority: "urgent" })).toBeGreaterThan(ink({ priority: "normal" }) + 2000);
});

testWithText("a copy says so, in the customer's language", () => {
  expect(pdfText(examplePdf("label", {}, {}, { copy: true }).bytes)).toContain("КОПИЯ");
  expect(pdfText(examplePdf("label", { customer: { language: "lv" } }, {}, { copy: true }).bytes)).toContain("KOPIJA");
  expect(pdfText(examplePdf("label").bytes)).not.toContain("КОПИЯ");
});

testWithText("an accessory's label says which it is, of what, whose and which of how many", async () => {
  const { bytes } = examplePdf("accessory");
  const text = pdfText(bytes);
  for (const part of ["R26-000123-7/1", "База-станция", "Dreame L20 Ultra", "Нұрлан А.", "1 из 5"]) expect(text).toContain(part);
  expect(await decodeCode(pdfPage(bytes, 1, 300))).toEqual(["R26-000123-7/1"]);
});

test.each([null, 0, 6, 1.5])("an order of five accessories has none of number %s", (part) => {
  const render = (): unknown => shipped.render({ kind: "accessory", order: exampleOrder(), shop: exampleShop(), copy: false, part }, "dots");
  expect(render).toThrow(DocumentError);
});

test.each([
  ["Нұрлан Ахметов", "Нұрлан А."],
  ["Иванов Иван Петрович", "Иванов И. П."],
  ["Madonna", "Madonna"],
  ["M. O'Brien", "M. O'Brien"],
  ["  Ana   Souza ", "Ana S."],
  ["𠮷田 太郎", "𠮷田 太."],
])("a person %s is %s", (name, short) => expect(shortName({ kind: "person", name })).toBe(short));

test.each([
  ['SIA "Baltijas Optika"', "Baltijas Optika"],
  ["ТОО «Талон Сервис»", "Талон Сервис"],
  ["Northgate Repairs Ltd", "Northgate Repairs"],
  ["Northgate Community Hall", "Northgate Community Hall"],
  ["ИП", "ИП"],
])("an organisation %s is %s", (name, short) => expect(shortName({ kind: "organisation", name })).toBe(short));
