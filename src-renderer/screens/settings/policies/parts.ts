import { rulesOf, type PolicyPack } from "../../../../src-main/domain/warranty/policy-pack.ts";

/** The pages of the editor, in the order in which a policy is argued. */
export const PARTS = ["policy", "term", "papers", "cover", "service", "remedies", "charges", "deadlines", "words"] as const;
export type Part = (typeof PARTS)[number];

const PART_OF: Readonly<Record<string, Part>> = {
  warranty: "term",
  papers: "papers",
  covers: "cover",
  exclusions: "cover",
  scope: "service",
  classes: "service",
  grants: "remedies",
  charges: "charges",
  deadlines: "deadlines",
  notes: "deadlines",
  words: "words",
  bodyCodes: "words",
};

/** The rule that a path into the texts is about, `texts.void.use.lv`; its language is what comes last. */
export function ruleOfPath(field: string): { readonly rule: string; readonly language: string } | undefined {
  const match = /^texts\.(.+)\.([a-z]{2})$/.exec(field);
  return match ? { rule: match[1]!, language: match[2]! } : undefined;
}

/** The path of the field that shows what a fault is about: the text of a rule stands where the rule is first named. */
export function placeOf(pack: PolicyPack, field: string): string {
  const text = ruleOfPath(field);
  return text ? (rulesOf(pack).get(text.rule) ?? field) : field;
}

/** The page that shows a field. */
export const partOf = (pack: PolicyPack, field: string): Part => PART_OF[placeOf(pack, field).split(".")[0]!] ?? "policy";
