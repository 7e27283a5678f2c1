import fc from "fast-check";
import { expect, test } from "vitest";
import { encodePwgRaster, type RasterType } from "../../../src-main/printing/ways/pwg-raster.ts";
import type { GreyPage } from "../../../src-main/printing/ways/way-options.ts";

type Page = { readonly header: Buffer; readonly lines: readonly Buffer[] };

/** Reads PWG raster back by the letter of PWG 5102.4 §4.4, refusing whatever does not fit. */
function read(bytes: Uint8Array): readonly Page[] {
  const buffer = Buffer.from(bytes);
  expect(buffer.toString("latin1", 0, 4)).toBe("RaS2");
  const pages: Page[] = [];
  let at = 4;
  while (at < buffer.length) {
    const header = buffer.subarray(at, at + 1796);
    const [height, bits, length] = [header.readUInt32BE(376), header.readUInt32BE(388), header.readUInt32BE(392)];
    const size = Math.max(1, bits / 8);
    const lines: Buffer[] = [];
    at += 1796;
    while (lines.length < height) {
      const repeats = buffer[at]! + 1;
      at += 1;
      const line: number[] = [];
      while (line.length < length) {
        const control = buffer[at]!;
        at += 1;
        expect(control).not.toBe(128);
        const dots = control < 128 ? 1 : 257 - control;
        for (let time = 0; time <= (control < 128 ? control : 0); time += 1) line.push(...buffer.subarray(at, at + dots * size));
        at += dots * size;
      }
      expect(line).toHaveLength(length);
      for (let time = 0; time < repeats; time += 1) lines.push(Buffer.from(line));
    }
    expect(lines).toHaveLength(height);
    pages.push({ header, lines });
  }
  return pages;
}

const dots = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(0, 255) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }) });
const page: fc.Arbitrary<GreyPage> = fc
  .tuple(
    fc.integer({ min: 1, max: 300 }),
    fc.array(fc.tuple(fc.integer({ min: 1, max: 300 }), dots), { minLength: 1, maxLength: 40 }),
    fc.integer({ min: 1, max: 4 }),
  )
  .map(([width, runs, repeats]) => {
    const row = runs.flatMap(([length, dot]) => Array.from({ length }, () => dot)).slice(0, width);
    const rows = Array.from({ length: repeats * 90 }, (_, index) => (index % 90 === 89 ? row.toReversed() : row));
    const grey = Uint8Array.from(rows.flatMap((line) => [...line, ...Array.from<number>({ length: width - line.length }).fill(255)]));
    return { width, height: rows.length, grey };
  });

test("what is packed is read back dot by dot", () => {
  fc.assert(
    fc.property(fc.array(page, { minLength: 1, maxLength: 2 }), fc.constantFrom<RasterType>("sgray_8", "black_1", "srgb_8"), (pages, type) => {
      const back = read(encodePwgRaster(pages, 300, type));
      expect(back).toHaveLength(pages.length);
      for (const [index, { width, grey }] of pages.entries())
        for (const [row, line] of back[index]!.lines.entries()) {
          const wanted = grey.subarray(row * width, (row + 1) * width);
          const got =
            type === "sgray_8"
              ? line
              : type === "srgb_8"
                ? line.filter((_, at) => at % 3 === 1)
                : Uint8Array.from({ length: width }, (_, x) => ((line[x >> 3]! >> (7 - (x & 7))) & 1 ? 0 : 255));
          const same = type === "black_1" ? wanted.map((dot) => (dot < 128 ? 0 : 255)) : wanted;
          expect(Buffer.compare(got, same)).toBe(0);
        }
    }),
    { numRuns: 30 },
  );
});

test("the header says how large a page is and what its dots mean", () => {
  const blank: GreyPage = { width: 2480, height: 3508, grey: new Uint8Array(2480 * 3508).fill(255) };
  const bytes = encodePwgRaster([blank, blank], 300, "sgray_8");
  const [{ header } = { header: Buffer.alloc(0) }] = read(bytes);
  const number = (at: number): number => header.readUInt32BE(at);
  expect(header.toString("latin1", 0, 10)).toBe("PwgRaster\0");
  expect([276, 280].map(number)).toEqual([300, 300]);
  expect([352, 356].map(number)).toEqual([595, 842]);
  expect([372, 376, 384, 388, 392, 396, 400, 420].map(number)).toEqual([2480, 3508, 8, 8, 2480, 0, 18, 1]);
  expect([452, 456, 460].map(number)).toEqual([2, 1, 1]);
  // A blank page is next to nothing.
  expect(bytes.length).toBeLessThan(2 * 1796 + 2 * 14 * 60);
});

test("black of one bit fills its last byte with white", () => {
  const [{ header, lines } = { header: Buffer.alloc(0), lines: [] }] = read(
    encodePwgRaster([{ width: 10, height: 1, grey: new Uint8Array(10) }], 203, "black_1"),
  );
  expect([384, 388, 392, 400].map((at) => header.readUInt32BE(at))).toEqual([1, 1, 2, 3]);
  expect(lines).toEqual([Buffer.of(0xff, 0xc0)]);
});

test("runs of equal dots and of others stand as the standard has them", () => {
  // 8 dots: white white white, three others, black black.
  const grey = Uint8Array.of(255, 255, 255, 1, 2, 3, 0, 0);
  expect(Buffer.from(encodePwgRaster([{ width: 8, height: 1, grey }], 300, "sgray_8")).subarray(1800)).toEqual(
    Buffer.of(0, 2, 255, 254, 1, 2, 3, 1, 0),
  );
});

test("a page that is not as large as it says is refused", () => {
  expect(() => encodePwgRaster([{ width: 3, height: 3, grey: new Uint8Array(8) }], 300, "sgray_8")).toThrow(RangeError);
  expect(() => encodePwgRaster([{ width: 0, height: 0, grey: new Uint8Array() }], 300, "sgray_8")).toThrow(RangeError);
});
