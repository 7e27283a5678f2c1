import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { insertPerson } from "../../../src-main/database/people/person.ts";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import { MOVES, ORDER_STATES, type OrderState } from "../../../src-main/domain/orders/order-state.ts";
import { assignOrder } from "../../../src-main/usecases/orders/assign-order.ts";
import { storePerson } from "../../../src-main/usecases/people/change-people.ts";
import { readOrder } from "../../../src-main/usecases/orders/find-orders.ts";
import { moveOrder } from "../../../src-main/usecases/orders/move-order.ts";
import { openBench } from "../../../src-main/usecases/people/set-up-shop.ts";
import { openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";
import { everythingIn, moveThrough, refusalOf, SMALL, takeIn, TO_READY } from "../../helpers/orders.ts";

let open: TestShop;
beforeEach(() => void (open = openTestShop()));
afterEach(() => open.cleanup());

/** A way from the intake to each state. */
const WAYS: Readonly<Partial<Record<OrderState, readonly OrderState[]>>> = {
  received: [],
  diagnosing: ["diagnosing"],
  "awaiting-approval": ["diagnosing", "awaiting-approval"],
  approved: ["diagnosing", "approved"],
  declined: ["diagnosing", "awaiting-approval", "declined"],
  "waiting-for-parts": ["diagnosing", "approved", "waiting-for-parts"],
  "in-repair": ["diagnosing", "approved", "in-repair"],
  testing: ["diagnosing", "approved", "in-repair", "testing"],
  replacing: ["diagnosing", "replacing"],
  refunding: ["diagnosing", "refunding"],
  ready: TO_READY,
  unrepairable: ["diagnosing", "unrepairable"],
  cancelled: ["cancelled"],
};

describe("from each state", () => {
  test.each(Object.entries(WAYS))("%s every move of the table is done, and every other one refused with those that are", (from, way) => {
    const allowed = MOVES[from as OrderState];
    // A return: there everything is possible.
    const reach = (): Order => moveThrough(open, takeIn(open, { ...SMALL, request: "return" }), ...way);
    const move = ({ id, version }: Order, to: OrderState): Order => moveOrder(open.shop, { id, version, to, note: "because" }, open.caller);
    const order = reach();
    expect(order.state).toBe(from);
    const before = everythingIn(open.shop.db);
    for (const to of ORDER_STATES.filter((state) => !allowed.includes(state)))
      expect(refusalOf(() => move(order, to))).toEqual({ code: "move.not-allowed", data: { number: order.number, from, to, allowed } });
    expect(everythingIn(open.shop.db)).toEqual(before);
    for (const to of allowed) expect(move(reach(), to)).toMatchObject({ state: to, version: order.version + 1, closedAt: null });
  });
});

test("a refused move of a repair names no replacement and no refund", () => {
  const { id, version } = moveThrough(open, takeIn(open), "diagnosing");
  expect(refusalOf(() => moveOrder(open.shop, { id, version, to: "ready" }, open.caller))).toMatchObject({
    data: { allowed: ["awaiting-approval", "approved", "unrepairable", "cancelled"] },
  });
});

test("a move records who, when, where, from, to and the note", () => {
  const order = takeIn(open);
  const bench = open.shop.newId();
  openBench(open.shop, { id: bench, name: "bench 2" });
  open.clock.add(3_600_000);
  const at = open.clock.now();
  moveOrder(open.shop, { id: order.id, version: 1, to: "diagnosing", note: "  смотрю плату  " }, { ...open.caller, benchId: bench });
  const event = readOrder(open.shop, order.id).events.at(-1)!;
  expect(event).toMatchObject({
    kind: "moved",
    person: "Айгерим",
    bench: "bench 2",
    data: { from: "received", to: "diagnosing", note: "смотрю плату" },
  });
  expect(event.at).toBeGreaterThan(at);
  expect(readOrder(open.shop, order.id).order.stateSince).toBeGreaterThan(at);
});

test.each(["declined", "unrepairable", "cancelled"] as const)("%s needs a reason, and blanks are none", (to) => {
  const from = to === "declined" ? "awaiting-approval" : to === "unrepairable" ? "diagnosing" : "received";
  const order = moveThrough(open, takeIn(open), ...WAYS[from]!);
  for (const note of [undefined, "", " \n "]) {
    const refusal = refusalOf(() =>
      moveOrder(open.shop, { id: order.id, version: order.version, to, ...(note !== undefined && { note }) }, open.caller),
    );
    expect(refusal).toEqual({ code: "move.needs-reason", data: { field: "note", number: order.number, to } });
  }
  expect(moveOrder(open.shop, { id: order.id, version: order.version, to, note: "платить не хочет" }, open.caller).state).toBe(to);
});

describe("two benches at one order", () => {
  test("the second is told who changed what meanwhile, and nothing of it is stored", () => {
    const order = takeIn(open);
    const madina = { personId: open.shop.newId(), benchId: open.shop.newId() };
    insertPerson(open.shop.db, { id: madina.personId, name: "Мадина", pinHash: null, role: "technician", at: 0 });
    openBench(open.shop, { id: madina.benchId, name: "bench 2" });
    const moved = moveOrder(open.shop, { id: order.id, version: order.version, to: "diagnosing" }, madina);
    const before = everythingIn(open.shop.db);
    const refusal = refusalOf(() => moveOrder(open.shop, { id: order.id, version: order.version, to: "cancelled", note: "передумал" }, open.caller));
    expect(refusal).toEqual({
      code: "order.changed-elsewhere",
      data: { number: order.number, state: "diagnosing", by: "Мадина", at: readOrder(open.shop, order.id).events.at(-1)!.at, what: "moved" },
    });
    expect(everythingIn(open.shop.db)).toEqual(before);
    expect(moveOrder(open.shop, { id: order.id, version: moved.version, to: "cancelled", note: "передумал" }, open.caller).state).toBe("cancelled");
  });

  test("a change without a person is told by its bench", () => {
    const order = takeIn(open);
    moveOrder(open.shop, { id: order.id, version: 1, to: "diagnosing" }, { ...open.caller, personId: null });
    expect(refusalOf(() => moveThrough(open, order, "diagnosing")).data).toMatchObject({ by: "counter" });
  });
});

test("an order that is not there is unknown", () => {
  expect(refusalOf(() => moveOrder(open.shop, { id: open.shop.newId(), version: 1, to: "diagnosing" }, open.caller))).toEqual({
    code: "order.unknown",
    data: { field: "id" },
  });
});

describe("assigning", () => {
  test("gives an order to a technician and back to everyone, each an event", () => {
    const order = takeIn(open);
    const taken = assignOrder(open.shop, { id: order.id, version: 1, technicianId: open.caller.personId }, open.caller);
    expect(taken).toMatchObject({ technician: "Айгерим", technicianId: open.caller.personId, version: 2, state: "received" });
    const free = assignOrder(open.shop, { id: order.id, version: 2, technicianId: null }, open.caller);
    expect(free).toMatchObject({ technician: null, technicianId: null, version: 3 });
    expect(
      readOrder(open.shop, order.id)
        .events.slice(1)
        .map(({ kind, data }) => [kind, data]),
    ).toEqual([
      ["assigned", { from: null, to: "Айгерим" }],
      ["assigned", { from: "Айгерим", to: null }],
    ]);
  });

  test("is refused for someone unknown, for someone who left, and on an old version", async () => {
    const order = takeIn(open);
    expect(refusalOf(() => assignOrder(open.shop, { id: order.id, version: 1, technicianId: open.shop.newId() }, open.caller)).code).toBe(
      "person.unknown",
    );
    const left = open.shop.newId();
    insertPerson(open.shop.db, { id: left, name: "Олег", pinHash: null, role: "technician", at: 0 });
    await storePerson(open.shop, { id: left, name: "Олег", pin: null, active: false }, open.caller);
    expect(refusalOf(() => assignOrder(open.shop, { id: order.id, version: 1, technicianId: left }, open.caller))).toMatchObject({
      code: "person.unknown",
      data: { field: "technicianId" },
    });
    expect(refusalOf(() => assignOrder(open.shop, { id: order.id, version: 7, technicianId: null }, open.caller)).code).toBe(
      "order.changed-elsewhere",
    );
  });
});
