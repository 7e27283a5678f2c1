import type { Order } from "../../src-main/domain/orders/order.ts";
import { NO_WARRANTY } from "../../src-main/domain/warranty/warranty.ts";

/** Facts that the text of a paper leaves out, as Talon did from its second to its eighteenth version. */
const BLANK: Readonly<Record<"order" | "customer" | "device", Readonly<Record<string, unknown>>>> = {
  order: {
    closedAt: null,
    correctedAt: null,
    correctedFacts: [],
    receivedBy: null,
    technicianId: null,
    technician: null,
    proofs: [],
    policy: null,
    condition: "",
    accessories: [],
    promisedOn: null,
    estimateMinor: null,
    limitMinor: null,
    signature: null,
    photos: [],
    lines: [],
    payments: [],
    sameFaultAs: null,
    handback: null,
    warranty: NO_WARRANTY,
  },
  customer: { contact: "", registration: "", phones: [], email: "", whatsapp: "", address: "" },
  device: {
    brand: "",
    model: "",
    colour: "",
    serial: "",
    imei: "",
    imei2: "",
    bodyCode: "",
    purchasedOn: null,
    receivedOn: null,
    manufacturedOn: null,
    seller: "",
  },
};

const lean = (facts: object, blank: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(facts).filter(([key, value]) => !(key in blank) || JSON.stringify(value) !== JSON.stringify(blank[key])));

/** The text that an order was frozen as for its papers until papers kept facts of their own. */
export const oldPaperText = (order: Order): string =>
  JSON.stringify({
    ...lean(order, BLANK.order),
    customer: lean(order.customer, BLANK.customer),
    device: lean(order.device, BLANK.device),
  });

/** The order that the Talon of that time read from it. */
export function oldPaperOrder(text: string): Order {
  const order = JSON.parse(text) as Order;
  return { ...BLANK.order, ...order, customer: { ...BLANK.customer, ...order.customer }, device: { ...BLANK.device, ...order.device } };
}
