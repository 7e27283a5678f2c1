import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { namedCase } from "../../../src-main/contract/warranty/case-line.ts";
import { policyCase, policyPack } from "../../../src-main/contract/warranty/policy-pack.ts";
import { readPack } from "../../../src-main/contract/warranty/read-pack.ts";
import { DomainError } from "../../../src-main/domain/ground/error.ts";
import type { FieldProblem } from "../../../src-main/domain/ground/field-problem.ts";
import { packText, POLICY_IDS, workedCases, ZEPHYR } from "../../helpers/policy-cases.ts";

type Json = { [key: string]: unknown };

/** Where a pack is wrong, as it is told. */
function faults(pack: unknown): readonly FieldProblem[] {
  try {
    readPack(typeof pack === "string" ? pack : JSON.stringify(pack));
    return [];
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "input.invalid") throw error;
    return error.data["problems"] as readonly FieldProblem[];
  }
}

const places = (pack: unknown): readonly string[] => faults(pack).map(({ field, problem }) => `${field}: ${problem}`);

describe("the JSON Schema for editors", () => {
  test("says what the program checks; `vitest -u` writes it anew", async () => {
    const schema = z.toJSONSchema(policyPack, { override: ({ jsonSchema }) => void delete jsonSchema.readOnly });
    const file = join(import.meta.dirname, "..", "..", "..", "resources", "policies", "policy-pack.schema.json");
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(file);
  });

  test.each(POLICY_IDS)("%s names it", (id) => expect(JSON.parse(packText(id))).toMatchObject({ $schema: "./policy-pack.schema.json", id }));
});

describe("reading a pack", () => {
  test.each(POLICY_IDS)("%s is read as it stands, with or without a byte order mark", (id) => {
    expect(readPack(packText(id))).toEqual(JSON.parse(packText(id)));
    expect(readPack(`\ufeff${packText(id)}`).id).toBe(id);
  });

  test("refuses what is no JSON, by the name of its file", () => {
    for (const text of ["", "{", packText("figures-en").slice(0, -3)])
      expect(() => readPack(text, "a.json")).toThrow(expect.objectContaining({ code: "file.not-json", data: { field: "file", text: "a.json" } }));
    expect(() => readPack("{")).toThrow(expect.objectContaining({ code: "file.not-json", data: { field: "text", text: "" } }));
  });

  test.each([
    ["nothing", null, ": required"],
    ["a list", [], ": type"],
    ["a text", '"x"', ": type"],
  ])("refuses %s", (_, pack, place) => expect(places(pack)).toEqual([place]));

  test("names everything that is wrong at once", () => {
    const pack = JSON.parse(packText("paralight-lv")) as Json;
    const broken = { ...pack, colour: "red", version: 0, warranty: { ...(pack["warranty"] as Json), from: "birth", length: { months: -1 } } };
    expect(places(broken)).toEqual(["version: too-small", "warranty.from: choice", "warranty.length.months: too-small", "colour: unknown-field"]);
  });

  test("names contradictions beside what has the wrong shape, at the places where they stand in the file", () => {
    const pack = JSON.parse(packText("paralight-lv")) as Json;
    const warranty = pack["warranty"] as Json;
    const models = [
      { model: "N", length: { months: -1 } },
      { model: "A", like: "B" },
      { model: "B", like: "A" },
    ];
    const grants = [{ rule: "return" }, ...(pack["grants"] as Json[])];
    const conditions = (grants[2] as { conditions: { within?: Json }[] }).conditions;
    conditions[0]!.within = { ...conditions[0]!.within, after: { days: 40 } };
    const { answer, ...texts } = pack["texts"] as Json;
    const broken = {
      ...pack,
      colour: "red",
      warranty: { ...warranty, models, from: "birth" },
      grants,
      texts: { ...texts, answer: { ...(answer as Json), en: "" } },
    };
    const found = places(broken);
    expect(found).toEqual(
      expect.arrayContaining([
        "colour: unknown-field",
        "warranty.from: choice",
        "warranty.models.0.length.months: too-small",
        "grants.0.gives: required",
        "warranty.models.1.like: cycle",
        "warranty.models.2.like: cycle",
        "grants.2.conditions.0.within: window-empty",
        "texts.answer.en: text-missing",
      ]),
    );
    const invented = found.filter((place) => /text-unused|value-unknown|unknown-model|period-empty|blank/.test(place));
    expect(invented).toEqual([]);
  });

  test("an unknown key hides nothing and adds nothing", () => {
    for (const id of POLICY_IDS) {
      const pack = JSON.parse(packText(id)) as Json;
      expect(places({ ...pack, colour: "red" })).toEqual(["colour: unknown-field"]);
      const { [Object.keys(pack["texts"] as Json)[0]!]: _gone, ...texts } = pack["texts"] as Json;
      expect(places({ ...pack, colour: "red", texts })).toEqual(["colour: unknown-field", ...places({ ...pack, texts })]);
    }
  });
});

/** What becomes of a pack with one thing changed. `at` is the path, `change` gets what stands there. */
function changed(pack: Json, at: readonly (string | number)[], change: (value: never) => unknown): Json {
  const copy = structuredClone(pack);
  const holder = at.slice(0, -1).reduce<Json>((within, key) => within[key] as Json, copy);
  const last = at.at(-1)!;
  const value = change(holder[last] as never);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}

describe("a pack that is broken in one place is refused, and the place is named", () => {
  const paralight = JSON.parse(packText("paralight-lv")) as Json;
  const jietai = JSON.parse(packText("jietai-en")) as Json;
  const dreame = JSON.parse(packText("dreame-kz")) as Json;
  const zephyr = JSON.parse(JSON.stringify(ZEPHYR)) as Json;

  test.each<[string, Json, readonly (string | number)[], (value: never) => unknown, string]>([
    ["unknown key", paralight, ["notice"], () => [], "notice: unknown-field"],
    [
      "unknown key far inside",
      paralight,
      ["grants", 1, "conditions", 0, "within", "before"],
      () => ({}),
      "grants.1.conditions.0.within.before: unknown-field",
    ],
    ["unknown key in a piece of a code", jietai, ["bodyCodes", 0, "parts", 0, "txt"], () => "", "bodyCodes.0.parts.0.txt: unknown-field"],
    ["unknown kind of piece", jietai, ["bodyCodes", 0, "parts", 0], () => ({ week: 2 }), "bodyCodes.0.parts.0: type"],
    ["a language that nobody speaks", paralight, ["languages", 1], () => "de", "languages.1: choice"],
    ["a text in such a language", paralight, ["texts", "answer", "de"], () => "x", "texts.answer.de: unknown-field"],
    ["a language twice", paralight, ["languages"], (value: string[]) => [...value, "en"], "languages: too-many"],
    ["a language twice", zephyr, ["languages"], (value: string[]) => [...value, "en"], "languages: duplicate"],
    ["a text missing", paralight, ["texts", "return.window", "kk"], () => undefined, "texts.return.window.kk: text-missing"],
    ["a text that is empty", paralight, ["texts", "return.window", "lv"], () => "  ", "texts.return.window.lv: text-missing"],
    ["a name missing", paralight, ["name", "ru"], () => undefined, "name.ru: text-missing"],
    ["a word without a name", paralight, ["words", "findings", 2, "name", "lv"], () => undefined, "words.findings.2.name.lv: text-missing"],
    ["a text for no rule", paralight, ["texts", "retrun"], () => ({ lv: "a", en: "a", ru: "a", kk: "a" }), "texts.retrun: text-unused"],
    ["a language that the pack does not list", zephyr, ["texts", "term", "ru"], () => "x", "texts.term.ru: language-unknown"],
    ["negative months", paralight, ["warranty", "length", "months"], () => -12, "warranty.length.months: too-small"],
    ["negative days", paralight, ["grants", 1, "approval", "within", "days"], () => -1, "grants.1.approval.within.days: too-small"],
    ["half a month", paralight, ["warranty", "models", 0, "length", "months"], () => 1.5, "warranty.models.0.length.months: type"],
    ["a thousand years", paralight, ["warranty", "length", "months"], () => 12_000, "warranty.length.months: too-large"],
    ["no length at all", paralight, ["warranty", "length"], () => ({}), "warranty.length: period-empty"],
    ["an approval without end", paralight, ["grants", 1, "approval", "within"], () => ({}), "grants.1.approval.within: period-empty"],
    ["an answer without time", paralight, ["deadlines", 0, "within"], () => ({}), "deadlines.0.within: period-empty"],
    ["a fee of more than everything", paralight, ["charges", 1, "restockingPercent"], () => 120, "charges.1.restockingPercent: too-large"],
    ["a model like itself", zephyr, ["warranty", "models", 1, "like"], () => "Z1 Cargo", "warranty.models.1.like: cycle"],
    [
      "models like each other",
      zephyr,
      ["warranty", "models"],
      () => [
        { model: "A", like: "B" },
        { model: "B", like: "C" },
        { model: "C", like: "A" },
      ],
      "warranty.models.0.like: cycle",
    ],
    ["a model like none", zephyr, ["warranty", "models", 1, "like"], () => "Z8", "warranty.models.1.like: unknown-model"],
    ["a model with a length and a likeness", zephyr, ["warranty", "models", 1, "length"], () => ({ days: 1 }), "warranty.models.1: clause"],
    ["a model with neither", zephyr, ["warranty", "models", 1, "like"], () => undefined, "warranty.models.1: clause"],
    ["a model twice", zephyr, ["warranty", "models", 1, "model"], () => "Z1", "warranty.models.1.model: duplicate"],
    ["a category twice", zephyr, ["warranty", "categories", 1, "category"], () => "e-bike", "warranty.categories.1.category: duplicate"],
    ["a word twice", paralight, ["words", "defects", 1, "id"], () => "optical", "words.defects.1: duplicate"],
    ["a spelling that is another word", paralight, ["words", "findings", 0, "also"], () => ["neglect"], "words.findings.4: duplicate"],
    ["a finding that is no word", paralight, ["exclusions", 0, "when", 0, "has", 0], () => "missuse", "exclusions.0.when.0.has: value-unknown"],
    ["a value that the fact never has", jietai, ["scope", 0, "when", 0, "is", 0], () => "alien", "scope.0.when.0.is: value-unknown"],
    ["a text for a flag", dreame, ["papers", 2, "when", 0, "is", 0], () => "yes", "papers.2.when.0.is: value-unknown"],
    ["an unknown fact", jietai, ["scope", 0, "when", 0, "fact"], () => "product.colour", "scope.0.when.0.fact: choice"],
    ["a clause that asks nothing", jietai, ["scope", 0, "when", 0, "is"], () => undefined, "scope.0.when.0: clause"],
    ["a clause that asks twice", jietai, ["scope", 0, "when", 0, "not"], () => ["own"], "scope.0.when.0: clause"],
    [
      "a question that the fact cannot answer",
      jietai,
      ["scope", 0, "when", 0],
      () => ({ fact: "product.origin", atLeast: 1 }),
      "scope.0.when.0.atLeast: clause",
    ],
    [
      "a window without ends",
      paralight,
      ["grants", 1, "conditions", 0, "within"],
      () => ({ from: "receipt" }),
      "grants.1.conditions.0.within: clause",
    ],
    [
      "a window that closes before it opens",
      paralight,
      ["grants", 1, "conditions", 0, "within", "after"],
      () => ({ months: 2 }),
      "grants.1.conditions.0.within: window-empty",
    ],
    [
      "damage to be reported later than the return is asked for",
      paralight,
      ["grants", 1, "conditions", 2, "within", "until"],
      () => ({ days: 31 }),
      "grants.1.conditions.2.within: window-contradicts",
    ],
    [
      "two lengths for the same window",
      dreame,
      ["grants", 1, "conditions"],
      (value: Json[]) => [...value, { ...value[0], within: { from: "purchase", until: { days: 14 }, closes: "request-return" } }],
      "grants.1.conditions.2.within: window-contradicts",
    ],
    [
      "a window that opens after another has closed",
      dreame,
      ["grants", 3, "conditions"],
      (value: Json[]) => [
        ...value,
        { rule: "remedy.broken.window", fact: "today", within: { from: "purchase", after: { days: 31 }, until: { days: 60 } } },
      ],
      "grants.3.conditions.2.within: window-contradicts",
    ],
    [
      "the same remedy twice for the same case",
      dreame,
      ["grants"],
      (value: Json[]) => [...value, { ...value[3], rule: "remedy.paid" }],
      "grants.5: window-contradicts",
    ],
    [
      "two times for the same answer",
      paralight,
      ["deadlines"],
      (value: Json[]) => [...value, { ...value[0], within: { hours: 2 } }],
      "deadlines.1.within: window-contradicts",
    ],
    ["a code without a year", jietai, ["bodyCodes", 0, "parts", 1], () => ({ any: 2 }), "bodyCodes.0.parts: code-pattern"],
    ["a code with two years", jietai, ["bodyCodes", 0, "parts", 3], () => ({ year: 4 }), "bodyCodes.0.parts: code-pattern"],
    ["a code with a day and no month", jietai, ["bodyCodes", 0, "parts", 2], () => ({ day: 2 }), "bodyCodes.0.parts: code-pattern"],
    [
      "a code with two numbers of any length",
      jietai,
      ["bodyCodes", 0, "parts", 0],
      () => ({ number: [1, 8] }),
      "bodyCodes.0.parts.4.number: code-pattern",
    ],
    [
      "a number that is shorter than its shortest",
      jietai,
      ["bodyCodes", 0, "parts", 4],
      () => ({ number: [8, 1] }),
      "bodyCodes.0.parts.4.number: window-empty",
    ],
    ["a table of years without any", zephyr, ["bodyCodes", 0, "parts", 1, "yearCodes"], () => ({}), "bodyCodes.0.parts.1.yearCodes: code-pattern"],
    ["a letter for two years", zephyr, ["bodyCodes", 0, "parts", 1, "yearCodes", "r"], () => 2027, "bodyCodes.0.parts.1.yearCodes: code-pattern"],
    ["an id that is none", paralight, ["id"], () => "Para Light", "id: type"],
    ["a rule that is no id", paralight, ["warranty", "rule"], () => "", "warranty.rule: type"],
  ])("%s", (_, pack, at, change, place) => {
    expect(faults(pack)).toEqual([]);
    expect(places(changed(pack, at, change))).toContain(place);
  });

  /** Every place of a pack: paths of objects and lists, of their fields, and of texts. */
  const paths = (value: unknown, at: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] =>
    typeof value !== "object" || value === null
      ? []
      : [at, ...Object.entries(value).flatMap(([key, entry]) => paths(entry, [...at, Array.isArray(value) ? Number(key) : key]))];

  const anyPlace = fc.constantFrom(paralight, dreame, jietai, zephyr).chain((pack) => fc.constantFrom(...paths(pack)).map((at) => ({ pack, at })));
  const within = (pack: Json, at: readonly (string | number)[]): unknown => at.reduce<unknown>((value, key) => (value as Json)[key], pack);

  test("an unknown key anywhere", () => {
    fc.assert(
      fc.property(anyPlace, ({ pack, at }) => {
        // Any letters may stand for a month.
        fc.pre(!Array.isArray(within(pack, at)) && at.at(-1) !== "monthCodes");
        expect(faults(changed(pack, [...at, "zzz"], () => 1)).map(({ field }) => field)).toContain([...at, "zzz"].join("."));
      }),
      { numRuns: 150 },
    );
  });

  test("a text dropped anywhere", () => {
    const texts = Object.entries({ paralight, dreame, jietai, zephyr }).flatMap(([, pack]) =>
      paths(pack)
        .filter((at) => at.length > 0 && ["lv", "en"].every((language) => language in (within(pack, at) as Json)))
        .flatMap((at) => (pack["languages"] as string[]).map((language) => ({ pack, at: [...at, language] }))),
    );
    expect(texts.length).toBeGreaterThan(400);
    fc.assert(
      fc.property(fc.constantFrom(...texts), ({ pack, at }) => {
        expect(places(changed(pack, at, () => undefined))).toEqual([`${at.join(".")}: text-missing`]);
      }),
      { numRuns: 150 },
    );
  });

  test("a negative number anywhere", () => {
    const numbers = [paralight, dreame, jietai, zephyr].flatMap((pack) =>
      paths(pack).flatMap((at) =>
        Object.entries(within(pack, at) as Json).flatMap(([key, value]) => (typeof value === "number" ? [{ pack, at: [...at, key] }] : [])),
      ),
    );
    expect(numbers.length).toBeGreaterThan(50);
    for (const { pack, at } of numbers) {
      const fields = faults(changed(pack, at, () => -1)).map(({ field }) => field);
      expect(fields.some((field) => [at.join("."), at.slice(0, -1).join(".")].includes(field))).toBe(true);
    }
  });

  test("something that does not belong there anywhere", () => {
    fc.assert(
      fc.property(anyPlace, fc.constantFrom<unknown>(0, "", null, [[]], { a: -1 }), ({ pack, at }, value) => {
        fc.pre(at.length > 0);
        const found = faults(changed(pack, at, () => value));
        expect(found).not.toEqual([]);
        // The place itself, a place within it, or what holds it.
        const place = at.join(".");
        expect(found.some(({ field }) => place.startsWith(field) || field.startsWith(place))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a case", () => {
  const problems = (value: unknown): unknown => {
    const read = policyCase.safeParse(value);
    return read.success ? [] : read.error.issues.map(({ path }) => path.join("."));
  };
  const plain = { policy: "p", today: "2026-11-22", request: "repair" };

  test.each(["cases", ...POLICY_IDS, ZEPHYR.id])("of %s is taken as it is", (file) => {
    for (const worked of workedCases(file)) expect(namedCase.parse(worked)).toEqual(worked);
  });

  test.each<[unknown, readonly string[]]>([
    [plain, []],
    [{ ...plain, product: null, purchase: {}, findings: null, place: null }, []],
    [{ ...plain, today: "2026-02-30" }, ["today"]],
    [{ ...plain, today: "22.11.2026" }, ["today"]],
    [{ ...plain, purchase: { purchasedOn: "2025-02-29" } }, ["purchase.purchasedOn"]],
    [{ ...plain, history: { approvalGivenOn: "2026-13-01", repairAttempts: -1 } }, ["history.repairAttempts", "history.approvalGivenOn"]],
    [{ ...plain, request: "money" }, ["request"]],
    [{ ...plain, product: { origin: "own", colour: "red" } }, ["product"]],
    [{ ...plain, findings: "misuse" }, ["findings"]],
    [{ ...plain, purchase: { unused: "yes" } }, ["purchase.unused"]],
    [{}, ["policy", "today", "request"]],
    [[], [""]],
  ])("%j", (value, wrong) => expect(problems(value)).toEqual(wrong));
});
