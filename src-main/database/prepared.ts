import type { Database } from "better-sqlite3";

/** Prepares a family's statements once per database, at first use. */
export function prepared<Statements>(prepare: (db: Database) => Statements): (db: Database) => Statements {
  const known = new WeakMap<Database, Statements>();
  return (db) => {
    const found = known.get(db);
    if (found) return found;
    const made = prepare(db);
    known.set(db, made);
    return made;
  };
}
