import { createHash } from "node:crypto";
import type { Database } from "better-sqlite3";
import { DomainError } from "../domain/error.ts";
import type { Customer, Device, Order, PaperKind, PrintJob } from "../domain/order.ts";
import type { PaperData } from "../domain/paper.ts";
import type { ShopSettings } from "../domain/shop.ts";
import { NO_WARRANTY } from "../domain/warranty.ts";
import { prepared } from "./prepared.ts";

type PrintJobRow = {
  id: string;
  order_id: string;
  number: string;
  kind: string;
  state: string;
  copy: number;
  reason: string | null;
  warning: string | null;
  created_at: number;
};

const COLUMNS = "j.id, j.order_id, o.number, j.kind, j.state, j.copy, j.reason, j.warning, j.created_at";

const statements = prepared((db) => ({
  findShop: db.prepare<[string], { id: number }>("SELECT id FROM paper_shop WHERE sha256 = +?"),
  insertShop: db.prepare("INSERT INTO paper_shop (sha256, data) VALUES (?, ?)"),
  insertPaper: db.prepare("INSERT INTO paper (id, order_id, shop_id, data, created_at) VALUES (?, ?, ?, ?, ?)"),
  insert: db.prepare("INSERT INTO print_job (id, order_id, kind, state, copy, paper_id, created_at) VALUES (?, ?, ?, 'queued', ?, ?, ?)"),
  get: db.prepare<[string], PrintJobRow>(`SELECT ${COLUMNS} FROM print_job j JOIN repair_order o ON o.id = j.order_id WHERE j.id = +?`),
  ofOrder: db.prepare<[string], PrintJobRow>(`SELECT ${COLUMNS} FROM print_job j JOIN repair_order o ON o.id = j.order_id
    WHERE j.order_id = +? ORDER BY j.ordinal DESC LIMIT 100`),
  queued: db.prepare<[], { id: string }>("SELECT id FROM print_job WHERE state = 'queued' ORDER BY ordinal"),
  unfinished: db.prepare<
    [],
    PrintJobRow
  >(`SELECT ${COLUMNS} FROM print_job j INDEXED BY print_job_waiting CROSS JOIN repair_order o ON o.id = j.order_id
    WHERE j.state <> 'ready' ORDER BY j.state DESC, j.ordinal LIMIT 200`),
  paper: db.prepare<[string], { order_data: string; shop_data: string; kind: string; copy: number }>(
    `SELECT p.data AS order_data, s.data AS shop_data, j.kind, j.copy
    FROM print_job j JOIN paper p ON p.id = j.paper_id JOIN paper_shop s ON s.id = p.shop_id WHERE j.id = +?`,
  ),
  original: db.prepare<[string, string, number], { id: string; paper_id: string }>(
    "SELECT id, paper_id FROM print_job WHERE order_id = +? AND kind = +? AND copy = 0 AND created_at >= ? ORDER BY ordinal DESC LIMIT 1",
  ),
  finish: db.prepare("UPDATE print_job SET state = ?, reason = ?, warning = ?, done_at = ? WHERE id = ?"),
}));

const jobFromRow = (row: PrintJobRow): PrintJob => ({
  id: row.id,
  orderId: row.order_id,
  number: row.number,
  kind: row.kind as PaperKind,
  state: row.state as PrintJob["state"],
  copy: row.copy === 1,
  reason: row.reason,
  warning: row.warning,
  createdAt: row.created_at,
});

/**
 * Empty facts, which most orders have many of: a stored order leaves them out and gets them back when it is read. Only ever
 * added to, for papers were stored without them.
 */
const BLANK = {
  order: {
    closedAt: null,
    receivedBy: null,
    technicianId: null,
    technician: null,
    proofs: [],
    policy: null,
    condition: "",
    accessories: [],
    promisedOn: null,
    estimateMinor: null,
    limitMinor: null,
    signature: null,
    photos: [],
    lines: [],
    payments: [],
    sameFaultAs: null,
    handback: null,
    warranty: NO_WARRANTY,
  },
  customer: { contact: "", registration: "", phones: [], email: "", whatsapp: "", address: "" },
  device: {
    brand: "",
    model: "",
    colour: "",
    serial: "",
    imei: "",
    bodyCode: "",
    purchasedOn: null,
    receivedOn: null,
    manufacturedOn: null,
    seller: "",
  },
} as const satisfies { order: Partial<Order>; customer: Partial<Customer>; device: Partial<Device> };

/** Whether two facts say the same, lists and objects too. */
const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (typeof one === "object" && typeof other === "object" && JSON.stringify(one) === JSON.stringify(other));

const withoutBlanks = (facts: object, blank: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(facts).filter(([key, value]) => !(key in blank) || !isSame(value, blank[key])));

const textOf = (order: Order): string =>
  JSON.stringify({
    ...withoutBlanks(order, BLANK.order),
    customer: withoutBlanks(order.customer, BLANK.customer),
    device: withoutBlanks(order.device, BLANK.device),
  });

function orderFromText(text: string): Order {
  const order = JSON.parse(text) as Order;
  return { ...BLANK.order, ...order, customer: { ...BLANK.customer, ...order.customer }, device: { ...BLANK.device, ...order.device } };
}

/** Settings change rarely: the hash of the text that came last is remembered. */
const lastShop = { text: "", sha256: "" };

/** The one row of these settings, which all papers made under them refer to. */
function shopId(db: Database, shop: ShopSettings): number | bigint {
  const text = JSON.stringify(shop);
  if (text !== lastShop.text) Object.assign(lastShop, { text, sha256: createHash("sha256").update(text).digest("hex") });
  const { findShop, insertShop } = statements(db);
  return findShop.get(lastShop.sha256)?.id ?? insertShop.run(lastShop.sha256, text).lastInsertRowid;
}

/** Freezes what papers are made from: the order and the shop as they are now. */
export const insertPaper = (db: Database, paper: { id: string; order: Order; shop: ShopSettings; at: number }): void =>
  void statements(db).insertPaper.run(paper.id, paper.order.id, shopId(db, paper.shop), textOf(paper.order), paper.at);

/** Queues a paper to be rendered. */
export const insertPrintJob = (
  db: Database,
  job: { id: string; orderId: string; kind: PaperKind; copy: boolean; paperId: string; at: number },
): void => void statements(db).insert.run(job.id, job.orderId, job.kind, job.copy ? 1 : 0, job.paperId, job.at);

/** @throws DomainError `document.unknown` */
export function getPrintJob(db: Database, id: string): PrintJob {
  const row = statements(db).get.get(id);
  if (!row) throw new DomainError("document.unknown", { field: "id" });
  return jobFromRow(row);
}

/** An order's print jobs, newest first. */
export const listPrintJobs = (db: Database, orderId: string): readonly PrintJob[] => statements(db).ofOrder.all(orderId).map(jobFromRow);

/** Jobs that wait or failed, the waiting first, oldest first. */
export const listUnfinishedPrintJobs = (db: Database): readonly PrintJob[] => statements(db).unfinished.all().map(jobFromRow);

/** Ids of all jobs that wait to be rendered, oldest first. */
export const listQueuedPrintJobs = (db: Database): readonly string[] =>
  statements(db)
    .queued.all()
    .map(({ id }) => id);

/** What a job prints. @throws DomainError `document.unknown` */
export function getPaper(db: Database, jobId: string): PaperData {
  const row = statements(db).paper.get(jobId);
  if (!row) throw new DomainError("document.unknown", { field: "id" });
  return {
    order: orderFromText(row.order_data),
    shop: JSON.parse(row.shop_data) as ShopSettings,
    kind: row.kind as PaperKind,
    copy: row.copy === 1,
    part: null,
  };
}

/**
 * The newest print of this kind that is no copy, with its frozen facts, for a reprint that says the same; undefined where there was none.
 * @param since epoch ms before which a paper is out of date
 */
export function findOriginal(
  db: Database,
  orderId: string,
  kind: PaperKind,
  since: number,
): { readonly jobId: string; readonly paperId: string } | undefined {
  const row = statements(db).original.get(orderId, kind, since);
  return row && { jobId: row.id, paperId: row.paper_id };
}

/** Ends a job: `ready`, `failed` with a reason, or back to `queued`. */
export const updatePrintJob = (
  db: Database,
  id: string,
  end: { state: PrintJob["state"]; reason: string | null; warning: string | null; at: number },
): void => void statements(db).finish.run(end.state, end.reason, end.warning, end.state === "queued" ? null : end.at, id);
