import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween } from "../../../src-main/domain/ground/date.ts";
import { FAULT_KINDS, faultKind } from "../../../src-main/domain/orders/fault-kind.ts";
import { MOVES, ORDER_STATES } from "../../../src-main/domain/orders/order-state.ts";
import {
  mergeSpellings,
  neighbour,
  NO_COUNT,
  partsOf,
  periodOf,
  PRESETS,
  presetOf,
  rightShare,
  stepOf,
  STEPS,
  stepsOf,
  startOfStep,
  turnaround,
  turnaroundClass,
  TURNAROUND_CLASSES,
  TURNAROUND_HOURS,
  WAITS_FOR,
  withinFor,
} from "../../../src-main/domain/figures/shop-figures.ts";

const HOUR_MS = 3_600_000;
const aDay = fc.integer({ min: 0, max: 80_000 }).map((days) => addDays("1970-01-01", days));
const aPeriod = fc.tuple(aDay, fc.nat({ max: 2500 })).map(([from, length]) => ({ from, to: addDays(from, length) }));

describe("turnaround", () => {
  test("the share that was done within a time is never told too short, and lies in the class of the exact percentile", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 * 24 * HOUR_MS }), { minLength: 1 }), fc.constantFrom(0.5, 0.9), (times, share) => {
        const counts = Array.from({ length: TURNAROUND_CLASSES }, (_, index) => times.filter((ms) => turnaroundClass(ms) === index).length);
        const exact = times.toSorted((one, other) => one - other)[Math.ceil(times.length * share) - 1]!;
        const within = withinFor(counts, share)!;
        expect(within.longer).toBe(exact > TURNAROUND_HOURS.at(-1)! * HOUR_MS);
        if (within.longer) return;
        expect(exact).toBeLessThanOrEqual(within.hours * HOUR_MS);
        expect(turnaroundClass(exact)).toBe(turnaroundClass(within.hours * HOUR_MS));
      }),
    );
  });

  test("without orders there is none, and a clock that was set back makes none shorter than nothing", () => {
    expect(withinFor(NO_COUNT.turnaround, 0.5)).toBeNull();
    expect(turnaroundClass(-5)).toBe(0);
  });

  test("it ends when the device can be fetched, or with what was given instead; goods that never came have none", () => {
    const times = { receivedAt: 10, closedAt: 100, beforeSince: 40 };
    expect(turnaround({ ...times, state: "handed-back" })).toBe(30);
    expect(turnaround({ ...times, state: "replaced" })).toBe(90);
    expect(turnaround({ ...times, state: "refunded" })).toBe(90);
    expect(turnaround({ ...times, state: "cancelled" })).toBeNull();
  });
});

test("who was right at the first time is told among repairs alone", () => {
  expect(rightShare({ repaired: 0, again: 0 })).toBeNull();
  expect(rightShare({ repaired: 4, again: 1 })).toBe(0.75);
});

test("every open order waits for someone, and a closed one for nobody", () => {
  for (const state of ORDER_STATES) expect(WAITS_FOR[state] !== null).toBe(MOVES[state].length > 0);
});

describe("periods", () => {
  test.each(PRESETS)("every %s holds its day, and its neighbours follow one another without a gap", (preset) => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -30, max: 30 }), (day, by) => {
        const period = periodOf(preset, day);
        expect(period.from <= day && day <= period.to).toBe(true);
        expect(periodOf(preset, day, by + 1).from).toBe(addDays(periodOf(preset, day, by).to, 1));
        expect(presetOf(period)).toBe(preset);
      }),
    );
  });

  test("weeks begin on Monday; quarters and leap years are as they should be", () => {
    expect(periodOf("week", "2026-11-26")).toEqual({ from: "2026-11-23", to: "2026-11-29" });
    expect(periodOf("quarter", "2026-11-26")).toEqual({ from: "2026-10-01", to: "2026-12-31" });
    expect(periodOf("month", "2028-02-10")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
    expect(periodOf("year", "2026-11-26", -1)).toEqual({ from: "2025-01-01", to: "2025-12-31" });
  });

  test("there and back again is the same period", () => {
    fc.assert(
      fc.property(aPeriod, (period) => {
        expect(neighbour(neighbour(period, 1), -1)).toEqual(period);
        expect(neighbour(period, 1).from).toBe(addDays(period.to, 1));
      }),
    );
  });

  test("its parts are its days, each once, and whole months as far as there are any", () => {
    fc.assert(
      fc.property(aPeriod, (period) => {
        const { before, months, after } = partsOf(period);
        const monthEnd = months && periodOf("month", months.to).to;
        const pieces = [before, months && { from: months.from, to: monthEnd! }, after].filter((piece) => piece !== null);
        expect(pieces[0]!.from).toBe(period.from);
        expect(pieces.at(-1)!.to).toBe(period.to);
        pieces.slice(1).forEach((piece, index) => expect(piece.from).toBe(addDays(pieces[index]!.to, 1)));
        for (const days of [before, after]) if (days) expect(daysBetween(days.from, days.to)).toBeLessThan(months ? 31 : 61);
      }),
    );
  });

  test("a course has a step for every day of its period, in order, and not too many", () => {
    fc.assert(
      fc.property(aPeriod, fc.constantFrom(...STEPS), fc.nat(), (period, step, at) => {
        const starts = stepsOf(period, step);
        expect(starts).toEqual([...new Set(starts)].sort());
        expect(starts).toContain(startOfStep(addDays(period.from, at % (daysBetween(period.from, period.to) + 1)), step));
        expect([starts[0], starts.at(-1)]).toEqual([startOfStep(period.from, step), startOfStep(period.to, step)]);
        expect(stepsOf(period, stepOf(period)).length).toBeLessThanOrEqual(93);
      }),
    );
  });
});

test("brands in several spellings are one, under the most frequent", () => {
  const row = (value: string, came: number) => ({ ...NO_COUNT, value, came });
  expect(mergeSpellings([row("SAMSUNG", 2), row("Samsung ", 5), row("LG", 1)])).toEqual([row("Samsung ", 7), row("LG", 1)]);
});

test.each([
  ["Не включается после грозы", "power"],
  ["Залили водой, экран не горит", "liquid"],
  ["Экран разбит", "screen"],
  ["The battery is flat by noon", "battery"],
  ["Ekrāns saplīsis", "screen"],
  ["Neieslēdzas", "power"],
  ["Батареясы тез отырады", "battery"],
  ["Қосылмайды", "power"],
  ["Течёт снизу", "leak"],
  ["No sound at all", "sound"],
  ["", "other"],
  ["???", "other"],
] as const)("%s is a fault of the kind %s", (fault, kind) => expect(faultKind(fault)).toBe(kind));

test("any text is a fault of some kind", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => FAULT_KINDS.includes(faultKind(text))));
});
