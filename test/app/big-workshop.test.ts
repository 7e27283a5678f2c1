import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chanceFrom } from "../../src-main/demo/demo-visit.ts";
import { openShop, type OpenShop } from "../../src-main/app/open-shop.ts";
import { listEvents } from "../../src-main/database/orders/event.ts";
import { getPaper } from "../../src-main/database/papers/paper.ts";
import { listPrintJobs } from "../../src-main/database/printing/print-job.ts";
import { balance } from "../../src-main/domain/orders/order.ts";
import { findCustomers, findOrders, readCounts, readOrder } from "../../src-main/usecases/orders/find-orders.ts";
import { intakeDevice } from "../../src-main/usecases/orders/intake-device.ts";
import { temporaryFolder } from "../helpers/open-test-shop.ts";
import { fill } from "../bench/bulk.ts";
import { csvRows } from "../bench/faults.ts";
import { customers, demoTexts } from "../bench/visits.ts";

const ORDERS = 400;
const FAULT = 'Says "E4", then nothing;\nnever again';

let folder: string;
let open: OpenShop;
beforeAll(async () => {
  folder = temporaryFolder();
  await fill(folder, ORDERS, [FAULT], () => undefined);
  open = openShop(folder, { home: { country: "KZ", timeZone: "Asia/Almaty" } });
}, 60_000);
afterAll(() => {
  open.close();
  rmSync(folder, { recursive: true, force: true });
});

const ids = (): readonly string[] => open.shop.db.prepare("SELECT id FROM repair_order ORDER BY ordinal").pluck().all() as string[];

test("a workshop that was written in bulk is whole, and counts what is open", () => {
  const { db } = open.shop;
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(db.pragma("foreign_key_check")).toEqual([]);
  db.exec(
    "INSERT INTO closed_search (closed_search) VALUES ('integrity-check'); INSERT INTO customer_search (customer_search) VALUES ('integrity-check')",
  );
  const states = db.prepare("SELECT state, count(*) AS n FROM repair_order WHERE closed_at IS NULL GROUP BY state").all() as {
    state: string;
    n: number;
  }[];
  expect(readCounts(open.shop, null)).toMatchObject({
    total: states.reduce((sum, { n }) => sum + n, 0),
    states: Object.fromEntries(states.map(({ state, n }) => [state, n])),
  });
});

test("each order says what its events say", () => {
  const { shop } = open;
  for (const id of ids()) {
    const { order, events } = readOrder(shop, id);
    const moves = listEvents(shop.db, id).filter(({ kind }) => kind === "moved");
    expect(order.state).toBe(order.handback ? "handed-back" : (moves.at(-1)?.data["to"] ?? "received"));
    expect(order.version).toBe(events.filter(({ kind }) => !["note", "passcode-wiped"].includes(kind)).length);
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted((one, other) => one - other));
    expect(order.closedAt === null || balance(order).owed.minor === 0).toBe(true);
    const papers = listPrintJobs(shop.db, id).map((job) => getPaper(shop.db, job.id));
    expect(papers.map(({ kind }) => kind).toSorted()).toEqual(order.handback ? ["certificate", "handback", "label"] : ["certificate", "label"]);
    for (const paper of papers) expect(paper.order).toMatchObject({ number: order.number, fault: order.fault, device: order.device });
  }
});

test("every order is found by its number, and every customer by name", () => {
  for (const id of ids()) {
    const { order } = readOrder(open.shop, id);
    expect(findOrders(open.shop, order.number.toLowerCase().replaceAll("-", " "))[0]?.id).toBe(id);
    expect(findCustomers(open.shop, order.customer.name, 50).map(({ name }) => name)).toContain(order.customer.name);
  }
  expect(findOrders(open.shop, "never again E4")).toHaveLength(30);
});

test("the next intake goes on with the next number", () => {
  const { shop } = open;
  const last = shop.db.prepare("SELECT number FROM repair_order ORDER BY ordinal DESC LIMIT 1").pluck().get() as string;
  const benchId = shop.db.prepare("SELECT id FROM bench LIMIT 1").pluck().get() as string;
  const { order } = intakeDevice(shop, { ...customers(demoTexts(), chanceFrom(1))("2026-11-20"), policy: null }, { personId: null, benchId });
  const runningOf = (number: string): number => Number(number.split("-")[1]);
  // A new year may begin in between.
  expect([runningOf(last) + 1, 1]).toContain(runningOf(order.number));
});

test("cells in quotes keep their quotes, commas and line breaks", () => {
  expect(csvRows(`id,problem\r\n1,"${FAULT.replaceAll('"', '""')}"\n2,\n3,plain`)).toEqual([
    ["id", "problem"],
    ["1", FAULT],
    ["2", ""],
    ["3", "plain"],
  ]);
});
