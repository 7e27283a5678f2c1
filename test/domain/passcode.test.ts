import { expect, test } from "vitest";
import { isPasscode, patternDots } from "../../src-main/domain/passcode.ts";

test("a pattern is two to nine different dots of the grid", () => {
  expect(patternDots("1-4-7-8-9")).toEqual([1, 4, 7, 8, 9]);
  expect(patternDots("1-2-3-4-5-6-7-8-9")).toHaveLength(9);
  for (const value of ["", "1", "1-1", "1-4-1", "0-1", "1-10", "1-2-3-4-5-6-7-8-9-1", "14789", "1-4-", "1,4"])
    expect(patternDots(value)).toBeUndefined();
});

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
