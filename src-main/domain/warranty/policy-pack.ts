import type { CodePart } from "../devices/body-code.ts";
import type { Period } from "../ground/calendar.ts";
import type { Language } from "../ground/language.ts";
import type { FactName } from "./policy-case.ts";

/** A text per language of the pack. */
export type Texts = Readonly<Partial<Record<Language, string>>>;

export const STARTS = ["purchase", "receipt", "manufacture"] as const;
export const COVERAGES = ["in-warranty", "out-of-warranty", "void", "none", "undetermined"] as const;
export const REMEDIES = ["free-repair", "free-replacement", "refund", "exchange", "paid-repair"] as const;
export const DEADLINES = ["report-damage", "request-return", "send-goods-back", "first-reply", "on-site-visit"] as const;
export const REQUIREMENTS = ["written-approval", "customer-price-confirmation", "inspection"] as const;
export const CLASSES = ["A", "B", "C", "D", "E", "F"] as const;

/** What a term counts from: the day of purchase, of receipt by the buyer, or of manufacture. */
export type Start = (typeof STARTS)[number];
export type Coverage = (typeof COVERAGES)[number];
export type Remedy = (typeof REMEDIES)[number];
export type DeadlineKind = (typeof DEADLINES)[number];
export type Requirement = (typeof REQUIREMENTS)[number];
export type ServiceClass = (typeof CLASSES)[number];

/**
 * One question about one fact of the case; exactly one of the other fields asks it.
 * The answer is yes, no or, where the fact is missing, unknown, unless `ifMissing` answers for it.
 */
export type Clause = {
  readonly fact: FactName;
  /** One of these values. */
  readonly is?: readonly (string | boolean)[];
  /** None of these values. */
  readonly not?: readonly (string | boolean)[];
  /** A list that holds at least one of these. */
  readonly has?: readonly string[];
  /** A list that holds none of these. */
  readonly lacks?: readonly string[];
  readonly atLeast?: number;
  readonly atMost?: number;
  /** A day that lies in a window. Where it is not known, today stands for it; and once today is too late, it is a missing fact. */
  readonly within?: Window;
  readonly ifMissing?: boolean;
};

/** A span of days: from the day after `after` to the last day of `until`, both counted from `from`. */
export type Window = { readonly from: Start; readonly after?: Period; readonly until?: Period; readonly closes?: DeadlineKind };

/** A clause that a remedy depends on, with the rule that says so; where every clause of `unless` holds, it does not matter. */
export type Condition = Clause & { readonly rule: string; readonly unless?: readonly Clause[] };

/** A rule that holds where all its clauses hold. */
export type Rule = { readonly rule: string; readonly when: readonly Clause[] };

/** What a remedy costs the customer; the first row that fits counts. */
export type ChargeRow = {
  readonly rule: string;
  readonly remedies: readonly Remedy[];
  readonly when: readonly Clause[];
  readonly labour: boolean;
  readonly parts: boolean;
  readonly shipping: "customer" | "seller";
  readonly restockingPercent: number;
  readonly depreciation: boolean;
};

/** A remedy and what it takes to get it. Where `for` does not fit the case, the remedy is not spoken of. */
export type Grant = {
  readonly rule: string;
  readonly gives: readonly Remedy[];
  readonly coverage?: readonly Coverage[];
  readonly for: readonly Clause[];
  readonly conditions: readonly Condition[];
  /** Whether the papers of the warranty must be there. */
  readonly papers?: boolean;
  /** Goods go back only after a written approval, which is good for so long. */
  readonly approval?: { readonly rule: string; readonly within: Period };
  readonly requires: readonly Requirement[];
};

/** A word of the trade that the technician picks, with other spellings that mean the same. */
export type PolicyWord = { readonly id: string; readonly also?: readonly string[]; readonly name: Texts };

/** A model's own length of warranty, or the same as another model's. */
export type ModelTerm = { readonly model: string; readonly length?: Period; readonly like?: string };

/** A maker's service policy as data: everything that `decide` knows of it. */
export type PolicyPack = {
  readonly $schema?: string;
  readonly id: string;
  readonly version: number;
  /** The first is the pack's own. */
  readonly languages: readonly Language[];
  readonly name: Texts;
  /** Brands that the policy is meant for; a shop may map others. */
  readonly brands: readonly string[];
  readonly words: { readonly findings: readonly PolicyWord[]; readonly defects: readonly PolicyWord[]; readonly parts: readonly PolicyWord[] };
  readonly bodyCodes: readonly { readonly parts: readonly CodePart[] }[];
  /** Cases that get no service at all, or service only for money; the first that fits decides. */
  readonly scope: readonly (Rule & { readonly gives: "nothing" | "paid" })[];
  readonly warranty: {
    readonly rule: string;
    readonly from: Start;
    readonly length: Period;
    readonly models: readonly ModelTerm[];
    readonly categories: readonly { readonly category: string; readonly length: Period }[];
  };
  /** What must be shown before the warranty holds. */
  readonly papers: readonly Rule[];
  /** What the warranty covers; everything where the list is empty. */
  readonly covers: readonly Rule[];
  /** Any of these ends the cover. */
  readonly exclusions: readonly Rule[];
  readonly classes: readonly (Rule & { readonly class: ServiceClass; readonly coverage: readonly Coverage[] })[];
  /** The ladder: what is offered, in this order, unless the customer asks for another that they are entitled to. */
  readonly grants: readonly Grant[];
  readonly charges: readonly ChargeRow[];
  readonly deadlines: readonly (Rule & { readonly what: DeadlineKind; readonly within: { readonly hours?: number; readonly days?: number } })[];
  /** What is told along with the decision and decides nothing. */
  readonly notes: readonly Rule[];
  /** Where approved goods are sent; filled in by the shop. */
  readonly returnTo: { readonly address: string; readonly courierAccount: string };
  readonly texts: Readonly<Record<string, Texts>>;
};

/** Every rule that a pack names, with the path of its first mention. */
export function rulesOf(pack: PolicyPack): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) value.forEach((entry, index) => visit(entry, `${path}.${index}`));
    else if (typeof value === "object" && value !== null)
      for (const [key, entry] of Object.entries(value))
        if (key === "rule" && typeof entry === "string") {
          if (!found.has(entry)) found.set(entry, `${path}.rule`.slice(1));
        } else visit(entry, `${path}.${key}`);
  };
  const { texts: _texts, words: _words, ...parts } = pack;
  visit(parts, "");
  return found;
}

/** The words that a fact is told in; undefined where they are not the pack's. */
export function wordsOf({ words }: Pick<PolicyPack, "words">, fact: FactName): readonly PolicyWord[] | undefined {
  if (fact === "findings") return words.findings;
  if (fact === "defect") return words.defects;
  return fact === "product.part" ? words.parts : undefined;
}

/** The length of a model's term, following `like`; undefined where it leads in a circle or to a model that is not listed. */
export function modelLength(models: readonly ModelTerm[], model: string): Period | undefined {
  const seen = new Set<string>();
  for (let name: string | undefined = model; name !== undefined && !seen.has(name);) {
    seen.add(name);
    const found: ModelTerm | undefined = models.find((term) => term.model === name);
    if (found?.length) return found.length;
    name = found?.like;
  }
  return undefined;
}
