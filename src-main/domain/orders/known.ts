import type { Device } from "../devices/device.ts";
import type { OrderState } from "./order-state.ts";
import type { UnitFact } from "../devices/same-unit.ts";

/** An earlier stay of a device. */
export type DeviceStay = {
  readonly orderId: string;
  readonly number: string;
  readonly state: OrderState;
  readonly fault: string;
  readonly outcome: string | null;
  readonly receivedAt: number;
  readonly closedAt: number | null;
  readonly customer: string;
};

/**
 * A unit that bears a number which is asked for, with its stays, newest first, and the facts in which it is told apart from the device that
 * is at the counter; none where it is that very unit.
 */
export type DeviceHistory = {
  readonly deviceId: string;
  readonly device: Device;
  readonly stays: readonly DeviceStay[];
  readonly apart: readonly UnitFact[];
};

/** What of a device was mixed up. */
type ApartFacts = Partial<Omit<Device, "imei2">>;

/** An order whose device had been mixed up with another one: what it said until then, and what its own papers say. */
export type OrderApart = {
  readonly orderId: string;
  readonly number: string;
  readonly customer: string;
  readonly said: ApartFacts;
  readonly says: ApartFacts;
};

/** How many such orders nobody has looked at yet, and the first of them. */
export type ApartList = { readonly count: number; readonly orders: readonly OrderApart[] };
