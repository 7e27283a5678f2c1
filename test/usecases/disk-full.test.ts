import { afterEach, beforeEach, expect, test } from "vitest";
import type { Order } from "../../src-main/domain/orders/order.ts";
import { addNote, notePayment, storeLine } from "../../src-main/usecases/orders/edit-order.ts";
import { readOrder } from "../../src-main/usecases/orders/find-orders.ts";
import { handBackDevice } from "../../src-main/usecases/orders/hand-back-device.ts";
import { moveOrder } from "../../src-main/usecases/orders/move-order.ts";
import { reprintPaper } from "../../src-main/usecases/printing/print-paper.ts";
import { openTestShop, type TestShop } from "../helpers/open-test-shop.ts";
import { everythingIn, handback, moveThrough, takeIn, TO_READY } from "../helpers/orders.ts";

let open: TestShop;
beforeEach(() => {
  open = openTestShop();
});
afterEach(() => open.cleanup());

const LONG = "я".repeat(3000);

/** What is written to an order again and again, until there is no room. */
const WRITES: Readonly<Record<string, (order: Order) => unknown>> = {
  "an intake": () => takeIn(open, { customer: { name: LONG.slice(0, 100), phone: "+7 702 555 44 33" }, device: { category: "phone" }, fault: LONG }),
  "a move": ({ id, version, state }) =>
    moveOrder(open.shop, { id, version, to: state === "diagnosing" ? "awaiting-approval" : "diagnosing", note: LONG }, open.caller),
  "a note": ({ id }) => addNote(open.shop, { id, text: LONG, audience: "internal" }, open.caller),
  "a line": ({ id, version }) =>
    storeLine(open.shop, { id, version, lineId: null, kind: "part", title: LONG.slice(0, 400), quantity: "1", price: "5" }, open.caller),
  "a payment": ({ id, version }) =>
    notePayment(open.shop, { id, version, amount: "5", refund: false, method: "cash", note: LONG.slice(0, 400) }, open.caller),
  "a reprint": ({ id }) => reprintPaper(open.shop, { orderId: id, kind: "certificate" }, open.caller),
};

test.each(Object.keys(WRITES))("where the disk is full in the middle of %s, nothing of it is stored, and work goes on when there is room", (name) => {
  const { db } = open.shop;
  const { id } = moveThrough(open, takeIn(open), "diagnosing");
  const write = (): unknown => WRITES[name]!(readOrder(open.shop, id).order);
  let refused = 0;
  // From no page to spare to more than one write takes: it breaks off at ever later ones.
  for (let spare = 0; spare < 6; spare++) {
    db.pragma(`max_page_count = ${(db.pragma("page_count", { simple: true }) as number) + spare}`);
    for (let times = 0; times < 100; times++) {
      const before = everythingIn(db);
      try {
        write();
      } catch (error) {
        expect(error).toMatchObject({ code: "SQLITE_FULL" });
        expect(everythingIn(db)).toEqual(before);
        refused++;
        break;
      }
    }
    db.pragma("max_page_count = 1073741823");
    write();
  }
  expect(refused).toBeGreaterThan(3);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
});

test("a device that could not be handed back for want of room is handed back once there is some", () => {
  const { db } = open.shop;
  const ready = moveThrough(open, takeIn(open), ...TO_READY);
  db.pragma(`max_page_count = ${db.pragma("page_count", { simple: true }) as number}`);
  const before = everythingIn(db);
  const input = handback(ready, { outcome: LONG });
  expect(() => handBackDevice(open.shop, input, open.caller)).toThrow(expect.objectContaining({ code: "SQLITE_FULL" }));
  expect(everythingIn(db)).toEqual(before);
  db.pragma("max_page_count = 1073741823");
  expect(handBackDevice(open.shop, input, open.caller)).toMatchObject({ order: { state: "handed-back" } });
});
