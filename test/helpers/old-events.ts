import type { Database } from "better-sqlite3";

/**
 * Lets a migration of the time when events named their orders by id count the events of today.
 * @returns takes the view away again
 */
export function showEventsByOrderId(db: Database): () => void {
  db.exec(`CREATE TEMP VIEW event AS SELECT o.id AS order_id, e.ordinal, e.kind, e.at, e.data
    FROM repair_order o CROSS JOIN main.event e ON e.order_ordinal = o.ordinal`);
  return () => void db.exec("DROP VIEW temp.event");
}
