import { describe, expect, test } from "vitest";
import {
  mayHandBack,
  mayMove,
  MOVES,
  NEEDS_REASON,
  ORDER_STATES,
  parseOrderState,
  TO_GIVE_BACK,
  wayToHandback,
  type OrderState,
} from "../../../src-main/domain/orders/order-state.ts";

function reachable(from: OrderState): Set<OrderState> {
  const seen = new Set<OrderState>([from]);
  for (const state of seen) for (const next of MOVES[state]) seen.add(next);
  return seen;
}

/** States that end an order; none is come to by a move. */
const ENDS: readonly OrderState[] = ["handed-back", "replaced", "refunded"];

describe("the table of moves", () => {
  test("is the repair's twelve states and the five of returns and replacements", () => {
    expect([...ORDER_STATES].sort()).toEqual([
      "approved",
      "awaiting-approval",
      "awaiting-goods",
      "cancelled",
      "declined",
      "diagnosing",
      "handed-back",
      "in-repair",
      "ready",
      "received",
      "refunded",
      "refunding",
      "replaced",
      "replacing",
      "testing",
      "unrepairable",
      "waiting-for-parts",
    ]);
    expect(Object.keys(MOVES).sort()).toEqual([...ORDER_STATES].sort());
  });

  test.each(ORDER_STATES)("from %s leads to other known states, each named once", (state) => {
    expect(MOVES[state]).not.toContain(state);
    expect(new Set(MOVES[state]).size).toBe(MOVES[state].length);
    for (const next of MOVES[state]) expect(ORDER_STATES).toContain(next);
  });

  test("handing back goes by the slip, never by a move, and nothing comes after it", () => {
    for (const state of ORDER_STATES) expect(mayMove(state, "handed-back")).toBe(false);
    expect(MOVES["handed-back"]).toEqual([]);
    expect(mayHandBack("handed-back")).toBe(false);
  });

  test.each(ORDER_STATES.filter((state) => !ENDS.includes(state)))("from %s a way leads to a state in which the device may leave", (state) => {
    expect([...reachable(state)].some(mayHandBack)).toBe(true);
  });

  test.each(ORDER_STATES.filter((state) => !ENDS.includes(state)))("%s can be come to from received", (state) => {
    // By an approval, not by a move.
    if (state === "awaiting-goods") return;
    expect(reachable("received")).toContain(state);
  });

  test.each(ORDER_STATES.filter((state) => ![...ENDS, "cancelled"].includes(state) && !mayHandBack(state)))(
    "the customer may cancel within two moves of %s",
    (state) => {
      const soon = [...MOVES[state], ...MOVES[state].flatMap((next) => MOVES[next])];
      expect(soon).toContain("cancelled");
    },
  );

  test("no repair ends without a test, and none begins without an approval", () => {
    expect(mayMove("in-repair", "ready")).toBe(false);
    expect(mayMove("received", "in-repair")).toBe(false);
    expect(mayMove("diagnosing", "in-repair")).toBe(false);
    expect(mayMove("awaiting-approval", "in-repair")).toBe(false);
    expect(mayMove("received", "ready")).toBe(false);
  });

  test("the endings without repair must say why", () => {
    expect([...NEEDS_REASON].sort()).toEqual(["cancelled", "declined", "unrepairable"]);
    for (const state of NEEDS_REASON) expect(mayHandBack(state)).toBe(true);
  });
});

describe("the way to the handback that a refusal names", () => {
  test.each(ORDER_STATES)("from %s is a walk through the table that ends where the device may leave", (state) => {
    let at: OrderState = state;
    for (const next of wayToHandback(state)) {
      expect(mayMove(at, next)).toBe(true);
      at = next;
    }
    if (!ENDS.includes(state)) expect(TO_GIVE_BACK).toContain(at);
  });

  test("from in repair is testing, then ready", () => expect(wayToHandback("in-repair")).toEqual(["testing", "ready"]));
});

test("a state is read as people write it", () => {
  for (const state of ORDER_STATES) {
    expect(parseOrderState(state)).toBe(state);
    expect(parseOrderState(` ${state.replaceAll("-", " ").toUpperCase()} `)).toBe(state);
    expect(parseOrderState(state.replaceAll("-", "_"))).toBe(state);
  }
  for (const text of ["", "done", "in", "ready!", "constructor"]) expect(parseOrderState(text)).toBeUndefined();
});
