import { expect, test } from "vitest";
import { csvOf } from "../../../src-renderer/screens/shop/export-file.ts";
import { cut, drawBars, drawPairs, marksUpTo } from "../../../src-renderer/screens/shop/drawing.ts";
import fc from "fast-check";

test("a spreadsheet of a country with decimal commas opens it by semicolons, with its mark at the beginning", () => {
  expect(
    csvOf(
      [
        ["Марка", "%"],
        ["LG; «Ой»", 92.3],
      ],
      "ru",
    ),
  ).toBe('\uFEFFМарка;%\r\n"LG; «Ой»";92,3\r\n');
  expect(
    csvOf(
      [
        ["Brand", "%"],
        ['LG, Inc. "x"', 92.3],
      ],
      "en",
    ),
  ).toBe('\uFEFFBrand,%\r\n"LG, Inc. ""x""",92.3\r\n');
});

test("a brand that is written like a formula stays a text", () => {
  expect(csvOf([["=1+1", "@x", "-5", -5]], "en")).toBe("\uFEFF'=1+1,'@x,-5,-5\r\n");
});

test("the marks of an axis are whole, rise by the same step from nothing, and reach over the most", () => {
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000 }), (most) => {
      const marks = marksUpTo(most);
      expect(marks[0]).toBe(0);
      expect(marks.at(-1)!).toBeGreaterThanOrEqual(most);
      expect(marks.length).toBeGreaterThan(1);
      expect(marks.length).toBeLessThanOrEqual(6);
      expect(new Set(marks.slice(1).map((mark, index) => mark - marks[index]!)).size).toBe(1);
      expect(marks.every(Number.isInteger)).toBe(true);
    }),
  );
});

test("whatever the numbers and the room, no bar leaves its drawing, and bars are as long as their numbers", () => {
  const number = fc.nat({ max: 100_000 });
  fc.assert(
    fc.property(
      fc.array(fc.record({ label: fc.string({ maxLength: 60 }), first: number, second: number }), { minLength: 1, maxLength: 93 }),
      fc.integer({ min: 280, max: 1600 }),
      (pairs, width) => {
        const named = pairs.slice(0, 8).map(({ label, first }) => ({ label, value: first, shown: String(first) }));
        for (const { shapes, height } of [drawPairs(pairs, width, String), drawBars(named, width)])
          for (const shape of shapes) {
            if (shape.kind !== "bar") continue;
            expect(Math.min(shape.x, shape.y + 0.5, shape.width, shape.height)).toBeGreaterThanOrEqual(0);
            expect(shape.x + shape.width).toBeLessThanOrEqual(width + 0.01);
            expect(shape.y + shape.height).toBeLessThanOrEqual(height + 0.01);
          }
        const lengths = drawBars(named, width).shapes.flatMap((shape) => (shape.kind === "bar" ? [shape.width] : []));
        named.forEach(({ value }, index) => expect(value > 0).toBe(lengths[index]! > 0));
      },
    ),
  );
});

test("a long name is cut with a sign, a short one never", () => {
  expect(cut("Нұрлан", 100)).toBe("Нұрлан");
  expect(cut("Константин Константинович Рождественский-Верхнеуральский", 100)).toMatch(/^Константин.*…$/);
});
