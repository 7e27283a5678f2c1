import type { Database } from "better-sqlite3";

/** Templates of papers that the shop wrote itself; none is ever deleted, for frozen papers name the one that they are made from. */
export function templates(db: Database): void {
  db.exec(`
    CREATE TABLE own_template (
      ordinal INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('certificate', 'handback', 'decision', 'approval')),
      source TEXT NOT NULL,
      problem TEXT CHECK (problem IS NULL OR json_valid(problem)),
      person_id TEXT REFERENCES person (id),
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX own_template_of_kind ON own_template (kind, ordinal);
  `);
}
