import type { RepairRequest } from "../warranty/claim.ts";
import type { Photo } from "../pictures/picture.ts";
import type { Device } from "../devices/device.ts";
import type { Customer } from "../customers/customer.ts";
import type { Money } from "../ground/money.ts";
import type { OrderState } from "./order-state.ts";
import type { Passcode } from "./passcode.ts";
import type { OrderWarranty, WarrantyFacts } from "../warranty/warranty.ts";

export const PRIORITIES = ["low", "normal", "high", "urgent"] as const;
export const CHANNELS = ["visit", "post", "courier", "home-visit"] as const;
export const PAYMENT_METHODS = ["cash", "card", "transfer", "other"] as const;
export const IDENTITY_CHECKS = ["passport", "id-card", "driving-licence", "phone-call", "known-customer", "other"] as const;

export type Priority = (typeof PRIORITIES)[number];
export type Channel = (typeof CHANNELS)[number];
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];
export type IdentityCheck = (typeof IDENTITY_CHECKS)[number];

/** Ink of a signature drawn on the screen: SVG path data in a box of 300 × 100 units. */
export const SIGNATURE_BOX = { width: 300, height: 100 } as const;
export const SIGNATURE_PATTERN = /^[ML](?:[ MLHVQCZ,.\d-])*$/;

/** What the counter writes down when a device comes in, normalised; amounts in minor units of `currency`. */
export type IntakeDraft = {
  readonly customerId: string | null;
  readonly customer: Customer;
  readonly device: Device;
  /** See `IntakeInput`. */
  readonly deviceId: string | null | undefined;
  readonly proofs: readonly string[];
  readonly warrantyCardStamped: boolean;
  readonly passcode: Passcode | null;
  readonly policy: string | null;
  readonly warranty: WarrantyFacts;
  readonly request: RepairRequest;
  readonly channel: Channel;
  readonly fault: string;
  readonly condition: string;
  readonly accessories: readonly string[];
  readonly priority: Priority;
  readonly promisedOn: string | null;
  readonly currency: string;
  readonly estimateMinor: number | null;
  /** Work up to this amount needs no call. */
  readonly limitMinor: number | null;
  readonly prepaidMinor: number;
  readonly prepaidMethod: PaymentMethod;
  readonly signature: string | null;
  /** SHA-256 of pictures already stored. */
  readonly photos: readonly string[];
  /** The earlier order whose fault came back, or null. */
  readonly sameFaultAs: string | null;
};

/** One thing that came along with the device. */
export type Accessory = { readonly id: string; readonly name: string; readonly returned: boolean };

/** A line of work or a part. Quantity in thousandths, price per one in minor units. */
export type OrderLine = {
  readonly id: string;
  readonly kind: "work" | "part";
  readonly title: string;
  readonly quantityMilli: number;
  readonly unitMinor: number;
  readonly totalMinor: number;
};

/** A payment noted; a negative amount was paid back. */
export type Payment = {
  readonly id: string;
  readonly method: PaymentMethod;
  readonly amountMinor: number;
  readonly note: string;
  readonly at: number;
};

/** One entry of an order's timeline. `data` depends on `kind`; texts of people are in it as they wrote them. */
export type OrderEvent = {
  readonly id: string;
  readonly kind: EventKind;
  readonly at: number;
  readonly person: string | null;
  readonly bench: string;
  readonly data: Readonly<Record<string, unknown>>;
};

export const EVENT_KINDS = [
  "received",
  "moved",
  "assigned",
  "note",
  "edited",
  "corrected",
  "line-added",
  "line-changed",
  "line-removed",
  "payment",
  "photo-added",
  "customer-changed",
  "passcode-viewed",
  "passcode-wiped",
  "printed",
  "handed-back",
  "decided",
  "overruled",
  "price-confirmed",
  "return-approved",
  "return-lapsed",
  "goods-received",
  "settled",
  "clock-met",
  "imported",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Events that leave the order's version as it is. */
export const EVENTS_BESIDE: readonly EventKind[] = ["note", "printed", "passcode-viewed", "passcode-wiped", "customer-changed"];

/** How the device went back. */
export type Handback = {
  readonly at: number;
  readonly byName: string | null;
  readonly slipShown: boolean;
  readonly identityCheck: IdentityCheck | null;
  readonly identityNote: string;
  readonly outcome: string;
  readonly warrantyUntil: string | null;
  readonly paidMinor: number;
  readonly paidMethod: PaymentMethod | null;
  readonly signature: string | null;
};

/** Everything about one order, as the order screen and its papers need it. */
export type Order = {
  readonly id: string;
  readonly number: string;
  readonly claimCode: string;
  readonly version: number;
  readonly state: OrderState;
  readonly stateSince: number;
  readonly receivedAt: number;
  readonly closedAt: number | null;
  /** When what was written at intake was corrected last: papers made later say so. */
  readonly correctedAt: number | null;
  /** What was corrected since intake: names of facts, `unit` where the order is about another device now. */
  readonly correctedFacts: readonly string[];
  readonly receivedBy: string | null;
  readonly bench: string;
  readonly technicianId: string | null;
  readonly technician: string | null;
  readonly customerId: string;
  readonly customer: Customer;
  readonly deviceId: string;
  readonly device: Device;
  readonly proofs: readonly string[];
  readonly warrantyCardStamped: boolean;
  readonly hasPasscode: boolean;
  readonly policy: string | null;
  readonly request: RepairRequest;
  readonly channel: Channel;
  readonly fault: string;
  readonly condition: string;
  readonly accessories: readonly Accessory[];
  readonly priority: Priority;
  readonly promisedOn: string | null;
  readonly currency: string;
  readonly estimateMinor: number | null;
  readonly limitMinor: number | null;
  readonly signature: string | null;
  readonly photos: readonly Photo[];
  readonly lines: readonly OrderLine[];
  readonly payments: readonly Payment[];
  readonly sameFaultAs: { readonly id: string; readonly number: string } | null;
  readonly handback: Handback | null;
  readonly warranty: OrderWarranty;
};

/** What a reckoning is made from. */
type Reckoned = Pick<Order, "currency" | "warranty"> & {
  readonly lines: readonly Pick<OrderLine, "totalMinor">[];
  readonly payments: readonly Pick<Payment, "amountMinor">[];
};

/** What is asked for the lines (less what a return gave back), what was paid, and what is still owed (negative: to be paid back), in minor units. */
export function balance(order: Reckoned): { total: Money; paid: Money; owed: Money } {
  const refunded = order.warranty.settlement?.refundMinor ?? 0;
  const total = order.lines.reduce((sum, line) => sum + line.totalMinor, 0) - refunded;
  const paid = order.payments.reduce((sum, payment) => sum + payment.amountMinor, 0);
  const money = (minor: number): Money => ({ minor, currency: order.currency });
  return { total: money(total), paid: money(paid), owed: money(total - paid) };
}

/** What is still to be settled (negative: to be paid back). A return that was settled has its own reckoning, and nothing is left of it. */
export const stillOwed = (order: Reckoned): Money => {
  const { owed } = balance(order);
  return order.warranty.settlement ? { ...owed, minor: 0 } : owed;
};

/** An order with its timeline. */
export type OrderPage = { readonly order: Order; readonly events: readonly OrderEvent[] };
