import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { shippedPacks } from "../../../src-main/app/shipped-policies.ts";
import { LANGUAGES, type Language } from "../../../src-main/domain/ground/language.ts";
import { modelLength, rulesOf, wordsOf, type PolicyPack, type Texts } from "../../../src-main/domain/warranty/policy-pack.ts";
import { packProblems } from "../../../src-main/domain/warranty/pack-problem.ts";
import { PACKS, POLICY_IDS, ZEPHYR, type PolicyId } from "../../helpers/policy-cases.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const CYRILLIC = /\p{Script=Cyrillic}/u;
/** One word with letters of both alphabets is a slip of the keyboard. */
const MIXED = /(?=\p{L}*\p{Script=Cyrillic})(?=\p{L}*\p{Script=Latin})\p{L}{2,}/u;
const OWN: Readonly<Record<PolicyId, Language>> = {
  "paralight-lv": "lv",
  "dreame-kz": "ru",
  "jietai-en": "en",
  "post-sale-en": "en",
  "figures-en": "en",
};

const textsOf = (pack: PolicyPack): readonly (readonly [string, Texts])[] => [
  ["name", pack.name],
  ...[...pack.words.findings, ...pack.words.defects, ...pack.words.parts].map(({ id, name }) => [id, name] as const),
  ...Object.entries(pack.texts),
];

describe.each(POLICY_IDS)("%s as it is shipped", (id) => {
  const pack = PACKS[id];

  test("is whole, and speaks every language, its own first", () => {
    expect(packProblems(pack)).toEqual([]);
    expect(pack.languages[0]).toBe(OWN[id]);
    expect([...pack.languages].sort()).toEqual([...LANGUAGES].sort());
  });

  test.each(LANGUAGES)("is written in the letters of %s", (language) => {
    const said = textsOf(pack).map(([key, texts]) => `${key}: ${texts[language]}`);
    const kazakh = /[әғқңөұүһі]/i;
    const latvian = /[āčēģīķļņšūž]/i;
    expect(said.filter((text) => MIXED.test(text.slice(text.indexOf(": "))))).toEqual([]);
    const letters = said.map((text) => text.slice(text.indexOf(": "))).join(" ");
    expect(CYRILLIC.test(letters)).toBe(language === "ru" || language === "kk");
    expect(kazakh.test(letters)).toBe(language === "kk");
    expect(latvian.test(letters)).toBe(language === "lv");
  });

  test.each(LANGUAGES)("has sentences of its own in %s", (language) => {
    const sentences = Object.values(pack.texts).map((texts) => texts[language]!);
    expect(sentences.filter((text) => !/^[\p{Lu}\d].*\.$/su.test(text) || / {2}|\n/.test(text))).toEqual([]);
    expect(sentences.filter((text, index) => sentences.indexOf(text) < index)).toEqual([]);
    for (const other of LANGUAGES)
      if (other !== language) expect(Object.entries(pack.texts).filter(([, texts]) => texts[other] === texts[language])).toEqual([]);
  });

  test("says the same numbers in every language", () => {
    const numbers = (text: string | undefined): string => (text?.match(/\d+/g) ?? []).sort().join();
    const differing = Object.entries(pack.texts).filter(([, texts]) => new Set(LANGUAGES.map((language) => numbers(texts[language]))).size > 1);
    expect(differing.map(([rule]) => rule)).toEqual([]);
  });

  test("names each of its rules in what it decides by", () => {
    expect([...rulesOf(pack).keys()].sort()).toEqual(Object.keys(pack.texts).sort());
  });
});

test("the program finds the packs, each under the name that its file has", () => {
  expect(shippedPacks(join(ROOT, "resources")).map(({ id }) => id)).toEqual([...POLICY_IDS].sort());
});

test("no company is in code", () => {
  const sources = ["src-main", "src-renderer"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const known = new RegExp([...POLICY_IDS, "paralight", "jietai"].join("|"), "i");
  const named = sources.filter((file) => known.test(readFileSync(file, "utf8")));
  expect(named).toEqual([]);
});

test("a model's length follows what it is like, and never in a circle", () => {
  const models = [
    { model: "A", length: { months: 6 } },
    { model: "B", like: "A" },
    { model: "C", like: "B" },
    { model: "D", like: "E" },
    { model: "E", like: "D" },
    { model: "F", like: "G" },
  ];
  expect(["A", "B", "C"].map((model) => modelLength(models, model))).toEqual(Array.from({ length: 3 }, () => ({ months: 6 })));
  expect(["D", "E", "F", "G"].map((model) => modelLength(models, model))).toEqual(Array.from({ length: 4 }, () => undefined));
});

test("findings, defects and parts are told in words of the pack, all else is not", () => {
  expect(wordsOf(ZEPHYR, "findings")).toBe(ZEPHYR.words.findings);
  expect(wordsOf(ZEPHYR, "defect")).toBe(ZEPHYR.words.defects);
  expect(wordsOf(ZEPHYR, "product.part")).toBe(ZEPHYR.words.parts);
  expect(wordsOf(ZEPHYR, "product.model")).toBeUndefined();
});
