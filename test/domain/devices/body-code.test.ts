import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bodyCodeReader, type CodePart } from "../../../src-main/domain/devices/body-code.ts";
import { isIsoDate } from "../../../src-main/domain/ground/date.ts";
import { PACKS, ZEPHYR } from "../../helpers/policy-cases.ts";

const reader = (...parts: readonly CodePart[]) => bodyCodeReader([{ parts }]);

describe("a code that tells year and month", () => {
  const read = bodyCodeReader(PACKS["jietai-en"].bodyCodes);
  test.each([
    ["JT2501A0007", "2025-01-01", "2025-01-31"],
    ["jt2402x1", "2024-02-01", "2024-02-29"],
    ["  JT2602Z12345678 ", "2026-02-01", "2026-02-28"],
    ["JT9912-1", "2099-12-01", "2099-12-31"],
  ])("%s", (code, first, last) => expect(read(code)).toEqual({ first, last }));

  test.each(["", "JT", "JT2500A1", "JT2513A1", "JT25011", "JT2501A123456789", "XJT2501A1", "JT2501A1X", "2501A0007", "JT٢٥٠١A1", "ＪＴ2501A1"])(
    "%j tells nothing",
    (code) => expect(read(code)).toBeUndefined(),
  );
});

test("a code with letters for year and month", () => {
  const read = bodyCodeReader(ZEPHYR.bodyCodes);
  expect(read("ZE-SE01/0042")).toEqual({ first: "2025-05-01", last: "2025-05-31" });
  expect(read("ze-tm99/123456")).toEqual({ first: "2026-12-01", last: "2026-12-31" });
  // I is left out, for it looks like 1; Q is no year.
  for (const code of ["ZE-SI01/0042", "ZE-QE01/0042", "ZE-SE01/42", "ZE-SE01-0042", "ZESE01/0042"]) expect(read(code)).toBeUndefined();
});

test("a day, where it exists", () => {
  const read = reader({ year: 4 }, { text: "." }, { month: 2 }, { text: "." }, { day: 2 });
  expect(read("2024.02.29")).toEqual({ first: "2024-02-29", last: "2024-02-29" });
  for (const code of ["2026.02.29", "2026.04.31", "2026.01.00", "2026.01.32", "2026x01x01"]) expect(read(code)).toBeUndefined();
});

test("a year alone is all of it", () => {
  expect(reader({ any: 3 }, { year: 2 })("abc26")).toEqual({ first: "2026-01-01", last: "2026-12-31" });
});

test("codes of which one begins like another are told apart", () => {
  const read = reader({ yearCodes: { A: 2024, AB: 2025, "1": 2026, "11": 2027 } }, { text: "B" }, { number: [0, 3] });
  expect(read("AB1")).toEqual({ first: "2024-01-01", last: "2024-12-31" });
  expect(read("ABB1")).toMatchObject({ first: "2025-01-01" });
  expect(read("1B")).toMatchObject({ first: "2026-01-01" });
  expect(read("11B")).toMatchObject({ first: "2027-01-01" });
});

test("characters that mean something in a pattern are only themselves", () => {
  const signs = "-/\\^$.*+?()[]{}|";
  const read = reader({ text: signs }, { yearCodes: { "(": 2024, "|": 2025, "-": 2026 } });
  expect(read(`${signs}|`)).toMatchObject({ first: "2025-01-01" });
  expect(read(`${signs}-`)).toMatchObject({ first: "2026-01-01" });
  expect(read(`${signs}x`)).toBeUndefined();
});

test("the first pattern that fits counts, and one whose day does not exist does not fit", () => {
  const read = bodyCodeReader([{ parts: [{ year: 2 }, { month: 2 }, { day: 2 }] }, { parts: [{ any: 2 }, { year: 4 }] }]);
  expect(read("260131")).toEqual({ first: "2026-01-31", last: "2026-01-31" });
  expect(read("992026")).toEqual({ first: "2026-01-01", last: "2026-12-31" });
});

test("any text at all is read or is not, and what is read are days", () => {
  const reads = [bodyCodeReader(PACKS["jietai-en"].bodyCodes), bodyCodeReader(ZEPHYR.bodyCodes), reader({ yearCodes: { S: 2025, K: 2026 } })];
  const code = fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.stringMatching(/^JT\d{4}.\d{1,8}$/), fc.constantFrom("ſ", "K", "ß", "İ"));
  fc.assert(
    fc.property(code, (text) => {
      for (const read of reads) {
        const range = read(text);
        if (range) expect([isIsoDate(range.first), isIsoDate(range.last), range.first <= range.last]).toEqual([true, true, true]);
      }
    }),
    { numRuns: 500 },
  );
});
