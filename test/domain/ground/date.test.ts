import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween, dueState, formatDay, formatInstant, isIsoDate, isoDateAt } from "../../../src-main/domain/ground/date.ts";

const TODAY = "2026-11-20";
const isoDay = fc
  .date({ min: new Date("1970-01-01T00:00:00Z"), max: new Date("2199-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("an ISO day", () => {
  test.each(["2026-02-28", "2024-02-29", "2000-02-29", "1970-01-01", "2199-12-31"])("%s exists", (text) => expect(isIsoDate(text)).toBe(true));

  test.each([
    "2026-02-29",
    "1900-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-11-31",
    "2026-11-00",
    "1969-12-31",
    "2200-01-01",
    "2026-1-1",
    "20261204",
    "2026-12-04T00:00",
    "",
    " 2026-12-04",
    "٢٠٢٦-١٢-٠٤",
  ])("%j does not", (text) => expect(isIsoDate(text)).toBe(false));

  test("of every date exists", () => {
    fc.assert(fc.property(isoDay, (day) => void expect(isIsoDate(day)).toBe(true)));
  });
});

describe("the day at an instant is the shop's", () => {
  test.each([
    // Riga puts its clocks back on 25 October 2026: UTC+3 before, UTC+2 after.
    ["2026-10-24T20:59:59Z", "Europe/Riga", "2026-10-24"],
    ["2026-10-24T21:00:00Z", "Europe/Riga", "2026-10-25"],
    ["2026-10-25T21:59:59Z", "Europe/Riga", "2026-10-25"],
    ["2026-10-25T22:00:00Z", "Europe/Riga", "2026-10-26"],
    // And forward on 29 March.
    ["2026-03-28T22:00:00Z", "Europe/Riga", "2026-03-29"],
    ["2026-03-29T20:59:59Z", "Europe/Riga", "2026-03-29"],
    ["2026-03-29T21:00:00Z", "Europe/Riga", "2026-03-30"],
    ["2026-12-31T19:00:00Z", "Asia/Almaty", "2027-01-01"],
    ["2026-12-31T18:59:59Z", "Asia/Almaty", "2026-12-31"],
    ["2027-01-01T04:59:59Z", "America/New_York", "2026-12-31"],
    ["2026-06-01T09:59:59Z", "Pacific/Kiritimati", "2026-06-01"],
  ])("%s in %s is %s", (instant, zone, day) => expect(isoDateAt(Date.parse(instant), zone)).toBe(day));

  test("always a day that exists", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 86_400_000, max: Date.UTC(2199, 0) }),
        fc.constantFrom("Europe/Riga", "Asia/Almaty", "America/New_York", "UTC"),
        (at, zone) => {
          expect(isIsoDate(isoDateAt(at, zone))).toBe(true);
        },
      ),
    );
  });
});

describe("counting days", () => {
  test("knows leap years and is not led astray by summer time", () => {
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2026-10-24", 2)).toBe("2026-10-26");
    expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
    expect(daysBetween("2026-11-20", "2026-11-18")).toBe(-2);
  });

  test("forth and back is where it began", () => {
    fc.assert(
      fc.property(isoDay, fc.integer({ min: -4000, max: 4000 }), (day, days) => {
        expect(daysBetween(day, addDays(day, days))).toBe(days);
        expect(addDays(addDays(day, days), -days)).toBe(day);
      }),
    );
  });
});

test("a promised day is overdue only once it is over", () => {
  expect(dueState(null, TODAY)).toBe("none");
  expect(dueState("2026-11-19", TODAY)).toBe("overdue");
  expect(dueState("2026-11-20", TODAY)).toBe("today");
  expect(dueState("2026-11-21", TODAY)).toBe("later");
});

test("days and instants are shown in the reader's way and the shop's time", () => {
  expect(formatDay("2026-12-04", "ru")).toBe("04.12.2026");
  expect(formatDay("2026-12-04", "lv")).toMatch(/^04\.12\.2026\.?$/);
  expect(formatDay("2026-12-04", "en-GB")).toBe("04/12/2026");
  expect(formatDay("soon", "ru")).toBe("soon");
  expect(formatInstant(Date.UTC(2026, 11, 31, 19, 30), "ru", "Asia/Almaty")).toMatch(/^01\.01\.2027, 00:30$/);
});
