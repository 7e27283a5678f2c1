import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  findSameCustomer,
  getCustomer,
  listOpenOrderIds,
  listCustomersOfPhone,
  searchCustomers,
} from "../../src-main/database/customers/customer.ts";
import { listUnitsBearing, listBrands, listModels } from "../../src-main/database/devices/device.ts";
import { listOrderIdsOfDevice, listStays } from "../../src-main/database/orders/device-history.ts";
import { listEvents } from "../../src-main/database/orders/event.ts";
import { findOrderId, getOrder, getOrderByNumber, listOrdersByClaimCode } from "../../src-main/database/orders/order.ts";
import { nextRunningNumber } from "../../src-main/database/orders/order-number.ts";
import { updateSearchWordsOfCustomer } from "../../src-main/database/orders/order-words.ts";
import {
  countQueue,
  listOrderIdsOfName,
  listOrderIdsOfPhone,
  listOrdersOfCustomer,
  listQueue,
  listSummaries,
  searchOrders,
  type QueueFilter,
} from "../../src-main/database/orders/order-list.ts";
import { listModelsOfGtin, listModelsOfTac } from "../../src-main/database/devices/model-code.ts";
import { listPictureUse } from "../../src-main/database/pictures/picture.ts";
import { findTemplate, listTemplates } from "../../src-main/database/papers/own-template.ts";
import { openDatabase } from "../../src-main/database/ground/open.ts";
import { getPaper } from "../../src-main/database/papers/paper.ts";
import {
  findFirstOfLane,
  findOriginal,
  getPrintJob,
  listLanes,
  listNewestPrintJobs,
  listPrintEvents,
  listPrintJobs,
  listQueuedByHand,
  listSending,
  listUnfinishedPrintJobs,
} from "../../src-main/database/printing/print-job.ts";
import { countOpenOfTechnicians, listCourse, sumFigures } from "../../src-main/database/figures/shop-figures.ts";
import type { Order } from "../../src-main/domain/orders/order.ts";
import { QUEUE_SORTS, type QueueCursor, type QueueSort } from "../../src-main/domain/orders/queue.ts";
import { assignOrder } from "../../src-main/usecases/orders/assign-order.ts";
import { intakeDevice } from "../../src-main/usecases/orders/intake-device.ts";
import { moveOrder } from "../../src-main/usecases/orders/move-order.ts";
import { CASES } from "../helpers/intake-cases.ts";
import { findPolicy } from "../../src-main/database/warranty/policy.ts";
import { countRepairAttempts, findWarranty, listDecidedCases, listLapsedApprovals } from "../../src-main/database/warranty/warranty.ts";
import { NOON, openTestShop, type TestShop } from "../helpers/open-test-shop.ts";
import { planOf, recordStatements, type Asked, type Recorder } from "../helpers/recorded-statements.ts";

/** A small shop, which SQLite plans for as for a big one: nobody ever runs ANALYZE here. */
let open: TestShop;
let db: Database;
let plain: Database;
let recorder: Recorder;
let order: Order;
let certificateJob: string;

beforeAll(() => {
  open = openTestShop();
  for (const input of Object.values(CASES)) intakeDevice(open.shop, { ...input, promisedOn: "2026-11-20", prepaid: { amount: "10" } }, open.caller);
  const taken = intakeDevice(
    open.shop,
    { ...CASES["phone-en"], fault: "Again.", device: { ...CASES["phone-en"].device, serial: "R58N 30" } },
    open.caller,
  );
  certificateJob = taken.certificateJob;
  const { version } = assignOrder(open.shop, { id: taken.order.id, version: 1, technicianId: open.caller.personId }, open.caller);
  order = moveOrder(open.shop, { id: taken.order.id, version, to: "diagnosing" }, open.caller);
  plain = openDatabase(join(open.folder, "talon.db"));
  db = openDatabase(join(open.folder, "talon.db"));
  recorder = recordStatements(db);
});
afterAll(() => {
  db.close();
  plain.close();
  open.cleanup();
});

type Read = {
  readonly name: string;
  readonly run: () => unknown;
  /** An index that the plan must name. */
  readonly index?: string;
  /** Whether the few rows that the index finds may be sorted after it. */
  readonly sorts?: boolean;
};

const FILTERS: Readonly<Record<string, () => QueueFilter>> = {
  "no filter": () => ({}),
  "one state": () => ({ states: ["diagnosing"] }),
  "some states": () => ({ states: ["diagnosing", "received"] }),
  "a technician": () => ({ technicianId: open.caller.personId }),
  nobody: () => ({ technicianId: null }),
  "a priority": () => ({ priority: "normal" }),
  overdue: () => ({ dueUntil: "2026-11-20" }),
  today: () => ({ dueFrom: "2026-11-20", dueUntil: "2026-11-20" }),
  untaken: () => ({ untakenSince: NOON + 86_400_000 }),
  words: () => ({ query: '"r"*' }),
  "some orders": () => ({ ids: [order.id] }),
  "some orders, words": () => ({ ids: [order.id], query: '"r"*' }),
  "all at once": () => ({ states: ["diagnosing"], technicianId: open.caller.personId, priority: "normal", dueUntil: "9999", query: '"r58n"*' }),
};

const LATER: Readonly<Record<QueueSort, QueueCursor>> = { due: ["0", 0], priority: [-3, "0", 0], arrival: [-1e9], age: [0, 0] };
const SORT_INDEX: Readonly<Record<QueueSort, RegExp>> = {
  due: /INDEX open_by_(due|state|technician)\b/,
  priority: /INDEX open_by_priority\b/,
  arrival: /INDEX open_by_arrival\b/,
  age: /INDEX open_by_age\b/,
};

const indexOf = (filter: string): Pick<Read, "index" | "sorts"> =>
  filter.startsWith("some orders") ? { index: "SEARCH o USING INDEX sqlite_autoindex_repair_order_1 (id=?", sorts: true } : { index: "open_by_" };

const wanted = (query: string) => ({ query, distant: query });

const PERIODS = {
  "a year": { from: "2026-01-01", to: "2026-12-31" },
  "some days": { from: "2026-11-20", to: "2026-11-22" },
  "months and days": { from: "2024-02-02", to: "2026-11-22" },
};

const READS: readonly Read[] = [
  { name: "search", run: () => searchOrders(db, wanted('"sam"* AND "gal"*'), 30), index: "closed_search VIRTUAL TABLE", sorts: true },
  {
    name: "orders of those who are called so",
    run: () => listOrderIdsOfName(db, "Ana Souza", 10),
    index: "customer_by_name",
    sorts: true,
  },
  {
    name: "search for a long word",
    run: () => searchOrders(db, wanted('"samsung"*'), 30),
    index: "SCAN temp.closed_search_terms VIRTUAL TABLE INDEX 513:",
    sorts: true,
  },
  { name: "customers who have that phone", run: () => listCustomersOfPhone(db, "+351912345678", 8), sorts: true },
  { name: "orders of those who have that phone", run: () => listOrderIdsOfPhone(db, "+351912345678", 10), sorts: true },
  { name: "summaries by id", run: () => listSummaries(db, [order.id]) },
  { name: "orders of a customer", run: () => listOrdersOfCustomer(db, order.customerId, 20), index: "repair_order_by_customer" },
  { name: "counts", run: () => countQueue(db, "2026-11-20", NOON + 86_400_000, open.caller.personId), index: "open_count" },
  {
    name: "device history by serial",
    run: () => listUnitsBearing(db, { serial: "r58n-30", imei: "", imei2: "" }),
    index: "device_by_serial",
    sorts: true,
  },
  {
    name: "device history by IMEI",
    run: () => listUnitsBearing(db, { serial: "", imei: "490154203237518", imei2: "" }),
    index: "device_by_imei",
    sorts: true,
  },
  {
    name: "device history by the second IMEI",
    run: () => listUnitsBearing(db, { serial: "", imei: "490154203237518", imei2: "" }),
    index: "device_by_imei2",
    sorts: true,
  },
  { name: "orders of a device", run: () => listOrderIdsOfDevice(db, order.deviceId), index: "repair_order_by_device" },
  {
    name: "stays of a device",
    run: () => listStays(db, order.deviceId),
    index: "repair_order_by_device",
    sorts: true,
  },
  { name: "brands", run: () => listBrands(db, "", "s"), index: "model_seen_by_brand", sorts: true },
  { name: "brands of a category", run: () => listBrands(db, "phone", "s"), index: "PRIMARY KEY (category=? AND brand_folded>?", sorts: true },
  { name: "models", run: () => listModels(db, "", "Samsung", "g"), index: "model_seen_by_brand", sorts: true },
  {
    name: "models of a category",
    run: () => listModels(db, "phone", "Samsung", "g"),
    index: "PRIMARY KEY (category=? AND brand_folded=? AND model_folded>?",
    sorts: true,
  },
  { name: "models of a GTIN", run: () => listModelsOfGtin(db, "09521234543213"), index: "PRIMARY KEY (gtin=?)", sorts: true },
  { name: "models of an IMEI's type", run: () => listModelsOfTac(db, "49015420"), index: "device_by_imei (imei>? AND imei<?)", sorts: true },
  { name: "models of a second IMEI's type", run: () => listModelsOfTac(db, "49015420"), index: "device_by_imei2 (imei2>? AND imei2<?)", sorts: true },
  { name: "customer search", run: () => searchCustomers(db, wanted('"ana"*'), 8), index: "customer_search VIRTUAL TABLE", sorts: true },
  { name: "customer", run: () => getCustomer(db, order.customerId) },
  { name: "open orders of a customer", run: () => listOpenOrderIds(db, order.customerId), index: "repair_order_by_customer" },
  {
    name: "what the orders of a customer are found by",
    run: () => updateSearchWordsOfCustomer(db, order.customerId, order.customer),
    index: "repair_order_by_customer",
  },
  { name: "same customer", run: () => findSameCustomer(db, "+351912345678", "Ana Souza"), index: "customer_phone_by_number", sorts: true },
  { name: "order", run: () => getOrder(db, order.id), sorts: true },
  { name: "order by number", run: () => getOrderByNumber(db, order.number), index: "(number=?)", sorts: true },
  { name: "id by number", run: () => findOrderId(db, order.number), index: "(number=?)" },
  { name: "orders by claim code", run: () => listOrdersByClaimCode(db, order.claimCode), index: "repair_order_by_claim" },
  { name: "next number", run: () => db.transaction(() => nextRunningNumber(db, "Q", 26)).immediate() },
  { name: "warranty of an order", run: () => findWarranty(db, order.id), index: "sqlite_autoindex_warranty_1" },
  { name: "decided cases of a policy", run: () => listDecidedCases(db, "figures-en", 10), index: "decision_of_policy" },
  { name: "approvals that ran out", run: () => listLapsedApprovals(db, NOON), index: "approval_running" },
  {
    name: "earlier repairs of the same fault",
    run: () => countRepairAttempts(db, { orderId: order.id, deviceId: order.deviceId, sameFaultAs: order.id, defect: "x" }),
    index: "repair_order_by_device",
  },
  { name: "a policy", run: () => findPolicy(db, "figures-en"), index: "sqlite_autoindex_policy_pack_1" },
  { name: "templates of a kind of page", run: () => listTemplates(db, "certificate"), index: "own_template_of_kind" },
  { name: "a template", run: () => findTemplate(db, "x"), index: "sqlite_autoindex_own_template_1" },
  { name: "events", run: () => listEvents(db, order.id), index: "SEARCH e USING PRIMARY KEY (order_ordinal=?)" },
  { name: "print jobs of an order", run: () => listPrintJobs(db, order.id), index: "print_job_of_order" },
  { name: "unfinished print jobs", run: () => listUnfinishedPrintJobs(db), index: "print_job_waiting" },
  { name: "print job", run: () => getPrintJob(db, certificateJob) },
  { name: "paper of a job", run: () => getPaper(db, certificateJob) },
  { name: "original paper", run: () => findOriginal(db, order.id, "certificate", null, 0), index: "print_job_of_order" },
  { name: "papers to be made by hand", run: () => listQueuedByHand(db), index: "print_job_waiting" },
  { name: "printers with something to print", run: () => listLanes(db), index: "print_job_of_printer" },
  { name: "next job of a printer", run: () => findFirstOfLane(db, "zebra"), index: "print_job_of_printer (printer_id=?" },
  { name: "jobs that are being sent", run: () => listSending(db), index: "print_job_of_printer" },
  { name: "log of an order's papers", run: () => listPrintEvents(db, order.id), index: "print_event_of_job", sorts: true },
  { name: "print jobs of a state", run: () => listNewestPrintJobs(db, "unsure", 10), index: "print_job_waiting" },
  ...Object.entries(PERIODS).flatMap(([name, period]): readonly Read[] => [
    { name: `figures of ${name}`, run: () => sumFigures(db, period), index: "PRIMARY KEY (grain=? AND start_on>? AND start_on<?", sorts: true },
    { name: `course of ${name} by days`, run: () => listCourse(db, period, "days"), index: "PRIMARY KEY (grain=? AND start_on>? AND start_on<?" },
    {
      name: `course of ${name} by months`,
      run: () => listCourse(db, period, "months"),
      index: "PRIMARY KEY (grain=? AND start_on>? AND start_on<?",
      sorts: true,
    },
  ]),
  { name: "which pictures are used", run: () => listPictureUse(db, "", Date.now(), 50), index: "USING COVERING INDEX photo_by_picture (sha256=?" },
  { name: "open orders of technicians", run: () => countOpenOfTechnicians(db), index: "PRIMARY KEY (what=?" },
  ...QUEUE_SORTS.flatMap((sort) =>
    Object.entries(FILTERS).flatMap(([filter, of]): readonly Read[] => [
      { name: `queue by ${sort}, ${filter}`, run: () => listQueue(db, of(), sort, null, 50), ...indexOf(filter) },
      { name: `queue by ${sort}, ${filter}, a later page`, run: () => listQueue(db, of(), sort, LATER[sort], 50), ...indexOf(filter) },
    ]),
  ),
];

/** What a read asks, whatever was asked before. */
function askedBy({ run }: Read): readonly Asked[] {
  recorder.take();
  run();
  return recorder.take();
}

/**
 * Steps that read a table that grows from end to end: only the open orders, what waits to be printed, matches of words, terms from one on
 * (513, of which the first is taken), and the ids that were asked for may be read so.
 */
const readsAll = (step: string): boolean =>
  step.startsWith("SCAN ") &&
  !/^SCAN (\S+ USING (COVERING )?INDEX (open_|print_job_(waiting|of_printer))|\w+_search (EXISTS )?VIRTUAL TABLE INDEX \d+:=?M|temp\.\w+_terms VIRTUAL TABLE INDEX 513:|json_each |found$|same$|s$|\(subquery-|CONSTANT ROW)/.test(
    step,
  );

test.each(READS)("$name: by an index", (read) => {
  const steps = askedBy(read).flatMap((asked) => planOf(plain, asked));
  expect(steps.filter(readsAll)).toEqual([]);
  if (!read.sorts) expect(steps.filter((step) => step.includes("TEMP B-TREE"))).toEqual([]);
  if (read.index) expect(steps.join("\n")).toContain(read.index);
});

test("a customer is renamed in all their orders by one read, and a write for each", () => {
  const asked = askedBy({ name: "", run: () => updateSearchWordsOfCustomer(db, order.customerId, order.customer) });
  const reads = asked.filter(({ method }) => method === "all");
  expect(reads).toHaveLength(1);
  const orders = plain.prepare("SELECT count(*) FROM repair_order WHERE customer_id = ?").pluck().get(order.customerId);
  expect(orders).toBeGreaterThan(1);
  expect(asked.length - reads.length).toBe(orders);
});

test("words of the queue are looked for among the open orders alone", () => {
  const [asked] = askedBy({ name: "", run: () => listQueue(db, { query: '"a"*' }, "due", null, 1) });
  const steps = planOf(plain, asked!).join("\n");
  expect(steps).toMatch(/SCAN open_search VIRTUAL TABLE INDEX \d+:M/);
  expect(steps).not.toContain("closed_search");
});

test.each(["counted_in", "counted_out"])("what is counted again with a device, %s, is found by the device's orders alone", (view) => {
  const steps = planOf(plain, {
    sql: `SELECT * FROM ${view} WHERE ordinal IN (SELECT ordinal FROM repair_order WHERE device_id = ?)`,
    method: "all",
    values: ["x"],
  });
  expect(steps.join("\n")).toContain("SEARCH repair_order USING COVERING INDEX repair_order_by_device");
  expect(steps.filter((step) => /^SCAN (?!\d+-ROW VALUES|g|w|CONSTANT ROW|\d+ CONSTANT ROWS)/.test(step))).toEqual([]);
});

test("the words of a few orders are looked up order by order", () => {
  const [asked] = askedBy({ name: "", run: () => listQueue(db, { ids: [order.id], query: '"a"*' }, "due", null, 1) });
  const steps = planOf(plain, asked!);
  const at = (step: RegExp): number => steps.findIndex((one) => step.test(one));
  expect(at(/open_search .*INDEX \d+:=M/)).toBeGreaterThan(at(/^SEARCH o /));
});

test.each(QUEUE_SORTS)("the queue by %s walks along the index of that sort", (sort) => {
  for (const of of Object.values(FILTERS).filter((one) => !one().ids)) {
    const [asked] = askedBy({ name: "", run: () => listQueue(db, of(), sort, null, 50) });
    expect(planOf(plain, asked!)[0]).toMatch(SORT_INDEX[sort]);
  }
});

describe("compiled once", () => {
  /** better-sqlite3 makes a statement's row maker, by `Function()`, whenever SQLite has compiled the statement anew. */
  function compiledDuring(run: () => unknown): number {
    const real = globalThis.Function;
    let count = 0;
    globalThis.Function = new Proxy(real, {
      apply(target, self, args: string[]) {
        count++;
        return Reflect.apply(target, self, args) as unknown;
      },
    });
    try {
      run();
    } finally {
      globalThis.Function = real;
    }
    return count;
  }

  test("the look is sharp: a bare value is compiled anew each time, one with a plus is not", () => {
    const joined = (value: string) =>
      plain.prepare<[string]>(`SELECT o.number FROM repair_order o JOIN customer c ON c.id = o.customer_id WHERE o.id = ${value}`);
    const [bare, plus] = [joined("?"), joined("+?")];
    for (const statement of [bare, plus]) statement.get(order.id);
    expect(compiledDuring(() => bare.get(order.id))).toBe(1);
    expect(compiledDuring(() => plus.get(order.id))).toBe(0);
  });

  test.each(READS)("$name", ({ run }) => {
    run();
    expect(compiledDuring(run)).toBe(0);
  });
});
