import { findPasscode } from "../../database/orders/passcode.ts";
import { getOrder } from "../../database/orders/order.ts";
import { inTransaction } from "../../database/ground/open.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { Passcode } from "../../domain/orders/passcode.ts";
import type { Caller } from "../../domain/shop/shop.ts";
import { record, type Shop } from "../ground/shop.ts";

/** Shows a passcode on demand; each look is an event. @throws DomainError `passcode.none`, `order.unknown`; Trouble `key-missing` */
export function revealPasscode(shop: Shop, id: string, caller: Caller): Passcode {
  const passcode = inTransaction(shop.db, () => {
    const order = getOrder(shop.db, id);
    const sealed = findPasscode(shop.db, id);
    if (!sealed) throw new DomainError("passcode.none", { number: order.number });
    record(shop, id, "passcode-viewed", caller);
    return JSON.parse(shop.seal.open(sealed, id)) as Passcode;
  });
  shop.publish({ kind: "order", orderId: id });
  return passcode;
}
