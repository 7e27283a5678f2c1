import type { Database } from "better-sqlite3";
import { factsText } from "../papers/paper-facts.ts";
import { idFromHex, idHex } from "../ground/row-id.ts";

/** A value as an export writes it; times are epoch ms. */
export type Cell = string | number | Buffer | null;

/** How a column of an export comes out of what is stored. */
type Source = { readonly sql: string; readonly read?: (stored: Cell) => Cell };

/** Columns that are packed in the database and written out in the open. */
const PACKED: Readonly<Record<string, Source>> = {
  "paper.data": { sql: "t.facts", read: (facts) => factsText(facts as Buffer) },
};

/** Where a column of an export comes from: rows that name another one by its ordinal are written with its id. */
function sourceOf(db: Database, table: string): (column: string) => Source {
  const stored = new Map((db.pragma(`table_info(${table})`) as readonly { name: string; type: string }[]).map(({ name, type }) => [name, type]));
  const references = db.pragma(`foreign_key_list(${table})`) as readonly { table: string; from: string }[];
  return (column) => {
    const ordinal = column.replace(/_id$/, "_ordinal");
    const named = stored.has(column) ? undefined : references.find(({ from }) => from === ordinal);
    const plain = named ? `(SELECT id FROM "${named.table}" WHERE ordinal = t."${ordinal}")` : `t."${column}"`;
    const isBlob = column === "id" && stored.get(column) === "ANY";
    return PACKED[`${table}.${column}`] ?? (isBlob ? { sql: idHex(plain), read: (id) => idFromHex(id as string) } : { sql: plain });
  };
}

/** Rows of a table as an export writes them, in the order in which they lie, one by one. */
export function* exportedRows(db: Database, table: string, columns: readonly string[]): IterableIterator<readonly Cell[]> {
  const sources = columns.map(sourceOf(db, table));
  const rows = db
    .prepare<[], Cell[]>(`SELECT ${sources.map(({ sql }) => sql).join(", ")} FROM "${table}" t`)
    .raw()
    .iterate() as IterableIterator<Cell[]>;
  for (const row of rows) yield row.map((cell, index) => sources[index]!.read?.(cell) ?? cell);
}
