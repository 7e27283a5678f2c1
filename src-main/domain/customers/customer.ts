import { searchWords } from "../ground/search.ts";
import type { Language } from "../ground/language.ts";

export const CUSTOMER_KINDS = ["person", "organisation"] as const;
export type CustomerKind = (typeof CUSTOMER_KINDS)[number];

/** The customer as the counter knows them. `phones` are E.164, the first is the main one. */
export type Customer = {
  readonly kind: CustomerKind;
  readonly name: string;
  readonly contact: string;
  readonly registration: string;
  readonly phones: readonly string[];
  readonly email: string;
  readonly whatsapp: string;
  readonly address: string;
  readonly language: Language;
};

/** A customer who was here before. `updatedAt` (epoch ms) is another one after each change, so that it tells one version from the next. */
export type KnownCustomer = Customer & { readonly id: string; readonly orders: number; readonly updatedAt: number };

/** The words under which a customer is found. */
export const wordsOfCustomer = ({
  name,
  contact,
  email,
  phones,
  whatsapp,
  registration,
}: Pick<Customer, "name" | "contact" | "email" | "phones" | "whatsapp" | "registration">): string =>
  searchWords({ texts: [email], names: [name, contact], codes: [registration], phones: [...phones, whatsapp] });
