import type { Language } from "../ground/language.ts";
import type { RepairRequest } from "./claim.ts";
import type { Device } from "../devices/device.ts";
import type { PolicyPack, Texts } from "./policy-pack.ts";
import type { Decision } from "./policy-decision.ts";
import type { WarrantyFacts } from "./warranty.ts";

/** A policy that the shop runs, in its newest version. `own` where the shop changed or brought it. */
export type PolicySummary = {
  readonly id: string;
  readonly version: number;
  readonly name: Texts;
  readonly languages: readonly Language[];
  readonly own: boolean;
  /** Epoch ms; null for a policy as it was shipped. */
  readonly savedAt: number | null;
  readonly savedBy: string | null;
};

/** Which policy a brand's devices come under; the brand "" stands for all others, and null for none. */
export type BrandPolicy = { readonly brand: string; readonly policy: string | null };

/** What an intake knows so far of a warranty case. */
export type PreviewInput = {
  /** The policy chosen by hand; null lets the brand choose. */
  readonly policy: string | null;
  readonly request: RepairRequest;
  readonly device: Pick<Device, "category" | "brand" | "model" | "serial" | "bodyCode" | "purchasedOn" | "receivedOn" | "manufacturedOn">;
  readonly proofs: readonly string[];
  readonly warrantyCardStamped: boolean;
  readonly facts: WarrantyFacts;
  readonly sameFaultAs: string | null;
};

/** The preliminary decision on an intake, and the pack that made it; null where no policy applies. */
export type Preview = { readonly pack: PolicyPack; readonly decision: Decision } | null;

/** A decision on an order that a changed pack would turn. */
export type TurnedDecision = { readonly orderId: string; readonly number: string; readonly before: Decision; readonly after: Decision };
export type Comparison = { readonly compared: number; readonly turned: readonly TurnedDecision[] };

/** The policy of a brand: its own row, else the pack that is meant for it, else the row for all others. */
export function policyOfBrand(brand: string, rows: readonly BrandPolicy[], packs: readonly Pick<PolicyPack, "id" | "brands">[]): string | null {
  const folded = brand.trim().toLowerCase();
  const row = folded === "" ? undefined : rows.find((entry) => entry.brand.toLowerCase() === folded);
  if (row) return row.policy;
  const meant = folded === "" ? undefined : packs.find(({ brands }) => brands.some((name) => name.toLowerCase() === folded));
  return meant?.id ?? rows.find((entry) => entry.brand === "")?.policy ?? null;
}
