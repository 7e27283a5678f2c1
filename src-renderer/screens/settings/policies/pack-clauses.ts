import { FACT_NAMES, FACTS, type FactName } from "../../../../src-main/domain/warranty/policy-case.ts";
import type { Clause, Condition, PolicyPack } from "../../../../src-main/domain/warranty/policy-pack.ts";

/** What a clause can ask of a fact. */
export const QUESTIONS = ["is", "not", "has", "lacks", "atLeast", "atMost", "within"] as const;
export type Question = (typeof QUESTIONS)[number];

/** The answers that stand for a fact that is not known; without one it is asked for. */
export const IF_MISSING = ["ask", "yes", "no"] as const;

type FactKind = (typeof FACTS)[FactName]["kind"];

const QUESTIONS_OF: Readonly<Record<FactKind, readonly Question[]>> = {
  choice: ["is", "not"],
  text: ["is", "not"],
  word: ["is", "not"],
  flag: ["is", "not"],
  number: ["atLeast", "atMost"],
  day: ["within"],
  papers: ["has"],
  list: ["has", "lacks"],
};

/** The questions that can be asked of a fact. */
export const questionsOf = (fact: FactName): readonly Question[] => QUESTIONS_OF[FACTS[fact].kind];

/** The question that a clause asks; a clause from a file may ask none. */
export const questionOf = (clause: Clause): Question => QUESTIONS.find((question) => clause[question] !== undefined) ?? questionsOf(clause.fact)[0]!;

/** The values that a clause names. */
export const valuesOf = ({ is, not, has, lacks }: Clause): readonly (string | boolean)[] => is ?? not ?? has ?? lacks ?? [];

type ListQuestion = "is" | "not" | "has" | "lacks";
const isList = (question: Question): question is ListQuestion =>
  question === "is" || question === "not" || question === "has" || question === "lacks";

/** The words of the pack that a fact's values are; undefined where it takes none. */
export function wordsOf(pack: PolicyPack, fact: FactName): PolicyPack["words"]["findings"] | undefined {
  if (fact === "findings") return pack.words.findings;
  if (fact === "defect") return pack.words.defects;
  return fact === "product.part" ? pack.words.parts : undefined;
}

/** Values that a fact's question starts with: one has to be named. */
function firstValues(fact: FactName): readonly (string | boolean)[] {
  const { kind } = FACTS[fact];
  if (kind === "flag") return [true];
  const told = FACTS[fact];
  return told.kind === "choice" ? [told.values[0]!] : [];
}

function asked(fact: FactName, question: Question, values: readonly (string | boolean)[]): Partial<Clause> {
  if (question === "atLeast" || question === "atMost") return { [question]: 1 };
  if (question === "within") return { within: { from: "purchase", until: { days: 30 } } };
  return { [question]: values.length > 0 ? values : firstValues(fact) };
}

type Rest = Pick<Condition, "unless"> & { readonly rule?: string };

/** What of a condition is not its question. */
function rest<Row extends Clause>({ rule, unless }: Row & Partial<Condition>): Rest {
  return { ...(rule !== undefined && { rule }), ...(unless !== undefined && { unless }) };
}

/** The clause with another question about the same fact; the values stay where both take values. */
export function withQuestion<Row extends Clause>(clause: Row, question: Question): Row {
  const values = isList(question) ? valuesOf(clause) : [];
  const { fact, ifMissing } = clause;
  const next = { ...rest(clause), fact, ...asked(fact, question, values), ...(ifMissing !== undefined && { ifMissing }) };
  return next as Clause as Row;
}

/** The clause with a question about another fact. */
export function withFact<Row extends Clause>(clause: Row, fact: FactName): Row {
  if (fact === clause.fact) return clause;
  const question = questionsOf(fact).find((possible) => possible === questionOf(clause)) ?? questionsOf(fact)[0]!;
  return { ...rest(clause), fact, ...asked(fact, question, []) } as Clause as Row;
}

/** A clause as it begins. */
export const freshClause = (): Clause => ({ fact: "reason", is: ["defect"] });

/** Facts by the part of the case that they belong to, for a list to choose from. */
export const FACT_GROUPS: readonly (readonly [group: string, facts: readonly FactName[]])[] = Object.entries(
  Object.groupBy(FACT_NAMES, (fact) => (fact.includes(".") ? fact.slice(0, fact.indexOf(".")) : "case")),
).map(([group, facts]) => [group, facts ?? []]);
