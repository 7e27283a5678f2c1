import type { Database } from "better-sqlite3";
import { listCorrectedFacts } from "./event.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { Language } from "../../domain/ground/language.ts";
import { PRIORITIES, type Channel, type Handback, type IntakeDraft, type Order } from "../../domain/orders/order.ts";
import type { RepairRequest } from "../../domain/warranty/claim.ts";
import type { CustomerKind } from "../../domain/customers/customer.ts";
import type { OrderState } from "../../domain/orders/order-state.ts";
import { deviceFromRow } from "../devices/device.ts";
import { shown } from "../ground/hidden.ts";
import { listPhotos } from "../pictures/picture.ts";
import { PHONE } from "../customers/customer.ts";
import { prepared } from "../ground/prepared.ts";
import { insertAccessories, listAccessories, listLines, listPayments, updateReturned } from "./order-part.ts";
import { putSearchWords } from "./order-words.ts";
import { findWarranty } from "../warranty/warranty.ts";

/** A row of `repair_order` with what is joined to it. */
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

const FULL = `SELECT o.*, same.id AS same_id, same.number AS same_number, t.name AS technician, r.name AS received_by_name, b.name AS bench,
  EXISTS (SELECT 1 FROM passcode k WHERE k.order_id = o.id) AS has_passcode,
  c.kind AS c_kind, c.name AS c_name, c.contact AS c_contact, c.registration AS c_registration, c.email AS c_email,
  c.whatsapp AS c_whatsapp, c.address AS c_address, c.language AS c_language,
  (SELECT group_concat(${PHONE}, ' ') FROM (SELECT e164, extension FROM customer_phone p WHERE p.customer_id = c.id ORDER BY position)) AS c_phones,
  d.category, d.brand, d.model, d.colour, d.serial, d.imei, d.imei2, d.body_code, d.purchased_on, d.received_on, d.manufactured_on, d.seller
  FROM repair_order o JOIN customer c ON c.id = o.customer_id JOIN device d ON d.id = o.device_id JOIN bench b ON b.id = o.bench_id
  LEFT JOIN person t ON t.id = o.technician_id LEFT JOIN person r ON r.id = o.received_by LEFT JOIN repair_order same ON same.id = o.same_fault_as`;

const statements = prepared((db) => ({
  insert: db.prepare(`INSERT INTO repair_order (id, number, claim_code, customer_id, device_id, state, state_at, request, channel, priority,
    policy, fault, condition, proofs, warranty_card_stamped, promised_on, currency, estimate_minor, limit_minor, signature,
    same_fault_as, received_by, bench_id, received_at)
    VALUES (?, ?, ?, ?, ?, 'received', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
  byId: db.prepare<[string], OrderRow>(`${FULL} WHERE o.id = +? AND ${shown("orders", "o.ordinal")}`),
  byNumber: db.prepare<[string], OrderRow>(`${FULL} WHERE o.number = +? AND ${shown("orders", "o.ordinal")}`),
  any: db.prepare<[], { found: number }>("SELECT EXISTS (SELECT 1 FROM repair_order) AS found"),
  idOfNumber: db.prepare<[string], { id: string }>(`SELECT id FROM repair_order WHERE number = +? AND ${shown("orders", "ordinal")}`),
  byClaim: db.prepare<[string], { id: string }>("SELECT id FROM repair_order WHERE claim_code = +? ORDER BY ordinal DESC LIMIT 5"),
  move: db.prepare("UPDATE repair_order SET state = ?, state_at = ?, closed_at = ?, version = version + 1 WHERE id = ?"),
  assign: db.prepare("UPDATE repair_order SET technician_id = ?, version = version + 1 WHERE id = ?"),
  intakeFacts: db.prepare(`UPDATE repair_order SET device_id = ?, proofs = ?, warranty_card_stamped = ?, request = ?, channel = ? WHERE id = ?`),
  correct: db.prepare("UPDATE repair_order SET corrected_at = ?, version = version + 1 WHERE id = ?"),
  touch: db.prepare("UPDATE repair_order SET version = version + 1 WHERE id = ?"),
  edit: db.prepare(`UPDATE repair_order SET fault = ?, condition = ?, priority = ?, promised_on = ?, estimate_minor = ?, limit_minor = ?,
    version = version + 1 WHERE id = ?`),
  handback: db.prepare(`UPDATE repair_order SET state = ?, state_at = ?, closed_at = ?, handback = ?, version = version + 1
    WHERE id = ?`),
}));

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
  const { lastInsertRowid } = statements(db).insert.run(
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
  insertAccessories(
    db,
    order.id,
    draft.accessories.map((name, position) => ({ id: order.accessoryIds[position]!, name })),
  );
  putSearchWords(db, Number(lastInsertRowid), { ...order, ...draft, closedAt: null });
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

/** Closes an order: the device and these accessories left, or money or another unit did. */
export function updateHandedBack(
  db: Database,
  id: string,
  handback: Handback,
  returned: readonly string[],
  state: "handed-back" | "replaced" | "refunded" = "handed-back",
): void {
  for (const accessoryId of returned) updateReturned(db, id, accessoryId, handback.at);
  statements(db).handback.run(state, handback.at, handback.at, JSON.stringify(handback), id);
}
