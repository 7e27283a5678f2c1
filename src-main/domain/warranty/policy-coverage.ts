import { type Trial, type Answer, START_FACTS, startOf, missingStart, all, ask } from "./policy-trial.ts";
import type { Ruled } from "./policy-ready.ts";
import type { PolicyReason } from "./policy-decision.ts";
import { lastDay, type Period } from "../ground/calendar.ts";
import type { Coverage } from "./policy-pack.ts";

/** Whether the warranty covers a case, until which ISO day, whether its papers are there, and which facts are lacking to say so. */
export type Cover = { readonly coverage: Coverage; readonly until: string | null; readonly papers: Answer; readonly lacking: readonly string[] };

/** Decides the coverage of a case and tells the reasons. @param missing where facts are named that must be known */
export function coverageOf(trial: Trial, missing: string[]): Cover {
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

/** A rule's verdict by the answer to it. @param by ISO day until which it holds */
export const verdictOf = (rule: string, answer: Answer, lacking: readonly string[], by?: string): PolicyReason => ({
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
