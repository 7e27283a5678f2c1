import { describe, expect, test } from "vitest";
import { USUAL_SETTINGS, type PrinterSettings } from "../../../src-main/domain/printing/printer.ts";
import { encodeBrother } from "../../../src-main/printing/languages/brother.ts";
import { printableDots, type LabelJob } from "../../../src-main/printing/languages/language.ts";
import { bitmapOf, difference, moved } from "../../helpers/dots.ts";
import { decodeBrother } from "../../helpers/label-decoders/brother.ts";

const job = (widthMm: number, heightMm: number | null, settings: Partial<PrinterSettings> = {}, copies = 1): LabelJob => ({
  dpi: 300,
  widthMm,
  heightMm,
  copies,
  settings: { ...USUAL_SETTINGS, ...settings },
});

const dot = bitmapOf(1, 1, () => true);
const hex = (of: LabelJob, bitmap = dot): string => Buffer.from(encodeBrother(bitmap, of)).toString("hex");

test("a die-cut label of 29 x 90 mm with auto cut begins as in the manual's example", () => {
  const bytes = hex(job(29, 90, { cut: true }));
  expect(bytes.slice(0, 404)).toBe("00".repeat(200) + "1b40");
  // The manual's example leaves out the flag 80h of printer recovery, "always on".
  expect(bytes.slice(404, 404 + 8 + 26)).toBe("1b696101" + "1b697a8e0b1d5adf0300000000");
  expect(bytes.slice(438, 438 + 8 + 8 + 8 + 10)).toBe("1b694d40" + "1b694101" + "1b694b08" + "1b69640000");
  expect(bytes.slice(-2)).toBe("1a");
});

test("continuous length tape has a margin of 3 mm and no length", () => {
  const bytes = hex(job(62, null));
  expect(bytes.slice(412, 412 + 26)).toBe("1b697a860a3e00960000000000");
  expect(bytes).toContain("1b694d00" + "1b694b00" + "1b69642300" + "67005a");
});

test("the pin of the leftmost dot is the one before the left margin", () => {
  // 62 mm: 12 pins to the right, 696 that print, 12 to the left; the leftmost printing one is pin 707.
  const line = Buffer.from(hex(job(62, null)).split("67005a")[1]!.slice(0, 180), "hex");
  expect([...line].flatMap((byte, at) => (byte ? [[at, byte]] : []))).toEqual([[88, 0x10]]);
  const right = Buffer.from(
    hex(
      job(29, null),
      bitmapOf(306, 1, (x) => x === 305),
    )
      .split("67005a")[1]!
      .slice(0, 180),
    "hex",
  );
  expect([...right].flatMap((byte, at) => (byte ? [[at, byte]] : []))).toEqual([[0, 0x02]]);
});

test("copies are pages: the first says so, the last one ends with feeding", () => {
  const bytes = hex(job(17, 54, { cut: true }, 3));
  expect([...bytes.matchAll(/1b697a8e0b1136([0-9a-f]{12})/g)].map(([, rest]) => rest)).toEqual(["360200000000", "360200000100", "360200000100"]);
  expect(decodeBrother(encodeBrother(dot, job(17, 54, { cut: true }, 3)))).toMatchObject({ copies: 3, cut: true });
});

test.each([
  [12, null, 106, null],
  [38, null, 413, null],
  [50, null, 554, null],
  [54, null, 590, null],
  [62, null, 696, null],
  [17, 54, 165, 566],
  [17, 87, 165, 956],
  [23, 23, 202, 202],
  [29, 42, 306, 425],
  [38, 90, 413, 991],
  [39, 48, 425, 495],
  [52, 29, 578, 271],
  [62, 29, 696, 271],
  [62, 100, 696, 1109],
])("stock of %s x %s mm is printed on in full", (widthMm, heightMm, width, height) => {
  expect(printableDots("brother", job(widthMm, heightMm))).toEqual({ width, height });
  const bitmap = bitmapOf(width, height ?? 200, (x, y) => (x + y * 3) % 7 === 0);
  const printed = decodeBrother(encodeBrother(bitmap, job(widthMm, heightMm)));
  expect(printed).toMatchObject({
    widthMm,
    lengthMm: heightMm ?? 0,
    media: heightMm === null ? "continuous" : "gap",
    margin: heightMm === null ? 35 : 0,
  });
  expect(difference(printed.label, bitmap)).toBeNull();
});

describe("a bitmap of a whole label", () => {
  const [width, height] = [732, 343];
  test("is printed without its blank edges", () => {
    const bitmap = bitmapOf(width, height, (x, y) => x >= 18 && x < 714 && y >= 36 && y < 307);
    const { label } = decodeBrother(encodeBrother(bitmap, job(62, 29)));
    expect(difference(label, moved(bitmap, 696, 271, -18, -36))).toBeNull();
    expect(label.rows.every((byte) => byte === 0xff)).toBe(true);
  });

  test.each([
    ["left", 17, 100],
    ["right", 714, 100],
    ["top", 100, 35],
    ["bottom", 100, 307],
  ])("is refused where ink would be lost: %s", (_, x, y) => {
    const bitmap = bitmapOf(width, height, (column, row) => column === x && row === y);
    expect(() => encodeBrother(bitmap, job(62, 29))).toThrow(expect.objectContaining({ code: "printer.too-large" }));
  });

  test("is printed on a piece of tape as long as the label", () => {
    const bitmap = bitmapOf(732, 472, (x, y) => x >= 18 && x < 714 && y >= 35 && y < 437);
    const printed = decodeBrother(encodeBrother(bitmap, job(62, 40, { media: "continuous" })));
    // 40 mm are 472 dots, the tape's margins are 35 each.
    expect(printed).toMatchObject({ lengthMm: 0, margin: 35, label: { height: 402 } });
    expect(printed.label.rows.every((byte) => byte === 0xff)).toBe(true);
  });
});

test("an offset moves what is printed, over the edge if it must", () => {
  const bitmap = bitmapOf(696, 271, (x, y) => (x + y) % 5 === 0);
  const { label } = decodeBrother(encodeBrother(bitmap, job(62, 29, { offsetXMm: 2, offsetYMm: -1 })));
  expect(difference(label, moved(bitmap, 696, 271, 24, -12))).toBeNull();
});

test.each([
  ["a label that is not sold", job(40, 30), { width: 40, height: 30, dpi: 300 }],
  ["a tape that is not sold", job(58, null), { width: 58, height: "none", dpi: 300 }],
  ["a label wider than the head", job(102, 152), { width: 102, height: 152, dpi: 300 }],
  ["another resolution", { ...job(62, 29), dpi: 203 }, { width: 62, height: 29, dpi: 203 }],
])("%s is refused", (_, of, data) => {
  expect(() => encodeBrother(dot, of)).toThrow(expect.objectContaining({ code: "printer.unknown-stock", data }));
  expect(() => printableDots("brother", of)).toThrow(expect.objectContaining({ code: "printer.unknown-stock" }));
});

test.each([true, false])("a black and red roll gets each row in both colours, all ink black (cut: %s)", (cut) => {
  const bitmap = bitmapOf(696, 200, (x, y) => (x * 5 + y * 3) % 11 === 0);
  const bytes = encodeBrother(bitmap, job(62, null, { twoColour: true, cut }));
  expect(difference(decodeBrother(bytes).label, bitmap)).toBeNull();
  const text = Buffer.from(bytes).toString("hex");
  expect(text).toContain(`1b694b0${cut ? "9" : "1"}`);
  expect(text).toContain("77015a");
  expect(text).toContain(`77025a${"00".repeat(90)}`);
  expect(text).not.toContain("67005a");
});
