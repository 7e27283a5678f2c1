import type { Database, Statement } from "better-sqlite3";
import { PRIORITIES, type Priority } from "../domain/order.ts";
import type { OrderState } from "../domain/order-state.ts";
import type { OrderSummary, QueueCounts, QueueCursor, QueuePage, QueueSort } from "../domain/queue.ts";
import { prepared } from "./prepared.ts";

/** Which open orders to list. `technicianId` null means: nobody has taken it. Days are ISO, instants epoch ms. */
export type QueueFilter = {
  readonly states?: readonly OrderState[];
  readonly technicianId?: string | null;
  readonly priority?: Priority;
  readonly dueFrom?: string;
  readonly dueUntil?: string;
  readonly untakenSince?: number;
  readonly query?: string;
};

type SummaryRow = {
  ordinal: number;
  due_key: string;
  id: string;
  number: string;
  version: number;
  state: string;
  state_at: number;
  received_at: number;
  closed_at: number | null;
  priority: number;
  promised_on: string | null;
  technician_id: string | null;
  technician: string | null;
  customer: string;
  phone: string | null;
  category: string;
  brand: string;
  model: string;
  serial: string;
  fault: string;
};

const COLUMNS = `o.ordinal, o.due_key, o.id, o.number, o.version, o.state, o.state_at, o.received_at, o.closed_at, o.priority, o.promised_on,
  o.technician_id, t.name AS technician, c.name AS customer,
  (SELECT e164 FROM customer_phone p WHERE p.customer_id = c.id AND p.position = 0) AS phone,
  d.category, d.brand, d.model, d.serial, substr(o.fault, 1, 160) AS fault`;
const JOINS = `CROSS JOIN customer c ON c.id = o.customer_id CROSS JOIN device d ON d.id = o.device_id LEFT JOIN person t ON t.id = o.technician_id`;

const summaryFromRow = (row: SummaryRow): OrderSummary => ({
  id: row.id,
  number: row.number,
  version: row.version,
  state: row.state as OrderState,
  stateSince: row.state_at,
  receivedAt: row.received_at,
  closedAt: row.closed_at,
  priority: PRIORITIES[row.priority]!,
  promisedOn: row.promised_on,
  technicianId: row.technician_id,
  technician: row.technician,
  customer: row.customer,
  phone: row.phone ?? "",
  category: row.category,
  brand: row.brand,
  model: row.model,
  serial: row.serial,
  fault: row.fault,
});

/** Sort order, the index that serves it, the page condition, and the cursor of a row. */
const SORTS: Readonly<Record<QueueSort, { order: string; index: string; after: string; cursor: (row: SummaryRow) => QueueCursor }>> = {
  due: {
    order: "o.due_key, o.ordinal",
    index: "open_by_due",
    after: "(o.due_key, o.ordinal) > (?, ?)",
    cursor: (row) => [row.due_key, row.ordinal],
  },
  priority: {
    order: "o.priority DESC, o.due_key, o.ordinal",
    index: "open_by_priority",
    after: "o.priority <= ? AND (-o.priority, o.due_key, o.ordinal) > (?, ?, ?)",
    cursor: (row) => [row.priority, -row.priority, row.due_key, row.ordinal],
  },
  arrival: { order: "o.ordinal DESC", index: "open_by_arrival", after: "o.ordinal < ?", cursor: (row) => [row.ordinal] },
  age: {
    order: "o.state_at, o.ordinal",
    index: "open_by_age",
    after: "(o.state_at, o.ordinal) > (?, ?)",
    cursor: (row) => [row.state_at, row.ordinal],
  },
};

/** Orders with the words, as far back as the oldest open one. The limit keeps a single letter from filling the memory. */
const OPEN_MATCHES = `SELECT rowid FROM order_search WHERE order_search MATCH ?
  AND rowid >= (SELECT min(ordinal) FROM repair_order INDEXED BY open_by_arrival WHERE closed_at IS NULL) ORDER BY rowid DESC LIMIT 6000`;

const made = prepared(() => new Map<string, Statement<unknown[], SummaryRow>>());

/** The statement and its values for one page of the queue. */
function queueSql(filter: QueueFilter, sort: QueueSort, after: QueueCursor | null, limit: number): { sql: string; values: unknown[] } {
  const where: string[] = ["o.closed_at IS NULL"];
  const values: unknown[] = [];
  const { order, index, after: afterSql } = SORTS[sort];
  const add = (condition: string, ...more: unknown[]): void => {
    where.push(condition);
    values.push(...more);
  };
  if (filter.query !== undefined) add(`o.ordinal IN (${OPEN_MATCHES})`, filter.query);
  if (filter.states) add(`o.state IN (${filter.states.map(() => "+?").join(", ")})`, ...filter.states);
  if (filter.technicianId === null) add("o.technician_id IS NULL");
  else if (filter.technicianId !== undefined) add("o.technician_id = +?", filter.technicianId);
  if (filter.priority) add("o.priority = +?", PRIORITIES.indexOf(filter.priority));
  if (filter.dueFrom !== undefined) add("o.due_key >= ?", filter.dueFrom);
  if (filter.dueUntil !== undefined) add("o.due_key <= ?", filter.dueUntil);
  if (filter.untakenSince !== undefined) add("o.technician_id IS NULL AND o.received_at < ? AND o.due_key < '9999'", filter.untakenSince);
  if (after) add(afterSql, ...after);
  const sql = `SELECT ${COLUMNS} FROM repair_order o INDEXED BY ${sort === "due" ? dueIndex(filter) : index} ${JOINS} WHERE ${where.join(" AND ")} ORDER BY ${order} LIMIT +?`;
  return { sql, values: [...values, limit] };
}

/** Of the indexes in the order of due days, the one that leaves out most. */
function dueIndex({ states, technicianId, untakenSince }: QueueFilter): string {
  if (technicianId !== undefined || untakenSince !== undefined) return "open_by_technician";
  return states?.length === 1 ? "open_by_state" : SORTS.due.index;
}

/** One page of the open orders, from the cursor on. */
export function listQueue(db: Database, filter: QueueFilter, sort: QueueSort, after: QueueCursor | null, limit: number): QueuePage {
  const { sql, values } = queueSql(filter, sort, after, limit + 1);
  const known = made(db);
  let statement = known.get(sql);
  if (!statement) known.set(sql, (statement = db.prepare<unknown[], SummaryRow>(sql)));
  const rows = statement.all(...values);
  const page = rows.slice(0, limit);
  const last = page[page.length - 1];
  return { rows: page.map(summaryFromRow), next: rows.length > limit && last ? SORTS[sort].cursor(last) : null };
}

const statements = prepared((db) => ({
  states: db.prepare<[], { state: string; n: number }>(
    "SELECT state, count(*) AS n FROM repair_order INDEXED BY open_by_state WHERE closed_at IS NULL GROUP BY state",
  ),
  overdue: db.prepare<[string], { n: number }>(
    "SELECT count(*) AS n FROM repair_order INDEXED BY open_by_due WHERE closed_at IS NULL AND due_key < ?",
  ),
  today: db.prepare<[string], { n: number }>(
    "SELECT count(*) AS n FROM repair_order INDEXED BY open_by_due WHERE closed_at IS NULL AND due_key = +?",
  ),
  untaken: db.prepare<[number], { n: number }>(
    "SELECT count(*) AS n FROM repair_order INDEXED BY open_untaken WHERE closed_at IS NULL AND technician_id IS NULL AND due_key < '9999' AND received_at < ?",
  ),
  mine: db.prepare<[string], { n: number }>(
    "SELECT count(*) AS n FROM repair_order INDEXED BY open_by_technician WHERE closed_at IS NULL AND technician_id = +?",
  ),
  search: db.prepare<
    [string, number],
    SummaryRow
  >(`SELECT ${COLUMNS} FROM order_search CROSS JOIN repair_order o ON o.ordinal = order_search.rowid ${JOINS}
    WHERE order_search MATCH ? ORDER BY order_search.rowid DESC LIMIT +?`),
  byId: db.prepare<[string], SummaryRow>(`SELECT ${COLUMNS} FROM repair_order o ${JOINS} WHERE o.id = +?`),
  ofCustomer: db.prepare<[string, number], SummaryRow>(
    `SELECT ${COLUMNS} FROM repair_order o INDEXED BY repair_order_by_customer ${JOINS} WHERE o.customer_id = +? ORDER BY o.ordinal DESC LIMIT +?`,
  ),
}));

/** Counts of open orders per state, and of those that stand out. @param today ISO day @param untakenSince epoch ms */
export function countQueue(db: Database, today: string, untakenSince: number, personId: string | null): QueueCounts {
  const { states, overdue, today: due, untaken, mine } = statements(db);
  const rows = states.all();
  return {
    today,
    states: Object.fromEntries(rows.map((row) => [row.state, row.n])),
    total: rows.reduce((sum, row) => sum + row.n, 0),
    overdue: overdue.get(today)!.n,
    dueToday: due.get(today)!.n,
    untaken: untaken.get(untakenSince)!.n,
    mine: personId === null ? 0 : mine.get(personId)!.n,
  };
}

/** Orders, open and closed, that a query of `domain/search.ts` finds, newest first. */
export const searchOrders = (db: Database, query: string, limit: number): readonly OrderSummary[] =>
  statements(db).search.all(query, limit).map(summaryFromRow);

/** The summaries of these orders, in this order; unknown ids are left out. */
export const listSummaries = (db: Database, ids: readonly string[]): readonly OrderSummary[] =>
  ids.flatMap((id) => statements(db).byId.all(id).map(summaryFromRow));

/** A customer's orders, newest first. */
export const listOrdersOfCustomer = (db: Database, customerId: string, limit: number): readonly OrderSummary[] =>
  statements(db).ofCustomer.all(customerId, limit).map(summaryFromRow);
