import type { DemoTexts, Chance } from "./demo-visit.ts";
import type { OrderState } from "../domain/orders/order-state.ts";

/** Days that the demo shop has been open. */
export const DAYS = 56;

/** What becomes of an order by today: how many of 200, and how long ago it came in, in opening hours. */
const FATES: Readonly<Partial<Record<OrderState, { readonly count: number; readonly age: readonly [number, number] }>>> = {
  received: { count: 13, age: [0, 22] },
  "awaiting-goods": { count: 2, age: [4, 60] },
  diagnosing: { count: 12, age: [3, 45] },
  "awaiting-approval": { count: 11, age: [8, 90] },
  approved: { count: 6, age: [15, 90] },
  "waiting-for-parts": { count: 12, age: [30, 220] },
  "in-repair": { count: 14, age: [15, 130] },
  testing: { count: 5, age: [25, 140] },
  replacing: { count: 1, age: [20, 90] },
  refunding: { count: 1, age: [20, 90] },
  ready: { count: 17, age: [30, 260] },
  declined: { count: 4, age: [25, 140] },
  unrepairable: { count: 3, age: [25, 180] },
  cancelled: { count: 3, age: [5, 120] },
  "handed-back": { count: 100, age: [20, 420] },
};

/** Fates of so many orders, the oldest first. */
export function fates(orders: number, { between }: Chance): readonly Fate[] {
  const counts = Object.entries(FATES).map(([state, { count, age }]) => ({
    state: state as OrderState,
    age,
    count: state === "handed-back" ? orders : Math.max(1, Math.round((count * orders) / 200)),
  }));
  return counts
    .flatMap(({ state, age, count }) => Array.from({ length: count }, () => ({ state, age: between(...age) })))
    .slice(0, orders)
    .sort((one, other) => other.age - one.age);
}

/** Milliseconds. */
export const HOUR = 3_600_000;
export const MINUTE = 60_000;

/** What the customer came for where it was not a repair. */
export const RETURNS: Readonly<Partial<Record<OrderState, "return" | "exchange">>> = {
  "awaiting-goods": "return",
  refunding: "return",
  replacing: "exchange",
};

/** What becomes of an order, and its age in opening hours. */
export type Fate = { readonly state: OrderState; readonly age: number };

/** Opening hours of the last weeks up to now, end to end. */
export function openingHours(
  now: number,
  { weekday, saturday }: DemoTexts["openHoursUtc"],
): { readonly length: number; readonly instant: (at: number) => number } {
  const today = Math.floor(now / (24 * HOUR)) * 24 * HOUR;
  const spans = Array.from({ length: DAYS + 1 }, (_, index) => today - (DAYS - index) * 24 * HOUR).flatMap((day) => {
    const weekDay = new Date(day).getUTCDay();
    const hours = weekDay === 6 ? saturday : weekday;
    const [from, to] = [day + hours[0] * HOUR, Math.min(day + hours[1] * HOUR, now)];
    return weekDay === 0 || from >= to ? [] : [{ from, length: to - from }];
  });
  return {
    length: spans.reduce((sum, { length }) => sum + length, 0),
    instant(at) {
      let left = at;
      for (const { from, length } of spans) {
        if (left <= length) return Math.round(from + left);
        left -= length;
      }
      return now;
    },
  };
}
