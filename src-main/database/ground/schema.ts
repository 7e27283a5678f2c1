import Sqlite, { type Database } from "better-sqlite3";
import { MIGRATIONS } from "../migrations/all.ts";
import { openDatabase } from "./open.ts";

type Part = { readonly type: string; readonly name: string; readonly table: string; readonly sql: string | null };

/** What SQLite itself notes of how rows are spread. */
const STATISTICS = /^CREATE TABLE sqlite_stat[14]\(/;

/** The list of all parts of a database, each as one text, by its name. */
function partsOf(db: Database): ReadonlyMap<string, string> {
  const parts = db.prepare<[], Part>('SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema').all();
  return new Map(
    parts
      .filter(({ sql }) => !STATISTICS.test(sql ?? ""))
      .map(({ type, name, table, sql }) => [`${type} ${name}`, `${table} ${(sql ?? "").replaceAll(/\s+/g, " ")}`]),
  );
}

/**
 * What of a database is not as its migrations make it: a trigger, a view or a table more, one that is missing, one that says something
 * else. Whoever gets at a backup could have it change what is stored later.
 * @returns their kinds and names
 */
export function strangeParts(db: Database): readonly string[] {
  const version = db.pragma("user_version", { simple: true }) as number;
  const made = openDatabase(":memory:", MIGRATIONS.slice(0, version));
  try {
    const [here, expected] = [partsOf(db), partsOf(made)];
    return [...new Set([...here.keys(), ...expected.keys()])].filter((name) => here.get(name) !== expected.get(name)).toSorted();
  } finally {
    made.close();
  }
}

/** Opens a file that came from elsewhere: what its list of parts says is not trusted to call functions (sqlite.org/pragma.html#pragma_trusted_schema). */
export function openForeign(file: string, options: Sqlite.Options = {}): Database {
  const db = new Sqlite(file, { fileMustExist: true, ...options });
  db.pragma("trusted_schema = OFF");
  return db;
}
