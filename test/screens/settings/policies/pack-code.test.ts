import { describe, expect, test } from "vitest";
import { bodyCodeReader, type CodePart } from "../../../../src-main/domain/devices/body-code.ts";
import {
  CODE_PARTS,
  codesAsText,
  codesOfText,
  exampleCode,
  freshPart,
  kindOf,
} from "../../../../src-renderer/screens/settings/policies/pack-code.ts";

const DAY = "2026-03-09";

describe("an example code", () => {
  test.each<readonly [string, readonly CodePart[], string, string]>([
    ["JT260390001", [{ text: "JT" }, { year: 2 }, { month: 2 }, { text: "9" }, { number: [1, 8] }], "2026-03-01", "2026-03-31"],
    ["20260309-AA", [{ year: 4 }, { month: 2 }, { day: 2 }, { text: "-" }, { any: 2 }], DAY, DAY],
    ["QC001", [{ yearCodes: { P: 2025, Q: 2026 } }, { monthCodes: { A: 1, C: 3 } }, { number: [3, 3] }], "2026-03-01", "2026-03-31"],
  ])("%s is read by its pattern", (code, parts, first, last) => {
    expect(exampleCode(parts, DAY)).toBe(code);
    expect(bodyCodeReader([{ parts }])(code)).toEqual({ first, last });
  });

  test("letters that do not know the year stand for the first that they know", () => {
    expect(exampleCode([{ yearCodes: { A: 2001 } }], DAY)).toBe("A");
    expect(exampleCode([{ yearCodes: {} }], DAY)).toBe("");
  });
});

test.each(CODE_PARTS)("a new piece %s is of its kind", (kind) => expect(kindOf(freshPart(kind))).toBe(kind));

test("codes are written and read back; what is no pair is left out", () => {
  const codes = { A: 2024, B: 2025 };
  expect(codesAsText(codes)).toBe("A = 2024, B = 2025");
  expect(codesOfText(codesAsText(codes))).toEqual(codes);
  expect(codesOfText("A=1; B = 2\nC=, 3, =4, toolong=5")).toEqual({ A: 1, B: 2 });
});
