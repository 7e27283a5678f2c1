import fc from "fast-check";
import { expect, test } from "vitest";
import { hasTooManyDots, MOST_DOTS, SHIPPED_SIZES, sizeProblems, type PaperSize } from "../../../src-main/domain/printing/paper-size.ts";
import { PRINTER_DPI } from "../../../src-main/domain/printing/printer.ts";

test("every stock that comes with Talon can be printed at every resolution, and so can a label as large as an A4 page", () => {
  const page: PaperSize = { id: "page", kind: "label", widthMm: 210, heightMm: 297 };
  for (const size of [...SHIPPED_SIZES, page]) for (const dpi of PRINTER_DPI) expect(hasTooManyDots(size, dpi)).toBe(false);
});

test("no label that is let through has more dots than are made, but for rounding", () => {
  const mm = fc.double({ min: 10, max: 1200, noNaN: true });
  fc.assert(
    fc.property(mm, mm, fc.constantFrom(...PRINTER_DPI), (widthMm, heightMm, dpi) => {
      const size: PaperSize = { id: "any", kind: "label", widthMm, heightMm };
      expect(sizeProblems(size)).toEqual([]);
      const dots = ((widthMm * dpi) / 25.4) * ((heightMm * dpi) / 25.4);
      expect(hasTooManyDots(size, dpi)).toBe(dots > MOST_DOTS);
    }),
  );
});
