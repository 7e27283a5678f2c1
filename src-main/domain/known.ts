import type { CustomerInput } from "./intake.ts";
import type { Customer, Device } from "./order.ts";
import type { OrderState } from "./order-state.ts";

/** A customer who was here before. `updatedAt` (epoch ms) is another one after each change, so that it tells one version from the next. */
export type KnownCustomer = Customer & { readonly id: string; readonly orders: number; readonly updatedAt: number };

/** A customer as they shall be, and the version of them that the person was looking at. */
export type CustomerEdit = { readonly id: string; readonly updatedAt: number; readonly customer: CustomerInput };

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
