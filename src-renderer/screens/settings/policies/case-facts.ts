import type { PolicyCase } from "../../../../src-main/domain/warranty/policy-case.ts";
import type { WarrantyFacts } from "../../../../src-main/domain/warranty/warranty.ts";

/** The facts of a case as the counter and the bench write them down. */
export function factsOf({ reason, product, purchase, findings, defect, history, place }: PolicyCase): WarrantyFacts {
  return {
    reason: reason ?? null,
    kind: product?.kind ?? null,
    part: product?.part ?? null,
    origin: product?.origin ?? null,
    madeToOrder: product?.madeToOrder ?? null,
    trialUnit: product?.trialUnit ?? null,
    serialState: product?.serialState ?? null,
    noBodyCode: product?.bodyCode === "" ? true : null,
    originalPackaging: purchase?.originalPackaging ?? null,
    unused: purchase?.unused ?? null,
    complete: purchase?.complete ?? null,
    findings: findings ?? [],
    defect: defect ?? null,
    stillFailsRequirements: history?.stillFailsRequirements ?? null,
    damageReportedOn: history?.damageReportedOn ?? null,
    place: place ?? null,
  };
}

/** The case with these facts instead of its own; what they do not speak of stays. */
export function withFacts(it: PolicyCase, facts: WarrantyFacts): PolicyCase {
  const { kind, part, origin, madeToOrder, trialUnit, serialState, noBodyCode } = facts;
  const { originalPackaging, unused, complete, stillFailsRequirements, damageReportedOn } = facts;
  return {
    ...it,
    reason: facts.reason,
    product: { ...it.product, kind, part, origin, madeToOrder, trialUnit, serialState, bodyCode: it.product?.bodyCode || (noBodyCode ? "" : null) },
    purchase: { ...it.purchase, originalPackaging, unused, complete },
    findings: facts.findings,
    defect: facts.defect,
    history: { ...it.history, stillFailsRequirements, damageReportedOn },
    place: facts.place,
  };
}
