import { faultKind, type FaultKind } from "../orders/fault-kind.ts";
import type { PastOrder } from "./import-past.ts";
import type { RowDraft } from "./import-row.ts";
import type { Device } from "../devices/device.ts";
import { type Customer, wordsOfCustomer } from "../customers/customer.ts";
import { wordsOfOrder } from "../orders/order-search.ts";
import { turnaroundClass } from "../figures/shop-figures.ts";
import { serialCodeOf } from "../devices/same-unit.ts";
import { foldText } from "../ground/text.ts";

/** A customer with the name as it is compared, and the words under which they are found. */
export type DraftCustomer = Customer & { readonly nameFolded: string; readonly words: string };

/** A unit with its serial number as it is compared. */
export type DraftDevice = Device & { readonly serialCode: string };

/** A past order with the words under which it is found, and what it counts for. Instants are epoch ms, the noon of their days. */
export type DraftOrder = PastOrder & {
  readonly words: string;
  readonly receivedAt: number;
  /** Null while the device is here. */
  readonly closedAt: number | null;
  /** ISO day under which it counts as gone. */
  readonly outOn: string | null;
  readonly faultKind: FaultKind;
  /** Null where nobody knows how long it took. */
  readonly turnaround: number | null;
};

/** What a row brings, with all that can be told without the shop's data. */
export type Draft = Pick<RowDraft, "warnings"> & {
  readonly customer: DraftCustomer | null;
  readonly device: DraftDevice | null;
  readonly order: DraftOrder | null;
};

const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);

/** Makes all that can be made of a row alone. */
export const draftOf = ({ customer, device, order, warnings }: RowDraft): Draft => ({
  warnings,
  customer: customer && { ...customer, nameFolded: foldText(customer.name), words: wordsOfCustomer(customer) },
  device: device && { ...device, serialCode: serialCodeOf(device.serial) },
  order: order && customer && device && draftOrder(order, customer, device),
});

function draftOrder(order: PastOrder, customer: Customer, device: Device): DraftOrder {
  const receivedAt = noon(order.receivedOn);
  const isOpen = order.state !== "handed-back";
  // Of one that left on no known day, the day when it came is all that is known.
  const closedAt = isOpen ? null : noon(order.closedOn ?? order.receivedOn);
  return {
    ...order,
    words: wordsOfOrder({ number: order.number, claimCode: "", fault: order.fault, customer, device }),
    receivedAt,
    closedAt,
    outOn: isOpen ? null : (order.closedOn ?? order.receivedOn),
    faultKind: faultKind(order.fault),
    turnaround: order.closedOn === null || isOpen ? null : turnaroundClass(noon(order.closedOn) - receivedAt),
  };
}
