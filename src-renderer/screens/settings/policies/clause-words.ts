import { PROOFS } from "../../../../src-main/domain/warranty/claim.ts";
import { FACTS, type FactName } from "../../../../src-main/domain/warranty/policy-case.ts";
import type { Clause, PolicyPack, Window } from "../../../../src-main/domain/warranty/policy-pack.ts";
import type { Period } from "../../../../src-main/domain/ground/calendar.ts";
import { CATEGORIES } from "../../../../src-main/domain/shop/shop.ts";
import { packText } from "../../../../src-main/domain/warranty/policy-text.ts";
import { wordOr } from "../../../components/labels.ts";
import type { Texts } from "../../../components/text.tsx";
import { questionOf, valuesOf, wordsOf } from "./pack-clauses.ts";

export type ValueOption = { readonly value: string; readonly label: string };

/** Families of texts that name the values of a fact. */
const FAMILY: Readonly<Partial<Record<FactName, string>>> = {
  request: "request",
  reason: "policy.reason",
  place: "policy.place",
  "product.kind": "policy.kind",
  "product.origin": "policy.origin",
  "product.serialState": "policy.serial-state",
  "product.category": "category",
  "purchase.proof": "proof",
  "purchase.documents": "proof",
};

/** What a value of a fact is called; an empty text says that there is none. */
export function valueName(texts: Texts, pack: PolicyPack, fact: FactName, value: string | boolean): string {
  if (typeof value === "boolean") return texts.t(value ? "policy.yes" : "policy.no");
  if (value === "") return texts.t("policies.value.empty");
  const word = wordsOf(pack, fact)?.find(({ id }) => id === value);
  if (word) return packText(word.name, pack, texts.language, value);
  const family = FAMILY[fact];
  return family ? wordOr(texts, family, value) : value;
}

/** The values that are offered for a fact; undefined where any text may be. */
export function valueOptions(texts: Texts, pack: PolicyPack, fact: FactName): readonly ValueOption[] | undefined {
  const told = FACTS[fact];
  const ids =
    told.kind === "choice"
      ? told.values
      : told.kind === "papers"
        ? PROOFS
        : fact === "product.category"
          ? CATEGORIES
          : wordsOf(pack, fact)?.map(({ id }) => id);
  return ids?.map((value) => ({ value, label: valueName(texts, pack, fact, value) }));
}

/** A length of time in words, `1 year` as `12 months`. */
export const periodWords = ({ t }: Texts, { months, days }: Period): string =>
  [months ? t("policies.months-count", { count: months }) : "", days || !months ? t("policies.days-count", { count: days ?? 0 }) : ""]
    .filter(Boolean)
    .join(", ");

const windowWords = (texts: Texts, { from, after, until }: Window): string =>
  [
    after ? texts.t("policies.window.after", { period: periodWords(texts, after) }) : "",
    until ? texts.t("policies.window.until", { period: periodWords(texts, until) }) : "",
    texts.t(`policies.from.${from}`),
  ]
    .filter(Boolean)
    .join(" · ");

/** A clause in a few words, for the head of a card. */
export function clauseWords(texts: Texts, pack: PolicyPack, clause: Clause): string {
  const { t } = texts;
  const fact = t(`policy.fact.${clause.fact}`);
  if (clause.within) return `${fact}: ${windowWords(texts, clause.within)}`;
  const values =
    clause.atLeast ??
    clause.atMost ??
    valuesOf(clause)
      .map((value) => valueName(texts, pack, clause.fact, value))
      .join(", ");
  const question = questionOf(clause);
  // What a fact is or has goes without saying.
  return question === "is" || question === "has" ? `${fact}: ${values}` : `${fact} ${t(`policies.question.${question}`)}: ${values}`;
}
