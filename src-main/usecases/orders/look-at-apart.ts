import { confirmApart, countApart, listApart } from "../../database/orders/apart.ts";
import { inTransaction } from "../../database/ground/open.ts";
import type { ApartList, OrderApart } from "../../domain/orders/known.ts";
import type { Caller } from "../../domain/shop/shop.ts";
import { record, type Shop } from "../ground/shop.ts";

/** As many as anyone looks at in one go. */
const SHOWN = 200;

/** Orders whose device had been mixed up with another one, and that nobody has looked at yet. */
export const readApart = (shop: Shop): ApartList => ({ count: countApart(shop.db), orders: listApart(shop.db, SHOWN) });

/** A person looked at such orders: the timeline of each tells what it said and what it says. Those confirmed before are passed over. */
export function confirmOrdersApart(shop: Shop, orderIds: readonly string[], caller: Caller): ApartList {
  const left = inTransaction(shop.db, () => {
    for (const orderId of orderIds) {
      const found = confirmApart(shop.db, orderId, shop.clock());
      if (found) record(shop, orderId, "corrected", caller, { ...changesOf(found), unit: "another" });
    }
    return readApart(shop);
  });
  shop.publish({ kind: "all" });
  return left;
}

function changesOf({ said, says }: Pick<OrderApart, "said" | "says">): { readonly before: object; readonly after: object } {
  const keys = (Object.keys(says) as (keyof typeof says)[]).filter((key) => (said[key] || null) !== (says[key] || null));
  const only = (facts: OrderApart["said"]): object => Object.fromEntries(keys.map((key) => [key, facts[key]]));
  return { before: only(said), after: only(says) };
}
