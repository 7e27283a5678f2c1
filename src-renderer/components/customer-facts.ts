import type { Customer } from "../../src-main/domain/customers/customer.ts";
import { formatPhone } from "../../src-main/domain/ground/phone.ts";
import type { Correction } from "./corrections.tsx";
import type { Texts } from "./text.tsx";

/** What each fact of a customer is called, in the order in which they are read. */
const LABELS: Readonly<Record<keyof Customer, string>> = {
  kind: "customers.kind",
  name: "customers.name",
  contact: "paper.contact",
  registration: "paper.registration",
  phones: "paper.phone",
  whatsapp: "paper.whatsapp",
  email: "paper.email",
  address: "paper.address",
  language: "order.customer.language",
};
const FACTS = Object.keys(LABELS) as readonly (keyof Customer)[];

function shown(fact: keyof Customer, value: unknown, { t }: Texts, between: string): string {
  if (Array.isArray(value)) return value.map((phone) => formatPhone(String(phone), t("phone.extension"))).join(between);
  const text = typeof value === "string" ? value : "";
  if (text === "") return "";
  if (fact === "kind") return t(`customer-kind.${text}`);
  if (fact === "language") return t(`language.${text}`);
  return fact === "whatsapp" ? formatPhone(text, t("phone.extension")) : text;
}

/** A customer's facts beside their name, as labels and values. Most are persons: only others are called what they are. */
export const customerFacts = (customer: Customer, texts: Texts): readonly (readonly [label: string, value: string])[] =>
  FACTS.filter((fact) => fact !== "name" && (fact !== "kind" || customer.kind !== "person")).map((fact) => [
    texts.t(LABELS[fact]),
    shown(fact, customer[fact], texts, "\n"),
  ]);

/** What is another of a customer in `after` than it was in `before`; facts that `after` does not name stayed. */
export const customerCorrections = (
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  texts: Texts,
): readonly Correction[] =>
  FACTS.filter((fact) => fact in after).flatMap((fact) => {
    const [from, to] = [before[fact], after[fact]].map((value) => shown(fact, value, texts, ", ") || texts.t("order.none")) as [string, string];
    return from === to ? [] : [{ label: texts.t(LABELS[fact]), from, to }];
  });
