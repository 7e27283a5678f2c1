import type { Database } from "better-sqlite3";
import { rebuild } from "./rebuild.ts";

/**
 * What belongs to an order lies beside each other, found by the order alone: a timeline is read with three pages of the file instead of
 * one for each event, and a step of an order writes in one place instead of three. Rows are read by the old index in their new order:
 * sorted in memory they would be too many. Keys come first: SQLite before 3.41 else finds fault with sound rows.
 */
export function rowsByOrder(db: Database): void {
  move(
    "accessory",
    "accessory_of_order",
    `order_id TEXT NOT NULL REFERENCES repair_order (id),
      position INTEGER NOT NULL,
      id TEXT NOT NULL,
      name TEXT NOT NULL,
      returned_at INTEGER,
      PRIMARY KEY (order_id, position)`,
  );
  move(
    "order_line",
    "line_of_order",
    `order_id TEXT NOT NULL REFERENCES repair_order (id),
      id TEXT NOT NULL,
      position INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('work', 'part')),
      title TEXT NOT NULL,
      quantity_milli INTEGER NOT NULL CHECK (quantity_milli > 0),
      unit_minor INTEGER NOT NULL CHECK (unit_minor >= 0),
      PRIMARY KEY (order_id, id)`,
  );
  move(
    "payment",
    "payment_of_order",
    `order_id TEXT NOT NULL REFERENCES repair_order (id),
      at INTEGER NOT NULL,
      id TEXT NOT NULL,
      method TEXT NOT NULL,
      amount_minor INTEGER NOT NULL,
      note TEXT NOT NULL,
      PRIMARY KEY (order_id, at, id)`,
  );
  move(
    "event",
    "event_of_order",
    `order_id TEXT NOT NULL REFERENCES repair_order (id),
      ordinal INTEGER NOT NULL,
      id TEXT NOT NULL,
      kind TEXT NOT NULL,
      at INTEGER NOT NULL,
      person_id TEXT REFERENCES person (id),
      bench_id TEXT NOT NULL REFERENCES bench (id),
      data TEXT NOT NULL CHECK (json_valid(data)),
      PRIMARY KEY (order_id, ordinal)`,
  );

  function move(table: string, index: string, columns: string): void {
    const key = /PRIMARY KEY \((.*)\)/.exec(columns)![1];
    rebuild(db, table, {
      table: () => `CREATE TABLE ${table} (
      ${columns}
    ) STRICT, WITHOUT ROWID`,
      rows: `${table} INDEXED BY ${index} ORDER BY ${key}`,
      index: () => "",
    });
  }
}
