import { inTransaction } from "../../database/ground/open.ts";
import {
  deleteBrandPolicy,
  findPolicy,
  getPolicy,
  insertPolicy,
  listBrandPolicies,
  listPolicies,
  listPolicySummaries,
  putBrandPolicy,
} from "../../database/warranty/policy.ts";
import { listUnitsBearing } from "../../database/devices/device.ts";
import { countRepairAttempts, listDecidedCases } from "../../database/warranty/warranty.ts";
import { isoDateAt } from "../../domain/ground/date.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { caseOf, changesBetween } from "../../domain/orders/order-policy.ts";
import { decide } from "../../domain/warranty/policy.ts";
import type { Decision } from "../../domain/warranty/policy-decision.ts";
import type { PolicyCase } from "../../domain/warranty/policy-case.ts";
import type { PolicyPack } from "../../domain/warranty/policy-pack.ts";
import { matchUnit } from "../../domain/devices/same-unit.ts";
import type { Caller } from "../../domain/shop/shop.ts";
import {
  policyOfBrand,
  type BrandPolicy,
  type Comparison,
  type PolicySummary,
  type Preview,
  type PreviewInput,
} from "../../domain/warranty/shop-policy.ts";
import { policyOf } from "../orders/decide-order.ts";
import { settingsOf, type Shop } from "../ground/shop.ts";

/** The shop's policies in their newest versions. */
export const readPolicies = (shop: Shop): readonly PolicySummary[] => listPolicySummaries(shop.db);

/** A policy, the newest version unless one is named. @throws DomainError `policy.unknown` */
export const readPolicy = (shop: Shop, id: string, version: number | null): PolicyPack =>
  version === null ? policyOf(shop, id) : getPolicy(shop.db, id, version);

/** Stores the packs that come with Talon, where they are new and the shop has not made the policy its own. */
export function storeShippedPolicies(shop: Shop, packs: readonly PolicyPack[]): void {
  const own = new Map(listPolicySummaries(shop.db).map((known) => [known.id, known]));
  const fresh = packs.filter(({ id, version }) => {
    const known = own.get(id);
    return !known || (!known.own && known.version < version);
  });
  if (fresh.length === 0) return;
  inTransaction(shop.db, () => {
    for (const pack of fresh)
      if ((findPolicy(shop.db, pack.id)?.version ?? 0) < pack.version) insertPolicy(shop.db, pack, { own: false, at: null, personId: null });
  });
}

/**
 * Saves a checked pack as the next version; orders keep the version that they were decided under.
 * @param basedOn the version that was being changed, 0 for a policy that is new here
 * @throws DomainError `policy.changed-elsewhere` where another version was saved since
 */
export function savePolicy(shop: Shop, pack: PolicyPack, basedOn: number, caller: Caller): { id: string; version: number } {
  const version = inTransaction(shop.db, () => {
    const newest = findPolicy(shop.db, pack.id)?.version ?? 0;
    if (newest !== basedOn) throw new DomainError("policy.changed-elsewhere", { field: "version", text: pack.id, number: String(newest) });
    insertPolicy(shop.db, { ...pack, version: newest + 1 }, { own: true, at: shop.clock(), personId: caller.personId });
    return newest + 1;
  });
  shop.publish({ kind: "shop" });
  return { id: pack.id, version };
}

/** Decides a case under a pack that need not be saved. */
export const tryCase = (pack: PolicyPack, it: PolicyCase): Decision => decide(pack, it);

/** Past decisions that are looked at when a pack changes. */
const COMPARED = 2000;

/** Decides the shop's own past cases anew under a changed pack, and names those that would turn. */
export function comparePolicy(shop: Shop, pack: PolicyPack): Comparison {
  const cases = listDecidedCases(shop.db, pack.id, COMPARED);
  const turned = cases.flatMap(({ orderId, number, case: it, decision: before }) => {
    const after = decide(pack, it);
    return changesBetween(before, after).length === 0 ? [] : [{ orderId, number, before, after }];
  });
  return { compared: cases.length, turned };
}

export const readBrandPolicies = (shop: Shop): readonly BrandPolicy[] => listBrandPolicies(shop.db);

/** Puts a brand under a policy, or takes its row away. @throws DomainError `policy.unknown` */
export function mapBrand(shop: Shop, { brand, policy, remove }: BrandPolicy & { readonly remove: boolean }): void {
  inTransaction(shop.db, () => {
    if (remove) return deleteBrandPolicy(shop.db, brand);
    if (policy !== null) policyOf(shop, policy);
    putBrandPolicy(shop.db, { brand, policy });
  });
  shop.publish({ kind: "shop" });
}

/** The policy that a brand's devices come under here, or null. */
export const findBrandPolicy = (shop: Shop, brand: string): string | null => policyOfBrand(brand, listBrandPolicies(shop.db), listPolicies(shop.db));

/** What the counter would be told about a device so far. @throws DomainError `policy.unknown` for one chosen by hand */
export function previewDecision(shop: Shop, input: PreviewInput): Preview {
  const id = input.policy ?? findBrandPolicy(shop, input.device.brand);
  if (id === null) return null;
  const pack = policyOf(shop, id);
  const unit = { ...input.device, imei: "", imei2: "" };
  const known = matchUnit(unit, listUnitsBearing(shop.db, unit)).same;
  const repairAttempts = known
    ? countRepairAttempts(shop.db, { orderId: "", deviceId: known.id, sameFaultAs: input.sameFaultAs, defect: input.facts.defect })
    : 0;
  const it = caseOf(
    {
      device: { ...input.device, colour: "", imei: "", imei2: "", seller: "" },
      proofs: input.proofs,
      warrantyCardStamped: input.warrantyCardStamped,
      request: input.request,
      warranty: { facts: input.facts, repairAttempts, inspectedOn: null, goodsReturnedOn: null, approval: null },
    },
    pack,
    isoDateAt(shop.clock(), settingsOf(shop).timeZone),
  );
  return { pack, decision: decide(pack, it) };
}
