import type { Database } from "better-sqlite3";

/**
 * Prepares a family's statements once per database, at first use.
 *
 * Values of a SELECT are bound as `+?`, also in its LIMIT. For a bare `?` SQLite notes that the value might matter to the
 * plan, and better-sqlite3, which clears its bindings after each run, then makes it compile the statement anew every
 * time: twenty times the cost of looking up an order. `sqlite3ExprIsInteger()` looks through no plus sign.
 */
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
