import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayShifts, endOfDay, lastDay, longestDays } from "../../../src-main/domain/ground/calendar.ts";
import { addDays, daysBetween, isoDateAt } from "../../../src-main/domain/ground/date.ts";

describe("the last day of a period", () => {
  test.each([
    ["2026-01-31", { months: 1 }, "2026-02-28"],
    ["2024-01-31", { months: 1 }, "2024-02-29"],
    ["2026-03-31", { months: 1 }, "2026-04-30"],
    ["2025-08-31", { months: 6 }, "2026-02-28"],
    ["2024-02-29", { months: 12 }, "2025-02-28"],
    ["2024-02-29", { months: 48 }, "2028-02-29"],
    ["2025-12-31", { months: 2 }, "2026-02-28"],
    ["2026-02-28", { months: 1 }, "2026-03-28"],
    ["2026-11-07", { days: 15 }, "2026-11-22"],
    ["2024-02-15", { days: 15 }, "2024-03-01"],
    ["2025-12-20", { days: 15 }, "2026-01-04"],
    ["2026-11-22", { days: 0 }, "2026-11-22"],
    ["2026-11-22", {}, "2026-11-22"],
    // Months first, then days.
    ["2026-01-31", { months: 1, days: 1 }, "2026-03-01"],
    ["2199-12-31", { months: 1200, days: 36_500 }, "2399-12-07"],
  ])("from %s by %j is %s", (from, period, last) => {
    expect(lastDay(from, period)).toBe(last);
    // Kept, and still the same.
    expect(lastDay(from, period)).toBe(last);
  });

  const isoDay = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays("1970-01-01", days));

  test("counts months as a calendar without any library does", () => {
    fc.assert(
      fc.property(isoDay, fc.integer({ min: 0, max: 1200 }), (from, months) => {
        const [year, month, day] = from.split("-").map(Number) as [number, number, number];
        const monthsOn = year * 12 + month - 1 + months;
        const longest = new Date(Date.UTC(Math.floor(monthsOn / 12), (monthsOn % 12) + 1, 0)).getUTCDate();
        const pad = (value: number, length: number): string => String(value).padStart(length, "0");
        expect(lastDay(from, { months })).toBe(
          `${pad(Math.floor(monthsOn / 12), 4)}-${pad((monthsOn % 12) + 1, 2)}-${pad(Math.min(day, longest), 2)}`,
        );
      }),
    );
  });

  test("never comes earlier for a later start, nor for a longer period", () => {
    const period = fc.record({ months: fc.integer({ min: 0, max: 60 }), days: fc.integer({ min: 0, max: 400 }) });
    fc.assert(
      fc.property(isoDay, fc.integer({ min: 0, max: 500 }), period, fc.integer({ min: 0, max: 40 }), (from, later, length, more) => {
        expect(lastDay(addDays(from, later), length) >= lastDay(from, length)).toBe(true);
        expect(daysBetween(lastDay(from, length), lastDay(from, { ...length, days: length.days + more }))).toBe(more);
        expect(daysBetween(from, lastDay(from, length))).toBeLessThanOrEqual(longestDays(length));
      }),
    );
  });

  test("is right for more days than are kept", () => {
    const period = { days: 1 };
    for (let day = 0; day < 12_000; day++) lastDay(addDays("1990-01-01", day), period);
    expect(lastDay("1990-01-01", period)).toBe("1990-01-02");
  });
});

describe("a day ends when the next begins there", () => {
  test.each([
    ["2026-01-15", "Europe/Riga", "2026-01-15T22:00:00.000Z"],
    // Summer time begins on 29 March and ends on 25 October 2026.
    ["2026-03-28", "Europe/Riga", "2026-03-28T22:00:00.000Z"],
    ["2026-03-29", "Europe/Riga", "2026-03-29T21:00:00.000Z"],
    ["2026-10-24", "Europe/Riga", "2026-10-24T21:00:00.000Z"],
    ["2026-10-25", "Europe/Riga", "2026-10-25T22:00:00.000Z"],
    ["2026-11-22", "Asia/Almaty", "2026-11-22T19:00:00.000Z"],
    // All of Kazakhstan went over to UTC+5 in the night to 1 March 2024.
    ["2024-02-28", "Asia/Almaty", "2024-02-28T18:00:00.000Z"],
    ["2024-02-29", "Asia/Almaty", "2024-02-29T19:00:00.000Z"],
    ["2024-03-01", "Asia/Almaty", "2024-03-01T19:00:00.000Z"],
    // In Cairo the clocks skip midnight.
    ["2026-04-23", "Africa/Cairo", "2026-04-23T22:00:00.000Z"],
    ["2026-12-31", "UTC", "2027-01-01T00:00:00.000Z"],
  ])("%s in %s at %s", (day, zone, instant) => expect(new Date(endOfDay(day, zone)).toISOString()).toBe(instant));

  test("and no day ends before it began", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30_000 }).map((days) => addDays("1990-01-01", days)),
        fc.constantFrom("Europe/Riga", "Asia/Almaty", "Africa/Cairo", "America/New_York"),
        (day, zone) => {
          const hours = (endOfDay(day, zone) - endOfDay(addDays(day, -1), zone)) / 3_600_000;
          expect(hours).toBeGreaterThanOrEqual(23);
          expect(hours).toBeLessThanOrEqual(25);
        },
      ),
    );
  });
});

test("periods are compared by the most days that they can take", () => {
  expect(longestDays({ months: 1 })).toBeGreaterThan(longestDays({ days: 30 }));
  expect(longestDays({ months: 12 })).toBeGreaterThanOrEqual(366);
  expect(longestDays({})).toBe(0);
});

test("by its shifts an instant falls on the day that the calendar of the zone says", () => {
  const start = Date.UTC(2000, 0, 1);
  for (const zone of ["Asia/Almaty", "Europe/Riga", "America/St_Johns", "Africa/Casablanca", "Pacific/Apia", "UTC"]) {
    const shifts = dayShifts(zone, start);
    expect(shifts[0]!.fromAt).toBe(start);
    fc.assert(
      fc.property(fc.integer({ min: start, max: Date.UTC(2050, 0, 1) }), (at) => {
        const { shiftMs } = shifts.findLast(({ fromAt }) => fromAt <= at)!;
        return new Date(at + shiftMs).toISOString().slice(0, 10) === isoDateAt(at, zone);
      }),
      { numRuns: 200 },
    );
  }
});
