import { bodyCodeReader, type DayRange } from "../devices/body-code.ts";
import { lastDay, type Period } from "../ground/calendar.ts";
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
  type Requirement,
  type ServiceClass,
  type Start,
  type Window,
} from "./policy-pack.ts";

/** How a rule turned out. `note` decides nothing and is only told. */
export const VERDICTS = ["met", "not-met", "unknown", "applies", "granted", "note"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One step of the argument: the rule, how it turned out, the day that it turns on and the facts that it lacks. */
export type PolicyReason = { readonly rule: string; readonly verdict: Verdict; readonly by?: string; readonly missing?: readonly string[] };

export type Deadline = { readonly what: DeadlineKind; readonly by: string; readonly rule: string; readonly hours?: number };

export type Charges = {
  readonly labour: boolean;
  readonly parts: boolean;
  readonly shipping: "customer" | "seller";
  readonly restockingPercent: number;
  readonly depreciation: boolean;
};

/** What the customer is entitled to, what it costs them, what must happen before, by when, and why. */
export type Decision = {
  readonly policy: string;
  readonly version: number;
  readonly coverage: Coverage;
  readonly class: ServiceClass | null;
  /** The last day of the warranty where it is known. */
  readonly until: string | null;
  readonly entitled: readonly Remedy[];
  readonly refused: readonly PolicyCase["request"][];
  readonly charges: Charges;
  readonly requires: readonly Requirement[];
  readonly deadlines: readonly Deadline[];
  readonly missing: readonly string[];
  readonly reasons: readonly PolicyReason[];
};

/** Yes, no, or not known. */
type Answer = true | false | undefined;

export const NO_CHARGES: Charges = { labour: false, parts: false, shipping: "seller", restockingPercent: 0, depreciation: false };

/** The remedies by which a request is granted. */
export const GRANTS_REQUEST: Readonly<Record<PolicyCase["request"], readonly Remedy[]>> = {
  repair: ["free-repair", "paid-repair"],
  return: ["refund"],
  refund: ["refund"],
  exchange: ["exchange"],
};

const START_FACTS: Readonly<Record<Start, string>> = {
  purchase: "purchase.purchasedOn",
  receipt: "purchase.receivedOn",
  manufacture: "product.manufacturedOn",
};

/** A clause made ready to be asked, of one shape for all: the engine asks little else, and one shape is what JavaScript is fast with. */
type Question = {
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
type Ruled = { readonly rule: string; readonly when: readonly Question[] };
type Condition = { readonly rule: string; readonly question: Question; readonly unless: readonly Question[] | undefined };
type ReadyGrant = Omit<Grant, "for" | "conditions"> & {
  readonly for: readonly Question[];
  readonly conditions: readonly Condition[];
  /** The requests that it grants. */
  readonly answers: readonly PolicyCase["request"][];
};

/** Lengths that a warranty may have: with a model that is in no table, and with one that is not known. */
type Lengths = { readonly known: readonly Period[]; readonly open: readonly Period[] };

/** A pack made ready: what does not depend on the case is worked out once. */
type Ready = {
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

function ready(pack: PolicyPack): Ready {
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

/** One case on its way through one pack: what is looked up, and what was found lacking. */
type Trial = {
  readonly pack: PolicyPack;
  readonly it: PolicyCase;
  readonly ready: Ready;
  readonly starts: Partial<Record<Start, DayRange | null>>;
  readonly deadlines: Deadline[];
  readonly reasons: PolicyReason[];
};

/**
 * Decides a case under a policy. Deterministic and total: every well-formed case under a pack without `packProblems` gets a decision.
 * The rule of each step stands in `reasons` in the order in which a person would argue it: whether there is service at all, whether the
 * warranty still runs, what ends it, what is covered, which papers are there, the class, and what follows for each remedy.
 */
export function decide(pack: PolicyPack, it: PolicyCase): Decision {
  const trial: Trial = { pack, it, ready: ready(pack), starts: {}, deadlines: [], reasons: [] };
  const missing: string[] = [];
  const cover = coverageOf(trial, missing);
  const { coverage } = cover;
  const found = trial.ready.classes.find((row) => row.coverage.includes(coverage) && all(trial, row.when, []) === true);
  if (found) trial.reasons.push({ rule: found.rule, verdict: "applies" });
  const asked = GRANTS_REQUEST[it.request];
  const granted: { readonly grant: ReadyGrant; readonly remedy: Remedy }[] = [];
  const unfit: string[] = [];
  let spoken = false;
  if (coverage !== "none")
    for (const grant of trial.ready.grants) {
      const lacking: string[] = [];
      const told: Told = { reasons: [], deadlines: [] };
      const answer = tryGrant(trial, grant, cover, lacking, told);
      const wanted = grant.answers.includes(it.request);
      if (answer === null && wanted) unfit.push(grant.rule);
      if (answer === null || (answer !== true && !wanted)) continue;
      spoken ||= wanted;
      trial.reasons.push(...told.reasons);
      trial.deadlines.push(...told.deadlines);
      if (answer === true) {
        trial.reasons.push({ rule: grant.rule, verdict: "granted" });
        granted.push(...grant.gives.map((remedy) => ({ grant, remedy })));
      } else if (answer === undefined) missing.push(...lacking);
    }
  const first = granted.find(({ remedy }) => asked.includes(remedy)) ?? granted[0];
  const entitled = unique([...(first ? [first.remedy] : []), ...granted.map(({ remedy }) => remedy)]);
  const refused = it.request === "repair" ? entitled.length === 0 && coverage !== "undetermined" : !entitled.some((remedy) => asked.includes(remedy));
  // Where no rule speaks of such a case, those that grant the request in others say why not.
  if (refused && !spoken) for (const rule of unfit) trial.reasons.push({ rule, verdict: "not-met" });
  const charges = first ? chargesOf(trial, first.remedy) : NO_CHARGES;
  addDeadlines(trial, missing);
  for (const { rule, when } of trial.ready.notes) if (all(trial, when, []) === true) trial.reasons.push({ rule, verdict: "note" });
  return {
    policy: pack.id,
    version: pack.version,
    coverage,
    class: found?.class ?? null,
    until: cover.until,
    entitled,
    refused: refused ? [it.request] : [],
    charges,
    requires: first ? requirementsOf(trial, first.grant, charges) : [],
    deadlines: distinct(trial.deadlines, (one, other) => one.what === other.what && one.by === other.by),
    missing: unique(missing),
    reasons: distinct(trial.reasons, (one, other) => one.rule === other.rule && one.verdict === other.verdict && one.by === other.by),
  };
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
  const kept: Value[] = [];
  for (const value of values) if (!kept.includes(value)) kept.push(value);
  return kept;
}

/** The values without those that are the same as an earlier one. Loops: this is the busiest place of a decision. */
function distinct<Value>(values: readonly Value[], same: (one: Value, other: Value) => boolean): readonly Value[] {
  const kept: Value[] = [];
  next: for (const value of values) {
    for (const before of kept) if (same(before, value)) continue next;
    kept.push(value);
  }
  return kept;
}

type Cover = { readonly coverage: Coverage; readonly until: string | null; readonly papers: Answer; readonly lacking: readonly string[] };

function coverageOf(trial: Trial, missing: string[]): Cover {
  const { ready: pack, reasons } = trial;
  const doubts: string[] = [];
  for (const { rule, when, gives } of pack.scope) {
    const lacking: string[] = [];
    const answer = all(trial, when, lacking);
    if (answer === false) continue;
    if (answer === true && doubts.length === 0) {
      reasons.push({ rule, verdict: "applies" });
      return { coverage: gives === "nothing" ? "none" : "out-of-warranty", until: null, papers: true, lacking: [] };
    }
    doubts.push(...lacking);
    reasons.push({ rule, verdict: "unknown", missing: lacking.length > 0 ? lacking : [...doubts] });
  }
  const served = doubts.length === 0;
  const term = termOf(trial, doubts);
  const papersLacking: string[] = [];
  const papers = papersOf(trial, papersLacking);
  if (term.inside === false) {
    // A doubt about who is served at all outlives the term; the papers do not matter any more.
    missing.push(...doubts);
    return { coverage: served ? "out-of-warranty" : "undetermined", until: term.until, papers, lacking: papersLacking };
  }
  // Where the term is not known the rest is asked all the same: everything that is missing is named at once.
  let ended = false;
  for (const { rule, when } of pack.exclusions) {
    const lacking: string[] = [];
    const answer = all(trial, when, lacking);
    if (answer === false) continue;
    ended ||= answer === true;
    if (answer === undefined) doubts.push(...lacking);
    reasons.push(answer ? { rule, verdict: "applies" } : { rule, verdict: "unknown", missing: lacking });
  }
  for (const { rule, when } of pack.covers) {
    const lacking: string[] = [];
    const answer = all(trial, when, lacking);
    ended ||= answer === false;
    if (answer === undefined) doubts.push(...lacking);
    reasons.push(verdictOf(rule, answer, lacking));
  }
  if (ended && served && term.inside) return { coverage: "void", until: term.until, papers, lacking: papersLacking };
  for (const { rule, when } of pack.papers) {
    const lacking: string[] = [];
    reasons.push(verdictOf(rule, shown(trial, { rule, when }, lacking), lacking));
  }
  const open = [...doubts, ...papersLacking];
  missing.push(...open);
  return { coverage: open.length > 0 ? "undetermined" : "in-warranty", until: term.until, papers, lacking: papersLacking };
}

const verdictOf = (rule: string, answer: Answer, lacking: readonly string[], by?: string): PolicyReason => ({
  rule,
  verdict: answer === undefined ? "unknown" : answer ? "met" : "not-met",
  ...(by !== undefined && { by }),
  ...(answer === undefined && { missing: lacking }),
});

/** Papers can still be brought: one that is not there, or not in order, is lacking. */
function shown(trial: Trial, { when }: Ruled, lacking: string[]): Answer {
  let met: Answer = true;
  for (const question of when) {
    const before = lacking.length;
    if (ask(trial, question, lacking) === true) continue;
    met = undefined;
    if (lacking.length === before) lacking.push(question.lack);
  }
  return met;
}

function papersOf(trial: Trial, lacking: string[]): Answer {
  let met: Answer = true;
  for (const rule of trial.ready.papers) if (shown(trial, rule, lacking) === undefined) met = undefined;
  return met;
}

/** Whether the warranty still runs, and its last day where that is known. */
function termOf(trial: Trial, doubts: string[]): { readonly inside: Answer; readonly until: string | null } {
  const { pack, it, reasons } = trial;
  const { warranty } = pack;
  const start = startOf(trial, warranty.from);
  if (start === null) {
    const lacking = missingStart(trial, warranty.from);
    doubts.push(lacking);
    reasons.push({ rule: warranty.rule, verdict: "unknown", missing: [lacking] });
    return { inside: undefined, until: null };
  }
  const lengths = lengthsOf(trial);
  let [earliest, latest] = [lastDay(start.first, lengths[0]!), lastDay(start.last, lengths[0]!)];
  for (let at = 1; at < lengths.length; at++) {
    const [first, last] = [lastDay(start.first, lengths[at]!), lastDay(start.last, lengths[at]!)];
    if (first < earliest) earliest = first;
    if (last > latest) latest = last;
  }
  if (it.today <= earliest || it.today > latest) {
    const inside = it.today <= earliest;
    const until = inside ? earliest : latest;
    reasons.push({ rule: warranty.rule, verdict: inside ? "met" : "not-met", by: until });
    return { inside, until: earliest === latest ? until : null };
  }
  const lacking = [...(start.first < start.last ? [START_FACTS[warranty.from]] : []), ...(lengths.length > 1 ? lengthFacts(trial) : [])];
  doubts.push(...lacking);
  reasons.push({ rule: warranty.rule, verdict: "unknown", missing: lacking });
  return { inside: undefined, until: null };
}

/** The length of the warranty: the model's own, else its category's, else that of all others; all that it may be where one is not known. */
function lengthsOf({ ready: { models, categories, otherCategory, anyCategory }, it: { product } }: Trial): readonly Period[] {
  const model = product?.model?.trim();
  const own = model ? models.get(model) : undefined;
  if (own) return own;
  const category = product?.category?.trim();
  const { known, open } = category ? (categories.get(category) ?? otherCategory) : anyCategory;
  return model ? known : open;
}

/** What would tell the length of the warranty. */
const lengthFacts = ({ ready: { models, categories }, it: { product } }: Trial): readonly string[] => [
  ...(models.size > 0 && !product?.model?.trim() ? ["product.model"] : []),
  ...(categories.size > 0 && !product?.category?.trim() ? ["product.category"] : []),
];

/** The day that a term counts from, or the days between which it lies; null where it is not known or has not come yet. */
function startOf(trial: Trial, from: Start): DayRange | null {
  const known = trial.starts[from];
  if (known !== undefined) return known;
  const { it } = trial;
  const day = from === "purchase" ? it.purchase?.purchasedOn : from === "receipt" ? it.purchase?.receivedOn : it.product?.manufacturedOn;
  const code = from === "manufacture" && !day ? it.product?.bodyCode : undefined;
  const range = day ? { first: day, last: day } : code ? trial.ready.codes(code) : undefined;
  return (trial.starts[from] = range && range.first <= it.today ? { first: range.first, last: range.last < it.today ? range.last : it.today } : null);
}

/** What to ask for where a start is not known: the body code where that would tell it. */
const missingStart = ({ pack, it }: Trial, from: Start): string =>
  from === "manufacture" && pack.bodyCodes.length > 0 && !it.product?.bodyCode?.trim() ? "product.bodyCode" : START_FACTS[from];

type Told = { readonly reasons: PolicyReason[]; readonly deadlines: Deadline[] };

/** Whether a remedy is granted; null where the rule does not speak of such a case. */
function tryGrant(trial: Trial, grant: ReadyGrant, cover: Cover, lacking: string[], told: Told): Answer | null {
  const fits = all(trial, grant.for, lacking);
  if (fits === false) return null;
  if (grant.coverage && !grant.coverage.includes(cover.coverage)) return cover.coverage === "undetermined" ? undefined : null;
  let answer: Answer = fits;
  if (fits === undefined) told.reasons.push({ rule: grant.rule, verdict: "unknown", missing: [...lacking] });
  const join = (part: Answer): void => {
    if (part === false || answer === false) answer = false;
    else if (part === undefined) answer = undefined;
  };
  for (const condition of grant.conditions) {
    const conditionLacking: string[] = [];
    const part = askCondition(trial, condition, conditionLacking, told);
    if (part === undefined) lacking.push(...conditionLacking);
    join(part);
  }
  if (grant.papers && cover.papers === undefined) {
    lacking.push(...cover.lacking);
    join(undefined);
  }
  if (grant.approval) join(approvalHolds(trial, grant.approval, told));
  return answer;
}

/** An approval that was given is good for so long: goods that come later are not taken any more. */
function approvalHolds({ it }: Trial, { rule, within }: NonNullable<Grant["approval"]>, told: Told): Answer {
  const given = approvedOn(it);
  if (given === undefined) return true;
  const by = lastDay(given, within);
  const back = it.history?.goodsReturnedOn;
  const holds = (back && back <= it.today ? back : it.today) <= by;
  told.deadlines.push({ what: "send-goods-back", by, rule });
  told.reasons.push({ rule, verdict: holds ? "met" : "not-met", by });
  return holds;
}

const approvedOn = ({ history, today }: PolicyCase): string | undefined =>
  history?.approvalGivenOn && history.approvalGivenOn <= today ? history.approvalGivenOn : undefined;

function askCondition(trial: Trial, condition: Condition, lacking: string[], told: Told): Answer {
  const own: string[] = [];
  const moot = condition.unless === undefined ? false : all(trial, condition.unless, own);
  if (moot === true) return true;
  const { within } = condition.question;
  const met = ask(trial, condition.question, own);
  const answer = met === false && moot === undefined ? undefined : met;
  const by = within && closingDay(trial, within);
  if (by !== undefined && within?.closes) told.deadlines.push({ what: within.closes, by, rule: condition.rule });
  if (answer === undefined) lacking.push(...own);
  told.reasons.push(verdictOf(condition.rule, answer, own, by));
  return answer;
}

/** The last day of a window, where its start is known. */
function closingDay(trial: Trial, { from, until }: Window): string | undefined {
  const start = startOf(trial, from);
  return start && until ? lastDay(start.first, until) : undefined;
}

/** Whether all questions are answered yes: one no is enough, whatever else is not known. */
function all(trial: Trial, questions: readonly Question[], lacking: string[]): Answer {
  let answer: Answer = true;
  const before = lacking.length;
  for (const question of questions) {
    const part = ask(trial, question, lacking);
    if (part === false) {
      if (lacking.length > before) lacking.length = before;
      return false;
    }
    if (part === undefined) answer = undefined;
  }
  return answer;
}

function ask(trial: Trial, question: Question, lacking: string[]): Answer {
  const { how, wanted } = question;
  if (how === "within") return lies(trial, question, lacking);
  const value = question.of(trial.it);
  if (value === undefined || value === null) {
    if (question.ifMissing === undefined) lacking.push(question.lack);
    return question.ifMissing;
  }
  switch (how) {
    case "is":
      return wanted.includes(value as string | boolean);
    case "not":
      return !wanted.includes(value as string | boolean);
    case "atLeast":
      return (value as number) >= question.limit;
    case "atMost":
      return (value as number) <= question.limit;
    case "lacks":
      return !holdsOne(value as readonly string[], wanted);
    case "has":
      if (holdsOne(value as readonly string[], wanted)) return true;
      if (question.kind !== "papers") return false;
      lacking.push(question.lack);
      return undefined;
  }
}

function holdsOne(values: readonly string[], wanted: readonly (string | boolean)[]): boolean {
  for (const value of values) if (wanted.includes(value)) return true;
  return false;
}

/** Whether a day lies in a window whose start may be known to a month only. */
function lies(trial: Trial, { of, lack, ifMissing, within }: Question, lacking: string[]): Answer {
  const { from, after, until } = within!;
  const start = startOf(trial, from);
  if (start === null) {
    lacking.push(missingStart(trial, from));
    return undefined;
  }
  const { today } = trial.it;
  const fact = of(trial.it) as string | null | undefined;
  const known = fact && fact <= today ? fact : undefined;
  const day = known ?? today;
  const surely = (!until || day <= lastDay(start.first, until)) && (!after || day > lastDay(start.last, after));
  if (surely) return true;
  const perhaps = (!until || day <= lastDay(start.last, until)) && (!after || day > lastDay(start.first, after));
  if (perhaps) {
    lacking.push(START_FACTS[from]);
    return undefined;
  }
  // What is not known may have happened while there was still time.
  if (known !== undefined || !until || day <= lastDay(start.last, until)) return false;
  if (ifMissing === undefined) lacking.push(lack);
  return ifMissing;
}

function chargesOf(trial: Trial, remedy: Remedy): Charges {
  for (const { rule, remedies, when, charges } of trial.ready.charges)
    if (remedies.includes(remedy) && all(trial, when, []) === true) {
      // A remedy and its price may be one rule, which was told then.
      if (!trial.reasons.some((told) => told.rule === rule && told.verdict === "granted")) trial.reasons.push({ rule, verdict: "applies" });
      return charges;
    }
  return remedy === "paid-repair" ? { ...NO_CHARGES, labour: true, parts: true, shipping: "customer" } : NO_CHARGES;
}

function requirementsOf({ it }: Trial, grant: ReadyGrant, charges: Charges): readonly Requirement[] {
  const pays = charges.labour || charges.parts || charges.restockingPercent > 0 || charges.depreciation;
  const needs: Requirement[] = [];
  if (grant.approval && approvedOn(it) === undefined) needs.push("written-approval");
  for (const need of grant.requires) if (!needs.includes(need) && (need !== "inspection" || !it.history?.inspectedOn)) needs.push(need);
  if (pays && !needs.includes("customer-price-confirmation")) needs.push("customer-price-confirmation");
  return needs;
}

function addDeadlines(trial: Trial, missing: string[]): void {
  for (const { rule, when, what, hours, within } of trial.ready.deadlines) {
    const lacking: string[] = [];
    const answer = all(trial, when, lacking);
    if (answer === undefined) missing.push(...lacking);
    if (answer !== true) continue;
    const by = lastDay(trial.it.today, within);
    trial.deadlines.push({ what, by, rule, ...(hours !== undefined && { hours }) });
    trial.reasons.push({ rule, verdict: "note", by });
  }
}
