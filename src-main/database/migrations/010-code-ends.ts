import type { Database } from "better-sqlite3";
import { fillCustomers, fillOrders } from "./007-search-stretches.ts";

/**
 * A code is found by its end through one word that stands backwards, no longer through each of its ends as a word of its own: a third of the
 * words, and of the time that each intake, handback and imported row takes.
 */
export function codeEnds(db: Database): void {
  for (const index of ["open_search", "closed_search", "customer_search"]) {
    const { sql } = db.prepare<[string], { sql: string }>("SELECT sql FROM sqlite_master WHERE name = ?").get(index)!;
    db.exec(`DROP TABLE ${index}`);
    db.exec(sql);
  }
  fillOrders(db, "open");
  fillOrders(db, "closed");
  fillCustomers(db);
}
