import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FACT_NAMES } from "../../../../src-main/domain/warranty/policy-case.ts";
import type { Clause, Condition, PolicyPack } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { packProblems } from "../../../../src-main/domain/warranty/pack-problem.ts";
import {
  FACT_GROUPS,
  questionOf,
  questionsOf,
  valuesOf,
  withFact,
  withQuestion,
} from "../../../../src-renderer/screens/settings/policies/pack-clauses.ts";

const FILE = join(import.meta.dirname, "..", "..", "..", "..", "resources", "policies", "paralight-lv.json");
const pack = JSON.parse(readFileSync(FILE, "utf8")) as PolicyPack;
const faultsOf = (clause: Clause): readonly string[] =>
  packProblems({ ...pack, notes: [{ rule: "answer", when: [clause] }] }).flatMap(({ field, problem }) =>
    field.startsWith("notes.") ? [problem] : [],
  );

describe.each(FACT_NAMES)("%s", (fact) => {
  test.each(questionsOf(fact))("can be asked with %s", (question) => {
    const clause = withQuestion(withFact({ fact: "reason", is: ["defect"] }, fact), question);
    expect(questionOf(clause)).toBe(question);
    expect(faultsOf(clause)).toEqual([]);
  });
});

test("another question keeps the values, and the answer where the fact is not known", () => {
  const clause = withQuestion({ fact: "reason", is: ["defect", "changed-mind"], ifMissing: true }, "not");
  expect(clause).toEqual({ fact: "reason", not: ["defect", "changed-mind"], ifMissing: true });
});

test("another fact starts anew, with the same question where it takes it", () => {
  expect(withFact({ fact: "findings", lacks: ["neglect"] }, "purchase.documents")).toEqual({ fact: "purchase.documents", has: [] });
  expect(withFact({ fact: "reason", not: ["defect"], ifMissing: false }, "request")).toEqual({ fact: "request", not: ["repair"] });
  const clause: Clause = { fact: "reason", is: ["defect"] };
  expect(withFact(clause, "reason")).toBe(clause);
});

test("a condition keeps its rule and where it does not matter", () => {
  const condition: Condition = { rule: "return.unused", fact: "purchase.unused", is: [true], unless: [{ fact: "reason", is: ["defect"] }] };
  expect(withFact(condition, "purchase.complete")).toEqual({ ...condition, fact: "purchase.complete" });
  expect(withQuestion(condition, "not")).toEqual({ rule: "return.unused", fact: "purchase.unused", not: [true], unless: condition.unless });
});

test("every fact stands in one group", () => {
  expect(FACT_GROUPS.flatMap(([, facts]) => facts).toSorted()).toEqual([...FACT_NAMES].toSorted());
  expect(FACT_GROUPS.map(([group]) => group)).toEqual(["case", "product", "purchase", "history"]);
});

test("the values of a clause are read, whatever its question", () => {
  expect(valuesOf({ fact: "findings", lacks: ["neglect"] })).toEqual(["neglect"]);
  expect(valuesOf({ fact: "history.repairAttempts", atLeast: 1 })).toEqual([]);
});
