import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { labelWords } from "../../../src-main/documents/labels/device-label.ts";
import type { Drawing } from "../../../src-main/documents/labels/drawing.ts";
import { layOutLabel, stockOf } from "../../../src-main/documents/labels/label-layout.ts";
import { openRuler } from "../../../src-main/documents/engine/ruler.ts";
import { openTexts } from "../../../src-main/documents/engine/texts.ts";
import { LANGUAGES } from "../../../src-main/domain/ground/language.ts";
import { PRIORITIES } from "../../../src-main/domain/orders/order.ts";
import { LABEL_DPI, LABEL_KINDS, partCode, type LabelKind, type PaperData } from "../../../src-main/domain/papers/paper.ts";
import { SHIPPED_SIZES, type PaperSize } from "../../../src-main/domain/printing/paper-size.ts";
import { readBarcodes } from "../../bench/barcodes.ts";
import { decodeCode, decodeGrey } from "../../helpers/decode-code.ts";
import { seen } from "../../helpers/degrade.ts";
import { exampleOrder, exampleShop, type OrderOverrides } from "../../helpers/example-order.ts";
import { examplePdf, resourcesDir, shipped } from "../../helpers/open-test-documents.ts";
import { pdfPage, pdfText, rightEdges, testWith, zbarCodes } from "../../helpers/paper-tools.ts";

const testWithZbar = testWith("zbarimg");
const testWithText = testWith("pdftotext");
const testWithPages = testWith("pdftoppm");

const FONTS = [
  "NotoSans-Regular.ttf",
  "NotoSans-Bold.ttf",
  "NotoSansMath-Regular.ttf",
  "NotoSansSymbols-Regular.ttf",
  "NotoSansSymbols2-Regular.ttf",
];
const ruler = openRuler(FONTS.map((file) => readFileSync(join(resourcesDir, "fonts", file))));
const texts = openTexts(join(resourcesDir, "locales"));

const LONGEST = "ABCD26-123456789-0";
const HEAVY: OrderOverrides = {
  number: LONGEST,
  customer: { kind: "organisation", name: "ТОО «Қазақстан Республикасының тұрмыстық техникасын жөндеу орталығы»" },
  device: { brand: "Hewlett-Packard-Enterprise", model: "Color LaserJet Pro MFP M283fdw Extra Long Edition" },
  fault: "Не печатает, жуёт бумагу, скрипит. ".repeat(30),
  condition: "Потёртости, трещина на крышке. ".repeat(10),
  accessories: Array.from({ length: 45 }, (_, index) => ({ id: String(index), name: `Принадлежность номер ${index + 1}`, returned: false })),
  priority: "urgent",
};

const paperOf = (order: OrderOverrides, kind: LabelKind = "label", copy = false): PaperData => ({
  kind,
  order: exampleOrder(order),
  shop: exampleShop(),
  copy,
  part: kind === "accessory" ? exampleOrder(order).accessories.length : null,
});

const drawingOf = (paper: PaperData, size: PaperSize, dpi: number): Drawing => {
  const words = labelWords(paper, texts(paper.order.customer.language, paper.shop));
  return layOutLabel(words.number, words.texts, stockOf(size, dpi), ruler);
};

/** Sizes whose dots are few enough to look at each; a page is one more label, only larger. */
const LABEL_SIZES = SHIPPED_SIZES.filter(({ kind }) => kind !== "page");
const EVERY = SHIPPED_SIZES.flatMap((size) => LABEL_DPI.map((dpi) => [size.id, dpi, size] as const));
const LOOKED_AT = EVERY.filter(([, dpi, size]) => LABEL_SIZES.includes(size) || dpi === 203);

/** Where a drawing's line of text has ink, generously: from above an accent to below a comma. */
const boxOf = ({ text, x, y, size, bold, room }: Drawing["lines"][number]) => ({
  left: x,
  right: x + (room ?? ruler.width(text, bold) * size),
  top: y - 0.93 * size,
  bottom: y + 0.27 * size,
});

describe.each(LOOKED_AT)("%s at %i dpi", (_, dpi, size) => {
  test("the dots are the label's, none of them inks the edge, and the code is read", async () => {
    for (const paper of dpi === 600 ? [paperOf(HEAVY, "label", true)] : [paperOf({}), paperOf(HEAVY, "label", true), paperOf({}, "accessory")]) {
      const { bytes, dots, pages } = shipped.render(paper, "dots", { size, dpi });
      const { width, height } = dots!;
      const { edgeX, edgeY, ...stock } = stockOf(size, dpi);
      expect([width, pages]).toEqual([stock.width, 1]);
      if (stock.height !== null) expect(height).toBe(stock.height);
      const stride = Math.ceil(width / 8);
      expect(bytes.length).toBe(stride * height);
      const isInk = (x: number, y: number): boolean => (bytes[y * stride + (x >> 3)]! & (0x80 >> (x & 7))) !== 0;
      // Rounding may take a dot of the edge.
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) {
          if (x === edgeX - 1 && y >= edgeY - 1 && y <= height - edgeY) x = width - edgeX + 1;
          if (isInk(x, y)) expect.fail(`ink at ${x}, ${y}`);
        }
      for (let y = 0; y < height; y++) for (let x = width; x < stride * 8; x++) if (isInk(x, y)) expect.fail(`ink beyond the width, row ${y}`);
      const picture = seen({ width, height, rows: bytes }, width > 1300 ? 0.5 : width > 600 ? 1 : 2, 20);
      const code = paper.part === null ? paper.order.number : partCode(paper.order.number, paper.part);
      expect(await decodeGrey(picture.values, picture.width, picture.height)).toEqual([code]);
    }
  });

  testWithZbar("ZBar reads it too", () => {
    expect(zbarCodes(shipped.render(paperOf({}), "png", { size, dpi }).bytes)).toEqual(["R26-000123-7"]);
    if (dpi === 203) expect(zbarCodes(shipped.render(paperOf(HEAVY), "png", { size, dpi }).bytes)).toEqual([LONGEST]);
  });
});

test.each(EVERY)("%s at %i dpi: modules are whole dots, none below what scanners read, with light all around", (_, dpi, size) => {
  for (const number of ["R26-000123-7", LONGEST]) {
    const { width, ink } = drawingOf(paperOf({ number }), size, dpi);
    const widths = ink.map((box) => box.width);
    const module = Math.min(...widths);
    const least = dpi === 203 ? 2 : Math.ceil((0.19 / 25.4) * dpi);
    expect(module).toBeGreaterThanOrEqual(least);
    for (const box of ink) expect([box.x, box.y, box.width, box.height].every(Number.isInteger), JSON.stringify(box)).toBe(true);
    for (const one of widths) expect(one % module).toBe(0);
    const isQr = new Set(ink.map(({ y }) => y)).size > 1;
    const quiet = (isQr ? 4 : 10) * module;
    const [left, right] = [Math.min(...ink.map(({ x }) => x)), Math.max(...ink.map((box) => box.x + box.width))];
    expect(left).toBeGreaterThanOrEqual(quiet);
    if (!isQr) expect(width - right).toBeGreaterThanOrEqual(quiet);
    const [top, bottom] = [Math.min(...ink.map(({ y }) => y)), Math.max(...ink.map((box) => box.y + box.height))];
    for (const line of drawingOf(paperOf({ number }), size, dpi).lines) {
      const box = boxOf(line);
      const isApart = box.left >= right + (isQr ? quiet : 0) || line.y <= top - (isQr ? quiet : 0) || box.top >= bottom;
      expect(isApart, `${line.text} stands in the symbol's light`).toBe(true);
    }
  }
});

test("a code that has no room for bars at 203 dpi has them at 600", () => {
  const size = SHIPPED_SIZES.find(({ id }) => id === "40x30")!;
  const rows = (dpi: number): number => new Set(drawingOf(paperOf({}), size, dpi).ink.map(({ y }) => y)).size;
  expect(rows(203), "a square").toBeGreaterThan(10);
  expect(rows(600), "bars").toBe(1);
});

test.each(EVERY)("%s at %i dpi: the number is the first and the largest, and what matters most is there", (_, dpi, size) => {
  for (const order of [{}, HEAVY, { fault: "", device: { brand: "", model: "" }, promisedOn: null, accessories: [] }] as const)
    for (const language of LANGUAGES) {
      const paper = paperOf({ ...order, customer: { ...("customer" in order ? order.customer : {}), language }, priority: "urgent" }, "label", true);
      const { lines } = drawingOf(paper, size, dpi);
      const [number, ...others] = lines;
      expect(number!.text).toBe(paper.order.number);
      for (const line of others) {
        expect(line.size).toBeLessThan(number!.size * 0.85);
        expect(line.y).toBeGreaterThan(number!.y);
      }
      const { text } = texts(language, paper.shop);
      const shown = lines.map((line) => line.text);
      expect(shown).toContain(texts(language, paper.shop).text("priority.urgent").toUpperCase());
      expect(shown).toContain(text.call(texts(language, paper.shop), "paper.copy").toUpperCase());
      // Legible: 6 points, but where a long number leaves less.
      for (const line of others) expect(line.size).toBeGreaterThanOrEqual(Math.min((5.5 / 72) * dpi, number!.size * 0.45));
    }
});

const anyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 80 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(..."#$*_`<>\\\"'@[]{}()=-/~ \n\t\u0000\u0007\u200b\u202eЖқēA1"), maxLength: 400 }),
);

test("whatever the words and the stock, lines stand inside the edges and apart from one another", () => {
  const anySize = fc.oneof(
    fc.constantFrom(...SHIPPED_SIZES),
    fc
      .record({ widthMm: fc.integer({ min: 25, max: 220 }), heightMm: fc.integer({ min: 12, max: 300 }) })
      .map(({ widthMm, heightMm }): PaperSize => ({ id: `${widthMm}x${heightMm}`, kind: "label", widthMm, heightMm })),
  );
  fc.assert(
    fc.property(
      anySize,
      fc.constantFrom(...LABEL_DPI),
      fc.constantFrom(...LABEL_KINDS),
      fc.constantFrom(...LANGUAGES),
      fc.constantFrom(...PRIORITIES),
      fc.boolean(),
      fc.tuple(anyText, anyText, anyText, anyText, anyText),
      (size, dpi, kind, language, priority, copy, [name, model, fault, condition, accessory]) => {
        const order = { priority, customer: { language, name }, device: { model }, fault, condition };
        const paper = paperOf({ ...order, accessories: [{ id: "1", name: accessory, returned: false }] }, kind, copy);
        const { width, height, lines, ink } = drawingOf(paper, size, dpi);
        const { edgeX, edgeY } = stockOf(size, dpi);
        const boxes = lines.map((line, index) => ({
          ...boxOf(line),
          text: line.text,
          ...(index === 0 ? { bottom: line.y, top: line.y - 0.714 * line.size } : {}),
        }));
        for (const box of boxes) {
          expect(box.left, box.text).toBeGreaterThanOrEqual(edgeX - 1);
          expect(box.right, box.text).toBeLessThanOrEqual(width - edgeX + 1);
          expect(box.top, box.text).toBeGreaterThanOrEqual(edgeY - 1);
          expect(box.bottom, box.text).toBeLessThanOrEqual(height - edgeY + 2);
        }
        for (const box of ink) {
          expect(box.x).toBeGreaterThanOrEqual(edgeX - 1);
          expect(box.x + box.width).toBeLessThanOrEqual(width - edgeX + 1);
          expect(box.y + box.height).toBeLessThanOrEqual(height - 1);
        }
        boxes.forEach((one, index) => {
          for (const other of boxes.slice(index + 1)) {
            const isApart = one.right <= other.left + 2 || other.right <= one.left + 2 || one.bottom <= other.top + 2 || other.bottom <= one.top + 2;
            expect(isApart, `${one.text} / ${other.text}`).toBe(true);
          }
        });
      },
    ),
    {
      numRuns: 150,
      // A name of which nothing can be printed.
      examples: [[SHIPPED_SIZES.find(({ id }) => id === "40x30")!, 203, "label", "en", "low", true, ["\u200b", "#", "ԠⰀԱԪ⯦ԱԱ", "#", "!"]]],
    },
  );
});

testWithText("the ruler measures what Typst sets", () => {
  const size = SHIPPED_SIZES.find(({ id }) => id === "a4")!;
  for (const text of [
    "Не заряжается на базе, индикатор",
    "Нұрсұлтан Әбілқасымұлы",
    "Jānis Bērziņš šķīst ūdeni",
    "AVAToWeTy fi ffl 123-456/7",
    "№ 5 → ≥ 3 ★",
  ]) {
    const paper = paperOf({ fault: "", device: { brand: text, model: "" }, promisedOn: null });
    const line = drawingOf(paper, size, 203).lines[2]!;
    expect(text.startsWith(line.text.slice(0, 6))).toBe(true);
    const edge = ((line.x + ruler.width(line.text, line.bold) * line.size) / 203) * 72;
    const { bytes } = shipped.render(paper, "pdf", { size, dpi: 203 });
    expect(
      rightEdges(bytes).some((right) => Math.abs(right - edge) < 0.005 * edge),
      `${text}: ${edge} of ${rightEdges(bytes).join(" ")}`,
    ).toBe(true);
  }
});

test("the PDF of a label is one page of its size, of a roll as long as its dots", () => {
  for (const size of SHIPPED_SIZES) {
    const { bytes, pages } = shipped.render(paperOf(HEAVY), "pdf", { size });
    const [width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/
      .exec(Buffer.from(bytes).toString("latin1"))!
      .slice(1)
      .map((points) => (Number(points) / 72) * 25.4);
    expect(pages, size.id).toBe(1);
    if (size.kind === "roll") {
      const { dots } = shipped.render(paperOf(HEAVY), "dots", { size, dpi: 203 });
      expect([width, height]).toEqual([expect.closeTo(size.printableMm, 2), expect.closeTo((dots!.height / 203) * 25.4, 2)]);
    } else {
      const [wide, tall] = size.kind === "sheet" ? [size.labelWidthMm, size.labelHeightMm] : [size.widthMm, size.heightMm];
      expect([width, height], size.id).toEqual([expect.closeTo(wide, 2), expect.closeTo(tall, 2)]);
    }
  }
});

testWithText("where there is room, condition and accessories are told, and nothing of them where there is none", () => {
  const text = (id: string): string => pdfText(shipped.render(paperOf({}), "pdf", { size: SHIPPED_SIZES.find((size) => size.id === id)! }).bytes);
  for (const id of ["102x152", "a5", "a4", "roll-80"])
    for (const part of ["Царапины на крышке", "талон с печатью"]) expect(text(id).replace(/\s+/g, " ")).toContain(part);
  expect(text("58x40")).not.toContain("Царапины");
});

const SHEET = SHIPPED_SIZES.find(({ id }) => id === "a4-3x8") as PaperSize & { readonly kind: "sheet" };

testWithPages("labels of a sheet begin at a free one and go on to further sheets", async () => {
  const labels = [
    { paper: paperOf({ number: "R26-000123-7" }), copies: 3 },
    { paper: paperOf({}, "accessory"), copies: 1 },
  ];
  const { bytes, pages } = shipped.renderLabelSheet(labels, { size: SHEET, firstFree: 23 });
  expect(pages).toBe(2);
  const [first, second] = [pdfPage(bytes, 1, 200), pdfPage(bytes, 2, 200)];
  expect(await decodeCode(first)).toEqual(["R26-000123-7", "R26-000123-7"]);
  expect([...(await decodeCode(second))].sort()).toEqual(["R26-000123-7", "R26-000123-7/5"]);
});

testWithText("a label lies in its place, row by row", () => {
  const placeOf = (firstFree: number, area: { page: number; top: number; bottom: number }): string =>
    pdfText(shipped.renderLabelSheet([{ paper: paperOf({}), copies: 1 }], { size: SHEET, firstFree }).bytes, area);
  const rowArea = (row: number) => ({ page: 1, top: ((0.5 + 37 * row) / 25.4) * 72, bottom: ((0.5 + 37 * (row + 1)) / 25.4) * 72 });
  expect(placeOf(1, rowArea(0))).toContain("R26-000123-7");
  expect(placeOf(4, rowArea(0))).not.toContain("R26-000123-7");
  expect(placeOf(4, rowArea(1))).toContain("R26-000123-7");
  expect(placeOf(24, rowArea(7))).toContain("R26-000123-7");
});

test.each([0, 25, 1.5, Number.NaN])("a sheet of 24 labels has no place %s", (firstFree) => {
  expect(() => shipped.renderLabelSheet([{ paper: paperOf({}), copies: 1 }], { size: SHEET, firstFree })).toThrow("has no place");
});

test("a sheet without labels, a certificate on it, or a certificate's dots are refused", () => {
  expect(() => shipped.renderLabelSheet([], { size: SHEET, firstFree: 1 })).toThrow("without labels");
  const certificate: PaperData = { ...paperOf({}), kind: "certificate" };
  expect(() => shipped.renderLabelSheet([{ paper: certificate, copies: 1 }], { size: SHEET, firstFree: 1 })).toThrow("no label");
  expect(() => shipped.render(certificate, "dots")).toThrow("only labels come as dots");
  expect(examplePdf("certificate").pages).toBe(1);
});

test("labels of any order are read as printed, and nearly all blurred, noisy and askew", async () => {
  const { clean, degraded } = await readBarcodes(14);
  expect(clean.unread).toEqual([]);
  expect(degraded.unread.length, degraded.unread.join("\n")).toBeLessThanOrEqual(degraded.looked * 0.03);
}, 120_000);
