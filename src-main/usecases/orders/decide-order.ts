import { getOrder, updateVersion } from "../../database/orders/order.ts";
import { insertPayment } from "../../database/orders/order-part.ts";
import { inTransaction } from "../../database/ground/open.ts";
import { getAccount } from "../../database/people/person.ts";
import { findPolicy, getPolicy } from "../../database/warranty/policy.ts";
import {
  countRepairAttempts,
  insertClock,
  insertDecision,
  updateClockMet,
  updateConfirmation,
  updateInspected,
  updateNextClock,
  updateWarrantyFacts,
} from "../../database/warranty/warranty.ts";
import { clocksOf } from "../../domain/warranty/clock.ts";
import { isIsoDate, isoDateAt } from "../../domain/ground/date.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { readAmount } from "../../domain/ground/amount.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { ConfirmPriceInput, InspectInput, MeetClockInput, OverruleInput, Target } from "../../domain/orders/order-change.ts";
import { caseOf, changesBetween, overruled } from "../../domain/orders/order-policy.ts";
import { decide } from "../../domain/warranty/policy.ts";
import type { Decision } from "../../domain/warranty/policy-decision.ts";
import type { PolicyPack } from "../../domain/warranty/policy-pack.ts";
import type { Caller } from "../../domain/shop/shop.ts";
import type { DecisionStage, WarrantyFacts } from "../../domain/warranty/warranty.ts";
import { checkRight } from "../people/rights.ts";
import { checkCurrent, record, settingsOf, type Shop } from "../ground/shop.ts";

/** The policy behind an id. @throws DomainError `policy.unknown` */
export function policyOf(shop: Shop, id: string): PolicyPack {
  const pack = findPolicy(shop.db, id);
  if (!pack) throw new DomainError("policy.unknown", { field: "policy", text: id });
  return pack;
}

/**
 * Decides an order under its policy as it stands now, keeps the decision with the case that it was made on, and starts the clocks
 * that follow from it. Runs within the caller's transaction.
 * @param word what a supervisor wants instead, with the reason
 */
function storeDecision(
  shop: Shop,
  orderId: string,
  stage: DecisionStage,
  caller: Caller,
  pack: PolicyPack,
  word?: { readonly decision: Decision; readonly reason: string },
): void {
  const { timeZone } = settingsOf(shop);
  const at = shop.clock();
  const order = getOrder(shop.db, orderId);
  const it = caseOf(order, pack, isoDateAt(at, timeZone));
  const decision = word?.decision ?? decide(pack, it);
  const before = order.warranty.decisions[0]?.decision;
  const changed = before ? changesBetween(before, decision) : [];
  const { personId, benchId } = caller;
  insertDecision(shop.db, orderId, { id: shop.newId(), stage, decision, changed, reason: word?.reason ?? "", at, case: it, personId, benchId });
  for (const { what, dueAt } of clocksOf(decision, at, timeZone)) insertClock(shop.db, orderId, what, dueAt);
  updateNextClock(shop.db, orderId, timeZone, order.closedAt !== null);
  const offered = decision.entitled[0] ?? null;
  if (word) record(shop, orderId, "overruled", caller, { remedy: offered, reason: word.reason });
  else
    record(shop, orderId, "decided", caller, {
      stage,
      policy: pack.id,
      version: pack.version,
      coverage: decision.coverage,
      class: decision.class,
      offered,
      changed,
    });
}

/** Puts a new order under its policy, with the preliminary decision. Runs within the intake's transaction. */
export function openWarranty(shop: Shop, order: Order, pack: PolicyPack, facts: WarrantyFacts, caller: Caller): void {
  storeFacts(shop, order, pack.id, facts);
  storeDecision(shop, order.id, "preliminary", caller, pack);
}

function storeFacts(shop: Shop, order: Order, policy: string | null, facts: WarrantyFacts): void {
  const attempts = countRepairAttempts(shop.db, {
    orderId: order.id,
    deviceId: order.deviceId,
    sameFaultAs: order.sameFaultAs?.id ?? null,
    defect: facts.defect,
  });
  updateWarrantyFacts(shop.db, order.id, policy, facts, attempts);
}

/** Runs one change of an open order's warranty: checks the version, stores, counts the version up, tells the screens. */
export function changeWarranty(shop: Shop, { id, version }: Target, change: (before: Order) => void): Order {
  const order = inTransaction(shop.db, () => {
    const before = getOrder(shop.db, id);
    checkCurrent(shop, before, version);
    change(before);
    updateVersion(shop.db, id);
    return getOrder(shop.db, id);
  });
  shop.publish({ kind: "order", orderId: id });
  return order;
}

/** @throws DomainError `input.invalid` */
export function checkFacts({ damageReportedOn }: Pick<WarrantyFacts, "damageReportedOn">): void {
  if (damageReportedOn !== null && !isIsoDate(damageReportedOn))
    throw new DomainError("input.invalid", { problems: [{ field: "facts.damageReportedOn", problem: "date" }] });
}

/** @returns minor units @throws DomainError `input.invalid` */
export function readPrice(amount: string, currency: string): number {
  const amountMinor = readAmount(amount, currency);
  if (typeof amountMinor === "string") throw new DomainError("input.invalid", { problems: [{ field: "amount", problem: amountMinor }] });
  return amountMinor;
}

/**
 * Writes down what the bench found, and decides anew: as the counter did before, or finally on inspection. Without a policy the facts
 * are kept and nothing is decided.
 * @throws DomainError `policy.unknown`, `input.invalid`, `person.not-supervisor` for another policy than before,
 *   `order.changed-elsewhere`, `order.closed`, `order.unknown`
 */
export function inspectOrder(shop: Shop, { policy, facts, final, ...target }: InspectInput, caller: Caller): Order {
  checkFacts(facts);
  return changeWarranty(shop, target, (before) => {
    // Taken from under its policy, an order would do whatever the policy does not allow.
    if (before.policy !== null && before.policy !== policy) checkRight(shop, caller, "order.overrule");
    const pack = policy === null ? null : policyOf(shop, policy);
    storeFacts(shop, before, policy, facts);
    if (final) updateInspected(shop.db, before.id, isoDateAt(shop.clock(), settingsOf(shop).timeZone));
    const inspected = final || before.warranty.inspectedOn !== null;
    if (pack) storeDecision(shop, before.id, inspected ? "final" : "preliminary", caller, pack);
  });
}

/**
 * Puts a supervisor's word in the place of the policy's, with a written reason.
 * @throws DomainError `overrule.needs-reason`, `policy.none`, `order.changed-elsewhere`, `order.closed`
 */
export function overruleDecision(shop: Shop, { remedy, reason, ...target }: OverruleInput, caller: Caller): Order {
  if (reason.trim() === "") throw new DomainError("overrule.needs-reason", { field: "reason" });
  return changeWarranty(shop, target, (before) => {
    const current = before.warranty.decisions[0];
    if (!current) throw new DomainError("policy.none", { number: before.number });
    const { decision } = current;
    const pack = getPolicy(shop.db, decision.policy, decision.version);
    storeDecision(shop, before.id, "overruled", caller, pack, { decision: overruled(decision, remedy), reason: reason.trim() });
  });
}

/** Keeps the customer's word on a price. @throws DomainError `input.invalid`, `order.changed-elsewhere`, `order.closed` */
export function confirmPrice(shop: Shop, { amount, how, by, ...target }: ConfirmPriceInput, caller: Caller): Order {
  return changeWarranty(shop, target, (before) => {
    const amountMinor = readPrice(amount, before.currency);
    const who = by.trim() || before.customer.contact || before.customer.name;
    const person = caller.personId === null ? null : getAccount(shop.db, caller.personId).name;
    if (before.warranty.decisions.length === 0) storeFacts(shop, before, before.policy, before.warranty.facts);
    updateConfirmation(shop.db, before.id, { at: shop.clock(), how, by: who, amountMinor, person });
    record(shop, before.id, "price-confirmed", caller, { amountMinor, currency: before.currency, how, by: who });
  });
}

/** Stops a clock of an order: the answer was given, the visit made. */
export const meetClock = (shop: Shop, { what, ...target }: MeetClockInput, caller: Caller): Order =>
  changeWarranty(shop, target, (before) => stopClock(shop, before, what, caller));

/** Stops a clock within a transaction, where it runs. */
export function stopClock(shop: Shop, order: Order, what: MeetClockInput["what"], caller: Caller): void {
  if (!updateClockMet(shop.db, order.id, what, shop.clock())) return;
  updateNextClock(shop.db, order.id, settingsOf(shop).timeZone, order.closedAt !== null);
  record(shop, order.id, "clock-met", caller, { what });
}

/**
 * Decides an order anew after something else about it changed, where it stands under a policy; a supervisor's word stands. Runs within
 * a transaction.
 */
export function decideAgain(shop: Shop, orderId: string, caller: Caller): void {
  const order = getOrder(shop.db, orderId);
  const current = order.warranty.decisions[0];
  if (!current || current.stage === "overruled" || order.policy === null) return;
  storeDecision(shop, orderId, order.warranty.inspectedOn === null ? "preliminary" : "final", caller, policyOf(shop, order.policy));
}

/** Notes what goes back to the customer as a payment. Runs within a transaction. */
export const payBack = (shop: Shop, order: Order, amountMinor: number, method: Order["payments"][number]["method"], at: number): void =>
  insertPayment(shop.db, order.id, { id: shop.newId(), method, amountMinor: -amountMinor, note: "", at });
