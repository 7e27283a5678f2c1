import type { RepairRequest } from "./claim.ts";
import { FACT_NAMES, FACTS, REASONS, type FactName, type PolicyCase, type Reason } from "./policy-case.ts";
import type { Clause, Condition, PolicyPack, Remedy, Start } from "./policy-pack.ts";

/** A fact that a policy may ask for: what its clauses name, and the days that its terms count from. */
export type AskedFact = FactName | "purchase.purchasedOn" | "purchase.receivedOn" | "product.manufacturedOn";

const START_FACTS: Readonly<Record<Start, AskedFact>> = {
  purchase: "purchase.purchasedOn",
  receipt: "purchase.receivedOn",
  manufacture: "product.manufacturedOn",
};

/** The remedies that a request is after. What only others depend on is not asked: nobody unpacks a return to have a repair. */
const SOUGHT: Readonly<Record<RepairRequest, readonly Remedy[]>> = {
  repair: ["free-repair", "free-replacement", "paid-repair"],
  return: ["refund"],
  refund: ["refund"],
  exchange: ["exchange"],
};

/** Why someone may ask for something: nobody has a thing repaired because they changed their mind. */
export const reasonsOf = (request: RepairRequest): readonly Reason[] =>
  request === "repair" ? REASONS.filter((reason) => reason !== "changed-mind") : REASONS;

/**
 * The facts that a policy needs to decide on a request, in the order in which a case holds them; the days it counts from come last.
 * What cannot matter for the reason, where that is known, is left out.
 */
export function factsAskedBy(pack: PolicyPack, request: RepairRequest, reason: Reason | null): readonly AskedFact[] {
  const asked = clausesFor(pack, { request, reason });
  const { warranty } = pack;
  const facts = new Set<AskedFact>([
    // The reason itself is asked whatever it is so far.
    ...(clausesFor(pack, { request, reason: null }).some((clause) => clause.fact === "reason" && divides(clause, request))
      ? (["reason"] as const)
      : []),
    ...asked.map(({ fact }) => fact).filter((fact) => !["today", "request", "reason", "history.approvalGivenOn"].includes(fact)),
    ...(warranty.models.length > 0 ? (["product.model"] as const) : []),
    ...(warranty.categories.length > 0 ? (["product.category"] as const) : []),
    ...[warranty.from, ...asked.flatMap(({ within }) => (within ? [within.from] : []))].map((from) =>
      from === "manufacture" && pack.bodyCodes.length > 0 ? "product.bodyCode" : START_FACTS[from],
    ),
  ]);
  return [...FACT_NAMES, ...Object.values(START_FACTS)].filter((fact) => facts.has(fact));
}

/** What is known when it is settled what else to ask. */
type Asked = Pick<PolicyCase, "request"> & { readonly reason: Reason | null };

function clausesFor(pack: PolicyPack, asked: Asked): readonly Clause[] {
  const seeks = (remedies: readonly Remedy[]): boolean => remedies.some((remedy) => SOUGHT[asked.request].includes(remedy));
  return [
    ...[pack.scope, pack.exclusions, pack.covers, pack.papers, pack.classes, pack.deadlines].flat().map(({ when }) => when),
    ...pack.charges.filter(({ remedies }) => seeks(remedies)).map(({ when }) => when),
    ...pack.grants
      .filter(({ gives, for: fits }) => seeks(gives) && !fits.some((clause) => answer(clause, asked) === false))
      .flatMap(({ for: fits, conditions }) => [
        fits,
        ...conditions
          .filter((condition) => !isMoot(condition, asked))
          .flatMap((condition) => [condition, ...(condition.unless ?? [])].map((clause) => [clause])),
      ]),
  ]
    .filter((when) => !when.some((clause) => answer(clause, asked) === false))
    .flat();
}

const isMoot = ({ unless }: Condition, asked: Asked): boolean => unless !== undefined && unless.every((clause) => answer(clause, asked) === true);

/** Whether a clause on the request or its reason holds; undefined for other facts, and while the reason is not known. */
function answer(clause: Clause, { request, reason }: Asked): boolean | undefined {
  if (clause.fact !== "request" && clause.fact !== "reason") return undefined;
  const value = FACTS[clause.fact].of({ policy: "", today: "", request, reason });
  return value === undefined || value === null ? undefined : holds(clause, value);
}

const holds = ({ is, not }: Clause, value: string): boolean => (is ? is.includes(value) : !not?.includes(value));

/** Whether a clause holds for some of the reasons and not for others. */
function divides(clause: Clause, request: RepairRequest): boolean {
  const answers = reasonsOf(request).map((reason) => holds(clause, reason));
  return answers.includes(true) && answers.includes(false);
}
