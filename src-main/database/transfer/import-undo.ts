import type { Database } from "better-sqlite3";
import { DomainError } from "../../domain/ground/error.ts";
import type { ImportCounts } from "../../domain/transfer/import.ts";
import { COUNT_HIDDEN_IN, COUNT_HIDDEN_OUT, HIDE, SHOW_ALL } from "../ground/hidden.ts";
import { inTransaction, inUnsyncedTransaction } from "../ground/open.ts";
import { prepared } from "../ground/prepared.ts";
import { bringTogether, mergeNothing } from "../ground/search-upkeep.ts";
import { clearAside, countAside, setFiguresAside } from "../figures/shop-figures.ts";

type ImportRow = { id: string; state: string; customers_below: number; orders_below: number; counts: string; undone_at: number | null };
type Range = { readonly from: number; readonly to: number };
type Lines = { readonly id: string; readonly after: number; readonly until: number };

/** Rows that are looked at or removed at once: some milliseconds. */
const PIECE = 100;

/** Something imported that was worked with since. */
export type Touched = { readonly kind: "order" | "customer" | "device"; readonly name: string };

const NOT_OF_IMPORT = "NOT EXISTS (SELECT 1 FROM import_row own WHERE own.order_id = o.id AND own.import_id = +@id)";

/** What of an import may not be taken back any more. `rows` are those of one import. */
const TOUCHED: readonly string[] = [
  // An order that somebody did anything to has an event of it, or a paper; or another order's fault is the same.
  `SELECT 'order' AS kind, o.number AS name FROM rows CROSS JOIN repair_order o ON o.id = rows.order_id
    WHERE o.version > 1 OR EXISTS (SELECT 1 FROM event e WHERE e.order_ordinal = o.ordinal AND e.kind <> 'imported')
      OR EXISTS (SELECT 1 FROM print_job j WHERE j.order_ordinal = o.ordinal) OR EXISTS (SELECT 1 FROM photo f WHERE f.order_id = o.id)`,
  `SELECT 'order' AS kind, o.number AS name FROM rows CROSS JOIN repair_order later INDEXED BY repair_order_same_fault ON later.same_fault_as = rows.order_id
    CROSS JOIN repair_order o ON o.id = rows.order_id WHERE later.same_fault_as IS NOT NULL`,
  `SELECT 'customer' AS kind, c.name FROM rows CROSS JOIN customer c ON c.id = rows.customer_id
    WHERE c.updated_at <> c.created_at OR EXISTS (SELECT 1 FROM repair_order o WHERE o.customer_id = c.id AND ${NOT_OF_IMPORT})`,
  `SELECT 'device' AS kind, trim(d.brand || ' ' || d.model || ' ' || d.serial || d.imei) AS name FROM rows CROSS JOIN device d ON d.id = rows.device_id
    WHERE d.updated_at <> d.created_at OR EXISTS (SELECT 1 FROM repair_order o WHERE o.device_id = d.id AND ${NOT_OF_IMPORT})`,
];

const OF_IMPORT = `WITH rows AS MATERIALIZED
  (SELECT customer_id, device_id, order_id FROM import_row WHERE import_id = +@id AND line > +@after AND line <= +@until)`;

const DROP_ORDERS = [
  "DELETE FROM open_search WHERE rowid IN (SELECT ordinal FROM repair_order WHERE closed_at IS NULL AND ordinal BETWEEN @from AND @to)",
  ...["event", "order_line", "payment"].map((table) => `DELETE FROM ${table} WHERE order_ordinal BETWEEN @from AND @to`),
  "DELETE FROM order_figure WHERE ordinal BETWEEN @from AND @to",
  "DELETE FROM repair_order WHERE ordinal BETWEEN @from AND @to",
];
/** A customer or device that somebody has used meanwhile stays. */
const DROP_CUSTOMERS = [
  `DELETE FROM customer_phone WHERE customer_id IN (SELECT id FROM customer c WHERE ordinal BETWEEN @from AND @to
    AND NOT EXISTS (SELECT 1 FROM repair_order o WHERE o.customer_id = c.id))`,
  `DELETE FROM customer AS c WHERE ordinal BETWEEN @from AND @to AND NOT EXISTS (SELECT 1 FROM repair_order o WHERE o.customer_id = c.id)`,
];
const DROP_ROWS = [
  `DELETE FROM device AS d WHERE id IN (SELECT device_id FROM import_row WHERE import_id = @id AND line > @after AND line <= @until)
    AND NOT EXISTS (SELECT 1 FROM repair_order o WHERE o.device_id = d.id)`,
  "DELETE FROM import_row WHERE import_id = @id AND line > @after AND line <= @until",
];

/** The next rows from an ordinal on: where they end. */
const nextOf = (table: string, key: string): string =>
  `SELECT max(key) AS until FROM (SELECT ${key} AS key FROM ${table} WHERE ${key} BETWEEN +@from AND +@to ORDER BY ${key} LIMIT ${PIECE})`;

const statements = prepared((db) => {
  const all = (list: readonly string[]) => list.map((sql) => db.prepare(sql));
  const inRange = (table: string, key: string, drops: readonly string[]) => ({
    next: db.prepare<[Range], { until: number | null }>(nextOf(table, key)),
    drops: all(drops),
  });
  const words = (index: string) => inRange(`${index}_docsize`, "id", [`DELETE FROM ${index} WHERE rowid BETWEEN @from AND @to`]);
  return {
    get: db.prepare<[string], ImportRow>("SELECT * FROM import WHERE id = +?"),
    running: db.prepare<[], { id: string }>("SELECT id FROM import WHERE state = 'running'"),
    unfinished: db.prepare<[], { id: string }>(
      "SELECT id FROM import i WHERE state = 'undone' AND (undone_at IS NULL OR EXISTS (SELECT 1 FROM import_row r WHERE r.import_id = i.id))",
    ),
    undoing: db.prepare<[], string | null>("SELECT undoing FROM hidden_range WHERE only = 1").pluck(),
    setUndoing: db.prepare("UPDATE hidden_range SET undoing = ?"),
    setSender: db.prepare("UPDATE import SET sender = ? WHERE id = ?"),
    setUndone: db.prepare("UPDATE import SET state = 'undone', undone_at = ? WHERE id = ?"),
    remove: db.prepare("DELETE FROM import WHERE id = ? AND undone_at IS NULL"),
    hide: db.prepare(HIDE),
    showAll: db.prepare(SHOW_ALL),
    countOpenIn: all(COUNT_HIDDEN_IN),
    countOpenOut: all(COUNT_HIDDEN_OUT),
    takeFigures: all(setFiguresAside("-")),
    lines: db.prepare<[{ id: string; after: number }], { until: number | null }>(
      `SELECT max(line) AS until FROM (SELECT line FROM import_row WHERE import_id = +@id AND line > +@after ORDER BY line LIMIT ${PIECE})`,
    ),
    touched: TOUCHED.map((select) => db.prepare<[Lines & { limit: number }], Touched>(`${OF_IMPORT} ${select} LIMIT +@limit`)),
    customers: inRange("customer", "ordinal", DROP_CUSTOMERS),
    orders: inRange("repair_order", "ordinal", DROP_ORDERS),
    customerWords: words("customer_search"),
    orderWords: words("closed_search"),
    dropRows: all(DROP_ROWS),
  };
});

/** Ids of imports that nobody sees any more and that are not removed yet. */
export const listUnfinished = (db: Database): readonly string[] =>
  statements(db)
    .unfinished.all()
    .map(({ id }) => id);

/** Pieces of an import's lines, in the order of the file. */
function* linesOf(db: Database, id: string): Generator<Lines, void, void> {
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const { until } = statements(db).lines.get({ id, after })!;
    if (until === null) return;
    yield { id, after, until };
    after = until;
  }
}

/** What of an import was worked with since it came, a look with each step. @returns the first so many */
function* findTouched(db: Database, id: string, limit: number): Generator<void, readonly Touched[], void> {
  const found: Touched[] = [];
  for (const lines of linesOf(db, id)) {
    for (const statement of statements(db).touched) found.push(...statement.all({ ...lines, limit }));
    if (found.length >= limit) return found.slice(0, limit);
    yield;
  }
  return found;
}

const MOST_TOUCHED = 20;

/**
 * Takes an import back, a piece of the work with each step: looks whether somebody worked with it, hides all of it in one transaction, looks
 * again, and only then says that it is undone. `clearLeft` removes afterwards what nobody can see any more.
 * @param sender the name of this program
 * @throws DomainError `import.touched` with the first that somebody worked with, `import.busy` while another one is on its way
 */
export function* undoImport(db: Database, id: string, at: number, sender: string): Generator<void, void, void> {
  const { running, undoing, setUndoing, setSender, setUndone, takeFigures, hide, countOpenOut } = statements(db);
  inTransaction(db, () => {
    if (running.get() || undoing.get() || listUnfinished(db).length > 0) throw new DomainError("import.busy");
    setUndoing.run(id);
    setSender.run(sender, id);
  });
  let undone = false;
  try {
    refuseTouched(yield* findTouched(db, id, MOST_TOUCHED + 1));
    const range = rangesOf(db, id);
    for (let from = range.orders.from; from <= range.orders.to; from += PIECE) {
      const below = Math.min(from + PIECE, range.orders.to + 1);
      inUnsyncedTransaction(db, () => takeFigures.forEach((statement) => statement.run({ from, below })));
      yield;
    }
    inTransaction(db, () => {
      hide.run({
        customersFrom: range.customers.from,
        customersTo: range.customers.to,
        ordersFrom: range.orders.from,
        ordersTo: range.orders.to,
      });
      countOpenOut.forEach((statement) => statement.run());
      countAside(db, true);
    });
    yield;
    // Whoever began before it was hidden has finished by now, and nobody can begin any more.
    refuseTouched(yield* findTouched(db, id, MOST_TOUCHED + 1));
    inTransaction(db, () => {
      setUndoing.run(null);
      setUndone.run(at, id);
    });
    undone = true;
  } finally {
    if (!undone) showAgain(db);
  }
}

function refuseTouched(found: readonly Touched[]): void {
  if (found.length === 0) return;
  const names = found.slice(0, MOST_TOUCHED).map(({ name }) => name);
  throw new DomainError("import.touched", { text: names.join(", "), count: found.length });
}

/** Shows what somebody began to take back and did not finish. */
export function showAgain(db: Database): void {
  const { setUndoing, showAll, countOpenIn } = statements(db);
  inTransaction(db, () => {
    countOpenIn.forEach((statement) => statement.run());
    showAll.run();
    countAside(db, false);
    setUndoing.run(null);
  });
}

/** The ordinals of what an import brought; of one that never came to its end, all that may be its own. */
function rangesOf(db: Database, id: string): { readonly customers: Range; readonly orders: Range } {
  const row = statements(db).get.get(id)!;
  const counts = JSON.parse(row.counts) as Partial<ImportCounts>;
  const range = (below: number, count: number | undefined): Range => ({
    from: count === undefined ? Number.MIN_SAFE_INTEGER : below - count,
    to: below - 1,
  });
  return { customers: range(row.customers_below, counts.customers), orders: range(row.orders_below, counts.orders) };
}

/** One piece of an undone import: nobody sees it, so it may be lost with the power and done again. */
function removePiece(db: Database, work: () => void): void {
  // For each row that goes, SQLite would look through all papers and orders for one that refers to it.
  db.pragma("foreign_keys = OFF");
  try {
    inUnsyncedTransaction(db, work);
  } finally {
    db.pragma("foreign_keys = ON");
  }
}

/** Removes the words and rows of an import that nobody sees any more, a piece with each step: its lines last, so that they tell what is left. */
function* clearImport(db: Database, id: string): Generator<void, void, void> {
  const { customers, orders, customerWords, orderWords, dropRows, remove, showAll } = statements(db);
  const range = rangesOf(db, id);
  mergeNothing(db);
  for (const [{ next, drops }, { from: first, to }] of [
    [customerWords, range.customers],
    [orderWords, range.orders],
    [orders, range.orders],
    [customers, range.customers],
  ] as const)
    for (let from = first; ;) {
      const { until } = next.get({ from, to })!;
      if (until === null) break;
      removePiece(db, () => drops.forEach((statement) => statement.run({ from, to: until })));
      from = until + 1;
      yield;
    }
  for (const lines of linesOf(db, id)) {
    removePiece(db, () => dropRows.forEach((statement) => statement.run(lines)));
    yield;
  }
  inTransaction(db, () => {
    remove.run(id);
    showAll.run();
  });
}

/** Removes what is left of imports that were taken back or given up, and brings together what one scattered, figures and words; a piece with each step. */
export function* clearLeft(db: Database): Generator<void, void, void> {
  for (const id of listUnfinished(db)) yield* clearImport(db, id);
  if (statements(db).running.get() !== undefined || statements(db).undoing.get() !== null) return;
  yield* clearAside(db);
  yield* bringTogether(db);
}
