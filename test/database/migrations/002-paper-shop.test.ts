import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { countQueue, listQueue, searchOrders } from "../../../src-main/database/orders/order-list.ts";
import { getOrder } from "../../../src-main/database/orders/order.ts";
import { getPaper } from "../../../src-main/database/papers/paper.ts";
import { listPrintJobs, listQueuedByHand } from "../../../src-main/database/printing/print-job.ts";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import { paperOrderOf } from "../../../src-main/domain/papers/paper.ts";
import type { OrderSummary } from "../../../src-main/domain/orders/queue.ts";
import { searchWords } from "../../../src-main/domain/ground/search.ts";
import type { ShopSettings } from "../../../src-main/domain/shop/shop.ts";
import { exampleOrder, exampleShop } from "../../helpers/example-order.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, "talon.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function insert(db: Database, table: string, row: Readonly<Record<string, unknown>>): void {
  const columns = Object.keys(row);
  db.prepare(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${columns.map((column) => `@${column}`).join(", ")})`).run(row);
}

const AT = Date.UTC(2026, 10, 20, 9, 15);
const SHOPS = [exampleShop(), exampleShop({ name: "Another name", terms: { en: "Terms.", ru: "Условия.", lv: "", kk: "" } })];
const FAULTS = ["Не заряжается", "Plaisas pārklājumā", "Кофе вместо звука", "кофе внутри"];
const STATES = ["received", "diagnosing", "ready", "handed-back"];

/** What the first version froze for a paper. */
type Frozen = { readonly order: Order; readonly shop: ShopSettings };

/** An order of the first version; every fourth one was handed back, and each third one is nobody's. */
function insertOrder(db: Database, index: number): string {
  const [id, ordinal] = [`order-${index}`, index + 1];
  const closed = index % 4 === 3;
  insert(db, "device", {
    id: `device-${index}`,
    category: "phone",
    brand: "Samsung",
    model: "A54",
    colour: "",
    serial: `R58N${index}`,
    serial_code: `R58N${index}`,
    imei: "",
    body_code: "",
    seller: "",
    created_at: AT,
    updated_at: AT,
  });
  insert(db, "repair_order", {
    ordinal,
    id,
    number: `R26-00000${index}-X`,
    claim_code: "7QK4MZ",
    customer_id: "ana",
    device_id: `device-${index}`,
    state: STATES[index % 4],
    state_at: AT + index,
    request: "repair",
    channel: "visit",
    priority: index % 4,
    fault: FAULTS[index % 4],
    condition: "",
    proofs: "[]",
    warranty_card_stamped: 0,
    promised_on: index % 2 ? `2026-11-${18 + index}` : null,
    currency: "EUR",
    technician_id: index % 3 ? "aigerim" : null,
    bench_id: "bench",
    received_at: AT + index,
    closed_at: closed ? AT + 99 : null,
  });
  const words = searchWords({
    texts: [FAULTS[index % 4]!, "Ana Souza", `R26-00000${index}-X`, "7QK4MZ", "phone", "Samsung", "A54"],
    codes: [`R58N${index}`],
    phones: [],
  });
  insert(db, "order_search", { rowid: ordinal, words });
  return id;
}

/** A small shop at the first version, each order with a paper of its intake and, where it is closed, of its handback. */
function fillFirstVersion(): ReadonlyMap<string, Frozen> {
  const db = openDatabase(file, MIGRATIONS.slice(0, 1));
  insert(db, "bench", { id: "bench", name: "counter", created_at: AT });
  insert(db, "person", { id: "aigerim", name: "Айгерим", created_at: AT });
  insert(db, "customer", {
    id: "ana",
    kind: "person",
    name: "Ana Souza",
    name_folded: "ana souza",
    contact: "",
    registration: "",
    email: "",
    whatsapp: "",
    address: "",
    language: "en",
    created_at: AT,
    updated_at: AT,
  });
  const frozen = new Map<string, Frozen>();
  const paper = (id: string, orderId: string, kind: string, data: Frozen): void => {
    insert(db, "paper", { id: `paper-${id}`, order_id: orderId, data: JSON.stringify(data), created_at: AT });
    for (const copy of [0, 1]) {
      const job = `job-${id}-${copy}`;
      insert(db, "print_job", { id: job, order_id: orderId, kind, state: copy ? "queued" : "ready", copy, paper_id: `paper-${id}`, created_at: AT });
      frozen.set(job, data);
    }
  };
  for (let index = 0; index < 9; index++) {
    const id = insertOrder(db, index);
    // Facts of all kinds: full, empty, and half empty.
    const order = exampleOrder(
      index % 2
        ? {
            id,
            customer: { phones: [], email: "", address: "" },
            device: { brand: "", serial: "", purchasedOn: null },
            accessories: [],
            policy: null,
          }
        : { id, condition: "", signature: "<svg/>", lines: [{ id: "l", kind: "work", title: "", quantityMilli: 1, unitMinor: 0, totalMinor: 0 }] },
    );
    paper(`${index}-in`, id, "certificate", { order, shop: SHOPS[index % 2]! });
    if (index % 4 === 3) paper(`${index}-out`, id, "handback", { order: { ...order, state: "handed-back", closedAt: AT + 99 }, shop: SHOPS[1]! });
  }
  db.close();
  return frozen;
}

const rowsOf = (db: Database, table: string): readonly unknown[] => db.prepare(`SELECT * FROM ${table}`).all();

const TABLES = ["setting", "person", "bench", "customer", "device", "repair_order", "accessory", "event", "print_job"];

/** Orders with the words and those of them that are open, as the first version found them, newest first. */
const foundBefore = (db: Database, query: string): readonly (readonly unknown[])[] =>
  ["", "AND closed_at IS NULL"].map((more) =>
    db
      .prepare(
        `SELECT ordinal FROM repair_order WHERE ordinal IN (SELECT rowid FROM order_search WHERE order_search MATCH ?) ${more} ORDER BY ordinal DESC`,
      )
      .pluck()
      .all(query),
  );

const ordinalsOf = (rows: readonly OrderSummary[]): readonly number[] => rows.map(({ ordinal }) => ordinal);

const QUERIES = ['"кофе"*', '"к"*', '"sam"*', '"souza"*', '"r58n"*', '"r58n2"*', '"parklajuma"*', '"ana"* AND "plaisas"*', '"00000"*', '"zzz"*'];

test("papers keep what they say, each shop's settings stand once, and references hold", () => {
  const frozen = fillFirstVersion();
  const before = openDatabase(file, MIGRATIONS.slice(0, 1));
  const tables = TABLES.map((table) => rowsOf(before, table));
  const papers = before.prepare("SELECT id, order_id, created_at FROM paper ORDER BY id").all();
  before.close();

  const db = openDatabase(file, MIGRATIONS.slice(0, 2));
  expect(TABLES.map((table) => rowsOf(db, table))).toEqual(tables);
  expect(db.prepare("SELECT id, order_id, created_at FROM paper ORDER BY id").all()).toEqual(papers);
  expect(db.prepare("SELECT data FROM paper_shop ORDER BY id").pluck().all()).toEqual(SHOPS.map((shop) => JSON.stringify(shop)));
  expect(db.pragma("foreign_key_check")).toEqual([]);
  expect(() => insert(db, "print_job", { ...(tables.at(-1)![0] as object), ordinal: 99, id: "j", paper_id: "nowhere" })).toThrow(/FOREIGN KEY/);
  expect(() => db.exec("DELETE FROM paper_shop")).toThrow(/FOREIGN KEY/);
  db.close();

  const now = openDatabase(file);
  for (const [job, { order, shop }] of frozen)
    expect(getPaper(now, job)).toMatchObject({
      order: paperOrderOf(order),
      shop,
      copy: job.endsWith("1"),
      kind: job.includes("in") ? "certificate" : "handback",
    });
  expect(listQueuedByHand(now)).toHaveLength(frozen.size / 2);
  expect(listPrintJobs(now, "order-3")).toHaveLength(4);
  expect(getOrder(now, "order-3")).toMatchObject({ state: "handed-back", closedAt: AT + 99 });
  now.close();
});

test("open orders are counted, and all are found by their words, as before", () => {
  fillFirstVersion();
  const before = openDatabase(file, MIGRATIONS.slice(0, 1));
  const found = QUERIES.map((query) => foundBefore(before, query));
  before.close();
  expect(found.map((each) => each.map(({ length }) => length))).toEqual([
    [4, 2],
    [4, 2],
    [9, 7],
    [9, 7],
    [9, 7],
    [1, 1],
    [2, 2],
    [2, 2],
    [9, 7],
    [0, 0],
  ]);

  const db = openDatabase(file);
  expect(
    QUERIES.map((query) => [
      ordinalsOf(searchOrders(db, { query, distant: query }, 50)),
      ordinalsOf(listQueue(db, { query }, "arrival", null, 50).rows),
    ]),
  ).toEqual(found);
  expect(countQueue(db, "2026-11-21", AT + 3, "aigerim")).toEqual({
    today: "2026-11-21",
    states: { received: 3, diagnosing: 2, ready: 2 },
    total: 7,
    overdue: 1,
    dueToday: 0,
    untaken: 1,
    mine: 5,
  });
  db.close();
});

test("a migration right from the first version and one step by step come out the same", () => {
  fillFirstVersion();
  const schemaOf = (): unknown => {
    const db = openDatabase(file);
    const schema = db.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").all();
    db.close();
    return schema;
  };
  for (let version = 2; version <= MIGRATIONS.length; version++) openDatabase(file, MIGRATIONS.slice(0, version)).close();
  const stepwise = schemaOf();
  file = join(folder, "straight.db");
  fillFirstVersion();
  expect(schemaOf()).toEqual(stepwise);
});
