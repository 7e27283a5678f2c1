import type { Clause, PolicyPack, PolicyWord } from "../../../../src-main/domain/warranty/policy-pack.ts";
import type { FactName } from "../../../../src-main/domain/warranty/policy-case.ts";

export type WordKind = keyof PolicyPack["words"];

const FACT_OF: Readonly<Record<WordKind, FactName>> = { findings: "findings", defects: "defect", parts: "product.part" };
const STEM: Readonly<Record<WordKind, string>> = { findings: "finding", defects: "defect", parts: "part" };

/** A word as it begins, under an id that is free. */
export function freshWord(pack: PolicyPack, kind: WordKind): PolicyWord {
  const taken = new Set(pack.words[kind].map(({ id }) => id));
  let number = taken.size + 1;
  while (taken.has(`${STEM[kind]}-${number}`)) number++;
  return { id: `${STEM[kind]}-${number}`, name: {} };
}

const LISTS = ["is", "not", "has", "lacks"] as const;

/** Gives a word another id, there and in every clause that names it. */
export function renameWord(pack: PolicyPack, kind: WordKind, before: string, id: string): PolicyPack {
  if (id === "" || id === before) return pack;
  const inClause = (clause: Clause): Clause =>
    clause.fact !== FACT_OF[kind]
      ? clause
      : {
          ...clause,
          ...Object.fromEntries(
            LISTS.flatMap((list) => (clause[list] ? [[list, clause[list].map((value) => (value === before ? id : value))]] : [])),
          ),
        };
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== "object" || value === null) return value;
    const seen = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, visit(part)]));
    return "fact" in seen ? inClause(seen as Clause) : seen;
  };
  const { words, texts, ...rows } = pack;
  const renamed = { ...words, [kind]: words[kind].map((word) => (word.id === before ? { ...word, id } : word)) };
  return { ...(visit(rows) as Omit<PolicyPack, "words" | "texts">), words: renamed, texts };
}
