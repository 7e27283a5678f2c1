import type { Database } from "better-sqlite3";
import { hasPassed } from "../../domain/ground/deadline.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { ImportCounts, ImportKind, ImportRecord } from "../../domain/transfer/import.ts";
import { HIDE } from "../ground/hidden.ts";
import { listUnfinished, showAgain } from "./import-undo.ts";
import { inTransaction, inUnsyncedTransaction } from "../ground/open.ts";
import { prepared } from "../ground/prepared.ts";
import { wordsInStretch } from "../ground/search-index.ts";
import { mergeNothing } from "../ground/search-upkeep.ts";

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

/** One that never became visible is no import to anybody, though some of it may still lie there. */
const PUBLISHED = "(i.state = 'done' OR i.undone_at IS NOT NULL)";
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
  list: db.prepare<[], ImportRow>(`${RECORD} WHERE ${PUBLISHED} ORDER BY i.ordinal DESC LIMIT 200`),
  get: db.prepare<[string], ImportRow>(`${RECORD} WHERE i.id = +? AND ${PUBLISHED}`),
  undoing: db.prepare<[], string | null>("SELECT undoing FROM hidden_range").pluck(),
  hide: db.prepare(HIDE),
  drop: db.prepare("UPDATE import SET state = 'undone' WHERE id = ?"),
  customerWords: db.prepare(`INSERT INTO customer_search (rowid, words) VALUES (@ordinal, ${wordsInStretch("@ordinal", "@words")})`),
  orderWords: db.prepare(`INSERT INTO closed_search (rowid, words) VALUES (@ordinal, ${wordsInStretch("@ordinal", "@words")})`),
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

/** The lowest integer of SQLite's that JavaScript can hold: below every ordinal. */
const LOWEST = Number.MIN_SAFE_INTEGER;

/**
 * Notes that an import is on its way; there is one at a time.
 * @returns the ordinals below which its customers and orders belong: what is past stands before all that came in here
 * @throws DomainError `import.busy`
 */
export function beginImport(db: Database, made: NewImport): { readonly customers: number; readonly orders: number } {
  const { insert, running, undoing, hide, below } = statements(db);
  return inTransaction(db, () => {
    // Words of an import that is just being undone stand where the next one would put its own.
    if (running.get() || undoing.get() || listUnfinished(db).length > 0) throw new DomainError("import.busy");
    const from = below.get()!;
    mergeNothing(db);
    hide.run({ customersFrom: LOWEST, customersTo: from.customers - 1, ordersFrom: LOWEST, ordersTo: from.orders - 1 });
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

/** Gives an import up that was never published. Nobody has seen anything of it; `clearLeft` removes it. */
export function dropImport(db: Database, id: string): void {
  const { running, drop } = statements(db);
  inTransaction(db, () => {
    if (running.get()?.id !== id) return;
    drop.run(id);
  });
}

/** No import lasts so long, ms: whoever bears the number of the program by now is another one. */
const LONGEST_MS = 6 * 3_600_000;

/** Gives up what a program left in the middle that is gone. @param now epoch ms */
export function dropOrphanedImport(db: Database, isAlive: (sender: string) => boolean, now: number): void {
  const row = statements(db).running.get();
  if (row && (!isAlive(row.sender) || hasPassed(row.at, LONGEST_MS, now))) dropImport(db, row.id);
  const undoing = statements(db).undoing.get();
  if (undoing && !isAlive(statements(db).get.get(undoing)?.sender ?? "")) showAgain(db);
}
