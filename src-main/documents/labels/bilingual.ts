import type { SecondPlace } from "../../domain/shop/paper-layout.ts";

/** Where a template's content has a label; facts are pairs of label and value. */
const LABELS = new Set(["title", "label", "claimLabel", "show", "none"]);
const LISTS_OF_LABELS = new Set(["columns"]);
const FACTS = new Set(["facts", "agreed", "costs", "sums", "hours"]);
const SINGLE_FACTS = new Set(["until", "closing"]);

/**
 * Content with its labels in two languages; what people wrote, days and amounts stay as the first language has them. Both were made
 * of the same order, so that they have the same parts; where they have not, the first one stands.
 */
export function bilingual<Content extends object>(content: Content, other: Content, placed: SecondPlace): Content {
  const both = (here: unknown, there: unknown): unknown => {
    if (typeof here !== "string" || typeof there !== "string" || here === there || here === "" || there === "") return here;
    return placed === "beside" ? `${here} / ${there}` : [here, there];
  };
  const fact = (here: unknown, there: unknown): unknown =>
    Array.isArray(here) && Array.isArray(there) ? [both(here[0], there[0]), ...here.slice(1)] : here;
  const eachOf = (here: unknown, there: unknown, join: (a: unknown, b: unknown) => unknown): unknown =>
    Array.isArray(here) && Array.isArray(there) && here.length === there.length ? here.map((one, index) => join(one, there[index])) : here;
  const named = (name: string, here: unknown, there: unknown): unknown => {
    if (LABELS.has(name)) return both(here, there);
    if (SINGLE_FACTS.has(name)) return fact(here, there);
    if (FACTS.has(name)) return eachOf(here, there, fact);
    if (LISTS_OF_LABELS.has(name)) return eachOf(here, there, both);
    return walk(here, there);
  };
  const walk = (here: unknown, there: unknown): unknown => {
    if (Array.isArray(here)) return eachOf(here, there, walk);
    if (typeof here !== "object" || here === null || typeof there !== "object" || there === null) return here;
    return Object.fromEntries(
      Object.entries(here).map(([name, value]) => [name, named(name, value, (there as Readonly<Record<string, unknown>>)[name])]),
    );
  };
  return walk(content, other) as Content;
}
