import type { Database } from "better-sqlite3";
import type { Customer } from "../../domain/customers/customer.ts";
import { wordsOfOrder, type SearchedOrder } from "../../domain/orders/order-search.ts";
import type { Order } from "../../domain/orders/order.ts";
import { prepared } from "../ground/prepared.ts";
import { wordsInStretch } from "../ground/search-index.ts";

/** What an order is found by, its customer aside. */
type FoundRow = {
  ordinal: number;
  number: string;
  claim_code: string;
  fault: string;
  closed_at: number | null;
  category: string;
  brand: string;
  model: string;
  serial: string;
  imei: string;
  imei2: string;
  body_code: string;
};

const statements = prepared((db) => ({
  putOpenWords: db.prepare("INSERT OR REPLACE INTO open_search (rowid, words) VALUES (@ordinal, @words)"),
  putClosedWords: db.prepare(`INSERT OR REPLACE INTO closed_search (rowid, words) VALUES (@ordinal, ${wordsInStretch("@ordinal", "@words")})`),
  ordinal: db.prepare<[string], { ordinal: number }>("SELECT ordinal FROM repair_order WHERE id = +?"),
  foundOfCustomer: db.prepare<[string], FoundRow>(`SELECT o.ordinal, o.number, o.claim_code, o.fault, o.closed_at,
    d.category, d.brand, d.model, d.serial, d.imei, d.imei2, d.body_code
    FROM repair_order o JOIN device d ON d.id = o.device_id WHERE o.customer_id = +? ORDER BY o.ordinal`),
}));

/** Makes an order findable. A trigger brings the words over when it is closed. */
export function putSearchWords(db: Database, ordinal: number, order: SearchedOrder & Pick<Order, "closedAt">): void {
  const { putOpenWords, putClosedWords } = statements(db);
  (order.closedAt === null ? putOpenWords : putClosedWords).run({ ordinal, words: wordsOfOrder(order) });
}

/** Makes an order findable by what it says now. */
export const updateSearchWords = (db: Database, order: Order): void => putSearchWords(db, statements(db).ordinal.get(order.id)!.ordinal, order);

/** Makes all orders of a customer findable by what the customer is called now. Reads no more of them than they are found by: they may be thousands. */
export function updateSearchWordsOfCustomer(db: Database, customerId: string, customer: Customer): void {
  for (const row of statements(db).foundOfCustomer.all(customerId)) {
    const { category, brand, model, serial, imei, imei2, body_code: bodyCode } = row;
    const device = { category, brand, model, serial, imei, imei2, bodyCode };
    putSearchWords(db, row.ordinal, { number: row.number, claimCode: row.claim_code, fault: row.fault, closedAt: row.closed_at, customer, device });
  }
}
