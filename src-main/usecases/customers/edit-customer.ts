import { getCustomer, listOpenOrderIds, updateCustomer } from "../../database/customers/customer.ts";
import { listEvents } from "../../database/orders/event.ts";
import { inTransaction } from "../../database/ground/open.ts";
import { updateSearchWordsOfCustomer } from "../../database/orders/order-words.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { readCustomer, type CustomerInput, type CustomerEdit } from "../../domain/customers/customer-input.ts";
import type { KnownCustomer, Customer } from "../../domain/customers/customer.ts";
import type { Caller } from "../../domain/shop/shop.ts";
import { record, settingsOf, type Shop } from "../ground/shop.ts";

/** @throws DomainError `input.invalid` with every wrong field */
export function readEdit(shop: Shop, input: CustomerInput): Customer {
  const customer = readCustomer(input, settingsOf(shop));
  if (!("name" in customer)) throw new DomainError("input.invalid", { problems: customer });
  return customer;
}

/**
 * Corrects who a customer is and how they are reached. Papers that were made keep what they said.
 * @throws DomainError `input.invalid` with every wrong field, `customer.unknown`, `customer.changed-elsewhere`
 */
export function editCustomer(shop: Shop, { id, updatedAt, customer: input }: CustomerEdit, caller: Caller): KnownCustomer {
  const customer = readEdit(shop, input);
  const edited = inTransaction(shop.db, () => {
    const before = getCustomer(shop.db, id);
    if (before.updatedAt !== updatedAt) throw changedElsewhere(shop, before);
    rewriteCustomer(shop, before, customer, caller);
    return getCustomer(shop.db, id);
  });
  shop.publish({ kind: "customer", customerId: id });
  return edited;
}

/** Who changed a customer last is known where an open order tells of it. */
function changedElsewhere(shop: Shop, customer: KnownCustomer): DomainError {
  const last = listOpenOrderIds(shop.db, customer.id)
    .flatMap((orderId) => listEvents(shop.db, orderId))
    .filter(({ kind, at }) => kind === "customer-changed" && at >= customer.updatedAt)
    .at(-1);
  return new DomainError("customer.changed-elsewhere", { name: customer.name, by: last?.person ?? last?.bench ?? "", at: customer.updatedAt });
}

/** Facts by which orders are found. */
const FOUND_BY: readonly (keyof Customer)[] = ["name", "contact", "phones", "email", "whatsapp"];

/**
 * Brings a customer up to date: their orders are found by what they are called now, and those that are open tell what changed.
 * Works inside the transaction of its caller. @returns whether anything was new
 */
export function rewriteCustomer(shop: Shop, before: KnownCustomer, customer: Customer, caller: Caller): boolean {
  const changed = (Object.keys(customer) as (keyof Customer)[]).filter((key) => JSON.stringify(customer[key]) !== JSON.stringify(before[key]));
  if (changed.length === 0) return false;
  updateCustomer(shop.db, before.id, customer, Math.max(shop.clock(), before.updatedAt + 1));
  if (changed.some((key) => FOUND_BY.includes(key))) updateSearchWordsOfCustomer(shop.db, before.id, customer);
  const facts = (of: Customer): Partial<Customer> => Object.fromEntries(changed.map((key) => [key, of[key]]));
  for (const orderId of listOpenOrderIds(shop.db, before.id))
    record(shop, orderId, "customer-changed", caller, { before: facts(before), after: facts(customer) });
  return true;
}
