import { lastDay } from "../../../../src-main/domain/ground/calendar.ts";
import { addDays } from "../../../../src-main/domain/ground/date.ts";
import { FACTS, type PolicyCase } from "../../../../src-main/domain/warranty/policy-case.ts";
import type { Clause, Grant, PolicyPack } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { exampleCode } from "./pack-code.ts";
import { valuesOf, wordsOf } from "./pack-clauses.ts";
import { getIn, putIn } from "./pack-path.ts";

/** What an example shows; `rule` is the exclusion or the grant that it was made for. */
export type Example = { readonly id: "new" | "last-day" | "day-after" | "excluded" | "return"; readonly rule?: string; readonly case: PolicyCase };

/** Days stay within the calendar, whatever is being typed as a term. */
const LONGEST = { months: 1200, days: 3650 } as const;

/** A model that no pack lists. */
const OTHER_MODEL = "—";

/** A case in which everything is in order: bought, received and made on one day, asked about on another. */
function inOrder(pack: PolicyPack, day: string, today: string): PolicyCase {
  const [code] = pack.bodyCodes;
  const plain: PolicyCase = {
    policy: pack.id,
    today,
    request: "repair",
    reason: "defect",
    product: {
      model: OTHER_MODEL,
      kind: "finished",
      origin: "own",
      madeToOrder: false,
      trialUnit: false,
      ...(code && { bodyCode: exampleCode(code.parts, day) }),
      manufacturedOn: day,
      serialState: "readable",
    },
    purchase: {
      purchasedOn: day,
      receivedOn: day,
      proof: [],
      documents: [],
      warrantyCardStamped: true,
      originalPackaging: true,
      unused: true,
      complete: true,
    },
    findings: [],
    history: { repairAttempts: 0 },
    place: "same-city",
  };
  return [...pack.papers, ...pack.covers].reduce((it, { when }) => fulfilled(pack, it, when), plain);
}

/** The case changed so that all these clauses hold, as far as one value can make each hold; windows are left to the days. */
const fulfilled = (pack: PolicyPack, it: PolicyCase, clauses: readonly Clause[]): PolicyCase =>
  clauses.reduce((changed, clause) => fulfil(pack, changed, clause), it);

function fulfil(pack: PolicyPack, it: PolicyCase, clause: Clause): PolicyCase {
  const path = clause.fact.split(".");
  const values = valuesOf(clause);
  if (clause.within) return it;
  if (clause.atLeast !== undefined || clause.atMost !== undefined) return putIn(it, path, clause.atLeast ?? clause.atMost);
  const present = getIn(it, path);
  if (clause.is) return values.includes(present as string) ? it : putIn(it, path, values[0]);
  if (clause.not) return values.includes(present as string) ? putIn(it, path, otherThan(pack, clause)) : it;
  const held = Array.isArray(present) ? (present as readonly string[]) : [];
  if (clause.lacks)
    return putIn(
      it,
      path,
      held.filter((entry) => !values.includes(entry)),
    );
  return held.some((entry) => values.includes(entry)) ? it : putIn(it, path, [...held, ...values.slice(0, 1)]);
}

/** A value that a `not` does not name; null where there is none. */
function otherThan(pack: PolicyPack, { fact, not = [] }: Clause): string | boolean | null {
  const told = FACTS[fact];
  const offered: readonly (string | boolean)[] =
    told.kind === "flag" ? [true, false] : told.kind === "choice" ? told.values : (wordsOf(pack, fact)?.map(({ id }) => id) ?? [OTHER_MODEL]);
  return offered.find((value) => !not.includes(value)) ?? null;
}

const givesBack = ({ gives }: Grant): boolean => gives.includes("refund") || gives.includes("exchange");

/**
 * Cases that show what a policy does: new, on the last day of the warranty and the day after, with an exclusion, and a return.
 * @param today ISO day
 */
export function examplesOf(pack: PolicyPack, today: string): readonly Example[] {
  const { months = 0, days = 0 } = pack.warranty.length;
  const last = lastDay(today, { months: Math.min(months, LONGEST.months), days: Math.min(days, LONGEST.days) });
  const fresh = inOrder(pack, today, today);
  const [exclusion] = pack.exclusions;
  const grant = pack.grants.find(givesBack);
  const asked: PolicyCase = { ...fresh, request: grant?.gives.includes("refund") ? "return" : "exchange", reason: null };
  return [
    { id: "new", case: fresh },
    { id: "last-day", case: { ...fresh, today: last } },
    { id: "day-after", case: { ...fresh, today: addDays(last, 1) } },
    ...(exclusion ? [{ id: "excluded" as const, rule: exclusion.rule, case: fulfilled(pack, fresh, exclusion.when) }] : []),
    ...(grant
      ? [
          {
            id: "return" as const,
            rule: grant.rule,
            case: fulfilled(pack, asked, [...grant.for, ...grant.conditions.filter(({ unless }) => !unless)]),
          },
        ]
      : []),
  ];
}
