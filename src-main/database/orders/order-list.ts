import type { Database, Statement } from "better-sqlite3";
import { PRIORITIES, type Priority } from "../../domain/orders/order.ts";
import { phoneParts } from "../../domain/ground/phone.ts";
import type { DeadlineKind } from "../../domain/warranty/policy-pack.ts";
import type { OrderState } from "../../domain/orders/order-state.ts";
import { cursorOf, type OrderSummary, type QueueCounts, type QueueCursor, type QueuePage, type QueueSort } from "../../domain/orders/queue.ts";
import { foldText } from "../../domain/ground/text.ts";
import { PHONE } from "../customers/customer.ts";
import { shown } from "../ground/hidden.ts";
import { prepared } from "../ground/prepared.ts";
import { findNewest, spanOf, wordIndex, type Span, type Wanted } from "../ground/search-index.ts";

/** Which open orders to list. `technicianId` null means: nobody has taken it. Days are ISO, instants epoch ms. */
export type QueueFilter = {
  readonly ids?: readonly string[];
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
  clock_what: string | null;
  clock_at: number | null;
};

const COLUMNS = `o.ordinal, o.due_key, o.id, o.number, o.version, o.state, o.state_at, o.received_at, o.closed_at, o.priority, o.promised_on,
  o.technician_id, t.name AS technician, c.name AS customer,
  (SELECT ${PHONE} FROM customer_phone p WHERE p.customer_id = c.id AND p.position = 0) AS phone,
  d.category, d.brand, d.model, d.serial, substr(o.fault, 1, 160) AS fault, o.clock_what, o.clock_at`;
const JOINS = `CROSS JOIN customer c ON c.id = o.customer_id CROSS JOIN device d ON d.id = o.device_id LEFT JOIN person t ON t.id = o.technician_id`;

const summaryFromRow = (row: SummaryRow): OrderSummary => ({
  id: row.id,
  ordinal: row.ordinal,
  number: row.number,
  version: row.version,
  state: row.state as OrderState,
  stateSince: row.state_at,
  receivedAt: row.received_at,
  closedAt: row.closed_at,
  priority: PRIORITIES[row.priority]!,
  promisedOn: row.promised_on,
  dueKey: row.due_key,
  technicianId: row.technician_id,
  technician: row.technician,
  customer: row.customer,
  phone: row.phone ?? "",
  category: row.category,
  brand: row.brand,
  model: row.model,
  serial: row.serial,
  fault: row.fault,
  clock: row.clock_what !== null && row.clock_at !== null ? { what: row.clock_what as DeadlineKind, dueAt: row.clock_at } : null,
});

/** Sort order, the index that serves it, the condition for what comes after a cursor, and the values of that condition. */
const SORTS: Readonly<Record<QueueSort, { order: string; index: string; after: string; values: (after: QueueCursor) => readonly unknown[] }>> = {
  due: {
    order: "o.due_key, o.ordinal",
    index: "open_by_due",
    after: "(o.due_key, o.ordinal) > (?, ?)",
    values: (after) => after,
  },
  priority: {
    order: "o.priority DESC, o.due_key, o.ordinal",
    index: "open_by_priority",
    after: "o.priority <= ? AND (-o.priority, o.due_key, o.ordinal) > (?, ?, ?)",
    values: (after) => [-after[0]!, ...after],
  },
  arrival: { order: "o.ordinal DESC", index: "open_by_arrival", after: "o.ordinal < ?", values: ([minus]) => [-minus!] },
  age: {
    order: "o.state_at, o.ordinal",
    index: "open_by_age",
    after: "(o.state_at, o.ordinal) > (?, ?)",
    values: (after) => after,
  },
};

const made = prepared(() => new Map<string, Statement<unknown[], SummaryRow>>());

/** The statement and its values for one page of the queue. */
function queueSql(filter: QueueFilter, sort: QueueSort, after: QueueCursor | null, limit: number): { sql: string; values: unknown[] } {
  const where: string[] = ["o.closed_at IS NULL", shown("orders", "o.ordinal")];
  const values: unknown[] = [];
  const { order, index, after: afterSql, values: afterValues } = SORTS[sort];
  const add = (condition: string, ...more: readonly unknown[]): void => {
    where.push(condition);
    values.push(...more);
  };
  if (filter.ids) add("o.id IN (SELECT value FROM json_each(+?))", JSON.stringify(filter.ids));
  // A few orders are looked up among the words one by one; else all that have the words are found first.
  if (filter.query !== undefined && filter.ids)
    add("EXISTS (SELECT 1 FROM open_search WHERE open_search MATCH ? AND rowid = o.ordinal)", filter.query);
  else if (filter.query !== undefined) add("o.ordinal IN (SELECT rowid FROM open_search WHERE open_search MATCH ?)", filter.query);
  if (filter.states) add(`o.state IN (${filter.states.map(() => "+?").join(", ")})`, ...filter.states);
  if (filter.technicianId === null) add("o.technician_id IS NULL");
  else if (filter.technicianId !== undefined) add("o.technician_id = +?", filter.technicianId);
  if (filter.priority) add("o.priority = +?", PRIORITIES.indexOf(filter.priority));
  if (filter.dueFrom !== undefined) add("o.due_key >= ?", filter.dueFrom);
  if (filter.dueUntil !== undefined) add("o.due_key <= ?", filter.dueUntil);
  if (filter.untakenSince !== undefined) add("o.technician_id IS NULL AND o.received_at < ? AND o.due_key < '9999'", filter.untakenSince);
  if (after) add(afterSql, ...afterValues(after));
  const by = filter.ids ? "" : `INDEXED BY ${sort === "due" ? dueIndex(filter) : index}`;
  const sql = `SELECT ${COLUMNS} FROM repair_order o ${by} ${JOINS} WHERE ${where.join(" AND ")} ORDER BY ${order} LIMIT +?`;
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
  const rows = statement.all(...values).map(summaryFromRow);
  const page = rows.slice(0, limit);
  const last = page[page.length - 1];
  return { rows: page, next: rows.length > limit && last ? cursorOf(last, sort) : null };
}

const statements = prepared((db) => ({
  states: db.prepare<[], { state: string; n: number }>("SELECT value AS state, orders AS n FROM open_count WHERE what = 'state'"),
  overdue: db.prepare<[string], { n: number | null }>("SELECT sum(orders) AS n FROM open_count WHERE what = 'due' AND value < ?"),
  one: db.prepare<[string, string], { n: number }>("SELECT orders AS n FROM open_count WHERE what = +? AND value = +?"),
  untaken: db.prepare<[number], { n: number }>(
    `SELECT count(*) AS n FROM repair_order INDEXED BY open_untaken
    WHERE closed_at IS NULL AND technician_id IS NULL AND due_key < '9999' AND received_at < ? AND ${shown("orders", "ordinal")}`,
  ),
  searchOpen: db.prepare<[string, number], { row: number }>(
    "SELECT rowid AS row FROM open_search WHERE open_search MATCH ? ORDER BY rowid DESC LIMIT +?",
  ),
  closed: wordIndex(db, "closed_search"),
  span: db.prepare<[], Span>(spanOf("repair_order")),
  byOrdinals: db.prepare<[string], SummaryRow>(
    `SELECT ${COLUMNS} FROM json_each(+?) CROSS JOIN repair_order o ON o.ordinal = json_each.value ${JOINS}
    WHERE ${shown("orders", "o.ordinal")} ORDER BY json_each.key`,
  ),
  ofPhone: db.prepare<[string], { id: string }>(
    `SELECT c.id FROM customer_phone p CROSS JOIN customer c ON c.id = p.customer_id
    WHERE p.e164 = +? AND ${shown("customers", "c.ordinal")} ORDER BY c.ordinal DESC LIMIT 10`,
  ),
  ofName: db.prepare<[string], { id: string; name: string }>(
    `SELECT id, name FROM customer INDEXED BY customer_by_name
    WHERE name_folded = +? AND ${shown("customers", "ordinal")} ORDER BY ordinal DESC LIMIT 100`,
  ),
  idsOfCustomer: db.prepare<[string, number], { id: string; ordinal: number }>(
    `SELECT id, ordinal FROM repair_order INDEXED BY repair_order_by_customer
    WHERE customer_id = +? AND ${shown("orders", "ordinal")} ORDER BY ordinal DESC LIMIT +?`,
  ),
  byId: db.prepare<[string], SummaryRow>(`SELECT ${COLUMNS} FROM repair_order o ${JOINS} WHERE o.id = +? AND ${shown("orders", "o.ordinal")}`),
  ofCustomer: db.prepare<[string, number], SummaryRow>(
    `SELECT ${COLUMNS} FROM repair_order o INDEXED BY repair_order_by_customer ${JOINS}
    WHERE o.customer_id = +? AND ${shown("orders", "o.ordinal")} ORDER BY o.ordinal DESC LIMIT +?`,
  ),
}));

/** Counts of open orders per state, and of those that stand out. @param today ISO day @param untakenSince epoch ms */
export function countQueue(db: Database, today: string, untakenSince: number, personId: string | null): QueueCounts {
  const { states, overdue, one, untaken } = statements(db);
  const rows = states.all();
  const numberOf = (what: "due" | "technician", value: string): number => one.get(what, value)?.n ?? 0;
  return {
    today,
    states: Object.fromEntries(rows.map((row) => [row.state, row.n])),
    total: rows.reduce((sum, row) => sum + row.n, 0),
    overdue: overdue.get(today)!.n ?? 0,
    dueToday: numberOf("due", today),
    untaken: untaken.get(untakenSince)!.n,
    mine: personId === null ? 0 : numberOf("technician", personId),
  };
}

/** Orders, open and closed, that a query of `domain/search.ts` finds, newest first. */
export function searchOrders(db: Database, wanted: Wanted, limit: number): readonly OrderSummary[] {
  const { searchOpen, closed, span, byOrdinals } = statements(db);
  const open = searchOpen.all(wanted.query, limit).map(({ row }) => row);
  const found = findNewest(wanted, span.get()!, limit, open, closed);
  return byOrdinals.all(JSON.stringify(found)).map(summaryFromRow);
}

/** Ids of the newest orders of the customers who have this phone number, E.164. */
export const listOrderIdsOfPhone = (db: Database, phone: string, limit: number): readonly string[] =>
  newestOf(db, statements(db).ofPhone.all(phoneParts(phone).e164), limit);

/** Ids of the newest orders of the customers who are called so, case and diacritics aside; of those who are spelled so before the others. */
export function listOrderIdsOfName(db: Database, name: string, limit: number): readonly string[] {
  const called = statements(db).ofName.all(foldText(name));
  const so = called.filter((customer) => spelling(customer.name) === spelling(name)).slice(0, MOST_NAMESAKES);
  const otherwise = called.filter((customer) => !so.includes(customer)).slice(0, MOST_NAMESAKES - so.length);
  return [...newestOf(db, so, limit), ...newestOf(db, otherwise, limit)].slice(0, limit);
}

const MOST_NAMESAKES = 10;

const spelling = (name: string): string => name.normalize("NFC").toLowerCase();

const newestOf = (db: Database, customers: readonly { id: string }[], limit: number): readonly string[] =>
  customers
    .flatMap(({ id }) => statements(db).idsOfCustomer.all(id, limit))
    .toSorted((one, other) => other.ordinal - one.ordinal)
    .slice(0, limit)
    .map(({ id }) => id);

/** The summaries of these orders, in this order; unknown ids are left out. */
export const listSummaries = (db: Database, ids: readonly string[]): readonly OrderSummary[] =>
  ids.flatMap((id) => statements(db).byId.all(id).map(summaryFromRow));

/** A customer's orders, newest first. */
export const listOrdersOfCustomer = (db: Database, customerId: string, limit: number): readonly OrderSummary[] =>
  statements(db).ofCustomer.all(customerId, limit).map(summaryFromRow);
