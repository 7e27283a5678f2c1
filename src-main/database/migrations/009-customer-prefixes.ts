import type { Database } from "better-sqlite3";
import { fillCustomers } from "./007-search-stretches.ts";

/**
 * What is typed of a customer is a term of its own up to three letters only, with the sign of the stretch: names, numbers and addresses have
 * few words that begin with the same four, and each length more makes intakes and imports slower.
 */
export function customerPrefixes(db: Database): void {
  db.exec(`
    DROP TABLE customer_search;
    CREATE VIRTUAL TABLE customer_search USING fts5 (words, content='', contentless_delete=1, detail='none', prefix='2 3 4');
  `);
  fillCustomers(db);
}
