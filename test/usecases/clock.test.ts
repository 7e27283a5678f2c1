import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { readOrder, readQueue } from "../../src-main/usecases/orders/find-orders.ts";
import { moveOrder } from "../../src-main/usecases/orders/move-order.ts";
import { openTestShop, type TestShop } from "../helpers/open-test-shop.ts";
import { takeIn } from "../helpers/orders.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Shortly before a new year. */
const START = Date.UTC(2026, 11, 30, 12);

let open: TestShop | undefined;
afterEach(() => open?.cleanup());

const jump = fc.constantFrom(0, HOUR, -HOUR, DAY, -DAY, 5 * DAY, -5 * DAY, 366 * DAY, -366 * DAY);

test("however a PC's clock is set back or forth, numbers have no gap and no double, and events stand in the order in which they were", () => {
  fc.assert(
    fc.property(fc.array(jump, { minLength: 1, maxLength: 12 }), (jumps) => {
      const shop = (open = openTestShop({ now: START }));
      const numbers: string[] = [];
      for (const ms of jumps) {
        shop.clock.add(ms);
        const order = takeIn(shop);
        numbers.push(order.number);
        shop.clock.add(-ms);
        const moved = moveOrder(shop.shop, { id: order.id, version: 1, to: "diagnosing" }, shop.caller);
        shop.clock.add(2 * ms);
        moveOrder(shop.shop, { id: order.id, version: moved.version, to: "cancelled", note: "…" }, shop.caller);
        const { order: now, events } = readOrder(shop.shop, order.id);
        expect(events.map(({ kind, data }) => data["to"] ?? kind)).toEqual(["received", "diagnosing", "cancelled"]);
        expect([now.version, now.state]).toEqual([3, "cancelled"]);
      }
      const years = Map.groupBy(numbers, (number) => number.slice(0, 3));
      // A year that was left does not come back, whatever the clock says.
      expect(numbers.map((number) => number.slice(0, 3))).toEqual(numbers.map((number) => number.slice(0, 3)).toSorted());
      for (const ofYear of years.values()) expect(ofYear.map((number) => Number(number.split("-")[1]))).toEqual(ofYear.map((_, index) => index + 1));
      // None is closed before its device is given back.
      expect(readQueue(shop.shop, { sort: "due", after: null, limit: 50 }).rows).toHaveLength(jumps.length);
      shop.cleanup();
      open = undefined;
    }),
    { numRuns: 15 },
  );
});
