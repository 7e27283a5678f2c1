import { type FieldProblem, fieldReader } from "../ground/field-problem.ts";
import { readEmails } from "../ground/email.ts";
import type { Language } from "../ground/language.ts";
import type { Customer, CustomerKind } from "./customer.ts";
import { MAX_TEXT } from "../ground/limits.ts";
import { readPhones } from "../ground/phone.ts";
import type { ShopSettings } from "../shop/shop.ts";

/** A customer as people write one down. `phones` are those beside the main one. */
export type CustomerInput = {
  readonly kind?: CustomerKind;
  readonly name: string;
  readonly contact?: string;
  readonly registration?: string;
  readonly phone?: string;
  readonly phones?: readonly string[];
  readonly email?: string;
  readonly whatsapp?: string;
  readonly address?: string;
  readonly language?: Language;
};

/** What reading a customer needs of the shop. */
type CustomerHome = Pick<ShopSettings, "country" | "languages">;

/**
 * Reads a customer under the shop's country: trims, understands phones, and checks that there are a name and a way to reach them.
 * @returns the customer to be stored, or every field that is wrong (`customer.phone`), in the order of the form
 */
export function readCustomer(input: CustomerInput, shop: CustomerHome): Customer | readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const customer = customerOf(input, shop, problems);
  return problems.length > 0 ? problems : customer;
}

/**
 * Reads a customer whom another system tells of: nobody has to be reachable, and a wrong number or address is left out and named, for
 * there is nobody to ask.
 */
export function readToldCustomer(
  input: CustomerInput,
  shop: CustomerHome,
): { readonly customer: Customer; readonly dropped: readonly FieldProblem[] } | readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const dropped: FieldProblem[] = [];
  const customer = customerOf(input, shop, problems, dropped);
  return problems.length > 0 ? problems : { customer, dropped };
}

/** @param dropped where what was left out is named; without it, what cannot be read is a mistake, and there must be a way to reach the customer */
export function customerOf(from: CustomerInput, shop: CustomerHome, problems: FieldProblem[], dropped?: FieldProblem[]): Customer {
  const { wrong, text, needed } = fieldReader(problems, { today: "" });
  const language = from.language ?? shop.languages[0] ?? "en";
  const unread = (field: string, problem: "phone" | "email", rest: readonly string[]): void => {
    if (rest.length === 0) return;
    if (dropped) dropped.push({ field, problem: `${problem}-dropped`, text: rest.join(", ") });
    else wrong(field, problem);
  };
  const numbers = (field: string, value: string | undefined): readonly string[] => {
    const { phones, rest } = readPhones(text(field, value), { country: shop.country, language });
    unread(field, "phone", rest);
    return phones;
  };
  const name = needed("customer.name", from.name);
  const contact = text("customer.contact", from.contact);
  const registration = text("customer.registration", from.registration);
  const main = numbers("customer.phone", from.phone);
  const others = (from.phones ?? []).flatMap((value, index) => numbers(`customer.phones.${index}`, value));
  const { emails, rest: noEmails } = readEmails(text("customer.email", from.email));
  unread("customer.email", "email", noEmails);
  const [whatsapp = "", ...moreWhatsapp] = numbers("customer.whatsapp", from.whatsapp);
  unread("customer.whatsapp", "phone", moreWhatsapp);
  const phones = [...new Set([...main, ...others])];
  if (phones.length > MAX_TEXT.phones + 1) {
    if (dropped) unread("customer.phone", "phone", phones.slice(MAX_TEXT.phones + 1));
    else wrong("customer.phones", "too-many");
  }
  const reachable = phones.length > 0 || emails.length > 0 || whatsapp !== "";
  if (!dropped && !reachable && !problems.some(({ field }) => field === "customer.phone")) wrong("customer.phone", "reach");
  return {
    kind: from.kind ?? "person",
    name,
    contact,
    registration,
    phones: phones.slice(0, MAX_TEXT.phones + 1),
    email: emails.join(", "),
    whatsapp,
    address: text("customer.address", from.address, 500),
    language,
  };
}

/** A customer as they shall be, and the version of them that the person was looking at. */
export type CustomerEdit = { readonly id: string; readonly updatedAt: number; readonly customer: CustomerInput };
