import type { Customer, Device } from "./order.ts";
import type { OrderState } from "./order-state.ts";

/** A customer who was here before. */
export type KnownCustomer = Customer & { readonly id: string; readonly orders: number };

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

/** A unit seen before, with its stays, newest first. */
export type DeviceHistory = { readonly device: Device; readonly stays: readonly DeviceStay[] };
