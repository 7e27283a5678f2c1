import type { Question, Ready } from "./policy-ready.ts";
import type { PolicyReason, Deadline } from "./policy-decision.ts";
import type { DayRange } from "../devices/body-code.ts";
import { lastDay } from "../ground/calendar.ts";
import type { PolicyCase } from "./policy-case.ts";
import type { PolicyPack, Start, Window } from "./policy-pack.ts";

/** Yes, no, or not known. */
export type Answer = true | false | undefined;

/** The fact that tells when a term begins. */
export const START_FACTS: Readonly<Record<Start, string>> = {
  purchase: "purchase.purchasedOn",
  receipt: "purchase.receivedOn",
  manufacture: "product.manufacturedOn",
};

/** One case on its way through one pack: what is looked up, and what was found lacking. */
export type Trial = {
  readonly pack: PolicyPack;
  readonly it: PolicyCase;
  readonly ready: Ready;
  readonly starts: Partial<Record<Start, DayRange | null>>;
  readonly deadlines: Deadline[];
  readonly reasons: PolicyReason[];
};

/** The day that a term counts from, or the days between which it lies; null where it is not known or has not come yet. */
export function startOf(trial: Trial, from: Start): DayRange | null {
  const known = trial.starts[from];
  if (known !== undefined) return known;
  const { it } = trial;
  const day = from === "purchase" ? it.purchase?.purchasedOn : from === "receipt" ? it.purchase?.receivedOn : it.product?.manufacturedOn;
  const code = from === "manufacture" && !day ? it.product?.bodyCode : undefined;
  const range = day ? { first: day, last: day } : code ? trial.ready.codes(code) : undefined;
  return (trial.starts[from] = range && range.first <= it.today ? { first: range.first, last: range.last < it.today ? range.last : it.today } : null);
}

/** What to ask for where a start is not known: the body code where that would tell it. */
export const missingStart = ({ pack, it }: Trial, from: Start): string =>
  from === "manufacture" && pack.bodyCodes.length > 0 && !it.product?.bodyCode?.trim() ? "product.bodyCode" : START_FACTS[from];

/** The last day of a window, where its start is known. */
export function closingDay(trial: Trial, { from, until }: Window): string | undefined {
  const start = startOf(trial, from);
  return start && until ? lastDay(start.first, until) : undefined;
}

/** Whether all questions are answered yes: one no is enough, whatever else is not known. */
export function all(trial: Trial, questions: readonly Question[], lacking: string[]): Answer {
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

/** The answer to one question. @param lacking where the fact is named that would answer it */
export function ask(trial: Trial, question: Question, lacking: string[]): Answer {
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
