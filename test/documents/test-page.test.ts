import { expect, test } from "vitest";
import { TEST_CODE } from "../../src-main/documents/test-page.ts";
import { parseScanCode } from "../../src-main/domain/scan-code.ts";
import { LABEL_DPI } from "../../src-main/domain/paper.ts";
import { SHIPPED_SIZES } from "../../src-main/domain/paper-size.ts";
import { decodeCode, decodeGrey } from "../helpers/decode-code.ts";
import { seen } from "../helpers/degrade.ts";
import { shipped } from "../helpers/open-test-documents.ts";
import { pdfPage, pdfText, testWith } from "../helpers/paper-tools.ts";

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

test("steps of density carry the ink that they are named after", () => {
  const size = SHIPPED_SIZES[0]!;
  const { bytes, dots } = shipped.renderTestPage({ size, dpi: 203, format: "dots", words });
  const stride = Math.ceil(dots!.width / 8);
  // Patches of 16 by 16 dots: how many such there are of each share of ink, the patterns being even everywhere.
  const shares = new Set<number>();
  for (let y = 0; y + 16 <= dots!.height; y += 2)
    for (let x = 0; x + 16 <= dots!.width; x += 8) {
      const rows = Array.from({ length: 16 }, (_, row) => ((bytes[(y + row) * stride + (x >> 3)]! << 8) | bytes[(y + row) * stride + (x >> 3) + 1]!) & 0xffff);
      if (rows.every((row, index) => row === rows[index % 2])) {
        const ink = [rows[0]!, rows[1]!].join(" ");
        if (["43690 0", "0 43690", "21845 43690", "43690 21845", "65535 21845", "21845 65535", "65535 65535"].includes(ink))
          shares.add(Math.round((rows.join("").length && rows.reduce((sum, row) => sum + row.toString(2).replaceAll("0", "").length, 0)) / 2.56));
      }
    }
  expect([...shares].sort((a, b) => a - b)).toEqual([25, 50, 75, 100]);
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
