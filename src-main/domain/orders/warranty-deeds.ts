import { barredMove, type BarDeed } from "./order-policy.ts";
import { mayHandBack, MOVES, type OrderState } from "./order-state.ts";
import type { Order } from "./order.ts";
import type { DeadlineKind, Remedy } from "../warranty/policy-pack.ts";

/** What can be done with the warranty of an order, in the order in which it comes up. */
export const WARRANTY_DEEDS = ["answered", "visited", "approve", "receive", "inspect", "price", "settle", "overrule"] as const satisfies readonly (
  | BarDeed
  | "approve"
  | "receive"
  | "settle"
  | "answered"
  | "visited"
)[];
export type WarrantyDeed = (typeof WARRANTY_DEEDS)[number];

/** The clocks that someone stops by saying that it was done. */
export const CLOCK_OF = { answered: "first-reply", visited: "on-site-visit" } as const satisfies Partial<Record<WarrantyDeed, DeadlineKind>>;

const APPROVABLE: readonly OrderState[] = ["received", "diagnosing", "awaiting-goods"];
const GOES_BACK: readonly Remedy[] = ["refund", "exchange"];

/** Whether the customer may have to pay for what is offered, so that their word on the price is needed. */
function costsTheCustomer({ request, warranty }: Order): boolean {
  const decision = warranty.decisions[0]?.decision;
  if (!decision) return false;
  const { entitled, requires } = decision;
  const unsaid = barredMove({ request, warranty: { ...warranty, confirmation: null } }, "in-repair") === "needs-price";
  const repairs = entitled[0] === undefined || entitled[0] === "paid-repair";
  return requires.includes("customer-price-confirmation") || (repairs && unsaid);
}

/** Whether a return can be approved now: it was asked for, and the decision does not stand against it. */
function canApprove({ request, state, warranty }: Order): boolean {
  const decision = warranty.decisions[0]?.decision;
  if (request === "repair" || !APPROVABLE.includes(state) || warranty.approval !== null) return false;
  return !decision || decision.entitled.some((remedy) => GOES_BACK.includes(remedy));
}

/** What can be done now about the warranty of an order; nothing once it is closed. */
export function openDeeds(order: Order, may: { readonly overrule: boolean; readonly settle: boolean }): readonly WarrantyDeed[] {
  if (order.closedAt !== null) return [];
  const { state, warranty } = order;
  const runs = (what: DeadlineKind): boolean => warranty.clocks.some((clock) => clock.what === what && clock.metAt === null);
  const open: Readonly<Record<WarrantyDeed, boolean>> = {
    answered: runs("first-reply"),
    visited: runs("on-site-visit"),
    approve: canApprove(order),
    receive: state === "awaiting-goods",
    inspect: true,
    price: costsTheCustomer(order),
    settle: may.settle && (state === "replacing" || state === "refunding"),
    overrule: may.overrule && warranty.decisions.length > 0,
  };
  return WARRANTY_DEEDS.filter((deed) => open[deed]);
}

/** The one step that an order usually takes next; `give-up` ends one that nothing is done about, with its reason. */
export type Step = { readonly deed: WarrantyDeed } | { readonly to: OrderState } | "give-up" | "hand-back";

const BY_REMEDY: Readonly<Record<Remedy, OrderState>> = {
  "free-repair": "approved",
  "paid-repair": "awaiting-approval",
  "free-replacement": "replacing",
  exchange: "replacing",
  refund: "refunding",
};

/** The usual next step, as the decision in force would have it; undefined for an order that is closed. */
export function usualStep(order: Order): Step | undefined {
  const { state, warranty, closedAt } = order;
  if (closedAt !== null) return undefined;
  if (mayHandBack(state)) return "hand-back";
  if (state === "awaiting-goods") return { deed: "receive" };
  if (state === "replacing" || state === "refunding") return { deed: "settle" };
  const current = warranty.decisions[0];
  const requires = current?.decision.requires ?? [];
  if (state === "received" && requires.includes("written-approval") && canApprove(order)) return { deed: "approve" };
  if (state === "diagnosing" && current?.stage === "preliminary") return { deed: "inspect" };
  const offered = current?.decision.entitled[0];
  // Nothing is left to ask the customer for.
  if (state === "diagnosing" && current && !offered && current.decision.coverage !== "undetermined" && current.decision.missing.length === 0)
    return "give-up";
  const to = state === "diagnosing" && offered ? BY_REMEDY[offered] : MOVES[state][0];
  return to && { to };
}
