import { findPasscode, getOrder } from "../database/order.ts";
import { inTransaction } from "../database/open.ts";
import { DomainError } from "../domain/error.ts";
import type { Passcode } from "../domain/passcode.ts";
import type { Caller } from "../domain/shop.ts";
import { record, type Shop } from "./shop.ts";

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
