import type { Origin, Place, ProductKind, Reason, SerialState } from "./policy-case.ts";
import type { DeadlineKind } from "./policy-pack.ts";
import type { Decision } from "./policy-decision.ts";

/** What a policy may ask beyond what every order holds; null or empty where it is not known. */
export type WarrantyFacts = {
  readonly reason: Reason | null;
  readonly kind: ProductKind | null;
  readonly part: string | null;
  readonly origin: Origin | null;
  readonly madeToOrder: boolean | null;
  readonly trialUnit: boolean | null;
  readonly serialState: SerialState | null;
  /** Whether the body was searched for a code and none is there. */
  readonly noBodyCode: boolean | null;
  readonly originalPackaging: boolean | null;
  readonly unused: boolean | null;
  readonly complete: boolean | null;
  readonly findings: readonly string[];
  readonly defect: string | null;
  readonly stillFailsRequirements: boolean | null;
  readonly damageReportedOn: string | null;
  readonly place: Place | null;
};

export const NO_FACTS: WarrantyFacts = {
  reason: null,
  kind: null,
  part: null,
  origin: null,
  madeToOrder: null,
  trialUnit: null,
  serialState: null,
  noBodyCode: null,
  originalPackaging: null,
  unused: null,
  complete: null,
  findings: [],
  defect: null,
  stillFailsRequirements: null,
  damageReportedOn: null,
  place: null,
};

/** `preliminary` at the counter, `final` on inspection, `overruled` by a supervisor. */
export const DECISION_STAGES = ["preliminary", "final", "overruled"] as const;
export type DecisionStage = (typeof DECISION_STAGES)[number];

export const CONFIRMATIONS = ["signature", "phone", "e-mail", "in-person", "other"] as const;
/** How the customer confirmed the price. */
export type ConfirmationWay = (typeof CONFIRMATIONS)[number];

/** A decision on an order. `changed` names what differs from the one before it: `coverage`, `class`, `offered`, `charges`. */
export type OrderDecision = {
  readonly id: string;
  readonly stage: DecisionStage;
  readonly decision: Decision;
  readonly changed: readonly string[];
  /** Why a supervisor overruled; empty otherwise. */
  readonly reason: string;
  readonly at: number;
  readonly person: string | null;
};

export type PriceConfirmation = {
  readonly at: number;
  readonly how: ConfirmationWay;
  readonly by: string;
  readonly amountMinor: number;
  readonly person: string | null;
};

/** Written consent that goods may come back until the end of `goodsBackBy`. */
export type ReturnApproval = {
  readonly givenOn: string;
  readonly goodsBackBy: string;
  readonly address: string;
  readonly courierAccount: string;
  readonly person: string | null;
};

/** A deadline of an order that runs. `dueAt` is the last moment (epoch ms), `metAt` when it was met. */
export type Clock = { readonly what: DeadlineKind; readonly dueAt: number; readonly metAt: number | null };

/** How a return or a warranty case ended in money: what was paid, what was taken off, what went back. */
export type Settlement = {
  readonly kind: "refunded" | "replaced";
  readonly priceMinor: number;
  readonly restockingMinor: number;
  readonly depreciationMinor: number;
  readonly refundMinor: number;
  readonly newSerial: string;
};

/** Everything about the warranty of one order. */
export type OrderWarranty = {
  readonly facts: WarrantyFacts;
  /** The decision in force and those before it, newest first. */
  readonly decisions: readonly OrderDecision[];
  readonly repairAttempts: number;
  readonly inspectedOn: string | null;
  readonly goodsReturnedOn: string | null;
  readonly confirmation: PriceConfirmation | null;
  readonly approval: ReturnApproval | null;
  readonly settlement: Settlement | null;
  readonly clocks: readonly Clock[];
};

export const NO_WARRANTY: OrderWarranty = {
  facts: NO_FACTS,
  decisions: [],
  repairAttempts: 0,
  inspectedOn: null,
  goodsReturnedOn: null,
  confirmation: null,
  approval: null,
  settlement: null,
  clocks: [],
};

/** Before this much time is left a clock turns amber, ms. */
const AMBER: Readonly<Record<DeadlineKind, number>> = {
  "first-reply": 3_600_000,
  "on-site-visit": 24 * 3_600_000,
  "send-goods-back": 3 * 24 * 3_600_000,
  "request-return": 24 * 3_600_000,
  "report-damage": 24 * 3_600_000,
};

/** How a clock stands: `red` once it has run out, `amber` shortly before. */
export const clockColour = ({ what, dueAt }: Pick<Clock, "what" | "dueAt">, now: number): "green" | "amber" | "red" =>
  now >= dueAt ? "red" : now >= dueAt - AMBER[what] ? "amber" : "green";

/**
 * What goes back to the customer of a price (minor units), after a restocking fee in percent, rounded to the minor unit, and what the
 * goods lost in worth; never below nothing.
 */
export function refundOf(priceMinor: number, restockingPercent: number, depreciationMinor: number) {
  const restockingMinor = Math.round((priceMinor * restockingPercent) / 100);
  return { restockingMinor, depreciationMinor, refundMinor: Math.max(0, priceMinor - restockingMinor - depreciationMinor) };
}
