import { expect, test } from "vitest";
import { dayOrMonth, firstDayOf, fromCandidates, weekText, yearOf, yearsEndingWith } from "../../../src-main/domain/devices/production-date.ts";

const TODAY = "2026-11-30";

test("a year of two digits is the one within 50 years", () => {
  expect(["25", "26", "76", "77", "99"].map((digits) => yearOf(digits, TODAY))).toEqual([2025, 2026, 2076, 1977, 1999]);
  expect(yearOf("01", "2060-01-01")).toBe(2101);
});

test("day 00 is a month, and what is no day is none", () => {
  expect(dayOrMonth(2025, "11", "03")).toBe("2025-11-03");
  expect(dayOrMonth(2025, "11", "00")).toBe("2025-11");
  expect([dayOrMonth(2025, "13", "00"), dayOrMonth(2025, "02", "29"), dayOrMonth(2025, "11", "31")]).toEqual([undefined, undefined, undefined]);
});

test("a week has to be in its year", () => {
  // Years with 53 weeks: those that begin on a Thursday, leap years also on a Wednesday.
  expect([2015, 2020, 2026].map((year) => weekText(year, 53))).toEqual(["2015-W53", "2020-W53", "2026-W53"]);
  expect([weekText(2025, 53), weekText(2025, 0), weekText(2025, 1)]).toEqual([undefined, undefined, "2025-W01"]);
});

test.each([
  ["2020-W35", "2020-08-24"],
  ["2020-W01", "2019-12-30"],
  ["2021-W01", "2021-01-04"],
  ["2020-08", "2020-08-01"],
  ["2020", "2020-01-01"],
  ["2020-08-09", "2020-08-09"],
])("%s begins on %s", (made, day) => expect(firstDayOf(made)).toBe(day));

test("an open decade gives every year that is not ahead", () => {
  expect(yearsEndingWith("5", TODAY)).toEqual([2005, 2015, 2025]);
  expect(yearsEndingWith("7", TODAY)).toEqual([2007, 2017]);
  expect(fromCandidates(["2006-12", "2016-12", "2026-12"], TODAY, false)).toEqual({ madeOneOf: ["2006-12", "2016-12"] });
  expect(fromCandidates(["2016-12", undefined], TODAY, true)).toEqual({ made: "2016-12" });
  expect(fromCandidates(["2016-12"], TODAY, false)).toEqual({});
});
