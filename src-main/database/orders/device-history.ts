import type { Database } from "better-sqlite3";
import type { DeviceStay } from "../../domain/orders/known.ts";
import type { OrderState } from "../../domain/orders/order-state.ts";
import { shown } from "../ground/hidden.ts";
import { prepared } from "../ground/prepared.ts";

const statements = prepared((db) => ({
  stays: db.prepare<
    [string],
    {
      id: string;
      number: string;
      state: string;
      fault: string;
      handback: string | null;
      received_at: number;
      closed_at: number | null;
      customer: string;
    }
  >(
    `SELECT o.id, o.number, o.state, o.fault, o.handback, o.received_at, o.closed_at, c.name AS customer
     FROM repair_order o JOIN customer c ON c.id = o.customer_id WHERE o.device_id = +? AND ${shown("orders", "o.ordinal")}
     ORDER BY o.ordinal DESC LIMIT 20`,
  ),
  orderIds: db.prepare<[string], { id: string }>(
    `SELECT id FROM repair_order WHERE device_id = +? AND ${shown("orders", "ordinal")} ORDER BY ordinal`,
  ),
}));

/** Ids of all orders of a unit, oldest first. */
export const listOrderIdsOfDevice = (db: Database, deviceId: string): readonly string[] =>
  statements(db)
    .orderIds.all(deviceId)
    .map(({ id }) => id);

/** The stays of a unit, newest first. */
export const listStays = (db: Database, deviceId: string): readonly DeviceStay[] =>
  statements(db)
    .stays.all(deviceId)
    .map((row) => ({
      orderId: row.id,
      number: row.number,
      state: row.state as OrderState,
      fault: row.fault,
      outcome: row.handback ? (JSON.parse(row.handback) as { outcome: string }).outcome : null,
      receivedAt: row.received_at,
      closedAt: row.closed_at,
      customer: row.customer,
    }));
