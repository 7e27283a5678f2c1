import { inTransaction } from "../../database/ground/open.ts";
import { getOrder, updateTechnician } from "../../database/orders/order.ts";
import { getAccount } from "../../database/people/person.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { AssignInput } from "../../domain/orders/order-change.ts";
import type { Caller } from "../../domain/shop/shop.ts";
import { checkCurrent, record, type Shop } from "../ground/shop.ts";

/** Gives an order to a technician. @throws DomainError `person.unknown`, `order.changed-elsewhere`, `order.closed`, `order.unknown` */
export function assignOrder(shop: Shop, input: AssignInput, caller: Caller): Order {
  const order = inTransaction(shop.db, () => {
    const before = getOrder(shop.db, input.id);
    checkCurrent(shop, before, input.version);
    const technician = input.technicianId === null ? null : getAccount(shop.db, input.technicianId);
    if (technician && !technician.active) throw new DomainError("person.unknown", { field: "technicianId" });
    updateTechnician(shop.db, input.id, input.technicianId);
    record(shop, input.id, "assigned", caller, { from: before.technician, to: technician?.name ?? null });
    return getOrder(shop.db, input.id);
  });
  shop.publish({ kind: "order", orderId: input.id });
  return order;
}
