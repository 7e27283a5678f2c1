import type { PaperData } from "../../domain/papers/paper.ts";
import type { PolicyPack } from "../../domain/warranty/policy-pack.ts";
import { isRefusedForGood, packText, toldDeadlines, verdictValues } from "../../domain/warranty/policy-text.ts";
import type { Decision } from "../../domain/warranty/policy-decision.ts";
import type { OrderDecision } from "../../domain/warranty/warranty.ts";
import { fact, enumeration, type Fact } from "./paper-content.ts";
import type { Reader } from "../engine/texts.ts";

/** A rule of the policy in its own words, and how it turned out. */
export type ReasonRow = { readonly rule: string; readonly verdict: string; readonly against: boolean };

/** The decision in force and the policy that made it, where the order has both. */
export function decisionOf({ order, pack }: PaperData): { readonly made: OrderDecision; readonly pack: PolicyPack } | null {
  const made = order.warranty.decisions[0];
  return made && pack ? { made, pack } : null;
}

/** Whether it is covered, in one sentence; with the warranty's last day where that is told by a rule that was met or not. */
export function coverageSentence({ coverage, until, reasons }: Decision, pack: PolicyPack, reader: Reader): string {
  const term = reasons.find(({ rule }) => rule === pack.warranty.rule);
  const dated = until !== null && coverage !== "none" && (coverage !== "undetermined" || term?.verdict === "met");
  return dated ? reader.text(`policy.coverage-until.${coverage}`, { day: reader.day(until) }) : reader.text(`policy.coverage.${coverage}`);
}

/** That what was asked for is not given, or not yet; empty where it is. */
export function refusalText(decision: Decision, pack: PolicyPack, reader: Reader): string {
  const [asked] = decision.refused;
  return asked ? reader.text(isRefusedForGood(pack, decision) ? `policy.refused.${asked}` : `policy.refused-yet.${asked}`) : "";
}

/** What the customer is offered first, and what else they may choose. */
export const offerText = ({ entitled: [first, ...others] }: Decision, reader: Reader): string =>
  first === undefined
    ? ""
    : [
        reader.text(`policy.remedy.${first}`),
        ...(others.length > 0
          ? [reader.text("policy.also", { remedies: enumeration(others.map((remedy) => reader.text(`policy.remedy.${remedy}`))) })]
          : []),
      ].join(". ");

/** What the first remedy costs the customer. */
export function costFacts({ entitled: [first], charges }: Decision, reader: Reader): Fact[] {
  if (first === undefined) return [];
  const { text } = reader;
  const { labour, parts, shipping, restockingPercent, depreciation } = charges;
  const repair = first !== "refund" && first !== "exchange";
  const paid = (customer: boolean): string => text(customer ? "policy.charges.customer" : "policy.charges.free");
  return [
    ...(repair || labour ? [[text("policy.charges.labour"), paid(labour)] as const] : []),
    ...(repair || parts ? [[text("policy.charges.parts"), paid(parts)] as const] : []),
    [text("policy.charges.shipping"), text(`policy.charges.${shipping}`)],
    ...(restockingPercent > 0 ? [[text("policy.charges.restocking"), text("policy.charges.percent", { percent: restockingPercent })] as const] : []),
    ...(depreciation ? [[text("policy.charges.depreciation"), text("policy.charges.taken-off")] as const] : []),
  ];
}

/** What a fact that a decision lacks is called. */
export function factName(path: string, reader: Reader): string {
  const name = reader.term("policy.fact", path);
  return name === path ? reader.term("proof", path.split(".").at(-1)!) : name;
}

/** Facts that a customer can bring; the others are found by whoever looks at the device. */
const isCustomersFact = (path: string): boolean => path.startsWith("purchase.") || path === "reason" || path === "request";

/**
 * A decision as its customer reads it: nobody asks them what the bench has to find out, and our own first answer is in their hands.
 * What the bench has to find is the inspection that still comes.
 */
export function toldToCustomer(decision: Decision): Decision {
  const missing = decision.missing.filter(isCustomersFact);
  const looks = missing.length < decision.missing.length && !decision.requires.includes("inspection");
  return {
    ...decision,
    missing,
    requires: looks ? [...decision.requires, "inspection"] : decision.requires,
    deadlines: decision.deadlines.filter(({ what }) => what !== "first-reply"),
    reasons: decision.reasons.map((reason) => (reason.missing ? { ...reason, missing: reason.missing.filter(isCustomersFact) } : reason)),
  };
}

/** What must still happen, what is missing, and until when, told to the customer. */
export const nextFacts = (decision: Decision, pack: PolicyPack, reader: Reader): Fact[] => [
  ...fact(reader.text("policy.before"), enumeration(decision.requires.map((need) => reader.text(`paper.requirement.${need}`)))),
  ...fact(reader.text("policy.still-needed"), enumeration(decision.missing.map((path) => factName(path, reader)))),
  ...toldDeadlines(pack, decision).map(({ what, by, hours, over }): Fact => [
    reader.text(`paper.deadline.${what}`),
    over
      ? reader.text("policy.deadline-over", { day: reader.day(by) })
      : hours === undefined
        ? reader.text("policy.deadline-by", { day: reader.day(by) })
        : reader.text("policy.deadline-hours", { count: hours }),
  ]),
];

/** The argument, rule by rule, in the order in which it was made, told to the customer. */
export const reasonRows = ({ reasons }: Decision, pack: PolicyPack, reader: Reader): readonly ReasonRow[] =>
  reasons.map((reason) => ({
    rule: packText(pack.texts[reason.rule], pack, reader.language, reason.rule),
    verdict:
      reason.verdict === "granted"
        ? reader.text("paper.verdict.granted")
        : reader.text(`policy.verdict.${reason.verdict}`, verdictValues(reason, { day: reader.day, fact: (path) => factName(path, reader) })),
    against: reason.verdict === "not-met" || reason.verdict === "unknown",
  }));
