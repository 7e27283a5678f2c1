import { inTransaction } from "../../database/ground/open.ts";
import { deletePasscode } from "../../database/orders/passcode.ts";
import { getOrder, updateHandedBack } from "../../database/orders/order.ts";
import { insertPayment } from "../../database/orders/order-part.ts";
import { insertPaper } from "../../database/papers/paper.ts";
import { getAccount } from "../../database/people/person.ts";
import { updateNextClock } from "../../database/warranty/warranty.ts";
import { normaliseClaimCode } from "../../domain/orders/claim-code.ts";
import { addDays, isoDateAt } from "../../domain/ground/date.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { FieldProblem } from "../../domain/ground/field-problem.ts";
import { readAmount } from "../../domain/ground/amount.ts";
import { balance, SIGNATURE_PATTERN, type Handback, type Order } from "../../domain/orders/order.ts";
import type { HandbackInput } from "../../domain/orders/order-change.ts";
import { mayHandBack, TO_GIVE_BACK, wayToHandback } from "../../domain/orders/order-state.ts";
import type { Caller } from "../../domain/shop/shop.ts";
import { queuePaper } from "../printing/queue-paper.ts";
import { checkRight } from "../people/rights.ts";
import { checkCurrent, record, settingsOf, type Shop } from "../ground/shop.ts";

/** The closed order and the print job of its handback certificate. */
export type HandbackResult = { readonly order: Order; readonly handbackJob: string };

/**
 * Gives the device back and closes the order: slip or identity, every accessory, what was paid, warranty on the repair, signature.
 * The passcode is wiped and the handback certificate queued in the same transaction.
 * @throws DomainError `handback.state` with the way to go, `claim-code.wrong`, `handback.identity-missing`, `handback.items-missing`,
 *   `person.not-supervisor` for money that goes back, `input.invalid`, `order.changed-elsewhere`, `order.closed`, `order.unknown`
 */
export function handBackDevice(shop: Shop, input: HandbackInput, caller: Caller): HandbackResult {
  const settings = settingsOf(shop);
  const result = inTransaction(shop.db, (): HandbackResult => {
    const before = getOrder(shop.db, input.id);
    checkCurrent(shop, before, input.version);
    if (!mayHandBack(before.state))
      throw new DomainError("handback.state", {
        number: before.number,
        state: before.state,
        allowed: TO_GIVE_BACK,
        next: wayToHandback(before.state),
      });
    const slipShown = checkIdentity(before, input);
    const missing = before.accessories.filter(({ id }) => !input.returned.includes(id));
    if (missing.length > 0) throw new DomainError("handback.items-missing", { field: "returned", items: missing.map(({ name }) => name) });
    const counted = readPaid(input, before.currency);
    // Where the customer had paid more than is asked, what is counted out now goes back to them.
    const paidMinor = balance(before).owed.minor < 0 ? -counted : counted;
    if (paidMinor < 0) checkRight(shop, caller, "payment.refund");

    const at = shop.clock();
    const today = isoDateAt(at, settings.timeZone);
    const warrantyUntil = before.state === "ready" && input.warrantyDays ? addDays(today, input.warrantyDays) : null;
    const handback: Handback = {
      at,
      byName: caller.personId === null ? null : getAccount(shop.db, caller.personId).name,
      slipShown,
      identityCheck: slipShown ? null : input.identityCheck,
      identityNote: slipShown ? "" : input.identityNote.trim(),
      // Without words of its own the paper says what that state means: the order will be at "handed-back" from now on.
      outcome: input.outcome.trim() || before.state,
      warrantyUntil,
      paidMinor,
      paidMethod: paidMinor === 0 ? null : input.paidMethod,
      signature: input.signature || null,
    };
    if (paidMinor !== 0) insertPayment(shop.db, before.id, { id: shop.newId(), method: input.paidMethod, amountMinor: paidMinor, note: "", at });
    updateHandedBack(shop.db, before.id, handback, input.returned);
    if (deletePasscode(shop.db, before.id)) record(shop, before.id, "passcode-wiped", caller);
    record(shop, before.id, "handed-back", caller, {
      from: before.state,
      slipShown,
      identityCheck: handback.identityCheck,
      paidMinor,
      currency: before.currency,
      warrantyUntil,
    });
    updateNextClock(shop.db, before.id, settings.timeZone, true);
    const order = getOrder(shop.db, before.id);
    const paperOrdinal = insertPaper(shop.db, { order, shop: settings, at });
    const handbackJob = queuePaper(shop, { orderId: order.id, kind: "handback", copy: false, paperOrdinal, at }, caller.benchId);
    return { order, handbackJob };
  });
  shop.print();
  shop.publish({ kind: "order", orderId: input.id });
  return result;
}

function checkIdentity(order: Order, input: HandbackInput): boolean {
  if (input.claimCode !== null) {
    if (normaliseClaimCode(input.claimCode) !== order.claimCode)
      throw new DomainError("claim-code.wrong", { field: "claimCode", number: order.number });
    return true;
  }
  if (input.identityCheck === null) throw new DomainError("handback.identity-missing", { field: "identityCheck", number: order.number });
  return false;
}

/** @returns what is counted out now, minor units @throws DomainError `input.invalid` with every wrong field */
export function readPaid(input: Pick<HandbackInput, "paid" | "signature">, currency: string): number {
  const problems: FieldProblem[] = [];
  const read = input.paid.trim() === "" ? 0 : readAmount(input.paid, currency);
  if (typeof read === "string") problems.push({ field: "paid", problem: read });
  if (input.signature && !SIGNATURE_PATTERN.test(input.signature)) problems.push({ field: "signature", problem: "signature" });
  if (problems.length > 0) throw new DomainError("input.invalid", { problems });
  return Number(read);
}
