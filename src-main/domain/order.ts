import type { Language } from "./language.ts";
import type { Money } from "./money.ts";
import type { OrderState } from "./order-state.ts";
import type { Passcode } from "./passcode.ts";
import type { OrderWarranty, WarrantyFacts } from "./warranty.ts";

export const REQUESTS = ["repair", "return", "exchange", "refund"] as const;
export const PRIORITIES = ["low", "normal", "high", "urgent"] as const;
export const CHANNELS = ["visit", "post", "courier", "home-visit"] as const;
export const PROOFS = ["receipt", "invoice", "warranty-card", "packing-list", "other"] as const;
export const CUSTOMER_KINDS = ["person", "organisation"] as const;
export const PAYMENT_METHODS = ["cash", "card", "transfer", "other"] as const;
export const IDENTITY_CHECKS = ["passport", "id-card", "driving-licence", "phone-call", "known-customer", "other"] as const;

export type Proof = (typeof PROOFS)[number];
export type RepairRequest = (typeof REQUESTS)[number];
export type Priority = (typeof PRIORITIES)[number];
export type Channel = (typeof CHANNELS)[number];
export type CustomerKind = (typeof CUSTOMER_KINDS)[number];
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];
export type IdentityCheck = (typeof IDENTITY_CHECKS)[number];

/** The customer as the counter knows them. `phones` are E.164, the first is the main one. */
export type Customer = {
  readonly kind: CustomerKind;
  readonly name: string;
  readonly contact: string;
  readonly registration: string;
  readonly phones: readonly string[];
  readonly email: string;
  readonly whatsapp: string;
  readonly address: string;
  readonly language: Language;
};

/** The unit: what stays the same from order to order. Dates are ISO days or null, texts are empty where unknown. */
export type Device = {
  readonly category: string;
  readonly brand: string;
  readonly model: string;
  readonly colour: string;
  readonly serial: string;
  readonly imei: string;
  /** The IMEI of the second SIM slot. */
  readonly imei2: string;
  readonly bodyCode: string;
  readonly purchasedOn: string | null;
  readonly receivedOn: string | null;
  readonly manufacturedOn: string | null;
  readonly seller: string;
};

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

/** Longest texts that are taken, in characters: generous for people, finite for the database. */
export const MAX_TEXT = { short: 200, long: 10_000, accessory: 200, accessories: 200, phones: 5, photos: 40 } as const;

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

/** A picture of the device. `sha256` names the file. */
export type Photo = { readonly sha256: string; readonly mime: string; readonly width: number; readonly height: number };

/** Longest side of the small picture of a photo, px. */
export const THUMBNAIL_SIDE = 320;

/** A photo as it is, or the small picture of it, which is enough for a list. */
/** Largest picture that is taken, bytes. */
export const MAX_PICTURE_BYTES = 25_000_000;

/** Largest picture that is taken, pixels: telephones take 108 million, and whoever shows one holds four bytes for each. */
export const MAX_PICTURE_PIXELS = 120_000_000;

export const PHOTO_SIZES = ["full", "small"] as const;
export type PhotoSize = (typeof PHOTO_SIZES)[number];

/** Kinds of papers that an order can have. */
export const PAPER_KINDS = ["certificate", "label", "accessory", "handback", "decision", "approval"] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

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

/** The device in one line, `Dreame L20 Ultra`; its category's text where neither brand nor model is known. */
export const deviceName = (device: Pick<Device, "brand" | "model">, categoryText: string): string =>
  [device.brand, device.model].filter(Boolean).join(" ") || categoryText;

/** An order with its timeline. */
export type OrderPage = { readonly order: Order; readonly events: readonly OrderEvent[] };
