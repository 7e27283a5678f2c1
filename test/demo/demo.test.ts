import { afterAll, beforeAll, expect, test } from "vitest";
import { fillDemo, type DemoResult } from "../../src-main/demo/demo.ts";
import { openShop, type OpenShop } from "../../src-main/app/open-shop.ts";
import { listEvents } from "../../src-main/database/orders/event.ts";
import { isImei } from "../../src-main/domain/devices/imei.ts";
import { LANGUAGES } from "../../src-main/domain/ground/language.ts";
import { ORDER_STATES } from "../../src-main/domain/orders/order-state.ts";
import { findOrders, readCounts, readOrder, readQueue } from "../../src-main/usecases/orders/find-orders.ts";
import { intakeDevice } from "../../src-main/usecases/orders/intake-device.ts";
import { readUnfinishedJobs, readPrintJobs } from "../../src-main/usecases/printing/print-paper.ts";
import { openBench } from "../../src-main/usecases/people/set-up-shop.ts";
import { settingsOf, type Shop } from "../../src-main/usecases/ground/shop.ts";
import { welcome } from "../../src-main/usecases/people/sign-in.ts";
import type { Order, OrderEvent } from "../../src-main/domain/orders/order.ts";
import { rmSync } from "node:fs";
import { CASES } from "../helpers/intake-cases.ts";
import { FAST_PINS, NOON, temporaryFolder } from "../helpers/open-test-shop.ts";

const NOBODY = { personId: null, benchId: "01997000-0000-7000-8000-000000000000" };
const ORDERS = 120;
const opened: { readonly open: OpenShop; readonly folder: string }[] = [];

/** An empty data folder, whose papers are not really rendered. */
function emptyShop(): Shop {
  const folder = temporaryFolder();
  let ids = 0;
  const open = openShop(folder, {
    ...FAST_PINS,
    home: { country: "LV", timeZone: "Europe/Riga" },
    clock: () => NOON,
    newId: () => `01997000-0000-7000-8000-${String(++ids).padStart(12, "0")}`,
  });
  opened.push({ open, folder });
  openBench(open.shop, { id: NOBODY.benchId, name: "command line" });
  return {
    ...open.shop,
    randomBytes: (length) => new Uint8Array(length).fill(7),
    documents: { ...open.shop.documents, render: async () => ({ bytes: new Uint8Array(), pages: 1, warnings: [] }) },
  };
}

let shop: Shop;
let result: DemoResult;
let orders: readonly { readonly order: Order; readonly events: readonly OrderEvent[] }[];

const allOrders = (of: Shop) =>
  of.db
    .prepare<[], string>("SELECT id FROM repair_order ORDER BY ordinal")
    .pluck()
    .all()
    .map((id) => readOrder(of, id));

beforeAll(async () => {
  shop = emptyShop();
  result = await fillDemo(shop, NOBODY, ORDERS);
  orders = allOrders(shop);
});
afterAll(() => {
  for (const { open, folder } of opened) {
    open.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("fills an empty shop with as many orders as asked, in every state", () => {
  expect(result).toMatchObject({ orders: ORDERS, pins: "none" });
  expect(orders).toHaveLength(ORDERS);
  expect(Object.keys(result.states).toSorted()).toEqual(ORDER_STATES.filter((state) => state !== "replaced" && state !== "refunded").toSorted());
  expect(readCounts(shop, null).total).toBe(result.open);
  expect(result.open).toBeGreaterThan(ORDERS / 3);
});

test("people sign in by one key, and the shop knows its name, hours and languages", () => {
  const { needsSetUp, people, settings } = welcome(shop, NOBODY.benchId);
  expect(needsSetUp).toBe(false);
  expect(people.map(({ name, hasPin }) => ({ name, hasPin }))).toEqual(result.people.map((name) => ({ name, hasPin: false })));
  expect(settings).toMatchObject({ country: "KZ", currency: "KZT", languages: ["ru", "kk", "en", "lv"] });
  expect(settings.name && settings.address && settings.phone && settings.openingHours).not.toBe("");
});

test("the queue lives: late, due today, due later, taken by nobody for a day", () => {
  const { overdue, dueToday, untaken } = readCounts(shop, null);
  expect(overdue).toBeGreaterThan(2);
  expect(dueToday).toBeGreaterThan(2);
  expect(untaken).toBeGreaterThan(0);
  expect(readQueue(shop, { sort: "due", after: null, limit: 200, due: "overdue" }).rows).toHaveLength(overdue);
});

test("customers of every language, organisations, far scripts; numbers without a gap", () => {
  expect(new Set(orders.map(({ order }) => order.customer.language))).toEqual(new Set(LANGUAGES));
  expect(new Set(orders.map(({ order }) => order.customer.kind))).toEqual(new Set(["person", "organisation"]));
  expect(findOrders(shop, "王").length).toBeGreaterThan(0);
  expect(orders.map(({ order }) => Number(order.number.split("-")[1]))).toEqual(orders.map((_, index) => index + 1));
  for (const { order } of orders) {
    expect(order.customer.phones[0]).toMatch(/^\+\d{9,15}$/);
    if (order.device.imei) expect(isImei(order.device.imei)).toBe(true);
  }
  expect(orders.filter(({ order }) => order.device.imei).length).toBeGreaterThan(5);
});

test("what happened is in the order of time, within the last eight weeks and never ahead of now", () => {
  const times = orders.map(({ events }) => events.map(({ at }) => at));
  for (const each of times) expect(each).toEqual(each.toSorted((one, other) => one - other));
  expect(Math.min(...times.flat())).toBeGreaterThan(NOON - 57 * 86_400_000);
  expect(Math.max(...times.flat())).toBeLessThan(NOON + 60_000);
  for (const { order, events } of orders) expect(events[0]).toMatchObject({ kind: "received", at: order.receivedAt });
});

test("work is written down: technicians, lines, estimates, payments, notes, the same fault again", () => {
  const some = (is: (order: Order) => boolean): number => orders.filter(({ order }) => is(order)).length;
  expect(some(({ technician }) => technician !== null)).toBeGreaterThan(ORDERS / 2);
  expect(some(({ lines }) => lines.length > 1)).toBeGreaterThan(10);
  expect(some(({ estimateMinor }) => estimateMinor !== null)).toBeGreaterThan(10);
  expect(some(({ payments }) => payments.length > 0)).toBeGreaterThan(10);
  expect(some(({ sameFaultAs }) => sameFaultAs !== null)).toBeGreaterThan(0);
  expect(some(({ hasPasscode }) => hasPasscode)).toBeGreaterThan(0);
  expect(new Set(orders.flatMap(({ events }) => events.map(({ kind }) => kind)))).toEqual(
    new Set([
      "received",
      "decided",
      "assigned",
      "moved",
      "note",
      "edited",
      "line-added",
      "payment",
      "passcode-wiped",
      "handed-back",
      "return-approved",
      "price-confirmed",
    ]),
  );
  for (const { order } of orders.filter(({ order: { handback } }) => handback))
    expect(order.accessories.every(({ returned }) => returned)).toBe(true);
});

test("every paper is made and none waits", () => {
  expect(readUnfinishedJobs(shop)).toEqual([]);
  expect(result.papers).toEqual({
    ready: orders.length * 2 + (result.states["handed-back"] ?? 0) + (result.states["awaiting-goods"] ?? 0),
    failed: 0,
  });
  expect(readPrintJobs(shop, orders[0]!.order.id).every(({ state }) => state === "ready")).toBe(true);
});

test("the same shop comes out each time", async () => {
  const other = emptyShop();
  expect(await fillDemo(other, NOBODY, ORDERS)).toEqual(result);
  expect(allOrders(other)).toEqual(orders);
});

test.each([1, 7, 25])("%i orders", async (count) => {
  const other = emptyShop();
  expect((await fillDemo(other, NOBODY, count)).orders).toBe(count);
  expect(allOrders(other)).toHaveLength(count);
});

test("refuses a folder in which someone works or a device was taken in", async () => {
  await expect(fillDemo(shop, NOBODY, 5)).rejects.toEqual(expect.objectContaining({ code: "shop.not-empty" }));
  const used = emptyShop();
  const { order } = intakeDevice(used, CASES["phone-en"], NOBODY);
  await expect(fillDemo(used, NOBODY, 5)).rejects.toEqual(expect.objectContaining({ code: "shop.not-empty" }));
  expect(allOrders(used).map(({ order: { number } }) => number)).toEqual([order.number]);
});

test.each([0, -1, 1.5, Number.NaN, 1e6])("refuses %d orders and leaves the shop empty", async (count) => {
  const other = emptyShop();
  const before = settingsOf(other);
  await expect(fillDemo(other, NOBODY, count)).rejects.toEqual(expect.objectContaining({ code: "input.invalid" }));
  expect(settingsOf(other)).toEqual(before);
});

test("stores nothing where it breaks half way", async () => {
  const other = emptyShop();
  let bytes = 30;
  const broken: Shop = {
    ...other,
    randomBytes: (length) =>
      bytes-- > 0
        ? new Uint8Array(length)
        : (() => {
            throw new Error("no more");
          })(),
  };
  await expect(fillDemo(broken, NOBODY, ORDERS)).rejects.toThrow("no more");
  expect(allOrders(other)).toEqual([]);
  expect(listEvents(other.db, "")).toEqual([]);
  expect(welcome(other, NOBODY.benchId).needsSetUp).toBe(true);
});
