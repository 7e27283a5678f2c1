import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { policyCase } from "../../../../src-main/contract/warranty/policy-pack.ts";
import type { PolicyPack } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { decide } from "../../../../src-main/domain/warranty/policy.ts";
import { factsOf, withFacts } from "../../../../src-renderer/screens/settings/policies/case-facts.ts";
import { examplesOf } from "../../../../src-renderer/screens/settings/policies/pack-examples.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "..", "..", "resources", "policies");
const packs = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json") && !name.endsWith(".schema.json"))
  .map((name) => JSON.parse(readFileSync(join(FOLDER, name), "utf8")) as PolicyPack);
const TODAY = "2026-11-23";

describe.each(packs.map((pack) => [pack.id, pack] as const))("the examples of %s", (_, pack) => {
  const examples = examplesOf(pack, TODAY);
  const decisionOf = (id: string) => {
    const example = examples.find((one) => one.id === id);
    return example && decide(pack, example.case);
  };

  test("are cases as main takes them", () => {
    for (const example of examples) expect(policyCase.safeParse(example.case).error).toBeUndefined();
  });

  test("show the term: covered when new and on the last day, not a day later", () => {
    expect(decisionOf("new")?.coverage).toBe("in-warranty");
    expect(decisionOf("last-day")?.coverage).toBe("in-warranty");
    expect(decisionOf("day-after")?.coverage).toBe("out-of-warranty");
  });

  test("show an exclusion that ends the cover", () => {
    if (pack.exclusions.length > 0) expect(decisionOf("excluded")?.coverage).toBe("void");
    else expect(decisionOf("excluded")).toBeUndefined();
  });

  test("show a return that is granted", () => {
    const gives = pack.grants.flatMap((grant) => grant.gives);
    const decision = decisionOf("return");
    if (gives.includes("refund") || gives.includes("exchange")) expect(decision?.refused).toEqual([]);
    else expect(decision).toBeUndefined();
  });

  test("keep what is known when their facts are taken out and put back", () => {
    for (const example of examples) expect(decide(pack, withFacts(example.case, factsOf(example.case)))).toEqual(decide(pack, example.case));
  });
});

test("a term that is not typed yet makes examples all the same", () => {
  const [pack] = packs;
  const examples = examplesOf({ ...pack!, warranty: { ...pack!.warranty, length: { months: 9e9, days: undefined } } }, TODAY);
  expect(examples.length).toBeGreaterThan(2);
});
