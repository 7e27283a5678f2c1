import { inTransaction } from "../../database/ground/open.ts";
import { getOrder, updateState } from "../../database/orders/order.ts";
import { updateNextClock } from "../../database/warranty/warranty.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { MoveInput } from "../../domain/orders/order-change.ts";
import { checkBarred, openMoves } from "../../domain/orders/order-policy.ts";
import { mayMove, NEEDS_REASON } from "../../domain/orders/order-state.ts";
import type { Caller } from "../../domain/shop/shop.ts";
import { checkCurrent, record, settingsOf, type Shop } from "../ground/shop.ts";

/**
 * Moves an order on.
 * @throws DomainError `move.not-allowed` with the moves that are, what bars it under the policy (`checkBarred`), `move.needs-reason`, `order.changed-elsewhere`, `order.closed`, `order.unknown`
 */
export function moveOrder(shop: Shop, input: MoveInput, caller: Caller): Order {
  const order = inTransaction(shop.db, () => {
    const before = getOrder(shop.db, input.id);
    checkCurrent(shop, before, input.version);
    const note = (input.note ?? "").trim();
    if (!mayMove(before.state, input.to))
      throw new DomainError("move.not-allowed", { number: before.number, from: before.state, to: input.to, allowed: openMoves(before) });
    if (NEEDS_REASON.includes(input.to) && note === "")
      throw new DomainError("move.needs-reason", { field: "note", number: before.number, to: input.to });
    checkBarred(before, input.to);
    const at = shop.clock();
    // Goods that never came leave nothing to give back.
    const ends = before.state === "awaiting-goods" && input.to === "cancelled";
    updateState(shop.db, input.id, input.to, at, ends ? at : null);
    if (ends) updateNextClock(shop.db, input.id, settingsOf(shop).timeZone, true);
    record(shop, input.id, "moved", caller, { from: before.state, to: input.to, ...(note && { note }) });
    return getOrder(shop.db, input.id);
  });
  shop.publish({ kind: "order", orderId: input.id });
  return order;
}
