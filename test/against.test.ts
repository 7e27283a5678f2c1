import { expect, test } from "vitest";
import { compareRounds, figuresOf, verdictOf } from "./bench/against.ts";

const timed = (operation: string, orders: number, p50: number): string =>
  JSON.stringify({ operation, orders, p50_us: p50, p99_us: p50 * 4, plain_p50_us: null, ratio: null });
const summary = JSON.stringify({
  summary: { orders: 100_000, values: { database: { value: 989, unit: "MB" }, grown: { value: 1.2, unit: "×" }, idle: { value: 0, unit: "ms" } } },
});

test("a run's figures are those of the size asked for, and of the values that mean less is better", () => {
  const figures = figuresOf([timed("open", 10_000, 70), timed("open", 100_000, 80), summary], 100_000);
  expect(Object.fromEntries(figures)).toEqual({ open: { value: 80, unit: "µs", p99: 320 }, database: { value: 989, unit: "MB" } });
});

const rounds = (pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([ours, theirs]) => ({
    ours: new Map([["open", { value: ours, unit: "µs" }]]),
    theirs: new Map([
      ["open", { value: theirs, unit: "µs" }],
      ["only theirs", { value: 1, unit: "µs" }],
    ]),
  }));

test("rounds are compared pair by pair, so a computer that slows down for both changes nothing", () => {
  const [line] = compareRounds(
    rounds([
      [100, 100],
      [300, 300],
      [110, 100],
    ]),
  );
  expect(line).toMatchObject({ operation: "open", ours: 110, theirs: 100, times: 1, spread: [1, 1.1] });
  expect(verdictOf(line!)).toBe("ok");
});

test("slower is what the middle half of the rounds agrees on; otherwise it is unsure", () => {
  const [slower] = compareRounds(
    rounds([
      [120, 100],
      [125, 100],
      [130, 100],
    ]),
  );
  const [unsure] = compareRounds(
    rounds([
      [90, 100],
      [125, 100],
      [130, 100],
    ]),
  );
  expect([slower, unsure].map((line) => verdictOf(line!))).toEqual(["SLOWER", "unsure"]);
});
