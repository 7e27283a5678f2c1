import type { PolicyCase } from "./policy-case.ts";
import type { Coverage, DeadlineKind, Remedy, Requirement, ServiceClass } from "./policy-pack.ts";

/** How a rule turned out. `note` decides nothing and is only told. */
export const VERDICTS = ["met", "not-met", "unknown", "applies", "granted", "note"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One step of the argument: the rule, how it turned out, the day that it turns on and the facts that it lacks. */
export type PolicyReason = { readonly rule: string; readonly verdict: Verdict; readonly by?: string; readonly missing?: readonly string[] };

/** Something that must be done by an ISO day; `hours` where the pack counts in hours. */
export type Deadline = { readonly what: DeadlineKind; readonly by: string; readonly rule: string; readonly hours?: number };

/** Who pays for what. */
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

/** The customer pays nothing. */
export const NO_CHARGES: Charges = { labour: false, parts: false, shipping: "seller", restockingPercent: 0, depreciation: false };

/** The remedies by which a request is granted. */
export const GRANTS_REQUEST: Readonly<Record<PolicyCase["request"], readonly Remedy[]>> = {
  repair: ["free-repair", "paid-repair"],
  return: ["refund"],
  refund: ["refund"],
  exchange: ["exchange"],
};
