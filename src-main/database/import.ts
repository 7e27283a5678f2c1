import type { Database } from "better-sqlite3";
import { hasPassed } from "../domain/deadline.ts";
import { DomainError } from "../domain/error.ts";
import type { ImportCounts, ImportKind, ImportRecord } from "../domain/import.ts";
import { inTransaction, inUnsyncedTransaction } from "./open.ts";
import { prepared } from "./prepared.ts";
import { COUNT_IMPORTED, UNCOUNT_IMPORTED } from "./shop-figures.ts";
import { wordsInStretch } from "./search-index.ts";
import { mergeSeldom } from "./search-upkeep.ts";

type ImportRow = {
  ordinal: number;
  id: string;
  kind: string;
  file: string;
  columns: string;
  newline: string;
  sender: string;
  customers_below: number;
  orders_below: number;
  counts: string;
  state: string;
  person: string | null;
  at: number;
  undone_at: number | null;
};

const RECORD = "SELECT i.*, p.name AS person FROM import i LEFT JOIN person p ON p.id = i.person_id";

const statements = prepared((db) => ({
  insert:
    db.prepare(`INSERT INTO import (id, kind, file, columns, newline, state, sender, customers_below, orders_below, counts, person_id, bench_id, at)
    VALUES (?, ?, ?, ?, ?, 'running', ?, ?, ?, '{}', ?, ?, ?)`),
  running: db.prepare<[], ImportRow>(`${RECORD} WHERE i.state = 'running'`),
  below: db.prepare<[], { customers: number; orders: number }>(
    `SELECT min(coalesce((SELECT min(ordinal) FROM customer), 0), 0) AS customers, min(coalesce((SELECT min(ordinal) FROM repair_order), 0), 0) AS orders`,
  ),
  remove: db.prepare("DELETE FROM import WHERE id = ?"),
  list: db.prepare<[], ImportRow>(`${RECORD} WHERE i.state <> 'running' ORDER BY i.ordinal DESC LIMIT 200`),
  get: db.prepare<[string], ImportRow>(`${RECORD} WHERE i.id = +? AND i.state <> 'running'`),
  done: db.prepare("UPDATE import SET state = 'done', counts = ? WHERE id = ?"),
  undone: db.prepare("UPDATE import SET state = 'undone', undone_at = ? WHERE id = ?"),
  customerWords: db.prepare(`INSERT INTO customer_search (rowid, words) VALUES (@ordinal, ${wordsInStretch("@ordinal", "@words")})`),
  orderWords: db.prepare(`INSERT INTO closed_search (rowid, words) VALUES (@ordinal, ${wordsInStretch("@ordinal", "@words")})`),
  dropCustomerWords: db.prepare("DELETE FROM customer_search WHERE rowid >= ? AND rowid < ?"),
  dropOrderWords: db.prepare("DELETE FROM closed_search WHERE rowid >= ? AND rowid < ?"),
  dropSomeRows: db.prepare("DELETE FROM import_row WHERE ordinal IN (SELECT ordinal FROM import_row WHERE import_id = ? LIMIT ?)"),
  unfinished: db.prepare<[], { id: string }>(
    "SELECT id FROM import i WHERE state = 'undone' AND EXISTS (SELECT 1 FROM import_row r WHERE r.import_id = i.id)",
  ),
  numberTaken: db.prepare<[string], { id: string }>("SELECT id FROM repair_order WHERE number = +?"),
  rows: db.prepare<[string, number, number], { line: number; cells: string }>(
    "SELECT line, cells FROM import_row WHERE import_id = +? AND line > +? ORDER BY line LIMIT +?",
  ),
}));

const recordFromRow = (row: ImportRow): ImportRecord => ({
  id: row.id,
  kind: row.kind as ImportKind,
  file: row.file,
  at: row.at,
  person: row.person,
  undoneAt: row.undone_at,
  counts: JSON.parse(row.counts) as ImportCounts,
});

/** Imports that were made, the newest first. */
export const listImports = (db: Database): readonly ImportRecord[] => statements(db).list.all().map(recordFromRow);

/** @throws DomainError `import.unknown` */
export function getImport(db: Database, id: string): ImportRecord & { readonly columns: readonly string[]; readonly newline: string } {
  const row = statements(db).get.get(id);
  if (!row) throw new DomainError("import.unknown");
  return { ...recordFromRow(row), columns: JSON.parse(row.columns) as string[], newline: row.newline };
}

/** Rows of an import as their cells stood in the file, in the file's order, from a line on. */
export const listImportRows = (db: Database, importId: string, after: number, limit: number): readonly { line: number; cells: readonly string[] }[] =>
  statements(db)
    .rows.all(importId, after, limit)
    .map(({ line, cells }) => ({ line, cells: JSON.parse(cells) as string[] }));

/** The order that bears a number, own or foreign, if there is one. */
export const isNumberTaken = (db: Database, number: string): boolean => statements(db).numberTaken.get(number) !== undefined;

/** Who makes an import, of what, where. */
export type NewImport = {
  readonly id: string;
  readonly kind: ImportKind;
  readonly file: string;
  readonly columns: readonly string[];
  readonly newline: string;
  readonly sender: string;
  readonly personId: string | null;
  readonly benchId: string;
  readonly at: number;
};

/**
 * Notes that an import is on its way; there is one at a time.
 * @returns the ordinals below which its customers and orders belong: what is past stands before all that came in here
 * @throws DomainError `import.busy`
 */
export function beginImport(db: Database, made: NewImport): { readonly customers: number; readonly orders: number } {
  const { insert, running, unfinished, below } = statements(db);
  return inTransaction(db, () => {
    // Words of an import that is just being undone stand where the next one would put its own.
    if (running.get() || unfinished.get()) throw new DomainError("import.busy");
    const from = below.get()!;
    mergeSeldom(db, true);
    insert.run(
      made.id,
      made.kind,
      made.file,
      JSON.stringify(made.columns),
      made.newline,
      made.sender,
      from.customers,
      from.orders,
      made.personId,
      made.benchId,
      made.at,
    );
    return from;
  });
}

/**
 * Makes customers or orders findable that are not published yet: words without a row are passed over. The publishing's sync writes them
 * into the log for good, or the next start takes back what is left of them.
 */
export function insertImportWords(
  db: Database,
  of: "customer" | "repair_order",
  words: readonly { readonly ordinal: number; readonly words: string }[],
): void {
  const { customerWords, orderWords } = statements(db);
  const insert = of === "customer" ? customerWords : orderWords;
  inUnsyncedTransaction(db, () => words.forEach((each) => insert.run(each)));
}

/** The lowest integer of SQLite's that JavaScript can hold: below every ordinal. */
const LOWEST = Number.MIN_SAFE_INTEGER;

/** Takes an import back that was never published. */
export function dropImport(db: Database, id: string): void {
  const { running, remove, dropCustomerWords, dropOrderWords } = statements(db);
  inTransaction(db, () => {
    const row = running.get();
    if (row?.id !== id) return;
    mergeSeldom(db, false);
    dropCustomerWords.run(LOWEST, row.customers_below);
    dropOrderWords.run(LOWEST, row.orders_below);
    remove.run(id);
  });
}

/** No import lasts so long, ms: whoever bears the number of the program by now is another one. */
const LONGEST_MS = 6 * 3_600_000;

/** Takes back what a program left that is gone. @param now epoch ms */
export function dropOrphanedImport(db: Database, isAlive: (sender: string) => boolean, now: number): void {
  const row = statements(db).running.get();
  if (row && (!isAlive(row.sender) || hasPassed(row.at, LONGEST_MS, now))) dropImport(db, row.id);
}

/** Tells an imported order's timeline where it came from. */
const EVENT = `json_object('file', @file, 'number', number)`;

/**
 * Publishes a prepared import in one transaction: all of it is there from now on, or nothing.
 * @param stage the file that it was prepared in
 * @param title of the line that a price becomes
 */
export function publishImport(db: Database, stage: string, made: NewImport, counts: ImportCounts, title: string): void {
  db.prepare("ATTACH ? AS stage").run(stage);
  try {
    inTransaction(db, () => {
      const below = statements(db).running.get()?.orders_below ?? 0;
      const from = {
        id: made.id,
        at: made.at,
        bench: made.benchId,
        person: made.personId,
        file: made.file,
        title,
        from: below - counts.orders,
        below,
      };
      for (const sql of PUBLISH) {
        const statement = db.prepare(sql);
        const used = Object.fromEntries(Object.entries(from).filter(([name]) => sql.includes(`@${name}`)));
        statement.run(...(Object.keys(used).length > 0 ? [used] : []));
      }
      mergeSeldom(db, false);
      if (statements(db).done.run(JSON.stringify(counts), made.id).changes === 0) throw new Error("the import is gone");
    });
  } finally {
    db.exec("DETACH stage");
  }
}

const PUBLISH: readonly string[] = [
  `INSERT INTO customer (ordinal, id, kind, name, name_folded, contact, registration, email, whatsapp, address, language, created_at, updated_at)
    SELECT ordinal, id, kind, name, name_folded, contact, registration, email, whatsapp, address, language, @at, @at FROM stage.customer ORDER BY ordinal`,
  `INSERT INTO customer_phone (customer_id, position, e164)
    SELECT c.id, p.key, p.value FROM stage.customer c, json_each(c.phones) p ORDER BY c.id, p.key`,
  `INSERT INTO device (id, category, brand, model, colour, serial, serial_code, imei, imei2, body_code, purchased_on, seller, created_at, updated_at)
    SELECT id, category, brand, model, colour, serial, serial_code, imei, imei2, '', purchased_on, seller, @at, @at FROM stage.device`,
  `INSERT INTO repair_order (ordinal, id, number, claim_code, customer_id, device_id, state, state_at, request, channel, priority, fault, condition,
      proofs, warranty_card_stamped, currency, bench_id, received_at, closed_at, handback)
    SELECT ordinal, id, number, '', customer_id, device_id, 'handed-back', closed_at, 'repair', 'visit', 1, fault, condition,
      '[]', 0, currency, @bench, received_at, closed_at,
      json_object('at', closed_at, 'byName', NULL, 'slipShown', json('false'), 'identityCheck', NULL, 'identityNote', '', 'outcome', outcome,
        'warrantyUntil', NULL, 'paidMinor', price_minor, 'paidMethod', iif(price_minor = 0, NULL, 'other'), 'signature', NULL)
    FROM stage.repair_order ORDER BY ordinal`,
  `INSERT INTO import_row (import_id, line, cells, customer_id, device_id, order_id)
    SELECT @id, line, cells, customer_id, device_id, order_id FROM stage.import_row ORDER BY line`,
  `INSERT INTO order_figure (ordinal, in_on, out_on, fault, class) SELECT ordinal, in_on, out_on, fault_kind, class FROM stage.repair_order ORDER BY ordinal`,
  ...COUNT_IMPORTED,
  `INSERT INTO order_line (id, order_id, position, kind, title, quantity_milli, unit_minor)
    SELECT id, id, 0, 'work', @title, 1000, price_minor FROM stage.repair_order WHERE price_minor > 0 ORDER BY id`,
  `INSERT INTO payment (id, order_id, method, amount_minor, note, at)
    SELECT id, id, 'other', price_minor, '', closed_at FROM stage.repair_order WHERE price_minor > 0 ORDER BY id`,
  `INSERT INTO event (order_id, ordinal, id, kind, at, person_id, bench_id, data)
    SELECT id, 1, id, 'imported', @at, @person, @bench, ${EVENT} FROM stage.repair_order ORDER BY id`,
];

/** Something imported that was worked with since. */
export type Touched = { readonly kind: "order" | "customer" | "device"; readonly name: string };

const NOT_OF_IMPORT = "NOT EXISTS (SELECT 1 FROM import_row own WHERE own.order_id = o.id AND own.import_id = +@id)";

/** What of an import may not be taken back any more. `rows` are those of one import. */
const TOUCHED: readonly string[] = [
  // An order that somebody did anything to has an event of it, or a paper; or another order's fault is the same.
  `SELECT 'order' AS kind, o.number AS name FROM rows CROSS JOIN repair_order o ON o.id = rows.order_id
    WHERE o.version > 1 OR EXISTS (SELECT 1 FROM event e WHERE e.order_id = o.id AND e.kind <> 'imported')
      OR EXISTS (SELECT 1 FROM print_job j WHERE j.order_id = o.id) OR EXISTS (SELECT 1 FROM photo f WHERE f.order_id = o.id)`,
  `SELECT 'order' AS kind, o.number AS name FROM repair_order later CROSS JOIN import_row own ON own.order_id = later.same_fault_as AND own.import_id = +@id
    CROSS JOIN repair_order o ON o.id = own.order_id WHERE later.same_fault_as IS NOT NULL`,
  `SELECT 'customer' AS kind, c.name FROM rows CROSS JOIN customer c ON c.id = rows.customer_id
    WHERE c.updated_at <> c.created_at OR EXISTS (SELECT 1 FROM repair_order o WHERE o.customer_id = c.id AND ${NOT_OF_IMPORT})`,
  `SELECT 'device' AS kind, trim(d.brand || ' ' || d.model || ' ' || d.serial || d.imei) AS name FROM rows CROSS JOIN device d ON d.id = rows.device_id
    WHERE d.updated_at <> d.created_at OR EXISTS (SELECT 1 FROM repair_order o WHERE o.device_id = d.id AND ${NOT_OF_IMPORT})`,
];

const OF_IMPORT = "WITH rows AS MATERIALIZED (SELECT customer_id, device_id, order_id FROM import_row WHERE import_id = +@id)";

/** What of an import was worked with since it came: an order with more than its import, a customer or device that was corrected or came in again. */
export const listTouched = (db: Database, id: string, limit: number): readonly Touched[] =>
  touched(db)
    .flatMap((statement) => statement.all({ id, limit }))
    .slice(0, limit);

const touched = prepared((db) =>
  TOUCHED.map((select) => db.prepare<[{ id: string; limit: number }], Touched>(`${OF_IMPORT} ${select} LIMIT +@limit`)),
);

const UNDO: readonly string[] = [
  ...["event", "order_line", "payment"].map(
    (table) => `DELETE FROM ${table} WHERE order_id IN (SELECT order_id FROM import_row WHERE import_id = @id)`,
  ),
  "DELETE FROM repair_order WHERE id IN (SELECT order_id FROM import_row WHERE import_id = @id)",
  "DELETE FROM device WHERE id IN (SELECT device_id FROM import_row WHERE import_id = @id)",
  "DELETE FROM customer_phone WHERE customer_id IN (SELECT customer_id FROM import_row WHERE import_id = @id)",
  "DELETE FROM customer WHERE id IN (SELECT customer_id FROM import_row WHERE import_id = @id)",
];

/**
 * Takes an import back, in one transaction; `clearUndone` removes afterwards what nobody can see any more.
 * @throws DomainError `import.touched` with the first that somebody worked with since, `import.busy` while another one is on its way
 */
export function undoImport(db: Database, id: string, at: number): void {
  // For each row that goes, SQLite would look through all papers and orders for one that refers to it.
  db.pragma("foreign_keys = OFF");
  try {
    inTransaction(db, () => {
      if (statements(db).running.get()) throw new DomainError("import.busy");
      const found = listTouched(db, id, MOST_TOUCHED + 1);
      if (found.length > 0)
        throw new DomainError("import.touched", {
          text: found
            .slice(0, MOST_TOUCHED)
            .map(({ name }) => name)
            .join(", "),
          count: found.length,
        });
      const { orders_below: below, counts } = statements(db).get.get(id)!;
      for (const sql of UNCOUNT_IMPORTED) db.prepare(sql).run({ from: below - (JSON.parse(counts) as ImportCounts).orders, below });
      for (const sql of UNDO) db.prepare(sql).run({ id });
      statements(db).undone.run(at, id);
    });
  } finally {
    db.pragma("foreign_keys = ON");
  }
}

const MOST_TOUCHED = 20;

/** So much of an undone import goes at once. Each piece costs the index of words a merge of its own, so that few large ones cost least. */
const CLEAR_WORDS = 50_000;
const CLEAR_ROWS = 10_000;

/** Removes the words and rows of an undone import, one piece with each step: words first, so that rows tell what is not finished. */
export function* clearUndone(db: Database, id: string): Generator<void, void, void> {
  const { get, dropCustomerWords, dropOrderWords, dropSomeRows } = statements(db);
  const row = get.get(id);
  if (row?.state !== "undone") return;
  const counts = JSON.parse(row.counts) as ImportCounts;
  for (const [drop, below, count] of [
    [dropCustomerWords, row.customers_below, counts.customers],
    [dropOrderWords, row.orders_below, counts.orders],
  ] as const)
    for (let from = below - count; from < below; from += CLEAR_WORDS) {
      inUnsyncedTransaction(db, () => void drop.run(from, Math.min(from + CLEAR_WORDS, below)));
      yield;
    }
  for (let left = true; left;) {
    inUnsyncedTransaction(db, () => (left = dropSomeRows.run(id, CLEAR_ROWS).changes > 0));
    yield;
  }
}

/** Finishes what a program left of an import that it had undone, one piece with each step. */
export function* clearLeftUndone(db: Database): Generator<void, void, void> {
  for (const { id } of statements(db).unfinished.all()) yield* clearUndone(db, id);
}
