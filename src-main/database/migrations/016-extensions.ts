import type { Database } from "better-sqlite3";
import { wordsOfCustomer } from "../../domain/customers/customer.ts";
import { wordsOfOrder } from "../../domain/orders/order-search.ts";
import { APOSTROPHES, foldText, plainLine } from "../../domain/ground/text.ts";
import { wordsInStretch } from "../ground/search-index.ts";

/** Marks that were kept in names and are taken out now, and white space that is not one plain space (GLOB). */
const UNSEEN = "\u00a0\u00ad\u200b-\u200f\u2000-\u200a\u202a-\u202f\u2060-\u206f\ufeff\t";

type Row = {
  readonly ordinal: number;
  readonly id: string;
  readonly name: string;
  readonly contact: string;
  readonly email: string;
  readonly whatsapp: string;
  readonly registration: string;
  readonly phones: string | null;
};
type OrderRow = {
  readonly ordinal: number;
  readonly number: string;
  readonly claimCode: string;
  readonly fault: string;
  readonly closedAt: number | null;
  readonly category: string;
  readonly brand: string;
  readonly model: string;
  readonly serial: string;
  readonly imei: string;
  readonly imei2: string;
  readonly bodyCode: string;
};

/**
 * A phone number has its extension beside it. Names lose the marks that nobody sees, and those with an apostrophe are found with and without
 * it: few customers have either, and only their words are written anew.
 */
export function extensions(db: Database): void {
  db.exec("ALTER TABLE customer_phone ADD COLUMN extension TEXT NOT NULL DEFAULT ''");
  db.exec(`UPDATE customer_phone SET extension = substr(e164, instr(e164, ';ext=') + 5), e164 = substr(e164, 1, instr(e164, ';ext=') - 1)
    WHERE e164 GLOB '*;ext=*'`);
  const touched = db
    .prepare<[{ apostrophe: string; unseen: string }], Row>(
      `SELECT c.ordinal, c.id, c.name, c.contact, c.email, c.whatsapp, c.registration, (SELECT group_concat(number, ' ') FROM (
        SELECT e164 || iif(extension = '', '', ';ext=' || extension) AS number FROM customer_phone p WHERE p.customer_id = c.id ORDER BY position)) AS phones
      FROM customer c WHERE c.name GLOB @apostrophe OR c.contact GLOB @apostrophe OR c.name GLOB @unseen OR c.contact GLOB @unseen OR c.name GLOB '*  *' ORDER BY c.ordinal`,
    )
    .all({ apostrophe: `*[${APOSTROPHES}]*`, unseen: `*[${UNSEEN}]*` });
  const rename = db.prepare("UPDATE customer SET name = ?, name_folded = ?, contact = ? WHERE id = ?");
  const put = db.prepare(`INSERT OR REPLACE INTO customer_search (rowid, words) VALUES (@ordinal, ${wordsInStretch("@ordinal", "@words")})`);
  const orders = db.prepare<[string], OrderRow>(`SELECT o.ordinal, o.number, o.claim_code AS claimCode, o.fault, o.closed_at AS closedAt, d.category,
    d.brand, d.model, d.serial, d.imei, d.imei2, d.body_code AS bodyCode
    FROM repair_order o CROSS JOIN device d ON d.id = o.device_id WHERE o.customer_id = ?`);
  const putOpen = db.prepare("INSERT OR REPLACE INTO open_search (rowid, words) VALUES (@ordinal, @words)");
  const putClosed = db.prepare(`INSERT OR REPLACE INTO closed_search (rowid, words) VALUES (@ordinal, ${wordsInStretch("@ordinal", "@words")})`);
  for (const { ordinal, id, phones, ...row } of touched) {
    const customer = { ...row, name: plainLine(row.name) || row.name, contact: plainLine(row.contact), phones: phones?.split(" ") ?? [] };
    if (customer.name !== row.name || customer.contact !== row.contact) rename.run(customer.name, foldText(customer.name), customer.contact, id);
    put.run({ ordinal, words: wordsOfCustomer(customer) });
    for (const order of orders.all(id))
      (order.closedAt === null ? putOpen : putClosed).run({ ordinal: order.ordinal, words: wordsOfOrder({ ...order, customer, device: order }) });
  }
}
