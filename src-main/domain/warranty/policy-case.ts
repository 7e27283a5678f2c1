import { REQUESTS } from "./claim.ts";

export const REASONS = ["defect", "shipping-damage", "performance-mismatch", "changed-mind"] as const;
export const PRODUCT_KINDS = ["finished", "accessory", "part"] as const;
export const ORIGINS = ["own", "oem", "foreign"] as const;
export const SERIAL_STATES = ["readable", "damaged", "missing"] as const;
export const PLACES = ["same-city", "same-province", "other-province"] as const;

export type Reason = (typeof REASONS)[number];
export type ProductKind = (typeof PRODUCT_KINDS)[number];
export type Origin = (typeof ORIGINS)[number];
export type SerialState = (typeof SERIAL_STATES)[number];
export type Place = (typeof PLACES)[number];

/** What the counter and the bench know of a case. Days are ISO; what is missing or null is not known and counts for nobody. */
export type PolicyCase = {
  readonly policy: string;
  readonly today: string;
  readonly request: (typeof REQUESTS)[number];
  readonly reason?: Reason | null;
  readonly product?: {
    readonly category?: string | null;
    readonly model?: string | null;
    readonly kind?: ProductKind | null;
    readonly part?: string | null;
    readonly origin?: Origin | null;
    readonly madeToOrder?: boolean | null;
    readonly trialUnit?: boolean | null;
    /** Empty where the product has none. */
    readonly bodyCode?: string | null;
    readonly manufacturedOn?: string | null;
    readonly serial?: string | null;
    readonly serialState?: SerialState | null;
  } | null;
  readonly purchase?: {
    readonly purchasedOn?: string | null;
    readonly receivedOn?: string | null;
    readonly proof?: readonly string[] | null;
    readonly warrantyCardStamped?: boolean | null;
    readonly documents?: readonly string[] | null;
    readonly originalPackaging?: boolean | null;
    readonly unused?: boolean | null;
    readonly complete?: boolean | null;
  } | null;
  readonly findings?: readonly string[] | null;
  readonly defect?: string | null;
  readonly history?: {
    readonly repairAttempts?: number | null;
    readonly stillFailsRequirements?: boolean | null;
    readonly damageReportedOn?: string | null;
    readonly approvalGivenOn?: string | null;
    readonly goodsReturnedOn?: string | null;
    /** The day on which the service centre inspected the item. */
    readonly inspectedOn?: string | null;
  } | null;
  readonly place?: Place | null;
};

type Missing = undefined | null;
type Fact =
  | { readonly kind: "choice"; readonly values: readonly string[]; readonly of: (it: PolicyCase) => string | Missing }
  | { readonly kind: "text" | "word" | "day"; readonly of: (it: PolicyCase) => string | Missing }
  | { readonly kind: "flag"; readonly of: (it: PolicyCase) => boolean | Missing }
  | { readonly kind: "number"; readonly of: (it: PolicyCase) => number | Missing }
  | { readonly kind: "papers" | "list"; readonly of: (it: PolicyCase) => readonly string[] | Missing };

/**
 * The facts that a policy may ask for, by their path in the case.
 * A repair is asked for because something is broken; a serial number that was written down was readable; a body code that was
 * looked for and not found is an empty text. `papers` that are not there may still be brought, so they are missing, not refused;
 * a `list` (findings) holds what was found, and what is not in it was not found.
 */
export const FACTS = {
  today: { kind: "day", of: (it) => it.today },
  request: { kind: "choice", values: REQUESTS, of: (it) => it.request },
  reason: { kind: "choice", values: REASONS, of: (it) => it.reason ?? (it.request === "repair" ? "defect" : undefined) },
  place: { kind: "choice", values: PLACES, of: (it) => it.place },
  defect: { kind: "word", of: (it) => it.defect || undefined },
  findings: { kind: "list", of: (it) => it.findings ?? [] },
  "product.category": { kind: "text", of: (it) => it.product?.category || undefined },
  "product.model": { kind: "text", of: (it) => it.product?.model || undefined },
  "product.kind": { kind: "choice", values: PRODUCT_KINDS, of: (it) => it.product?.kind },
  "product.part": { kind: "word", of: (it) => it.product?.part || undefined },
  "product.origin": { kind: "choice", values: ORIGINS, of: (it) => it.product?.origin },
  "product.madeToOrder": { kind: "flag", of: (it) => it.product?.madeToOrder },
  "product.trialUnit": { kind: "flag", of: (it) => it.product?.trialUnit },
  "product.bodyCode": { kind: "text", of: (it) => it.product?.bodyCode?.trim() },
  "product.serialState": {
    kind: "choice",
    values: SERIAL_STATES,
    of: (it) => it.product?.serialState ?? (it.product?.serial?.trim() ? "readable" : undefined),
  },
  "purchase.proof": { kind: "papers", of: (it) => it.purchase?.proof },
  "purchase.documents": { kind: "papers", of: (it) => it.purchase?.documents },
  "purchase.warrantyCardStamped": { kind: "flag", of: (it) => it.purchase?.warrantyCardStamped },
  "purchase.originalPackaging": { kind: "flag", of: (it) => it.purchase?.originalPackaging },
  "purchase.unused": { kind: "flag", of: (it) => it.purchase?.unused },
  "purchase.complete": { kind: "flag", of: (it) => it.purchase?.complete },
  "history.repairAttempts": { kind: "number", of: (it) => it.history?.repairAttempts },
  "history.stillFailsRequirements": { kind: "flag", of: (it) => it.history?.stillFailsRequirements },
  "history.damageReportedOn": { kind: "day", of: (it) => it.history?.damageReportedOn },
  "history.approvalGivenOn": { kind: "day", of: (it) => it.history?.approvalGivenOn },
} as const satisfies Readonly<Record<string, Fact>>;

export type FactName = keyof typeof FACTS;
export const FACT_NAMES = Object.keys(FACTS) as readonly FactName[];
