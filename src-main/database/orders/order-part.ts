import type { Database } from "better-sqlite3";
import { lineTotalMinor } from "../../domain/ground/money.ts";
import type { Accessory, OrderLine, Payment, PaymentMethod } from "../../domain/orders/order.ts";
import { prepared } from "../ground/prepared.ts";
import { idFromHex, idHex, ordinalOf, storedId } from "../ground/row-id.ts";

const ORDER = ordinalOf("repair_order", "?");
const ORDER_NAMED = ordinalOf("repair_order", "@orderId");

const statements = prepared((db) => ({
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
  deleteAccessories: db.prepare(`DELETE FROM accessory WHERE order_ordinal = ${ORDER}`),
}));

/** What came along with an order, in the order in which it was written down. @param order its ordinal */
export const listAccessories = (db: Database, order: number): readonly Accessory[] =>
  statements(db)
    .accessories.all(order)
    .map((row) => ({ id: idFromHex(row.id), name: row.name, returned: row.returned_at !== null }));

/** Work and parts of an order. @param order its ordinal */
export const listLines = (db: Database, order: number): readonly OrderLine[] =>
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

/** Payments of an order, oldest first. @param order its ordinal */
export const listPayments = (db: Database, order: number): readonly Payment[] =>
  statements(db)
    .payments.all(order)
    .map((row) => ({
      id: idFromHex(row.id),
      method: row.method as PaymentMethod,
      amountMinor: row.amount_minor,
      note: row.note,
      at: row.at,
    }));

/** Stores what came along with an order. */
export function insertAccessories(db: Database, orderId: string, accessories: readonly Pick<Accessory, "id" | "name">[]): void {
  const { insertAccessory } = statements(db);
  accessories.forEach(({ id, name }, position) => insertAccessory.run(storedId(id), orderId, position, name));
}

/** Puts others in the place of an order's accessories, of which none has gone back yet. */
export function replaceAccessories(db: Database, orderId: string, accessories: readonly Pick<Accessory, "id" | "name">[]): void {
  statements(db).deleteAccessories.run(orderId);
  insertAccessories(db, orderId, accessories);
}

/** Notes that an accessory went back. @param at epoch ms */
export const updateReturned = (db: Database, orderId: string, accessoryId: string, at: number): void =>
  void statements(db).returnAccessory.run(at, storedId(accessoryId), orderId);

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

/** Takes a line off its order. */
export const deleteLine = (db: Database, orderId: string, lineId: string): void => void statements(db).deleteLine.run(storedId(lineId), orderId);

/** Notes a payment. */
export const insertPayment = (db: Database, orderId: string, payment: Payment): void =>
  void statements(db).insertPayment.run(storedId(payment.id), orderId, payment.method, payment.amountMinor, payment.note, payment.at);
