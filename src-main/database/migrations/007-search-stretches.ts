import type { Database } from "better-sqlite3";
import { wordsOfCustomer } from "../../domain/customers/customer.ts";
import { wordsOfOrder } from "../../domain/orders/order-search.ts";
import { wordsInStretch } from "../ground/search-index.ts";

/**
 * Searches cost the same however old the shop is: the words of closed orders and of customers stand in stretches, and what is typed
 * of a word is a term of its own up to six letters.
 */
export function searchStretches(db: Database): void {
  db.exec(`
    DROP TRIGGER words_closed;
    DROP TABLE closed_search;
    DROP TABLE customer_search;
    CREATE VIRTUAL TABLE closed_search USING fts5 (
      words, content='', contentless_delete=1, detail='none', prefix='2 3 4 5 6 7'
    );
    CREATE VIRTUAL TABLE customer_search USING fts5 (
      words, content='', contentless_delete=1, detail='none', prefix='2 3 4 5 6 7'
    );
  `);
  fillOrders(db, "closed");
  fillCustomers(db);
  db.exec(`
    CREATE TRIGGER words_closed AFTER UPDATE OF closed_at ON repair_order WHEN OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL BEGIN
      INSERT OR REPLACE INTO closed_search (rowid, words)
        SELECT rowid, ${wordsInStretch("OLD.ordinal", "words")} FROM open_search WHERE rowid = OLD.ordinal;
      DELETE FROM open_search WHERE rowid = OLD.ordinal;
    END;
  `);
}

/** So many rows are in memory at once. */
const BATCH = 500;

type Found = {
  readonly ordinal: number;
  readonly number: string;
  readonly claimCode: string;
  readonly fault: string;
  readonly name: string;
  readonly contact: string;
  readonly email: string;
  readonly whatsapp: string;
  readonly phones: string | null;
  readonly registration: string;
  readonly category: string;
  readonly brand: string;
  readonly model: string;
  readonly serial: string;
  readonly imei: string;
  readonly bodyCode: string;
};

const PHONES = "(SELECT group_concat(e164, ' ') FROM (SELECT e164 FROM customer_phone p WHERE p.customer_id = c.id ORDER BY position)) AS phones";

const phonesOf = ({ phones }: Pick<Found, "phones">): readonly string[] => phones?.split(" ") ?? [];

/** Indexes the words of all orders that are open, or of all that are closed. */
export function fillOrders(db: Database, of: "open" | "closed"): void {
  const read = db.prepare<[number, number], Found>(`SELECT o.ordinal, o.number, o.claim_code AS claimCode, o.fault, c.name, c.contact, c.email,
    c.whatsapp, ${PHONES}, d.category, d.brand, d.model, d.serial, d.imei, d.body_code AS bodyCode
    FROM repair_order o CROSS JOIN customer c ON c.id = o.customer_id CROSS JOIN device d ON d.id = o.device_id
    WHERE o.ordinal > ? AND o.closed_at IS ${of === "open" ? "NULL" : "NOT NULL"} ORDER BY o.ordinal LIMIT ?`);
  const insert = db.prepare(
    `INSERT INTO ${of}_search (rowid, words) VALUES (@ordinal, ${of === "open" ? "@words" : wordsInStretch("@ordinal", "@words")})`,
  );
  inBatches(read, (row) =>
    insert.run({ ordinal: row.ordinal, words: wordsOfOrder({ ...row, customer: { ...row, phones: phonesOf(row) }, device: row }) }),
  );
}

/** Indexes the words of all customers. */
export function fillCustomers(db: Database): void {
  const read = db.prepare<[number, number], Found>(`SELECT c.ordinal, c.name, c.contact, c.email, c.whatsapp, c.registration, ${PHONES}
    FROM customer c WHERE c.ordinal > ? ORDER BY c.ordinal LIMIT ?`);
  const insert = db.prepare(`INSERT INTO customer_search (rowid, words) VALUES (@ordinal, ${wordsInStretch("@ordinal", "@words")})`);
  inBatches(read, (row) => insert.run({ ordinal: row.ordinal, words: wordsOfCustomer({ ...row, phones: phonesOf(row) }) }));
}

function inBatches(read: { readonly all: (after: number, limit: number) => readonly Found[] }, index: (row: Found) => unknown): void {
  for (let rows = read.all(Number.MIN_SAFE_INTEGER, BATCH); rows.length > 0; rows = read.all(rows.at(-1)!.ordinal, BATCH)) rows.forEach(index);
}
