import type { Database } from "better-sqlite3";
import { listCorrectedFacts } from "./event.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { Language } from "../../domain/ground/language.ts";
import { lineTotalMinor } from "../../domain/ground/money.ts";
import {
  PRIORITIES,
  type Accessory,
  type Channel,
  type Handback,
  type IntakeDraft,
  type Order,
  type OrderLine,
  type Payment,
  type PaymentMethod,
} from "../../domain/orders/order.ts";
import type { RepairRequest } from "../../domain/warranty/claim.ts";
import type { Customer, CustomerKind } from "../../domain/customers/customer.ts";
import type { OrderState } from "../../domain/orders/order-state.ts";
import { wordsOfOrder, type SearchedOrder } from "../../domain/orders/order-search.ts";
import { deviceFromRow } from "../devices/device.ts";
import { shown } from "../ground/hidden.ts";
import { listPhotos } from "../pictures/picture.ts";
import { PHONE } from "../customers/customer.ts";
import { prepared } from "../ground/prepared.ts";
import { idFromHex, idHex, ordinalOf, storedId } from "../ground/row-id.ts";
import { wordsInStretch } from "../ground/search-index.ts";
import { findWarranty } from "../warranty/warranty.ts";

type OrderRow = {
  ordinal: number;
  id: string;
  number: string;
  claim_code: string;
  version: number;
  customer_id: string;
  device_id: string;
  state: string;
  state_at: number;
  request: string;
  channel: string;
  priority: number;
  policy: string | null;
  fault: string;
  condition: string;
  proofs: string;
  warranty_card_stamped: number;
  promised_on: string | null;
  currency: string;
  estimate_minor: number | null;
  limit_minor: number | null;
  signature: string | null;
  same_id: string | null;
  same_number: string | null;
  technician_id: string | null;
  technician: string | null;
  received_by_name: string | null;
  bench: string;
  received_at: number;
  closed_at: number | null;
  corrected_at: number | null;
  handback: string | null;
  has_passcode: number;
  c_kind: string;
  c_name: string;
  c_contact: string;
  c_registration: string;
  c_email: string;
  c_whatsapp: string;
  c_address: string;
  c_language: string;
  c_phones: string | null;
  category: string;
  brand: string;
  model: string;
  colour: string;
  serial: string;
  imei: string;
  imei2: string;
  body_code: string;
  purchased_on: string | null;
  received_on: string | null;
  manufactured_on: string | null;
  seller: string;
};

/** What an order is found by, its customer aside. */
type FoundRow = Pick<
  OrderRow,
  "ordinal" | "number" | "claim_code" | "fault" | "closed_at" | "category" | "brand" | "model" | "serial" | "imei" | "imei2" | "body_code"
>;

const FULL = `SELECT o.*, same.id AS same_id, same.number AS same_number, t.name AS technician, r.name AS received_by_name, b.name AS bench,
  EXISTS (SELECT 1 FROM passcode k WHERE k.order_id = o.id) AS has_passcode,
  c.kind AS c_kind, c.name AS c_name, c.contact AS c_contact, c.registration AS c_registration, c.email AS c_email,
  c.whatsapp AS c_whatsapp, c.address AS c_address, c.language AS c_language,
  (SELECT group_concat(${PHONE}, ' ') FROM (SELECT e164, extension FROM customer_phone p WHERE p.customer_id = c.id ORDER BY position)) AS c_phones,
  d.category, d.brand, d.model, d.colour, d.serial, d.imei, d.imei2, d.body_code, d.purchased_on, d.received_on, d.manufactured_on, d.seller
  FROM repair_order o JOIN customer c ON c.id = o.customer_id JOIN device d ON d.id = o.device_id JOIN bench b ON b.id = o.bench_id
  LEFT JOIN person t ON t.id = o.technician_id LEFT JOIN person r ON r.id = o.received_by LEFT JOIN repair_order same ON same.id = o.same_fault_as`;

const ORDER = ordinalOf("repair_order", "?");
const ORDER_NAMED = ordinalOf("repair_order", "@orderId");

const statements = prepared((db) => ({
  nextNumber: db.prepare<[string, number], { last: number }>(`INSERT INTO number_counter (prefix, year, last) VALUES (?, ?, 1)
    ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last`),
  insert: db.prepare(`INSERT INTO repair_order (id, number, claim_code, customer_id, device_id, state, state_at, request, channel, priority,
    policy, fault, condition, proofs, warranty_card_stamped, promised_on, currency, estimate_minor, limit_minor, signature,
    same_fault_as, received_by, bench_id, received_at)
    VALUES (?, ?, ?, ?, ?, 'received', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
  putOpenWords: db.prepare("INSERT OR REPLACE INTO open_search (rowid, words) VALUES (@ordinal, @words)"),
  putClosedWords: db.prepare(`INSERT OR REPLACE INTO closed_search (rowid, words) VALUES (@ordinal, ${wordsInStretch("@ordinal", "@words")})`),
  ordinal: db.prepare<[string], { ordinal: number }>("SELECT ordinal FROM repair_order WHERE id = +?"),
  byId: db.prepare<[string], OrderRow>(`${FULL} WHERE o.id = +? AND ${shown("orders", "o.ordinal")}`),
  byNumber: db.prepare<[string], OrderRow>(`${FULL} WHERE o.number = +? AND ${shown("orders", "o.ordinal")}`),
  any: db.prepare<[], { found: number }>("SELECT EXISTS (SELECT 1 FROM repair_order) AS found"),
  idOfNumber: db.prepare<[string], { id: string }>(`SELECT id FROM repair_order WHERE number = +? AND ${shown("orders", "ordinal")}`),
  byClaim: db.prepare<[string], { id: string }>("SELECT id FROM repair_order WHERE claim_code = +? ORDER BY ordinal DESC LIMIT 5"),
  foundOfCustomer: db.prepare<[string], FoundRow>(`SELECT o.ordinal, o.number, o.claim_code, o.fault, o.closed_at,
    d.category, d.brand, d.model, d.serial, d.imei, d.imei2, d.body_code
    FROM repair_order o JOIN device d ON d.id = o.device_id WHERE o.customer_id = +? ORDER BY o.ordinal`),
  insertAccessory: db.prepare(`INSERT INTO accessory (id, order_ordinal, position, name) VALUES (?, ${ORDER}, ?, ?)`),
  accessories: db.prepare<[number], { id: string; name: string; returned_at: number | null }>(
    `SELECT ${idHex("id")} AS id, name, returned_at FROM accessory WHERE order_ordinal = +? ORDER BY position`,
  ),
  returnAccessory: db.prepare(`UPDATE accessory SET returned_at = ? WHERE id = ? AND order_ordinal = ${ORDER}`),
  lines: db.prepare<[number], { id: string; kind: string; title: string; quantity_milli: number; unit_minor: number }>(
    `SELECT ${idHex("id")} AS id, kind, title, quantity_milli, unit_minor FROM order_line WHERE order_ordinal = +? ORDER BY position`,
  ),
  putLine: db.prepare(`INSERT INTO order_line (id, order_ordinal, position, kind, title, quantity_milli, unit_minor)
    VALUES (@id, ${ORDER_NAMED}, (SELECT coalesce(max(position), -1) + 1 FROM order_line WHERE order_ordinal = ${ORDER_NAMED}), @kind, @title, @quantityMilli, @unitMinor)
    ON CONFLICT (order_ordinal, id) DO UPDATE SET kind = excluded.kind, title = excluded.title, quantity_milli = excluded.quantity_milli, unit_minor = excluded.unit_minor`),
  deleteLine: db.prepare(`DELETE FROM order_line WHERE id = ? AND order_ordinal = ${ORDER}`),
  payments: db.prepare<[number], { id: string; method: string; amount_minor: number; note: string; at: number }>(
    `SELECT ${idHex("id")} AS id, method, amount_minor, note, at FROM payment WHERE order_ordinal = +? ORDER BY at, payment.id`,
  ),
  insertPayment: db.prepare(`INSERT INTO payment (id, order_ordinal, method, amount_minor, note, at) VALUES (?, ${ORDER}, ?, ?, ?, ?)`),
  insertPasscode: db.prepare("INSERT INTO passcode (order_id, sealed) VALUES (?, ?) ON CONFLICT (order_id) DO UPDATE SET sealed = excluded.sealed"),
  passcode: db.prepare<[string], { sealed: Buffer }>("SELECT sealed FROM passcode WHERE order_id = +?"),
  wipePasscode: db.prepare("DELETE FROM passcode WHERE order_id = ?"),
  move: db.prepare("UPDATE repair_order SET state = ?, state_at = ?, closed_at = ?, version = version + 1 WHERE id = ?"),
  assign: db.prepare("UPDATE repair_order SET technician_id = ?, version = version + 1 WHERE id = ?"),
  intakeFacts: db.prepare(`UPDATE repair_order SET device_id = ?, proofs = ?, warranty_card_stamped = ?, request = ?, channel = ? WHERE id = ?`),
  deleteAccessories: db.prepare(`DELETE FROM accessory WHERE order_ordinal = ${ORDER}`),
  correct: db.prepare("UPDATE repair_order SET corrected_at = ?, version = version + 1 WHERE id = ?"),
  touch: db.prepare("UPDATE repair_order SET version = version + 1 WHERE id = ?"),
  edit: db.prepare(`UPDATE repair_order SET fault = ?, condition = ?, priority = ?, promised_on = ?, estimate_minor = ?, limit_minor = ?,
    version = version + 1 WHERE id = ?`),
  handback: db.prepare(`UPDATE repair_order SET state = ?, state_at = ?, closed_at = ?, handback = ?, version = version + 1
    WHERE id = ?`),
}));

/** The next running number of a prefix and year; a transaction that fails gives it back, so there is no gap. */
export const nextRunningNumber = (db: Database, prefix: string, year: number): number => statements(db).nextNumber.get(prefix, year)!.last;

/** What an intake adds to its draft. */
export type NewOrder = {
  readonly id: string;
  readonly number: string;
  readonly claimCode: string;
  readonly customerId: string;
  readonly deviceId: string;
  readonly at: number;
  readonly receivedBy: string | null;
  readonly benchId: string;
  readonly accessoryIds: readonly string[];
};

/** Stores a new order with its accessories and makes it findable. */
export function insertOrder(db: Database, order: NewOrder, draft: IntakeDraft): void {
  const { insert, insertAccessory } = statements(db);
  const { lastInsertRowid } = insert.run(
    order.id,
    order.number,
    order.claimCode,
    order.customerId,
    order.deviceId,
    order.at,
    draft.request,
    draft.channel,
    PRIORITIES.indexOf(draft.priority),
    draft.policy,
    draft.fault,
    draft.condition,
    JSON.stringify(draft.proofs),
    draft.warrantyCardStamped ? 1 : 0,
    draft.promisedOn,
    draft.currency,
    draft.estimateMinor,
    draft.limitMinor,
    draft.signature,
    draft.sameFaultAs,
    order.receivedBy,
    order.benchId,
    order.at,
  );
  draft.accessories.forEach((name, position) => insertAccessory.run(storedId(order.accessoryIds[position]!), order.id, position, name));
  putSearchWords(db, Number(lastInsertRowid), { ...order, ...draft, closedAt: null });
}

/** A trigger brings the words over when an order is closed. */
function putSearchWords(db: Database, ordinal: number, order: SearchedOrder & Pick<Order, "closedAt">): void {
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

function orderFromRow(db: Database, row: OrderRow): Order {
  return {
    id: row.id,
    number: row.number,
    claimCode: row.claim_code,
    version: row.version,
    state: row.state as OrderState,
    stateSince: row.state_at,
    receivedAt: row.received_at,
    closedAt: row.closed_at,
    correctedAt: row.corrected_at,
    correctedFacts: row.corrected_at === null ? [] : listCorrectedFacts(db, row.id),
    receivedBy: row.received_by_name,
    bench: row.bench,
    technicianId: row.technician_id,
    technician: row.technician,
    customerId: row.customer_id,
    customer: {
      kind: row.c_kind as CustomerKind,
      name: row.c_name,
      contact: row.c_contact,
      registration: row.c_registration,
      phones: row.c_phones ? row.c_phones.split(" ") : [],
      email: row.c_email,
      whatsapp: row.c_whatsapp,
      address: row.c_address,
      language: row.c_language as Language,
    },
    deviceId: row.device_id,
    device: deviceFromRow(row),
    proofs: JSON.parse(row.proofs) as string[],
    warrantyCardStamped: row.warranty_card_stamped === 1,
    hasPasscode: row.has_passcode === 1,
    policy: row.policy,
    request: row.request as RepairRequest,
    channel: row.channel as Channel,
    fault: row.fault,
    condition: row.condition,
    accessories: listAccessories(db, row.ordinal),
    priority: PRIORITIES[row.priority]!,
    promisedOn: row.promised_on,
    currency: row.currency,
    estimateMinor: row.estimate_minor,
    limitMinor: row.limit_minor,
    signature: row.signature,
    photos: listPhotos(db, row.id),
    lines: listLines(db, row.ordinal),
    payments: listPayments(db, row.ordinal),
    sameFaultAs: row.same_id && row.same_number ? { id: row.same_id, number: row.same_number } : null,
    handback: row.handback ? (JSON.parse(row.handback) as Handback) : null,
    warranty: findWarranty(db, row.id),
  };
}

const listAccessories = (db: Database, order: number): readonly Accessory[] =>
  statements(db)
    .accessories.all(order)
    .map((row) => ({ id: idFromHex(row.id), name: row.name, returned: row.returned_at !== null }));

const listLines = (db: Database, order: number): readonly OrderLine[] =>
  statements(db)
    .lines.all(order)
    .map((row) => ({
      id: idFromHex(row.id),
      kind: row.kind as OrderLine["kind"],
      title: row.title,
      quantityMilli: row.quantity_milli,
      unitMinor: row.unit_minor,
      totalMinor: lineTotalMinor(row.unit_minor, row.quantity_milli),
    }));

const listPayments = (db: Database, order: number): readonly Payment[] =>
  statements(db)
    .payments.all(order)
    .map((row) => ({
      id: idFromHex(row.id),
      method: row.method as PaymentMethod,
      amountMinor: row.amount_minor,
      note: row.note,
      at: row.at,
    }));

/** @throws DomainError `order.unknown` */
export function getOrder(db: Database, id: string): Order {
  const order = findOrder(db, id);
  if (!order) throw new DomainError("order.unknown", { field: "id" });
  return order;
}

export function findOrder(db: Database, id: string): Order | undefined {
  const row = statements(db).byId.get(id);
  return row && orderFromRow(db, row);
}

/** The order with a number, canonical as `parseOrderNumber` gives it or as another system wrote it. */
export function findOrderByNumber(db: Database, number: string): Order | undefined {
  const row = statements(db).byNumber.get(number);
  return row && orderFromRow(db, row);
}

/** @param number canonical, as `parseOrderNumber` gives it @throws DomainError `order.unknown` */
export function getOrderByNumber(db: Database, number: string): Order {
  const order = findOrderByNumber(db, number);
  if (!order) throw new DomainError("order.unknown", { field: "number", number });
  return order;
}

/** Whether a device was ever taken in here. */
export const hasOrders = (db: Database): boolean => statements(db).any.get()!.found === 1;

/** The id behind a canonical number, if there is such an order. */
export const findOrderId = (db: Database, number: string): string | undefined => statements(db).idOfNumber.get(number)?.id;

/** Ids of orders with this claim code, newest first (two may share one by chance). */
export const listOrdersByClaimCode = (db: Database, claimCode: string): readonly string[] =>
  statements(db)
    .byClaim.all(claimCode)
    .map((row) => row.id);

/** Moves an order; `closedAt` ends its stay. */
export const updateState = (db: Database, id: string, state: OrderState, at: number, closedAt: number | null): void =>
  void statements(db).move.run(state, at, closedAt, id);

export const updateTechnician = (db: Database, id: string, technicianId: string | null): void => void statements(db).assign.run(technicianId, id);

/** Stores what was written at intake as it should have been; accessories beside it. */
export const updateIntakeFacts = (
  db: Database,
  id: string,
  facts: Pick<Order, "deviceId" | "proofs" | "warrantyCardStamped" | "request" | "channel">,
): void =>
  void statements(db).intakeFacts.run(
    facts.deviceId,
    JSON.stringify(facts.proofs),
    facts.warrantyCardStamped ? 1 : 0,
    facts.request,
    facts.channel,
    id,
  );

/** Puts others in the place of an order's accessories, of which none has gone back yet. */
export function replaceAccessories(db: Database, orderId: string, accessories: readonly Pick<Accessory, "id" | "name">[]): void {
  const { deleteAccessories, insertAccessory } = statements(db);
  deleteAccessories.run(orderId);
  accessories.forEach(({ id, name }, position) => insertAccessory.run(storedId(id), orderId, position, name));
}

/** Notes that what was written at intake was corrected. @param at epoch ms */
export const updateCorrected = (db: Database, id: string, at: number): void => void statements(db).correct.run(at, id);

/** Counts the version up for a change that is stored beside the order (lines, payments, photos). */
export const updateVersion = (db: Database, id: string): void => void statements(db).touch.run(id);

/** Stores what the counter may correct later. */
export const updateFacts = (
  db: Database,
  id: string,
  facts: Pick<Order, "fault" | "condition" | "priority" | "promisedOn" | "estimateMinor" | "limitMinor">,
): void =>
  void statements(db).edit.run(
    facts.fault,
    facts.condition,
    PRIORITIES.indexOf(facts.priority),
    facts.promisedOn,
    facts.estimateMinor,
    facts.limitMinor,
    id,
  );

/** Adds a line or changes the one with this id. */
export const putLine = (db: Database, orderId: string, line: Omit<OrderLine, "totalMinor">): void =>
  void statements(db).putLine.run({
    id: storedId(line.id),
    orderId,
    kind: line.kind,
    title: line.title,
    quantityMilli: line.quantityMilli,
    unitMinor: line.unitMinor,
  });

export const deleteLine = (db: Database, orderId: string, lineId: string): void => void statements(db).deleteLine.run(storedId(lineId), orderId);

export const insertPayment = (db: Database, orderId: string, payment: Payment): void =>
  void statements(db).insertPayment.run(storedId(payment.id), orderId, payment.method, payment.amountMinor, payment.note, payment.at);

/** Keeps an encrypted passcode. */
export const insertPasscode = (db: Database, orderId: string, sealed: Uint8Array): void => void statements(db).insertPasscode.run(orderId, sealed);

export const findPasscode = (db: Database, orderId: string): Uint8Array | undefined => statements(db).passcode.get(orderId)?.sealed;

/** Removes a passcode; `secure_delete` overwrites its bytes. */
export const deletePasscode = (db: Database, orderId: string): boolean => statements(db).wipePasscode.run(orderId).changes > 0;

/** Closes an order: the device and these accessories left, or money or another unit did. */
export function updateHandedBack(
  db: Database,
  id: string,
  handback: Handback,
  returned: readonly string[],
  state: "handed-back" | "replaced" | "refunded" = "handed-back",
): void {
  const { handback: close, returnAccessory } = statements(db);
  for (const accessoryId of returned) returnAccessory.run(handback.at, storedId(accessoryId), id);
  close.run(state, handback.at, handback.at, JSON.stringify(handback), id);
}
