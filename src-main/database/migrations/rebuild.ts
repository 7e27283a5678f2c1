import type { Database } from "better-sqlite3";

type Changes = {
  readonly table: (sql: string) => string;
  readonly trigger?: (sql: string) => string;
  readonly index?: (sql: string) => string;
  /** What the rows are read from, `table ORDER BY …`, where they are to lie in another order. */
  readonly rows?: string;
};

const same = (sql: string): string => sql;

type Made = { readonly type: "index" | "trigger"; readonly sql: string };

/**
 * Makes a table anew where its checks or worked-out columns change, which SQLite cannot alter: the procedure of its documentation,
 * "Making Other Kinds Of Table Schema Changes". Indexes and triggers come along.
 */
export function rebuild(db: Database, table: string, { table: changed, trigger = same, index = same, rows = table }: Changes): void {
  const { sql } = db.prepare("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) as { sql: string };
  const belongings = db
    .prepare("SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql IS NOT NULL")
    .all(table) as readonly Made[];
  const columns = (db.pragma(`table_xinfo(${table})`) as readonly { name: string; hidden: number }[])
    .filter(({ hidden }) => hidden === 0)
    .map(({ name }) => name)
    .join(", ");
  const next = changed(sql);
  if (next === sql) throw new Error(`${table} is not as it was`);
  // Triggers of the old table must not count its rows out while it goes.
  for (const { name } of db.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?").all(table) as readonly {
    name: string;
  }[])
    db.exec(`DROP TRIGGER ${name}`);
  db.exec(`
    ${next.replace(new RegExp(`^CREATE TABLE "?${table}"?`), `CREATE TABLE rebuilt_${table}`)};
    INSERT INTO rebuilt_${table} (${columns}) SELECT ${columns} FROM ${rows};
    DROP TABLE ${table};
  `);
  // Views and other tables' triggers that name this table would be found broken while there is none of this name.
  db.pragma("legacy_alter_table = ON");
  db.exec(`ALTER TABLE rebuilt_${table} RENAME TO ${table}`);
  db.pragma("legacy_alter_table = OFF");
  for (const { type, sql: made } of belongings) db.exec((type === "trigger" ? trigger : index)(made));
}
