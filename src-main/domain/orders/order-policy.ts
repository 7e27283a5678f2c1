import { DomainError } from "../ground/error.ts";
import type { Order } from "./order.ts";
import { MOVES, type OrderState } from "./order-state.ts";
import type { PolicyCase } from "../warranty/policy-case.ts";
import type { DeadlineKind, PolicyPack, Remedy, Requirement } from "../warranty/policy-pack.ts";
import type { Decision } from "../warranty/policy-decision.ts";
import type { OrderWarranty } from "../warranty/warranty.ts";

/** What of an order a policy decides on. */
export type DecidedOrder = Pick<Order, "device" | "proofs" | "warrantyCardStamped" | "request"> & {
  readonly warranty: Pick<OrderWarranty, "facts" | "repairAttempts" | "inspectedOn" | "goodsReturnedOn" | "approval">;
};

/**
 * The case of an order as `decide` takes it. A device of a brand that the pack is meant for is the maker's own unless it was found to
 * be another's. @param today ISO day in the shop's time zone
 */
export function caseOf(order: DecidedOrder, { id: policy, brands }: Pick<PolicyPack, "id" | "brands">, today: string): PolicyCase {
  const { device, warranty } = order;
  const { facts, approval } = warranty;
  const { reason, defect, place, findings } = facts;
  return {
    policy,
    today,
    request: order.request,
    reason,
    product: {
      category: device.category,
      model: device.model,
      kind: facts.kind,
      part: facts.part,
      origin: facts.origin ?? (brands.some((brand) => brand.toLowerCase() === device.brand.trim().toLowerCase()) ? "own" : null),
      madeToOrder: facts.madeToOrder,
      trialUnit: facts.trialUnit,
      bodyCode: device.bodyCode || (facts.noBodyCode ? "" : null),
      manufacturedOn: device.manufacturedOn,
      serial: device.serial,
      serialState: facts.serialState,
    },
    purchase: {
      purchasedOn: device.purchasedOn,
      receivedOn: device.receivedOn,
      proof: order.proofs,
      warrantyCardStamped: order.warrantyCardStamped || null,
      documents: order.proofs,
      originalPackaging: facts.originalPackaging,
      unused: facts.unused,
      complete: facts.complete,
    },
    findings,
    defect,
    history: {
      repairAttempts: warranty.repairAttempts,
      stillFailsRequirements: facts.stillFailsRequirements,
      damageReportedOn: facts.damageReportedOn,
      approvalGivenOn: approval?.givenOn ?? null,
      goodsReturnedOn: warranty.goodsReturnedOn,
      inspectedOn: warranty.inspectedOn,
    },
    place,
  };
}

/** What differs between two decisions, in words that screens and papers have texts for. */
export function changesBetween(before: Decision, after: Decision): readonly string[] {
  const { charges: was } = before;
  const { charges: is } = after;
  return [
    ...(before.coverage === after.coverage ? [] : ["coverage"]),
    ...(before.class === after.class ? [] : ["class"]),
    ...(before.entitled[0] === after.entitled[0] ? [] : ["offered"]),
    ...((Object.keys(is) as (keyof typeof is)[]).some((key) => was[key] !== is[key]) ? ["charges"] : []),
  ];
}

/** A decision as far as it is still ahead: without what the order has done since, and without the days that no longer matter to it. */
export function stillAhead(decision: Decision, { warranty, closedAt }: Pick<Order, "warranty" | "closedAt">): Decision {
  const { approval, confirmation, inspectedOn, goodsReturnedOn, facts, clocks } = warranty;
  const met = (what: DeadlineKind): boolean => clocks.some((clock) => clock.what === what && clock.metAt !== null);
  const done: Readonly<Record<Requirement, boolean>> = {
    "written-approval": approval !== null,
    inspection: inspectedOn !== null,
    "customer-price-confirmation": confirmation !== null,
  };
  const past: Readonly<Record<DeadlineKind, boolean>> = {
    "request-return": approval !== null,
    "report-damage": facts.damageReportedOn !== null,
    "send-goods-back": goodsReturnedOn !== null,
    "first-reply": met("first-reply"),
    "on-site-visit": met("on-site-visit"),
  };
  const over = closedAt !== null;
  return {
    ...decision,
    requires: decision.requires.filter((need) => !over && !done[need]),
    deadlines: decision.deadlines.filter(({ what }) => !over && !past[what]),
  };
}

const FREE = { labour: false, parts: false, shipping: "seller", restockingPercent: 0, depreciation: false } as const;
const PAID = { ...FREE, labour: true, parts: true, shipping: "customer" } as const;

/** A decision as a supervisor wants it: this remedy first, whatever the policy says; what it says stays in the reasons. */
export const overruled = (decision: Decision, remedy: Remedy): Decision => ({
  ...decision,
  entitled: [remedy, ...decision.entitled.filter((other) => other !== remedy)],
  refused: [],
  missing: [],
  charges: remedy === decision.entitled[0] ? decision.charges : remedy === "paid-repair" ? PAID : FREE,
  requires: remedy === "paid-repair" ? ["customer-price-confirmation"] : [],
});

/** Why a move has to wait; each has a sentence `error.move.<code>`. */
export type MoveBar = "needs-price" | "not-entitled" | "needs-inspection";

/** What takes a bar out of the way: the customer's word on the price, a supervisor's, or the inspection. */
export type BarDeed = "price" | "overrule" | "inspect";

export const deedAgainst = (bar: MoveBar, mayOverrule: boolean): BarDeed =>
  bar === "needs-price" ? "price" : bar === "not-entitled" && mayOverrule ? "overrule" : "inspect";

const TO_REPAIR: readonly OrderState[] = ["approved", "waiting-for-parts", "in-repair"];

/**
 * Why the decision in force does not let an order move on, or null where it does. Work that the customer pays for waits for their
 * word; a replacement or refund waits for a decision that grants it and, where the policy wants one, for the inspection.
 */
export function barredMove({ request, warranty }: Pick<Order, "request" | "warranty">, to: OrderState): MoveBar | null {
  const current = warranty.decisions[0];
  // Without a policy the shop itself decides on what the customer asked for.
  if (!current) return request === "repair" && (to === "replacing" || to === "refunding") ? "not-entitled" : null;
  const { decision, stage } = current;
  const inspectionDue = stage === "preliminary" && decision.requires.includes("inspection");
  if (TO_REPAIR.includes(to)) {
    // Who pays is not known yet while a fact is missing: that is asked for, and holds nobody up.
    const free = decision.entitled[0] !== "paid-repair" && decision.entitled.includes("free-repair");
    if (free || decision.coverage === "undetermined") return null;
    if (decision.coverage === "none" && stage !== "overruled") return "not-entitled";
    return warranty.confirmation ? null : "needs-price";
  }
  if (to === "replacing" || to === "refunding") {
    const wanted: readonly Remedy[] = to === "refunding" ? ["refund"] : ["free-replacement", "exchange"];
    if (!decision.entitled.some((remedy) => wanted.includes(remedy))) return "not-entitled";
    return inspectionDue ? "needs-inspection" : null;
  }
  return null;
}

/** The moves of an order that can be made now. */
export const openMoves = (order: Pick<Order, "state" | "request" | "warranty">): readonly OrderState[] =>
  MOVES[order.state].filter((to) => barredMove(order, to) === null);

/** @throws DomainError `move.needs-price`, `move.not-entitled`, `move.needs-inspection` */
export function checkBarred(order: Pick<Order, "number" | "request" | "warranty">, to: OrderState): void {
  const bar = barredMove(order, to);
  if (bar) throw new DomainError(`move.${bar}`, { number: order.number, to });
}
