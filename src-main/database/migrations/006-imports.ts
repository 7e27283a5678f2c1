import type { Database } from "better-sqlite3";

/** Imports: what came from which file, each row's cells as they stood there, and what it became. */
export function imports(db: Database): void {
  db.exec(`
    CREATE TABLE import (
      ordinal INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('customers', 'devices', 'orders', 'ord')),
      file TEXT NOT NULL,
      columns TEXT NOT NULL CHECK (json_valid(columns)),
      newline TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('running', 'done', 'undone')),
      -- The program that is at work on it, and the ordinals that it took below all others: what is left behind by one that was ended is found by them.
      sender TEXT NOT NULL,
      customers_below INTEGER NOT NULL,
      orders_below INTEGER NOT NULL,
      counts TEXT NOT NULL CHECK (json_valid(counts)),
      person_id TEXT REFERENCES person (id),
      bench_id TEXT NOT NULL REFERENCES bench (id),
      at INTEGER NOT NULL,
      undone_at INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX import_running ON import (state) WHERE state = 'running';

    -- A row's cells as they stood in the file, and the customer, device and order that it added. No references: an import may be undone.
    CREATE TABLE import_row (
      ordinal INTEGER PRIMARY KEY,
      import_id TEXT NOT NULL,
      line INTEGER NOT NULL,
      cells TEXT NOT NULL CHECK (json_valid(cells)),
      customer_id TEXT,
      device_id TEXT,
      order_id TEXT
    ) STRICT;
    CREATE INDEX import_row_of_import ON import_row (import_id, line);
    CREATE INDEX import_row_of_order ON import_row (order_id) WHERE order_id IS NOT NULL;
  `);
}
