import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { readPack } from "../../src-main/contract/warranty/read-pack.ts";
import { addDays } from "../../src-main/domain/ground/date.ts";
import { REQUESTS } from "../../src-main/domain/warranty/claim.ts";
import { ORIGINS, PLACES, PRODUCT_KINDS, REASONS, SERIAL_STATES, type PolicyCase } from "../../src-main/domain/warranty/policy-case.ts";
import type { Expectation } from "../../src-main/domain/warranty/policy-expectation.ts";
import type { PolicyPack, PolicyWord } from "../../src-main/domain/warranty/policy-pack.ts";

export const POLICY_IDS = ["paralight-lv", "dreame-kz", "jietai-en", "post-sale-en", "figures-en"] as const;
export type PolicyId = (typeof POLICY_IDS)[number];

const FIXTURES = join(import.meta.dirname, "..", "fixtures", "policies");
const SHIPPED = join(import.meta.dirname, "..", "..", "resources", "policies");

/** Text of a shipped pack. */
export const packText = (id: PolicyId): string => readFileSync(join(SHIPPED, `${id}.json`), "utf8");

/** The shipped packs, checked as an imported one is. */
export const PACKS = Object.fromEntries(POLICY_IDS.map((id) => [id, readPack(packText(id))])) as Readonly<Record<PolicyId, PolicyPack>>;

/** A maker's policy that is unlike the shipped ones. */
export const ZEPHYR = readPack(readFileSync(join(FIXTURES, "zephyr-ebikes.json"), "utf8"));

export const ALL_PACKS: readonly PolicyPack[] = [...Object.values(PACKS), ZEPHYR];
export const packOf = (id: string): PolicyPack => ALL_PACKS.find((pack) => pack.id === id)!;

export type WorkedCase = { readonly name: string; readonly case: PolicyCase; readonly expect: Expectation };

/** Path of a file of worked cases. */
export const casesFile = (name: string): string => join(FIXTURES, `${name}.jsonl`);

/** The worked cases of a file. */
export const workedCases = (name: string): readonly WorkedCase[] =>
  readFileSync(casesFile(name), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as WorkedCase);

const spellings = (words: readonly PolicyWord[]): readonly string[] => [
  ...words.flatMap(({ id, also = [] }) => [id, ...also]),
  "what-no-policy-names",
];

/** Mostly known: of what is not known, undefined and null alike. */
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null | undefined> =>
  fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: fc.constantFrom(null, undefined) });

const someOf = (values: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3, selector: (value) => value });

/** Cases that a counter could meet under a policy: its own words, days near the edges of its terms, any fact missing now and then. */
export function caseUnder(pack: PolicyPack): fc.Arbitrary<PolicyCase> {
  const categories = [...pack.warranty.categories.map(({ category }) => category), "other"];
  const models = [...pack.warranty.models.map(({ model }) => model), "PL-A", ""];
  return fc
    .integer({ min: 0, max: 1500 })
    .map((days) => addDays("2024-01-01", days))
    .chain((today) => {
      const day = maybe(
        fc
          .oneof(fc.integer({ min: -40, max: 1 }), fc.integer({ min: -800, max: 0 }), fc.constantFrom(-365, -366, -730, -731, -182))
          .map((days) => addDays(today, days)),
      );
      return fc.record({
        policy: fc.constant(pack.id),
        today: fc.constant(today),
        request: fc.constantFrom(...REQUESTS),
        reason: maybe(fc.constantFrom(...REASONS)),
        product: maybe(
          fc.record({
            category: maybe(fc.constantFrom(...categories)),
            model: maybe(fc.constantFrom(...models)),
            kind: maybe(fc.constantFrom(...PRODUCT_KINDS)),
            part: maybe(fc.constantFrom(...spellings(pack.words.parts))),
            origin: maybe(fc.constantFrom("own", ...ORIGINS)),
            madeToOrder: maybe(fc.boolean()),
            trialUnit: maybe(fc.boolean()),
            bodyCode: maybe(fc.constantFrom("", "JT2501A0007", "jt2606b12", "JT2411A0007", "ZE-SE01/0042", "?")),
            manufacturedOn: day,
            serial: maybe(fc.constantFrom("X1", "")),
            serialState: maybe(fc.constantFrom("readable", ...SERIAL_STATES)),
          }),
        ),
        purchase: maybe(
          fc.record({
            purchasedOn: day,
            receivedOn: day,
            proof: maybe(someOf(["receipt", "warranty-card", "registration", "screenshot", "invoice"])),
            warrantyCardStamped: maybe(fc.boolean()),
            documents: maybe(someOf(["invoice", "packing-list", "other"])),
            originalPackaging: maybe(fc.boolean()),
            unused: maybe(fc.boolean()),
            complete: maybe(fc.boolean()),
          }),
        ),
        findings: maybe(fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: someOf(spellings(pack.words.findings)) })),
        defect: maybe(fc.constantFrom(...spellings(pack.words.defects))),
        history: maybe(
          fc.record({
            repairAttempts: maybe(fc.integer({ min: 0, max: 3 })),
            stillFailsRequirements: maybe(fc.boolean()),
            damageReportedOn: day,
            approvalGivenOn: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: day }),
            goodsReturnedOn: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: day }),
            inspectedOn: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: day }),
          }),
        ),
        place: maybe(fc.constantFrom(...PLACES)),
      });
    });
}

/** A policy and a case that a counter could meet under it. */
export const anyCase: fc.Arbitrary<{ readonly pack: PolicyPack; readonly it: PolicyCase }> = fc
  .constantFrom(...ALL_PACKS)
  .chain((pack) => caseUnder(pack).map((it) => ({ pack, it })));
