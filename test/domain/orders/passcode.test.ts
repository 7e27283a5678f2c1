import { expect, test } from "vitest";
import { drawnTo, isPasscode, patternDots } from "../../../src-main/domain/orders/passcode.ts";

test("a pattern is two to nine different dots of the grid", () => {
  expect(patternDots("1-4-7-8-9")).toEqual([1, 4, 7, 8, 9]);
  expect(patternDots("1-2-3-4-5-6-7-8-9")).toHaveLength(9);
  for (const value of ["", "1", "1-1", "1-4-1", "0-1", "1-10", "1-2-3-4-5-6-7-8-9-1", "14789", "1-4-", "1,4"])
    expect(patternDots(value)).toBeUndefined();
});

test.each([
  ["a first dot", [], 5, [5]],
  ["a neighbour", [1], 2, [1, 2]],
  ["over a dot in a row", [1], 3, [1, 2, 3]],
  ["over a dot in a column", [9], 3, [9, 6, 3]],
  ["over the centre", [1, 4, 7], 3, [1, 4, 7, 5, 3]],
  ["over a dot that is there already", [5, 1], 9, [5, 1, 9]],
  ["as a knight moves", [1], 8, [1, 8]],
  ["aslant", [2], 4, [2, 4]],
  ["to a dot that is there already", [1, 2, 3], 1, [1, 2, 3]],
] as const)("a pattern is drawn on as phones do it: %s", (_how, dots, to, drawn) => expect(drawnTo(dots, to)).toEqual(drawn));

test.each([
  ["pin", "0000", true],
  ["pin", "12a4", false],
  ["pin", "", false],
  ["pin", "1".repeat(33), false],
  ["password", " ", true],
  ["password", "", false],
  ["pattern", "1-2", true],
  ["pattern", "1234", false],
] as const)("%s %j: %s", (kind, value, right) => expect(isPasscode({ kind, value })).toBe(right));
