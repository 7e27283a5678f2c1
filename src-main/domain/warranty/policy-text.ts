import type { PolicyPack, Texts } from "./policy-pack.ts";
import { GRANTS_REQUEST, type Deadline, type Decision, type PolicyReason } from "./policy-decision.ts";

/** What a pack says in a language; where it does not, in the first of its own languages that has it, else `otherwise`. */
export const packText = (texts: Texts | undefined, { languages }: Pick<PolicyPack, "languages">, language: string, otherwise: string): string =>
  [language, ...languages, ...Object.keys(texts ?? {})].map((one) => texts?.[one as keyof Texts]?.trim()).find(Boolean) ?? otherwise;

/** Whether what was asked for stays refused: as long as some rule gives it and no condition speaks against it, what is missing may still bring it. */
export function isRefusedForGood(
  { grants }: Pick<PolicyPack, "grants">,
  { reasons, missing, refused }: Pick<Decision, "reasons" | "missing" | "refused">,
): boolean {
  const given = grants.some(({ gives }) => refused.some((request) => gives.some((remedy) => GRANTS_REQUEST[request].includes(remedy))));
  if (!given) return true;
  const conditions = grants.flatMap(({ conditions: own, approval }) => [...own.map(({ rule }) => rule), approval?.rule]);
  return missing.length === 0 || reasons.some(({ rule, verdict }) => verdict === "not-met" && conditions.includes(rule));
}

/** A deadline as it is told, and whether it is over. */
export type ToldDeadline = Deadline & { readonly over: boolean };

/** The deadlines that matter to whoever reads: nobody is invited to ask for what stays refused. */
export function toldDeadlines(
  pack: Pick<PolicyPack, "grants">,
  decision: Pick<Decision, "deadlines" | "reasons" | "missing" | "refused">,
): readonly ToldDeadline[] {
  const refused = decision.refused.length > 0 && isRefusedForGood(pack, decision);
  return decision.deadlines
    .map((deadline) => ({
      ...deadline,
      over: decision.reasons.some(({ rule, by, verdict }) => rule === deadline.rule && by === deadline.by && verdict === "not-met"),
    }))
    .filter(({ what, over }) => over || !refused || what !== "request-return");
}

/**
 * The values that the sentence `policy.verdict.<verdict>` takes; `none` for what the reason does not tell.
 * @param words how the reader's language writes a day (ISO) and names a fact (by its path)
 */
export const verdictValues = (
  { by, missing = [] }: PolicyReason,
  words: { readonly day: (iso: string) => string; readonly fact: (path: string) => string },
): { readonly day: string; readonly facts: string } => ({
  day: by === undefined ? "none" : words.day(by),
  facts: missing.length === 0 ? "none" : missing.map(words.fact).join(", "),
});
