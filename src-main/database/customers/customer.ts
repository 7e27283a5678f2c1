import type { Database } from "better-sqlite3";
import { DomainError } from "../../domain/ground/error.ts";
import { type KnownCustomer, type Customer, type CustomerKind, wordsOfCustomer } from "../../domain/customers/customer.ts";
import type { Language } from "../../domain/ground/language.ts";
import { phoneParts } from "../../domain/ground/phone.ts";
import { foldText } from "../../domain/ground/text.ts";
import { shown } from "../ground/hidden.ts";
import { prepared } from "../ground/prepared.ts";
import { findNewest, spanOf, wordIndex, wordsInStretch, type Span, type Wanted } from "../ground/search-index.ts";

type CustomerRow = {
  ordinal: number;
  id: string;
  kind: string;
  name: string;
  contact: string;
  registration: string;
  email: string;
  whatsapp: string;
  address: string;
  language: string;
  phones: string | null;
  orders: number;
  updated_at: number;
};

/** SQL for a number as the domain has it, from the columns of its row. */
export const PHONE = "e164 || iif(extension = '', '', ';ext=' || extension)";

const COLUMNS = `c.ordinal, c.id, c.kind, c.name, c.contact, c.registration, c.email, c.whatsapp, c.address, c.language, c.updated_at,
  (SELECT group_concat(${PHONE}, ' ') FROM (SELECT e164, extension FROM customer_phone p WHERE p.customer_id = c.id ORDER BY position)) AS phones,
  (SELECT count(*) FROM repair_order o WHERE o.customer_id = c.id AND ${shown("orders", "o.ordinal")}) AS orders`;

const statements = prepared((db) => ({
  insert:
    db.prepare(`INSERT INTO customer (id, kind, name, name_folded, contact, registration, email, whatsapp, address, language, created_at, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
  update: db.prepare(`UPDATE customer SET kind = ?, name = ?, name_folded = ?, contact = ?, registration = ?, email = ?, whatsapp = ?,
    address = ?, language = ?, updated_at = ? WHERE id = ? RETURNING ordinal`),
  get: db.prepare<[string], CustomerRow>(`SELECT ${COLUMNS} FROM customer c WHERE c.id = +? AND ${shown("customers", "c.ordinal")}`),
  same: db.prepare<[string, string], { id: string }>(`SELECT c.id FROM customer_phone p JOIN customer c ON c.id = p.customer_id
    WHERE p.e164 = +? AND c.name_folded = +? AND ${shown("customers", "c.ordinal")} ORDER BY c.ordinal LIMIT 1`),
  words: wordIndex(db, "customer_search"),
  span: db.prepare<[], Span>(spanOf("customer")),
  byOrdinals: db.prepare<[string], CustomerRow>(
    `SELECT ${COLUMNS} FROM json_each(+?) CROSS JOIN customer c ON c.ordinal = json_each.value
    WHERE ${shown("customers", "c.ordinal")} ORDER BY json_each.key`,
  ),
  ofPhone: db.prepare<[string, number], CustomerRow>(
    `SELECT ${COLUMNS} FROM customer_phone f CROSS JOIN customer c ON c.id = f.customer_id WHERE f.e164 = +? AND ${shown("customers", "c.ordinal")}
    ORDER BY c.ordinal DESC LIMIT +?`,
  ),
  insertPhone: db.prepare("INSERT INTO customer_phone (customer_id, position, e164, extension) VALUES (?, ?, ?, ?)"),
  deletePhones: db.prepare("DELETE FROM customer_phone WHERE customer_id = ?"),
  openOrders: db.prepare<[string], { id: string }>(
    `SELECT id FROM repair_order WHERE customer_id = +? AND closed_at IS NULL AND ${shown("orders", "ordinal")} ORDER BY ordinal`,
  ),
  insertWords: db.prepare(`INSERT OR REPLACE INTO customer_search (rowid, words) VALUES (@ordinal, ${wordsInStretch("@ordinal", "@words")})`),
}));

const customerFromRow = (row: CustomerRow): KnownCustomer => ({
  id: row.id,
  kind: row.kind as CustomerKind,
  name: row.name,
  contact: row.contact,
  registration: row.registration,
  phones: row.phones ? row.phones.split(" ") : [],
  email: row.email,
  whatsapp: row.whatsapp,
  address: row.address,
  language: row.language as Language,
  orders: row.orders,
  updatedAt: row.updated_at,
});

function putPhones(db: Database, id: string, phones: readonly string[]): void {
  const { insertPhone } = statements(db);
  phones.forEach((phone, position) => {
    const { e164, extension } = phoneParts(phone);
    insertPhone.run(id, position, e164, extension);
  });
}

/** Adds a customer and makes them findable. */
export function insertCustomer(db: Database, id: string, customer: Customer, at: number): void {
  const { insert, insertWords } = statements(db);
  const { lastInsertRowid } = insert.run(
    id,
    customer.kind,
    customer.name,
    foldText(customer.name),
    customer.contact,
    customer.registration,
    customer.email,
    customer.whatsapp,
    customer.address,
    customer.language,
    at,
    at,
  );
  putPhones(db, id, customer.phones);
  insertWords.run({ ordinal: lastInsertRowid, words: wordsOfCustomer(customer) });
}

/** Brings a known customer up to date. @throws DomainError `customer.unknown` */
export function updateCustomer(db: Database, id: string, customer: Customer, at: number): void {
  const { update, deletePhones, insertWords } = statements(db);
  const row = update.get(
    customer.kind,
    customer.name,
    foldText(customer.name),
    customer.contact,
    customer.registration,
    customer.email,
    customer.whatsapp,
    customer.address,
    customer.language,
    at,
    id,
  ) as { ordinal: number } | undefined;
  if (!row) throw new DomainError("customer.unknown", { field: "customerId" });
  deletePhones.run(id);
  putPhones(db, id, customer.phones);
  insertWords.run({ ordinal: row.ordinal, words: wordsOfCustomer(customer) });
}

/** @throws DomainError `customer.unknown` */
export function getCustomer(db: Database, id: string): KnownCustomer {
  const row = statements(db).get.get(id);
  if (!row) throw new DomainError("customer.unknown", { field: "customerId" });
  return customerFromRow(row);
}

/** Ids of a customer's orders that are not closed. */
export const listOpenOrderIds = (db: Database, customerId: string): readonly string[] =>
  statements(db)
    .openOrders.all(customerId)
    .map(({ id }) => id);

/** The customer with this main phone and name (case and diacritics aside), if known. */
export const findSameCustomer = (db: Database, phone: string, name: string): string | undefined =>
  statements(db).same.get(phoneParts(phone).e164, foldText(name))?.id;

/** Customers that a query of `domain/search.ts` finds, newest first. */
export function searchCustomers(db: Database, wanted: Wanted, limit: number): readonly KnownCustomer[] {
  const { words, span, byOrdinals } = statements(db);
  return byOrdinals.all(JSON.stringify(findNewest(wanted, span.get()!, limit, [], words))).map(customerFromRow);
}

/** Customers who have a phone number, E.164, newest first. */
export const listCustomersOfPhone = (db: Database, phone: string, limit: number): readonly KnownCustomer[] =>
  statements(db).ofPhone.all(phoneParts(phone).e164, limit).map(customerFromRow);
