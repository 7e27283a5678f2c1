import { insertPhoto, findPicture } from "../../database/pictures/picture.ts";
import { inTransaction } from "../../database/ground/open.ts";
import { deleteLine, insertPayment, putLine } from "../../database/orders/order-part.ts";
import { getOrder, updateFacts, updateVersion } from "../../database/orders/order.ts";
import { updateSearchWords } from "../../database/orders/order-words.ts";
import { updateFaultKind } from "../../database/figures/shop-figures.ts";
import { isIsoDate } from "../../domain/ground/date.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { faultKind } from "../../domain/orders/fault-kind.ts";
import type { FieldProblem } from "../../domain/ground/field-problem.ts";
import { readAmount } from "../../domain/ground/amount.ts";
import { amountText } from "../../domain/ground/money.ts";
import { stillOwed, type Order, type OrderLine } from "../../domain/orders/order.ts";
import { MAX_TEXT } from "../../domain/ground/limits.ts";
import type { FactsInput, LineInput, NoteInput, PaymentInput, Target } from "../../domain/orders/order-change.ts";
import type { Caller } from "../../domain/shop/shop.ts";
import { stopClock } from "./decide-order.ts";
import { checkRight } from "../people/rights.ts";
import { checkCurrent, checkVersion, record, type Shop } from "../ground/shop.ts";

/** Runs one change of an open order: checks the version, stores, tells the screens. @param check refuses what cannot be changed */
function changeOrder(shop: Shop, { id, version }: Target, change: (before: Order) => void, check = checkCurrent): Order {
  const order = inTransaction(shop.db, () => {
    const before = getOrder(shop.db, id);
    check(shop, before, version);
    change(before);
    return getOrder(shop.db, id);
  });
  shop.publish({ kind: "order", orderId: id });
  return order;
}

function refuse(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw new DomainError("input.invalid", { problems });
}

function amount(field: string, text: string, currency: string, problems: FieldProblem[]): number | null {
  if (text.trim() === "") return null;
  const minor = readAmount(text, currency);
  if (typeof minor === "number") return minor;
  problems.push({ field, problem: minor });
  return null;
}

/** @throws DomainError `input.invalid` with every wrong field */
export function readFacts(input: FactsInput, currency: string) {
  const problems: FieldProblem[] = [];
  const fault = input.fault.trim();
  if (fault === "") problems.push({ field: "fault", problem: "required" });
  const promisedOn = input.promisedOn || null;
  if (promisedOn !== null && !isIsoDate(promisedOn)) problems.push({ field: "promisedOn", problem: "date" });
  const facts = {
    fault,
    condition: input.condition.trim(),
    priority: input.priority,
    promisedOn,
    estimateMinor: amount("estimate", input.estimate, currency, problems),
    limitMinor: amount("limit", input.limit, currency, problems),
  };
  refuse(problems);
  return facts;
}

/** Corrects what was written down at intake. The first papers keep what they said. @throws DomainError `input.invalid`, … */
export function editFacts(shop: Shop, input: FactsInput, caller: Caller): Order {
  return changeOrder(shop, input, (before) => {
    const facts = readFacts(input, before.currency);
    const changed = (Object.keys(facts) as (keyof typeof facts)[]).filter((key) => facts[key] !== before[key]);
    if (changed.length === 0) return;
    updateFacts(shop.db, input.id, facts);
    if (facts.fault !== before.fault) {
      updateSearchWords(shop.db, { ...before, ...facts });
      updateFaultKind(shop.db, input.id, faultKind(facts.fault));
    }
    record(shop, input.id, "edited", caller, {
      before: Object.fromEntries(changed.map((key) => [key, before[key]])),
      after: Object.fromEntries(changed.map((key) => [key, facts[key]])),
    });
  });
}

/** @throws DomainError `input.invalid` where nothing is written */
export function readNote(input: Pick<NoteInput, "text">): string {
  const text = input.text.trim();
  refuse(text === "" ? [{ field: "text", problem: "required" }] : []);
  return text;
}

/** A note for the house, or one that the customer was told. Needs no version: notes only add up. */
export function addNote(shop: Shop, input: NoteInput, caller: Caller): void {
  const text = readNote(input);
  inTransaction(shop.db, () => {
    const order = getOrder(shop.db, input.id);
    record(shop, input.id, "note", caller, { text: text.slice(0, MAX_TEXT.long), audience: input.audience });
    if (input.audience === "customer") stopClock(shop, order, "first-reply", caller);
  });
  shop.publish({ kind: "order", orderId: input.id });
}

/** @throws DomainError `input.invalid` with every wrong field */
export function readLine(input: LineInput, currency: string): Pick<OrderLine, "title" | "quantityMilli" | "unitMinor"> {
  const problems: FieldProblem[] = [];
  const title = input.title.trim();
  if (title === "") problems.push({ field: "title", problem: "required" });
  const quantityMilli = readQuantity(input.quantity);
  if (quantityMilli === undefined) problems.push({ field: "quantity", problem: "amount" });
  const unitMinor = amount("price", input.price, currency, problems) ?? 0;
  refuse(problems);
  return { title, quantityMilli: quantityMilli!, unitMinor };
}

/** Adds or changes a line. @throws DomainError `input.invalid`, `line.unknown`, … */
export function storeLine(shop: Shop, input: LineInput, caller: Caller): Order {
  return changeOrder(shop, input, (before) => {
    const { title, quantityMilli, unitMinor } = readLine(input, before.currency);
    const known = before.lines.find((line) => line.id === input.lineId);
    if (input.lineId !== null && !known) throw new DomainError("line.unknown", { field: "lineId" });
    putLine(shop.db, input.id, { id: known?.id ?? shop.newId(), kind: input.kind, title, quantityMilli, unitMinor });
    updateVersion(shop.db, input.id);
    record(shop, input.id, known ? "line-changed" : "line-added", caller, {
      title,
      quantityMilli,
      price: amountText({ minor: unitMinor, currency: before.currency }),
      currency: before.currency,
      ...(known && {
        before: { title: known.title, quantityMilli: known.quantityMilli, price: amountText({ minor: known.unitMinor, currency: before.currency }) },
      }),
    });
  });
}

/** `1`, `1,5`, `0.25` in thousandths; undefined where it is no quantity above zero. */
function readQuantity(text: string): number | undefined {
  const match = /^(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  const milli = match ? Number(match[1]) * 1000 + Number((match[2] ?? "").padEnd(3, "0")) : 0;
  return milli > 0 ? milli : undefined;
}

/** Takes a line out. @throws DomainError `line.unknown`, … */
export function removeLine(shop: Shop, input: Target & { readonly lineId: string }, caller: Caller): Order {
  return changeOrder(shop, input, (before) => {
    const line = before.lines.find(({ id }) => id === input.lineId);
    if (!line) throw new DomainError("line.unknown", { field: "lineId" });
    deleteLine(shop.db, input.id, input.lineId);
    updateVersion(shop.db, input.id);
    record(shop, input.id, "line-removed", caller, { title: line.title });
  });
}

/** @returns minor units, negative for a refund @throws DomainError `input.invalid` */
export function readPayment(input: Pick<PaymentInput, "amount" | "refund">, currency: string): number {
  const problems: FieldProblem[] = [];
  const minor = amount("amount", input.amount, currency, problems);
  if (minor === null || minor === 0) problems.push({ field: "amount", problem: minor === 0 ? "amount" : "required" });
  refuse(problems.slice(0, 1));
  return input.refund ? -minor! : minor!;
}

/**
 * Notes a payment. A closed order takes what settles it and no more: the debt that was left when its device went, or what is to be paid
 * back. Giving money back is a right of its own.
 * @throws DomainError `person.not-supervisor`, `input.invalid`; `payment.settled`, `payment.beyond-owed` for a closed order, …
 */
export function notePayment(shop: Shop, input: PaymentInput, caller: Caller): Order {
  if (input.refund) checkRight(shop, caller, "payment.refund");
  const pay = (before: Order): void => {
    const amountMinor = readPayment(input, before.currency);
    if (before.closedAt !== null) checkSettles(before, amountMinor);
    insertPayment(shop.db, input.id, { id: shop.newId(), method: input.method, amountMinor, note: input.note.trim(), at: shop.clock() });
    updateVersion(shop.db, input.id);
    record(shop, input.id, "payment", caller, { amountMinor, currency: before.currency, method: input.method });
  };
  return changeOrder(shop, input, pay, checkVersion);
}

function checkSettles(order: Order, amountMinor: number): void {
  const owed = stillOwed(order);
  if (owed.minor === 0) throw new DomainError("payment.settled", { number: order.number });
  if (Math.sign(owed.minor) !== Math.sign(amountMinor) || Math.abs(amountMinor) > Math.abs(owed.minor))
    throw new DomainError("payment.beyond-owed", {
      field: "amount",
      owed: `${amountText({ ...owed, minor: Math.abs(owed.minor) })} ${owed.currency}`,
    });
}

/** Adds stored pictures to an order. @throws DomainError `photo.unknown`, … */
export function addPhotos(shop: Shop, input: Target & { readonly photos: readonly string[] }, caller: Caller): Order {
  return changeOrder(shop, input, (before) => {
    const fresh = input.photos.filter((sha256) => !before.photos.some((photo) => photo.sha256 === sha256));
    if (before.photos.length + fresh.length > MAX_TEXT.photos) refuse([{ field: "photos", problem: "too-many" }]);
    for (const sha256 of fresh) {
      if (!findPicture(shop.db, sha256)) throw new DomainError("photo.unknown", { field: "photos" });
      insertPhoto(shop.db, input.id, sha256);
    }
    if (fresh.length === 0) return;
    updateVersion(shop.db, input.id);
    record(shop, input.id, "photo-added", caller, { count: fresh.length });
  });
}
