import type { Database } from "better-sqlite3";
import { rebuild } from "./rebuild.ts";

/**
 * What belongs to an order lies beside each other, found by the order alone: a timeline is read with three pages of the file instead of
 * one for each event, and a step of an order writes in one place instead of three. The old index reads rows in their new order: sorted
 * in memory they would be too many.
 */
export function rowsByOrder(db: Database): void {
  for (const [table, key, index] of [
    ["accessory", "order_id, position", "accessory_of_order"],
    ["order_line", "order_id, id", "line_of_order"],
    ["payment", "order_id, at, id", "payment_of_order"],
    ["event", "order_id, ordinal", "event_of_order"],
  ] as const)
    rebuild(db, table, {
      table: (sql) =>
        sql
          .replace("ordinal INTEGER PRIMARY KEY", "ordinal INTEGER NOT NULL")
          .replace(/\bid TEXT (PRIMARY KEY|NOT NULL UNIQUE)/, "id TEXT NOT NULL")
          .replace(/\s*\) STRICT$/, `,\n      PRIMARY KEY (${key})\n    ) STRICT, WITHOUT ROWID`),
      rows: `${table} INDEXED BY ${index} ORDER BY ${key}`,
      index: () => "",
    });
}
