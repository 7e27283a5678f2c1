import { rmSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readClock, trustClock } from "../../src-main/usecases/shop/read-clock.ts";
import { welcome } from "../../src-main/usecases/people/sign-in.ts";
import { clockChaos } from "../helpers/clock-chaos.ts";
import { NOON, openTestShop, temporaryFolder, type TestShop } from "../helpers/open-test-shop.ts";
import { takeIn } from "../helpers/orders.ts";

const YEAR = 365 * 86_400_000;

let folder: string;
let open: TestShop;
beforeEach(() => {
  folder = temporaryFolder();
  open = openTestShop();
});
afterEach(() => {
  open.cleanup();
  rmSync(folder, { recursive: true, force: true });
});

/** `npm run chaos` does more. */
const ROUNDS = 8;

test(
  "whichever way the clock is set, nothing sleeps for long, runs wild, ends early or is thrown away, and numbers go on",
  { timeout: 300_000 },
  async () => {
    const { wrong, orders, backups } = await clockChaos(folder, ROUNDS, Math.random);
    expect(wrong).toEqual([]);
    expect([orders, backups]).toEqual([ROUNDS, ROUNDS]);
  },
);

test("a clock that was set back by a year is told on every screen; numbers go on in the latest series until it is right", () => {
  expect(takeIn(open).number).toMatch(/^R26-000001-/);
  open.clock.set(NOON - YEAR);
  expect(takeIn(open).number).toMatch(/^R26-000002-/);
  expect(welcome(open.shop, open.caller.benchId).clockBehind).toMatchObject({ latestAt: expect.closeTo(NOON, -3) as number });
  open.clock.set(NOON + 60_000);
  expect(readClock(open.shop)).toBeNull();
  expect(takeIn(open).number).toMatch(/^R26-000003-/);
});

test("a clock that was ahead is right again once a person says so, and its numbers follow it", () => {
  takeIn(open);
  open.clock.set(NOON + 10 * YEAR);
  expect(takeIn(open).number).toMatch(/^R36-000001-/);
  open.clock.set(NOON + 60_000);
  expect(takeIn(open).number).toMatch(/^R36-000002-/);
  trustClock(open.shop);
  expect(readClock(open.shop)).toBeNull();
  expect(takeIn(open).number).toMatch(/^R26-000002-/);
});
