import Sqlite from "better-sqlite3";
import type { DraftCustomer, DraftDevice, DraftOrder } from "../../domain/transfer/import-draft.ts";

/** What is known of a staged order beside what its row tells. */
export type StagedOrder = DraftOrder & {
  readonly id: string;
  readonly customerId: string;
  readonly deviceId: string;
  readonly currency: string;
  /** Empty where the device has left. */
  readonly claimCode: string;
};

/** An import on its way, in a file of its own beside the database: what becomes of it, nobody sees it before it is published. */
export type Stage = {
  readonly file: string;
  readonly addCustomer: (id: string, customer: DraftCustomer) => void;
  readonly addDevice: (id: string, device: DraftDevice) => void;
  readonly addOrder: (order: StagedOrder) => void;
  /** Keeps a row's cells, which are JSON, and the ids of what it added. */
  readonly addRow: (line: number, cells: string, ids: { customerId?: string; deviceId?: string; orderId?: string }) => void;
  /** Numbers customers and orders, the oldest first, so that the last of each comes right below the ordinal given. */
  readonly rank: (below: { readonly customers: number; readonly orders: number }) => { readonly customers: number; readonly orders: number };
  /** The words of customers or closed orders by which they are found, from an ordinal on. */
  readonly listWords: (of: "customer" | "repair_order", after: number, limit: number) => readonly { ordinal: number; words: string }[];
  readonly close: () => void;
};

/** Opens the file in which an import is prepared. It needs no durability: an import that dies is begun anew. */
export function openStage(file: string): Stage {
  const db = new Sqlite(file);
  db.pragma("journal_mode = OFF");
  db.pragma("synchronous = OFF");
  db.exec(`
    CREATE TABLE customer (ordinal INTEGER, row INTEGER PRIMARY KEY, id TEXT, kind TEXT, name TEXT, name_folded TEXT, contact TEXT, registration TEXT,
      email TEXT, whatsapp TEXT, address TEXT, language TEXT, phones TEXT, words TEXT);
    CREATE TABLE device (id TEXT, category TEXT, brand TEXT, model TEXT, colour TEXT, serial TEXT, serial_code TEXT, imei TEXT, imei2 TEXT, purchased_on TEXT, seller TEXT);
    CREATE TABLE repair_order (ordinal INTEGER, row INTEGER PRIMARY KEY, id TEXT, number TEXT, claim_code TEXT, state TEXT, customer_id TEXT, device_id TEXT, received_at INTEGER,
      promised_on TEXT, closed_at INTEGER, fault TEXT, condition TEXT, outcome TEXT, currency TEXT, price_minor INTEGER, words TEXT, in_on TEXT, out_on TEXT,
      fault_kind TEXT, class INTEGER);
    CREATE TABLE import_row (line INTEGER PRIMARY KEY, cells TEXT, customer_id TEXT, device_id TEXT, order_id TEXT);
  `);
  const put = (table: string, columns: string) => db.prepare(`INSERT INTO ${table} (${columns}) VALUES (${columns.replace(/\w+/g, "?")})`);
  const customers = put("customer", "id, kind, name, name_folded, contact, registration, email, whatsapp, address, language, phones, words");
  const devices = put("device", "id, category, brand, model, colour, serial, serial_code, imei, imei2, purchased_on, seller");
  const orders = put(
    "repair_order",
    "id, number, claim_code, state, customer_id, device_id, received_at, promised_on, closed_at, fault, condition, outcome, currency, price_minor, words, in_on, out_on, fault_kind, class",
  );
  const rows = put("import_row", "line, cells, customer_id, device_id, order_id");
  const words = (table: string, where: string) =>
    db.prepare<[number, number], { ordinal: number; words: string }>(
      `SELECT ordinal, words FROM ${table} WHERE ordinal > +?${where} ORDER BY ordinal LIMIT +?`,
    );
  const wordsOf = { customer: words("customer", ""), repair_order: words("repair_order", " AND closed_at IS NOT NULL") };
  db.exec("BEGIN");
  return {
    file,
    addCustomer: (id, customer) =>
      void customers.run(
        id,
        customer.kind,
        customer.name,
        customer.nameFolded,
        customer.contact,
        customer.registration,
        customer.email,
        customer.whatsapp,
        customer.address,
        customer.language,
        JSON.stringify(customer.phones),
        customer.words,
      ),
    addDevice: (id, device) =>
      void devices.run(
        id,
        device.category,
        device.brand,
        device.model,
        device.colour,
        device.serial,
        device.serialCode,
        device.imei,
        device.imei2,
        device.purchasedOn,
        device.seller,
      ),
    addOrder: (order) =>
      void orders.run(
        order.id,
        order.number,
        order.claimCode,
        order.state,
        order.customerId,
        order.deviceId,
        order.receivedAt,
        order.promisedOn,
        order.closedAt,
        order.fault,
        order.condition,
        order.outcome,
        order.currency,
        order.priceMinor,
        order.words,
        order.receivedOn,
        order.outOn,
        order.faultKind,
        order.turnaround,
      ),
    addRow: (line, cells, { customerId, deviceId, orderId }) => void rows.run(line, cells, customerId ?? null, deviceId ?? null, orderId ?? null),
    rank(below) {
      const lowest = { customers: below.customers, orders: below.orders };
      for (const [table, of, by] of [
        ["customer", "customers", "row"],
        ["repair_order", "orders", "received_at, row"],
      ] as const) {
        const count = db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;
        lowest[of] = below[of] - count;
        db.prepare(
          `UPDATE ${table} SET ordinal = ranked.place + ? FROM (SELECT row AS of, row_number() OVER (ORDER BY ${by}) - 1 AS place FROM ${table}) AS ranked
           WHERE ranked.of = ${table}.row`,
        ).run(lowest[of]);
        db.exec(`CREATE INDEX ${table}_by_ordinal ON ${table} (ordinal)`);
      }
      db.exec("COMMIT");
      return lowest;
    },
    listWords: (of, after, limit) => wordsOf[of].all(after, limit),
    close: () => db.close(),
  };
}
