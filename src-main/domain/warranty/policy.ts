import { type Cover, coverageOf, verdictOf } from "./policy-coverage.ts";
import { type Trial, type Answer, all, ask, closingDay } from "./policy-trial.ts";
import { type Condition, type ReadyGrant, ready } from "./policy-ready.ts";
import { type PolicyReason, type Deadline, type Charges, type Decision, NO_CHARGES, GRANTS_REQUEST } from "./policy-decision.ts";
import { lastDay } from "../ground/calendar.ts";
import type { PolicyCase } from "./policy-case.ts";
import type { Grant, PolicyPack, Remedy, Requirement } from "./policy-pack.ts";

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
