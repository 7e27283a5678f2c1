import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysBetween, formatDay, isIsoDate } from "../../../src-main/domain/ground/date.ts";
import { dayOf, dayReadings, isTwoDays, parseDay, type DayHome } from "../../../src-main/domain/ground/day-text.ts";

const TODAY = "2026-11-20";
const HOME: DayHome = { today: TODAY, timeZone: "Europe/Riga", past: true };
const isoDay = fc
  .date({ min: new Date("1970-01-01T00:00:00Z"), max: new Date("2199-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("a day in a cell", () => {
  test.each([
    ["2024-01-31T22:30:00Z", "2024-02-01"],
    ["2024-01-31T21:59:59.999Z", "2024-01-31"],
    ["2024-01-31 22:30 UTC", "2024-02-01"],
    ["2024-01-31 10:15:00 +0200", "2024-01-31"],
    ["2024-02-01T00:30:00+05:00", "2024-01-31"],
    ["2024-01-31T23:30:00-01", "2024-02-01"],
    ["Wed Jan 31 2024 23:15:00 GMT+0100 (Central European Standard Time)", "2024-02-01"],
    ["2024-01-31T22:30:00", "2024-01-31"],
    ["Jan 31, 2024", "2024-01-31"],
    ["January 31st, 2024 at 10:15", "2024-01-31"],
    ["31 Jan 2024", "2024-01-31"],
    ["31-Jan-24", "2024-01-31"],
    ["31st of January 2024", "2024-01-31"],
    ["Sept. 1, 2023", "2023-09-01"],
    ["31 января 2024", "2024-01-31"],
    ["31 янв. 2024 г., 14:05", "2024-01-31"],
    ["ср, 31 января 2024 года", "2024-01-31"],
    ["1 мая 2023", "2023-05-01"],
    ["2024. gada 31. janvāris", "2024-01-31"],
    ["2024.gada 31.janvārī", "2024-01-31"],
    ["31. janv. 2024", "2024-01-31"],
    ["1. jūnijs 2023", "2023-06-01"],
    ["2024 жылғы 31 қаңтар", "2024-01-31"],
    ["31 қаңтар 2024 ж.", "2024-01-31"],
    ["9 қыркүйек 2023", "2023-09-09"],
    ["31. Januar 2024", "2024-01-31"],
    ["1. März 2023", "2023-03-01"],
    ["31 січня 2024", "2024-01-31"],
    ["5 травня 2023 р.", "2023-05-05"],
    ["31.01.2024. 10:15", "2024-01-31"],
    ["2024.01.31", "2024-01-31"],
    ["31_01_2024", "2024-01-31"],
    ["Wed Jan 31 10:15:00 2024", "2024-01-31"],
    ["Wed Jan 31 10:15:00 EET 2024", "2024-01-31"],
    ["20240131101500", "2024-01-31"],
    ["20240131T101500", "2024-01-31"],
    ["20240131T223000Z", "2024-02-01"],
    ["1706740200", "2024-02-01"],
    ["1706740200000", "2024-02-01"],
    ["45322", "2024-01-31"],
    ["45322.4375", "2024-01-31"],
    ["20240131", "2024-01-31"],
    ["31012024", "2024-01-31"],
    ["31.01.2024 г.", "2024-01-31"],
    ["31. 01. 2024.", "2024-01-31"],
    ["31.01.24", "2024-01-31"],
    ["Wed 31-01-24 10:15 AM", "2024-01-31"],
    ["31/01/2024 14:05", "2024-01-31"],
    ["14:05 31.01.2024", "2024-01-31"],
    ["01/31/2024 02:05 PM", "2024-01-31"],
    ["1/31/24", "2024-01-31"],
    ["2024/1/31", "2024-01-31"],
    ["\u206831.01.2024\u2069", "2024-01-31"],
    ["31.01.2024\u00a0г.", "2024-01-31"],
    ["15.03.98", "1998-03-15"],
    ["15.03.26", "2026-03-15"],
  ])("%j is %s", (text, day) => {
    expect(dayOf(dayReadings(text, HOME))).toBe(day);
    expect(isTwoDays(dayReadings(text, HOME))).toBe(false);
  });

  test.each([
    "",
    "n/a",
    "soon",
    "31.01",
    "Jan 2024",
    "31 Foo 2024",
    "2024",
    "12345",
    "99999",
    "31.02.2024",
    "30 февраля 2024",
    "2024-31-01",
    "1.1.1969",
    "31.01.2024 or so",
    "Jan 31 Feb 2024",
  ])("%j is none", (text) => expect(dayReadings(text, HOME)).toEqual({ dayFirst: undefined, monthFirst: undefined }));

  test("is two days where only the order of day and month tells which; points are written by who writes the day first", () => {
    expect(dayReadings("02/03/2024", HOME)).toEqual({ dayFirst: "2024-03-02", monthFirst: "2024-02-03" });
    expect(isTwoDays(dayReadings("02/03/2024", HOME))).toBe(true);
    expect(dayOf(dayReadings("02/03/2024", HOME))).toBe("2024-03-02");
    expect(dayOf(dayReadings("02/03/2024", HOME), "month-first")).toBe("2024-02-03");
    for (const text of ["02.03.2024", "02/02/2024", "01/31/2024", "31/01/2024", "2024-02-03"]) expect(isTwoDays(dayReadings(text, HOME))).toBe(false);
    expect(dayOf(dayReadings("01/31/2024", HOME))).toBe("2024-01-31");
    expect(dayOf(dayReadings("31/01/2024", HOME), "month-first")).toBe("2024-01-31");
  });

  test("is no instant where the zone is not known", () => {
    expect(dayOf(dayReadings("2024-01-31T22:30:00Z", { today: TODAY }))).toBeUndefined();
  });

  test("written with the month's name is read in every language of the house", () => {
    fc.assert(
      fc.property(isoDay, fc.constantFrom("en-US", "en-GB", "ru", "lv"), fc.constantFrom("long", "short" as const), (day, language, month) => {
        const shown = new Intl.DateTimeFormat(language, { day: "numeric", month, year: "numeric", timeZone: "UTC" }).format(Date.parse(day));
        expect([shown, dayReadings(shown, { today: "2199-12-31" })]).toEqual([shown, { dayFirst: day, monthFirst: day }]);
      }),
    );
  });

  test("is a day that exists, or none, whatever the text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^[\d.:/ TZ+-]{0,25}$/)), (text) => {
        for (const day of Object.values(dayReadings(text, HOME))) expect(day === undefined || isIsoDate(day)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a day as people type it", () => {
  test.each([
    ["04.12.2026", "2026-12-04"],
    ["4.12.2026", "2026-12-04"],
    ["4.12.26", "2026-12-04"],
    ["4/12", "2026-12-04"],
    ["4-12", "2026-12-04"],
    ["4 12", "2026-12-04"],
    ["04.12.", "2026-12-04"],
    ["2026-12-04", "2026-12-04"],
    ["2026/12/4", "2026-12-04"],
    ["041226", "2026-12-04"],
    ["04122026", "2026-12-04"],
    ["  04.12.2026 ", "2026-12-04"],
    ["20.11", "2026-11-20"],
    ["19.11", "2027-11-19"],
    ["1.1", "2027-01-01"],
    ["+0", "2026-11-20"],
    ["+5", "2026-11-25"],
    ["+42", "2027-01-01"],
    ["29.02.2028", "2028-02-29"],
  ])("%j is %s", (text, day) => expect(parseDay(text, TODAY)).toBe(day));

  test.each([
    "",
    "tomorrow",
    "31.11",
    "31.11.2026",
    "29.02.2026",
    "13",
    "4.13.2026",
    "0.1.2026",
    "+",
    "+1234",
    "-5",
    "2026-13-01",
    "1.1.1969",
    "4.12.2026.5",
    "12345",
  ])("%j is none", (text) => expect(parseDay(text, TODAY)).toBeUndefined());

  test("a day without a year is today or later, within a year", () => {
    fc.assert(
      fc.property(isoDay, isoDay, (today, day) => {
        fc.pre(!day.endsWith("02-29") && !today.startsWith("2199"));
        const read = parseDay(`${Number(day.slice(8))}.${Number(day.slice(5, 7))}`, today)!;
        expect(read.slice(5)).toBe(day.slice(5));
        expect(daysBetween(today, read)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(today, read)).toBeLessThan(367);
      }),
    );
  });

  test("as it is shown in each language of the house is read as the same day", () => {
    fc.assert(
      fc.property(isoDay, fc.constantFrom("ru", "lv", "kk", "en-GB"), (day, language) => {
        expect(parseDay(formatDay(day, language), TODAY)).toBe(day);
      }),
    );
  });

  test("any other text is none or a day that exists", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d.+/ -]{0,12}$/)), (text) => {
        const day = parseDay(text, TODAY);
        expect(day === undefined || isIsoDate(day)).toBe(true);
      }),
    );
  });
});

test("a day of the past without a year is the last one that was, and two figures of a year are no year to come", () => {
  expect(parseDay("19.11", TODAY, true)).toBe("2026-11-19");
  expect(parseDay("21.11", TODAY, true)).toBe("2025-11-21");
  expect(parseDay("150398", TODAY, true)).toBe("1998-03-15");
  expect(parseDay("15.03.98", TODAY, true)).toBe("1998-03-15");
  expect(parseDay("15.03.2098", TODAY, true)).toBe("2098-03-15");
  expect(parseDay("31 января 2024", TODAY, true)).toBe("2024-01-31");
});
