import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CLOCK_SLACK_MS, clockBehind, hasPassed, heldDeadline, JUMP_REST_MS, msUntil, watchClock } from "../../../src-main/domain/ground/deadline.ts";

const YEAR = 365 * 86_400_000;
const NOW = Date.UTC(2026, 10, 20, 9);
const jumps = fc.integer({ min: -10 * YEAR, max: 10 * YEAR });
const waits = fc.integer({ min: 1, max: 12 * 3_600_000 });

describe("a stored deadline", () => {
  test("is waited for, on a clock that goes its way", () =>
    fc.assert(
      fc.property(waits, waits, (wait, gone) => {
        expect(msUntil(NOW + wait, wait, NOW + gone)).toBe(Math.max(0, wait - gone));
        expect(heldDeadline(NOW + wait, wait, NOW + gone)).toBe(NOW + wait);
      }),
    ));

  test("is never waited for longer than it was set for, wherever the clock goes", () =>
    fc.assert(
      fc.property(waits, jumps, (wait, jump) => {
        expect(msUntil(NOW + wait, wait, NOW + jump)).toBeLessThanOrEqual(wait);
        expect(heldDeadline(NOW + wait, wait, NOW + jump) - (NOW + jump)).toBeLessThanOrEqual(wait);
      }),
    ));

  test("that must hold holds for its whole time after the clock was set back, once it is stored anew", () => {
    const back = NOW - YEAR;
    const held = heldDeadline(NOW + 60_000, 60_000, back);
    expect(held).toBe(back + 60_000);
    expect(heldDeadline(held, 60_000, back + 30_000)).toBe(held);
  });

  test("of nobody is none", () => expect(msUntil(null, 1000, NOW)).toBe(0));
});

describe("a stored beginning", () => {
  test("is so long ago, or lies in a future that the clock came back from", () => {
    expect(hasPassed(NOW, 1000, NOW + 999)).toBe(false);
    expect(hasPassed(NOW, 1000, NOW + 1000)).toBe(true);
    expect(hasPassed(NOW, 1000, NOW - CLOCK_SLACK_MS)).toBe(false);
    expect(hasPassed(NOW, 1000, NOW - YEAR)).toBe(true);
  });
});

test("a clock is behind what was written, but not by the minutes that two PCs differ", () => {
  expect(clockBehind(null, NOW)).toBeNull();
  expect(clockBehind(NOW, NOW - CLOCK_SLACK_MS)).toBeNull();
  expect(clockBehind(NOW, NOW + YEAR)).toBeNull();
  expect(clockBehind(NOW, NOW - YEAR)).toEqual({ latestAt: NOW, now: NOW - YEAR });
});

describe("a jump of the clock", () => {
  test.each([YEAR, -YEAR])("of %s ms is told for an hour, and a slow day is none", (jump) => {
    const at = { wall: NOW, ticks: 0 };
    const steady = watchClock(
      () => at.wall,
      () => at.ticks,
    );
    const pass = (ms: number, by = 0): boolean => {
      at.ticks += ms;
      at.wall += ms + by;
      return steady();
    };
    expect(pass(24 * 3_600_000)).toBe(true);
    expect(pass(60_000, jump)).toBe(false);
    expect(pass(60_000)).toBe(false);
    expect(pass(JUMP_REST_MS)).toBe(true);
  });
});
