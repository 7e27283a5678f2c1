import { expect, test } from "vitest";
import { TEST_CODE } from "../../../src-main/documents/labels/test-page.ts";
import { parseScanCode } from "../../../src-main/domain/orders/scan-code.ts";
import { LABEL_DPI } from "../../../src-main/domain/papers/paper.ts";
import { SHIPPED_SIZES } from "../../../src-main/domain/printing/paper-size.ts";
import { decodeCode, decodeGrey } from "../../helpers/decode-code.ts";
import { seen } from "../../helpers/degrade.ts";
import { shipped } from "../../helpers/open-test-documents.ts";
import { pdfPage, pdfText, testWith } from "../../helpers/paper-tools.ts";

const testWithText = testWith("pdftotext");
const testWithPages = testWith("pdftoppm");

const words = { title: "Пробная страница", printer: "Zebra ZD421 у стойки", lines: ["192.168.1.50:9100"] };
const FOR_DOTS = SHIPPED_SIZES.filter(({ kind }) => kind === "label" || kind === "roll");

test.each(FOR_DOTS.flatMap((size) => LABEL_DPI.map((dpi) => [size.id, dpi, size] as const)))(
  "%s at %i dpi: the frame is at the very edges, millimetres and steps are where they say, the code is read",
  async (_, dpi, size) => {
    const { bytes, dots } = shipped.renderTestPage({ size, dpi, format: "dots", words });
    const { width, height } = dots!;
    const mm = (length: number): number => Math.round((length / 25.4) * dpi);
    expect(width).toBe(mm(size.kind === "roll" ? size.printableMm : size.widthMm));
    if (size.kind === "label") expect(height).toBe(mm(size.heightMm));
    const stride = Math.ceil(width / 8);
    const isInk = (x: number, y: number): boolean => (bytes[y * stride + (x >> 3)]! & (0x80 >> (x & 7))) !== 0;
    for (let x = 0; x < width; x++) expect(isInk(x, 0) && isInk(x, height - 1), `column ${x}`).toBe(true);
    for (let y = 0; y < height; y++) expect(isInk(0, y) && isInk(width - 1, y), `row ${y}`).toBe(true);
    for (let tick = 1; mm(tick) < width - mm(0.5); tick++) expect([tick, isInk(mm(tick), mm(1.2))]).toEqual([tick, true]);
    for (let tick = 1; mm(tick) < height - mm(0.5); tick++) expect([tick, isInk(mm(1.2), mm(tick))]).toEqual([tick, true]);
    expect(isInk(mm(10.5), mm(1.2)), "between two").toBe(false);
    const picture = seen({ width, height, rows: bytes }, width > 1300 ? 0.5 : width > 600 ? 1 : 2, 20);
    expect(await decodeGrey(picture.values, picture.width, picture.height)).toEqual([TEST_CODE]);
  },
);

test("steps of density carry the ink that they are named after, in the finest pattern", () => {
  const { bytes, dots } = shipped.renderTestPage({ size: SHIPPED_SIZES[0]!, dpi: 203, format: "dots", words });
  const stride = Math.ceil(dots!.width / 8);
  const ofPattern: Readonly<Record<string, number>> = {
    "170 0": 25,
    "0 170": 25,
    "170 85": 50,
    "85 170": 50,
    "255 85": 75,
    "85 255": 75,
    "255 255": 100,
  };
  const found = new Set<number | undefined>();
  // Bytes that are the same on 24 rows by twos.
  for (let y = 0; y + 24 <= dots!.height; y++)
    for (let byte = 0; byte < stride; byte++) {
      const column = Array.from({ length: 24 }, (_, row) => bytes[(y + row) * stride + byte]!);
      if (column.every((value, row) => value === column[row % 2])) found.add(ofPattern[`${column[0]} ${column[1]}`]);
    }
  for (const percent of [25, 50, 75, 100]) expect(found).toContain(percent);
});

testWithText("pages come as PDF and say whose they are", async () => {
  for (const size of SHIPPED_SIZES) {
    const { bytes, pages } = shipped.renderTestPage({ size, dpi: 600, format: "pdf", words });
    expect(pages, size.id).toBe(1);
    const text = pdfText(bytes);
    for (const word of ["Пробная страница", "Zebra", "10"]) expect(text, size.id).toContain(word);
  }
});

testWithPages("the PDF's code is read", async () => {
  const size = SHIPPED_SIZES.find(({ id }) => id === "a4")!;
  expect(await decodeCode(pdfPage(shipped.renderTestPage({ size, dpi: 600, format: "pdf", words }).bytes, 1, 200))).toEqual([TEST_CODE]);
});

test("its code is no order's", () => expect(parseScanCode(TEST_CODE)).toBeUndefined());

test("a hostile name does no harm", () => {
  const hostile = { title: '#eval("1")\u0000', printer: "\u202e$x$ ".repeat(50), lines: ["王小明".repeat(40), ""] };
  for (const size of SHIPPED_SIZES) expect(shipped.renderTestPage({ size, dpi: 203, format: "pdf", words: hostile }).pages).toBe(1);
});
