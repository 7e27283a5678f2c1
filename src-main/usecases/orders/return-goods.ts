import { deletePasscode } from "../../database/orders/passcode.ts";
import { getOrder, updateHandedBack, updateState } from "../../database/orders/order.ts";
import { inTransaction } from "../../database/ground/open.ts";
import { getAccount } from "../../database/people/person.ts";
import { insertPaper } from "../../database/papers/paper.ts";
import { getPolicy } from "../../database/warranty/policy.ts";
import {
  insertClock,
  listLapsedApprovals,
  updateApproval,
  updateGoodsReturned,
  updateNextClock,
  updateSettlement,
} from "../../database/warranty/warranty.ts";
import { lastDay, endOfDay, type Period } from "../../domain/ground/calendar.ts";
import { isoDateAt } from "../../domain/ground/date.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { FieldProblem } from "../../domain/ground/field-problem.ts";
import { readAmount } from "../../domain/ground/amount.ts";
import type { Handback, Order } from "../../domain/orders/order.ts";
import type { ApproveReturnInput, SettleInput, Target } from "../../domain/orders/order-change.ts";
import { checkBarred } from "../../domain/orders/order-policy.ts";
import type { Caller } from "../../domain/shop/shop.ts";
import { NO_CHARGES, type Charges } from "../../domain/warranty/policy-decision.ts";
import { refundOf, type Settlement } from "../../domain/warranty/warranty.ts";
import { changeWarranty, decideAgain, payBack, stopClock } from "./decide-order.ts";
import { queuePaper } from "../printing/queue-paper.ts";
import { checkCurrent, record, settingsOf, type Shop } from "../ground/shop.ts";

/** How long an approval is good for where no policy says. */
const USUAL_APPROVAL: Period = { days: 14 };

/** Order with the print job of the approval that was written. */
export type ApprovalResult = { readonly order: Order; readonly approvalJob: string };

/** A paper that says to send the goods back must say where to. @throws DomainError `input.invalid` */
export function checkApproval(shop: Shop, { address, goodsHere }: Pick<ApproveReturnInput, "address" | "goodsHere">): void {
  if (!goodsHere && `${address}${settingsOf(shop).address}`.trim() === "")
    throw new DomainError("input.invalid", { problems: [{ field: "address", problem: "required" }] });
}

/**
 * Gives the written approval of a return: the paper says where the goods go and until when they must be back. The order waits for the
 * goods, unless they lie on the counter already.
 * @throws DomainError `return.not-asked`, `return.not-entitled`, `input.invalid` where nothing says where the goods go, `order.changed-elsewhere`, `order.closed`
 */
export function approveReturn(shop: Shop, { address, courierAccount, goodsHere, ...target }: ApproveReturnInput, caller: Caller): ApprovalResult {
  const approvalJob = shop.newId();
  const order = changeWarranty(shop, target, (before) => {
    if (before.request === "repair") throw new DomainError("return.not-asked", { number: before.number });
    const decision = before.warranty.decisions[0]?.decision;
    if (decision && !decision.entitled.some((remedy) => remedy === "refund" || remedy === "exchange"))
      throw new DomainError("return.not-entitled", { number: before.number });
    if (!["received", "diagnosing", "awaiting-goods"].includes(before.state))
      throw new DomainError("move.not-allowed", { number: before.number, from: before.state, to: "awaiting-goods", allowed: [] });
    const settings = settingsOf(shop);
    checkApproval(shop, { address, goodsHere });
    const at = shop.clock();
    const givenOn = isoDateAt(at, settings.timeZone);
    const goodsBackBy = lastDay(givenOn, approvalPeriod(shop, before));
    const person = caller.personId === null ? null : getAccount(shop.db, caller.personId).name;
    updateApproval(shop.db, before.id, { givenOn, goodsBackBy, address: address.trim(), courierAccount: courierAccount.trim(), person });
    if (goodsHere) updateGoodsReturned(shop.db, before.id, givenOn);
    else insertClock(shop.db, before.id, "send-goods-back", endOfDay(goodsBackBy, settings.timeZone));
    record(shop, before.id, "return-approved", caller, { goodsBackBy, goodsHere });
    const to = goodsHere ? "diagnosing" : "awaiting-goods";
    if (before.state !== to) {
      updateState(shop.db, before.id, to, at, null);
      record(shop, before.id, "moved", caller, { from: before.state, to });
    }
    decideAgain(shop, before.id, caller);
    stopClock(shop, before, "first-reply", caller);
    if (goodsHere) stopClock(shop, before, "send-goods-back", caller);
    updateNextClock(shop.db, before.id, settings.timeZone, false);
    const paperOrdinal = insertPaper(shop.db, { order: getOrder(shop.db, before.id), shop: settings, at });
    queuePaper(shop, { id: approvalJob, orderId: before.id, kind: "approval", copy: false, paperOrdinal, at }, caller.benchId);
  });
  shop.print();
  return { order, approvalJob };
}

/** How long the approval of the order's policy is good for. */
function approvalPeriod(shop: Shop, order: Order): Period {
  const decision = order.warranty.decisions[0]?.decision;
  const grants = decision ? getPolicy(shop.db, decision.policy, decision.version).grants : [];
  return grants.find(({ approval }) => approval)?.approval?.within ?? USUAL_APPROVAL;
}

/** The approved goods are here: they go to inspection. @throws DomainError `return.not-approved`, … */
export const receiveGoods = (shop: Shop, target: Target, caller: Caller): Order =>
  changeWarranty(shop, target, (before) => {
    if (before.state !== "awaiting-goods") throw new DomainError("return.not-approved", { number: before.number });
    const at = shop.clock();
    const on = isoDateAt(at, settingsOf(shop).timeZone);
    updateGoodsReturned(shop.db, before.id, on);
    updateState(shop.db, before.id, "diagnosing", at, null);
    record(shop, before.id, "goods-received", caller, { on });
    record(shop, before.id, "moved", caller, { from: before.state, to: "diagnosing" });
    stopClock(shop, before, "send-goods-back", caller);
    decideAgain(shop, before.id, caller);
  });

/** The closed order and the print job of its certificate. */
export type SettleResult = { readonly order: Order; readonly handbackJob: string };

/**
 * Ends a return or a warranty case: the money goes back, less fee and depreciation, or another unit goes out. The order closes.
 * @throws DomainError `settle.state`, `input.invalid`, `order.changed-elsewhere`, `order.closed`
 */
export function settleOrder(shop: Shop, input: SettleInput, caller: Caller): SettleResult {
  const handbackJob = shop.newId();
  const order = changeWarranty(shop, input, (before) => {
    const from = input.kind === "refunded" ? "refunding" : "replacing";
    if (before.state !== from) throw new DomainError("settle.state", { number: before.number, state: before.state, to: from });
    checkBarred(before, from);
    const settings = settingsOf(shop);
    const at = shop.clock();
    const settlement = readSettlement(input, before.currency, before.warranty.decisions[0]?.decision.charges);
    if (settlement.refundMinor > 0) payBack(shop, before, settlement.refundMinor, input.method, at);
    updateSettlement(shop.db, before.id, settlement);
    const handback: Handback = {
      at,
      byName: caller.personId === null ? null : getAccount(shop.db, caller.personId).name,
      slipShown: false,
      identityCheck: null,
      identityNote: "",
      outcome: "",
      warrantyUntil: null,
      paidMinor: -settlement.refundMinor,
      paidMethod: settlement.refundMinor > 0 ? input.method : null,
      signature: null,
    };
    updateHandedBack(shop.db, before.id, handback, [], input.kind);
    if (deletePasscode(shop.db, before.id)) record(shop, before.id, "passcode-wiped", caller);
    record(shop, before.id, "settled", caller, { ...settlement, currency: before.currency });
    updateNextClock(shop.db, before.id, settings.timeZone, true);
    const paperOrdinal = insertPaper(shop.db, { order: getOrder(shop.db, before.id), shop: settings, at });
    queuePaper(shop, { id: handbackJob, orderId: before.id, kind: "handback", copy: false, paperOrdinal, at }, caller.benchId);
  });
  shop.print();
  return { order, handbackJob };
}

/** @param charges what the policy may take off @throws DomainError `input.invalid` with every wrong field */
export function readSettlement(input: SettleInput, currency: string, charges: Charges = NO_CHARGES): Settlement {
  const problems: FieldProblem[] = [];
  const amount = (field: "price" | "depreciation"): number => {
    const minor = input[field].trim() === "" ? 0 : readAmount(input[field], currency);
    if (typeof minor === "number") return minor;
    problems.push({ field, problem: minor });
    return 0;
  };
  const [priceMinor, depreciationMinor] = [amount("price"), amount("depreciation")];
  if (input.kind === "refunded" && input.price.trim() === "") problems.push({ field: "price", problem: "required" });
  if (depreciationMinor > 0 && !charges.depreciation) problems.push({ field: "depreciation", problem: "depreciation" });
  if (problems.length > 0) throw new DomainError("input.invalid", { problems });
  if (input.kind === "replaced")
    return { kind: "replaced", priceMinor: 0, restockingMinor: 0, depreciationMinor: 0, refundMinor: 0, newSerial: input.newSerial.trim() };
  return { kind: "refunded", priceMinor, ...refundOf(priceMinor, charges.restockingPercent, depreciationMinor), newSerial: "" };
}

/**
 * Cancels every return whose approval has run out without the goods: nothing is paid or exchanged any more. Each is an event of the
 * order, written at the given bench.
 */
export function lapseApprovals(shop: Shop, bench: () => string): void {
  const lapsed = listLapsedApprovals(shop.db, shop.clock());
  if (lapsed.length === 0) return;
  const caller: Caller = { personId: null, benchId: bench() };
  for (const orderId of lapsed) {
    inTransaction(shop.db, () => {
      const before = getOrder(shop.db, orderId);
      stopClock(shop, before, "send-goods-back", caller);
      if (before.state !== "awaiting-goods") return;
      checkCurrent(shop, before, before.version);
      const at = shop.clock();
      decideAgain(shop, orderId, caller);
      // The goods are not here, so that there is nothing to give back: the order ends.
      updateState(shop.db, orderId, "cancelled", at, at);
      updateNextClock(shop.db, orderId, settingsOf(shop).timeZone, true);
      record(shop, orderId, "return-lapsed", caller, { goodsBackBy: before.warranty.approval?.goodsBackBy ?? null });
      record(shop, orderId, "moved", caller, { from: before.state, to: "cancelled" });
    });
    shop.publish({ kind: "order", orderId });
  }
}
