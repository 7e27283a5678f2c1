import type { OrderSummary } from "../../src-main/domain/orders/queue.ts";

/** A row of the queue, the so-manieth order that came in. */
export const summaryOf = (ordinal: number, changes: Partial<OrderSummary> = {}): OrderSummary =>
  ({
    id: `order-${ordinal}`,
    ordinal,
    number: `R26-00000${ordinal}`,
    version: 1,
    state: "received",
    stateSince: ordinal,
    receivedAt: ordinal,
    closedAt: null,
    priority: "normal",
    promisedOn: null,
    dueKey: "9998-no-promise",
    technicianId: null,
    technician: null,
    customer: "Ana Souza",
    phone: "",
    category: "phone",
    brand: "",
    model: "",
    serial: "",
    fault: "",
    ...changes,
  }) as OrderSummary;
