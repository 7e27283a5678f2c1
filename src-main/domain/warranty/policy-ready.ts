import { type Charges, GRANTS_REQUEST } from "./policy-decision.ts";
import { bodyCodeReader, type DayRange } from "../devices/body-code.ts";
import type { Period } from "../ground/calendar.ts";
import { REQUESTS } from "./claim.ts";
import { FACTS, type FactName, type PolicyCase } from "./policy-case.ts";
import {
  modelLength,
  wordsOf,
  type ChargeRow,
  type Clause,
  type Coverage,
  type DeadlineKind,
  type Grant,
  type PolicyPack,
  type Remedy,
  type ServiceClass,
  type Window,
} from "./policy-pack.ts";

/** A clause made ready to be asked, of one shape for all: the engine asks little else, and one shape is what JavaScript is fast with. */
export type Question = {
  readonly kind: (typeof FACTS)[FactName]["kind"];
  readonly of: (it: PolicyCase) => unknown;
  readonly how: "is" | "not" | "has" | "lacks" | "atLeast" | "atMost" | "within";
  /** The values that it speaks of, and every other spelling of them. */
  readonly wanted: readonly (string | boolean)[];
  readonly limit: number;
  readonly within: Window | undefined;
  readonly ifMissing: boolean | undefined;
  /** What to ask for where the fact is not known. */
  readonly lack: string;
};

/** A rule that applies where all its questions are answered yes. */
export type Ruled = { readonly rule: string; readonly when: readonly Question[] };

/** A condition of a grant; it is not asked where all of `unless` are answered yes. */
export type Condition = { readonly rule: string; readonly question: Question; readonly unless: readonly Question[] | undefined };

/** A grant whose clauses are ready to be asked. */
export type ReadyGrant = Omit<Grant, "for" | "conditions"> & {
  readonly for: readonly Question[];
  readonly conditions: readonly Condition[];
  /** The requests that it grants. */
  readonly answers: readonly PolicyCase["request"][];
};

/** Lengths that a warranty may have: with a model that is in no table, and with one that is not known. */
type Lengths = { readonly known: readonly Period[]; readonly open: readonly Period[] };

/** A pack made ready: what does not depend on the case is worked out once. */
export type Ready = {
  readonly codes: (code: string) => DayRange | undefined;
  readonly models: ReadonlyMap<string, readonly Period[]>;
  readonly categories: ReadonlyMap<string, Lengths>;
  readonly otherCategory: Lengths;
  readonly anyCategory: Lengths;
  readonly scope: readonly (Ruled & { readonly gives: "nothing" | "paid" })[];
  readonly papers: readonly Ruled[];
  readonly covers: readonly Ruled[];
  readonly exclusions: readonly Ruled[];
  readonly classes: readonly (Ruled & { readonly class: ServiceClass; readonly coverage: readonly Coverage[] })[];
  readonly grants: readonly ReadyGrant[];
  readonly charges: readonly (Ruled & { readonly remedies: readonly Remedy[]; readonly charges: Charges })[];
  readonly deadlines: readonly (Ruled & { readonly what: DeadlineKind; readonly hours: number | undefined; readonly within: Period })[];
  readonly notes: readonly Ruled[];
};
const prepared = new WeakMap<PolicyPack, Ready>();

/** Makes a pack ready, once for as long as the pack lives. */
export function ready(pack: PolicyPack): Ready {
  const known = prepared.get(pack);
  if (known) return known;
  const question = (clause: Clause): Question => {
    const { kind, of } = FACTS[clause.fact];
    const how = (["is", "not", "has", "lacks", "atLeast", "atMost"] as const).find((key) => clause[key] !== undefined) ?? "within";
    const values = clause.is ?? clause.not ?? clause.has ?? clause.lacks ?? [];
    const words = wordsOf(pack, clause.fact) ?? [];
    return {
      kind,
      of,
      how,
      wanted: values.flatMap((value) => [value, ...(words.find(({ id }) => id === value)?.also ?? [])]),
      limit: clause.atLeast ?? clause.atMost ?? 0,
      within: clause.within,
      ifMissing: clause.ifMissing,
      lack: kind === "papers" ? `${clause.fact}.${clause.has?.[0]}` : clause.fact,
    };
  };
  const ruled = <Row extends { readonly when: readonly Clause[] }>(rows: readonly Row[]) =>
    rows.map((row) => ({ ...row, when: row.when.map(question) }));
  const { warranty } = pack;
  const models = warranty.models.flatMap(({ model }) => {
    const length = modelLength(warranty.models, model);
    return length ? [[model, [length]] as const] : [];
  });
  const lengths = (own: readonly Period[]): Lengths => ({ known: unlike(own), open: unlike([...own, ...models.flatMap(([, length]) => length)]) });
  const made: Ready = {
    codes: bodyCodeReader(pack.bodyCodes),
    models: new Map(models),
    categories: new Map(warranty.categories.map(({ category, length }) => [category, lengths([length])])),
    otherCategory: lengths([warranty.length]),
    anyCategory: lengths([warranty.length, ...warranty.categories.map(({ length }) => length)]),
    scope: ruled(pack.scope),
    papers: ruled(pack.papers),
    covers: ruled(pack.covers),
    exclusions: ruled(pack.exclusions),
    classes: ruled(pack.classes),
    grants: pack.grants.map((grant) => ({
      rule: grant.rule,
      gives: grant.gives,
      coverage: grant.coverage,
      for: grant.for.map(question),
      conditions: grant.conditions.map((entry) => ({ rule: entry.rule, question: question(entry), unless: entry.unless?.map(question) })),
      papers: grant.papers,
      approval: grant.approval,
      requires: grant.requires,
      answers: REQUESTS.filter((request) => grant.gives.some((remedy) => GRANTS_REQUEST[request].includes(remedy))),
    })),
    charges: ruled(pack.charges).map(({ rule, when, remedies, ...row }) => ({ rule, when, remedies, charges: chargesIn(row) })),
    deadlines: ruled(pack.deadlines).map(({ rule, when, what, within: { hours, days } }) => ({
      rule,
      when,
      what,
      hours,
      within: { days: (days ?? 0) + Math.floor((hours ?? 0) / 24) },
    })),
    notes: ruled(pack.notes),
  };
  prepared.set(pack, made);
  return made;
}

const chargesIn = ({ labour, parts, shipping, restockingPercent, depreciation }: Omit<ChargeRow, "rule" | "when" | "remedies">): Charges => ({
  labour,
  parts,
  shipping,
  restockingPercent,
  depreciation,
});

/** Periods without those of the same length as an earlier one. */
const unlike = (periods: readonly Period[]): readonly Period[] =>
  periods.filter(
    ({ months = 0, days = 0 }, index) => periods.findIndex((other) => (other.months ?? 0) === months && (other.days ?? 0) === days) === index,
  );
