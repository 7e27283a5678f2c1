import type { CustomerInput } from "../../src-main/domain/customers/customer-input.ts";
import type { Language } from "../../src-main/domain/ground/language.ts";
import type { Customer, CustomerKind } from "../../src-main/domain/customers/customer.ts";
import { formatPhone } from "../../src-main/domain/ground/phone.ts";

/** A customer as they are typed; other phones stand in one line, separated by commas. */
export type CustomerForm = {
  readonly kind: CustomerKind;
  readonly name: string;
  readonly contact: string;
  readonly registration: string;
  readonly phone: string;
  readonly otherPhones: string;
  readonly email: string;
  readonly whatsapp: string;
  readonly address: string;
  readonly language: Language;
};

/** What the form says of a customer. @param extensionWord what stands before an extension, `доб.` */
export const customerFormOf = (customer: Customer, extensionWord: string): CustomerForm => ({
  kind: customer.kind,
  name: customer.name,
  contact: customer.contact,
  registration: customer.registration,
  phone: formatPhone(customer.phones[0] ?? "", extensionWord),
  otherPhones: customer.phones
    .slice(1)
    .map((phone) => formatPhone(phone, extensionWord))
    .join(", "),
  email: customer.email,
  whatsapp: formatPhone(customer.whatsapp, extensionWord),
  address: customer.address,
  language: customer.language,
});

/** The form as the contract takes it. A person has neither a contact nor a registration, whatever was typed before. */
export function customerInputOf(form: CustomerForm): CustomerInput {
  const organisation = form.kind === "organisation";
  return {
    kind: form.kind,
    name: form.name,
    contact: organisation ? form.contact : "",
    registration: organisation ? form.registration : "",
    phone: form.phone,
    phones: form.otherPhones.trim() === "" ? [] : [form.otherPhones],
    email: form.email,
    whatsapp: form.whatsapp,
    address: form.address,
    language: form.language,
  };
}
