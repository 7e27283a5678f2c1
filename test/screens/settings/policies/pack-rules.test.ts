import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rulesOf, type PolicyPack } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { packProblems } from "../../../../src-main/domain/warranty/pack-problem.ts";
import { getIn, putIn } from "../../../../src-renderer/screens/settings/policies/pack-path.ts";
import { copyOf, freshRule, renameRule, sentPack, tidied, usesOf } from "../../../../src-renderer/screens/settings/policies/pack-rules.ts";
import { freshWord, renameWord } from "../../../../src-renderer/screens/settings/policies/pack-words.ts";
import { partOf, placeOf, ruleOfPath } from "../../../../src-renderer/screens/settings/policies/parts.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "..", "..", "resources", "policies");
const packs = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json") && !name.endsWith(".schema.json"))
  .map((name) => JSON.parse(readFileSync(join(FOLDER, name), "utf8")) as PolicyPack);
const packOf = (id: string): PolicyPack => packs.find((pack) => pack.id === id)!;
const jietai = packOf("jietai-en");
const paralight = packOf("paralight-lv");

const unused = (pack: PolicyPack): readonly string[] => Object.keys(pack.texts).filter((rule) => !rulesOf(pack).has(rule));

describe("rules", () => {
  test("a new rule's id is free", () => {
    expect(freshRule(paralight, "exclusion")).toBe("exclusion.1");
    expect(freshRule({ ...paralight, texts: { ...paralight.texts, "exclusion.1": {} } }, "exclusion")).toBe("exclusion.2");
  });

  test("a renamed rule takes its texts along", () => {
    const next = renameRule(paralight, ["exclusions", 3, "rule"], "void.number");
    expect(next.texts["void.number"]).toEqual(paralight.texts["void.serial"]);
    expect(unused(next)).toEqual([]);
    expect("void.serial" in next.texts).toBe(false);
  });

  test("a rule that stands elsewhere too keeps its texts there", () => {
    const path = ["grants", 4, "conditions", 6, "rule"];
    expect(getIn(jietai, path)).toBe("return.not-taken-back");
    const next = renameRule(jietai, path, "return.mesh");
    expect(next.texts["return.mesh"]).toEqual(jietai.texts["return.not-taken-back"]);
    expect(next.texts["return.not-taken-back"]).toEqual(jietai.texts["return.not-taken-back"]);
    expect(usesOf(next, "return.not-taken-back")).toBe(usesOf(jietai, "return.not-taken-back") - 1);
  });

  test("a rule that becomes another one says what that one says", () => {
    const next = renameRule(paralight, ["exclusions", 3, "rule"], "void.neglect");
    expect(next.texts["void.neglect"]).toEqual(paralight.texts["void.neglect"]);
    expect(unused(next)).toEqual([]);
  });

  test("an empty id and the same id change nothing", () => {
    expect(renameRule(paralight, ["exclusions", 0, "rule"], "")).toBe(paralight);
    expect(renameRule(paralight, ["exclusions", 0, "rule"], "void.abnormal-use")).toBe(paralight);
  });

  test("texts of rules that are gone go too", () => {
    expect(tidied(paralight)).toBe(paralight);
    expect(unused(tidied(putIn(paralight, ["exclusions"], [])))).toEqual([]);
  });
});

test("what is sent leaves out languages that the policy does not have, which the draft keeps", () => {
  const draft = { ...paralight, languages: ["en"] as const };
  const sent = sentPack(draft);
  expect(packProblems(sent).filter(({ problem }) => problem === "language-unknown")).toEqual([]);
  expect(Object.keys(sent.texts["void.serial"]!)).toEqual(["en"]);
  expect(sent.words.findings.every(({ name }) => Object.keys(name).join() === "en")).toBe(true);
  expect(sentPack(paralight)).toEqual(paralight);
});

test("a copy has an id that nobody has, no brands, and starts at version 1", () => {
  const copy = copyOf(paralight, ["paralight-lv", "paralight-lv-copy"]);
  expect(copy).toMatchObject({ id: "paralight-lv-copy-2", version: 1, brands: [] });
});

describe("words", () => {
  test("a word that is renamed is renamed in every clause that names it, and nowhere else", () => {
    const next = renameWord(jietai, "defects", "rust", "corrosion");
    expect(packProblems(next).filter(({ problem }) => problem === "value-unknown")).toEqual([]);
    expect(JSON.stringify(next.grants)).not.toContain('"rust"');
    expect(next.exclusions).toEqual(jietai.exclusions);
    expect(next.texts).toBe(jietai.texts);
  });

  test("a new word's id is free", () => {
    const pack = { ...jietai, words: { ...jietai.words, parts: [{ id: "part-2", name: {} }] } };
    expect(freshWord(pack, "parts").id).toBe("part-3");
  });
});

describe("the page of a fault", () => {
  test.each([
    ["warranty.length.months", "term"],
    ["grants.2.conditions.0.within", "remedies"],
    ["exclusions.0", "cover"],
    ["bodyCodes.0.parts", "words"],
    ["name.lv", "policy"],
    ["languages", "policy"],
    ["texts.void.serial.lv", "cover"],
    ["texts.return.window.kk", "remedies"],
    ["texts.warranty.period.ru", "term"],
    ["texts.answer.ru", "deadlines"],
  ])("%s stands under %s", (field, part) => expect(partOf(paralight, field)).toBe(part));

  test("a text leads to the rule that says it first", () => {
    expect(placeOf(paralight, "texts.return.window.lv")).toBe("grants.1.conditions.0.rule");
    expect(ruleOfPath("texts.return.window.lv")).toEqual({ rule: "return.window", language: "lv" });
    expect(ruleOfPath("grants.1")).toBeUndefined();
  });
});
