import type { PaperKind } from "../shop/paper-layout.ts";
import type { Accessory, Order, OrderLine, Payment } from "../orders/order.ts";
import type { PolicyPack } from "../warranty/policy-pack.ts";
import type { ShopSettings } from "../shop/shop.ts";

/** Facts of an order that papers show, in the order in which they are stored. */
const SHOWN = [
  "number",
  "claimCode",
  "state",
  "stateSince",
  "receivedAt",
  "closedAt",
  "correctedAt",
  "correctedFacts",
  "receivedBy",
  "customer",
  "device",
  "proofs",
  "warrantyCardStamped",
  "hasPasscode",
  "request",
  "channel",
  "fault",
  "condition",
  "priority",
  "promisedOn",
  "currency",
  "estimateMinor",
  "limitMinor",
  "signature",
  "handback",
  "warranty",
] as const satisfies readonly (keyof Order)[];

/** What of an order a paper shows. Nothing on paper names a row of the database, so ids stay out. */
export type PaperOrder = Pick<Order, (typeof SHOWN)[number]> & {
  readonly accessories: readonly Omit<Accessory, "id">[];
  readonly lines: readonly Omit<OrderLine, "id">[];
  readonly payments: readonly Omit<Payment, "id">[];
  readonly sameFaultAs: { readonly number: string } | null;
};

const withoutId = <Row extends object>(rows: readonly (Row & { readonly id: string })[] | undefined): readonly Omit<Row, "id">[] | undefined =>
  rows?.map(({ id: _, ...row }) => row);

/** Takes what papers show from an order, or from as much of one as an older Talon stored. */
export function paperOrderOf(order: Order): PaperOrder;
export function paperOrderOf(order: Partial<Order>): Partial<PaperOrder>;
export function paperOrderOf(order: Partial<Order>): Partial<PaperOrder> {
  const { accessories, lines, payments, sameFaultAs } = order;
  return {
    ...Object.fromEntries(SHOWN.filter((name) => order[name] !== undefined).map((name) => [name, order[name]])),
    ...(accessories && { accessories: withoutId(accessories) }),
    ...(lines && { lines: withoutId(lines) }),
    ...(payments && { payments: withoutId(payments) }),
    ...(sameFaultAs !== undefined && { sameFaultAs: sameFaultAs && { number: sameFaultAs.number } }),
  };
}

/** All that a paper is made from, frozen when the paper was asked for, so that a reprint says what the first print said. */
export type PaperData = {
  readonly kind: PaperKind;
  readonly order: PaperOrder;
  readonly shop: ShopSettings;
  /** The policy whose rules the order's decision names, where there is one. */
  readonly pack?: PolicyPack;
  /** A repeated print carries the word "copy". */
  readonly copy: boolean;
  /** Which of the order's accessories an accessory's label is of, counted from 1; null for all other papers. */
  readonly part: number | null;
};

/** Papers that are labels: laid out for whatever stock a printer holds, to the dot. */
export const LABEL_KINDS = ["label", "accessory"] as const satisfies readonly PaperKind[];
export type LabelKind = (typeof LABEL_KINDS)[number];

/** Whether a paper is a label. */
export const isLabel = (kind: PaperKind): kind is LabelKind => LABEL_KINDS.some((label) => label === kind);

/** Resolutions of label printers, dots per inch. */
export const LABEL_DPI = [203, 300, 600] as const;

/** What the label of an accessory says in its barcode: `R26-000123-K/2`. @param part counted from 1 */
export const partCode = (number: string, part: number): string => `${number}/${part}`;

/** What the slip's QR says: a typed code, so that it is never taken for a phone or a serial number. */
export const slipCode = (number: string, claimCode: string): string => `TALON:${number}:${claimCode}`;
