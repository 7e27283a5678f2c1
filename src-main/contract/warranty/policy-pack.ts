import { z } from "zod";
import { LANGUAGES } from "../../domain/ground/language.ts";
import { REQUESTS } from "../../domain/warranty/claim.ts";
import { ORIGINS, PLACES, PRODUCT_KINDS, REASONS, SERIAL_STATES, FACT_NAMES, type PolicyCase } from "../../domain/warranty/policy-case.ts";
import { CLASSES, COVERAGES, DEADLINES, REMEDIES, REQUIREMENTS, STARTS, type PolicyPack } from "../../domain/warranty/policy-pack.ts";
import { isIsoDate } from "../../domain/ground/date.ts";
import { line, text as longText } from "../ground/text.ts";

const LIMIT = { words: 200, rules: 200, clauses: 40, text: 2000 } as const;

const id = z
  .string()
  .regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/)
  .max(80);
const rule = id.meta({ id: "rule", description: "Stable id of the rule; its sentence stands in `texts`." });
const texts = z.partialRecord(z.enum(LANGUAGES), longText(LIMIT.text)).meta({ id: "texts", description: "A text in every language of the pack." });
const days = z.int().min(0).max(36_500).optional();
const period = z
  .strictObject({ months: z.int().min(0).max(1200).optional(), days })
  .meta({ id: "period", description: "Months first, then days. The last day counts as inside; a month's end is clamped." });
const value = z.union([z.string().max(200), z.boolean()]);
const list = <Schema extends z.ZodType>(of: Schema, most: number, least = 0) => z.array(of).min(least).max(most).readonly();

const start = z.enum(STARTS).meta({ id: "start", description: "The day of purchase, of receipt by the buyer, or of manufacture." });
const coverage = z.enum(COVERAGES).meta({ id: "coverage" });
const remedy = z.enum(REMEDIES).meta({ id: "remedy" });
const deadline = z.enum(DEADLINES).meta({ id: "deadline" });
const window = z
  .strictObject({
    from: start,
    after: period.optional().describe("The window opens on the day after this much time."),
    until: period.optional().describe("The last day inside."),
    closes: deadline.optional().describe("The deadline that the window's last day is told as."),
  })
  .meta({ id: "window", description: "A span of days, counted from a start." });

const question = {
  fact: z
    .enum(FACT_NAMES as [(typeof FACT_NAMES)[number], ...(typeof FACT_NAMES)[number][]])
    .meta({ id: "fact", description: "A fact of the case." }),
  is: list(value, LIMIT.words, 1).optional().describe("One of these values."),
  not: list(value, LIMIT.words, 1).optional().describe("None of these values."),
  has: list(z.string().max(200), LIMIT.words, 1).optional().describe("A list that holds at least one of these."),
  lacks: list(z.string().max(200), LIMIT.words, 1).optional().describe("A list that holds none of these."),
  atLeast: z.int().min(0).max(1000).optional(),
  atMost: z.int().min(0).max(1000).optional(),
  within: window.optional().describe("A day that lies in this window; where it is not known, today stands for it."),
  ifMissing: z.boolean().optional().describe("The answer where the fact is not known; without it the decision names the fact as missing."),
};
const clause = z
  .strictObject(question)
  .meta({ id: "clause", description: "One question about one fact; exactly one field beside `fact` and `ifMissing` asks it." });
const when = list(clause, LIMIT.clauses);
const condition = z
  .strictObject({ rule, ...question, unless: when.optional().describe("Where all of these hold, the condition does not matter.") })
  .meta({ id: "condition", description: "A clause that a remedy depends on, with the rule that says so." });
const ruled = z.strictObject({ rule, when }).meta({ id: "ruled", description: "A rule that holds where all its clauses hold." });

const codePart = z
  .union([
    z.strictObject({ text: z.string().min(1).max(40) }).describe("These very characters."),
    z.strictObject({ year: z.union([z.literal(2), z.literal(4)]) }).describe("The year in so many digits."),
    z.strictObject({ month: z.literal(2) }),
    z.strictObject({ day: z.literal(2) }),
    z.strictObject({ yearCodes: z.record(z.string().min(1).max(4), z.int().min(1970).max(2199)) }).describe("Characters that stand for a year."),
    z.strictObject({ monthCodes: z.record(z.string().min(1).max(4), z.int().min(1).max(12)) }).describe("Characters that stand for a month."),
    z.strictObject({ any: z.int().min(1).max(40) }).describe("So many characters that tell nothing."),
    z
      .strictObject({ number: z.tuple([z.int().min(0).max(40), z.int().min(1).max(40)]).readonly() })
      .describe("A running number, from so many to so many digits."),
  ])
  .meta({ id: "codePart" });

const word = z
  .strictObject({ id, also: list(id, 20).optional().describe("Other spellings of the same."), name: texts })
  .meta({ id: "word", description: "What a technician can pick." });
const words = list(word, LIMIT.words);

/** A policy pack as a file holds it. What contradicts itself within a well-formed pack is found by `packProblems`. */
export const policyPack = z
  .strictObject({
    $schema: z.string().max(200).optional(),
    id: id.describe("The policy's name in cases and orders; stays the same from version to version."),
    version: z.int().min(1).max(1_000_000),
    languages: list(z.enum(LANGUAGES), LANGUAGES.length, 1).describe("The first is the pack's own; every text must be there in each."),
    name: texts,
    brands: list(z.string().min(1).max(200), 100).describe("Brands that the policy is meant for."),
    words: z.strictObject({ findings: words, defects: words, parts: words }),
    bodyCodes: list(z.strictObject({ parts: list(codePart, 20, 1) }), 20).describe(
      "How to read the date of manufacture in a body code; the first pattern that fits counts.",
    ),
    scope: list(z.strictObject({ rule, when, gives: z.enum(["nothing", "paid"]) }), LIMIT.rules).describe(
      "Cases that get no service at all, or only for money; the first that fits decides.",
    ),
    warranty: z
      .strictObject({
        rule,
        from: start,
        length: period,
        models: list(
          z.strictObject({ model: z.string().min(1).max(200), length: period.optional(), like: z.string().min(1).max(200).optional() }),
          2000,
        ).describe("A model's own length, or the same as another model's."),
        categories: list(z.strictObject({ category: z.string().min(1).max(200), length: period }), 200),
      })
      .describe("How long the warranty runs: by model, else by category, else `length`."),
    papers: list(ruled, LIMIT.rules).describe("What must be shown before the warranty holds."),
    covers: list(ruled, LIMIT.rules).describe("What the warranty covers; everything where the list is empty."),
    exclusions: list(ruled, LIMIT.rules).describe("Any of these ends the cover."),
    classes: list(z.strictObject({ class: z.enum(CLASSES), rule, coverage: list(coverage, COVERAGES.length, 1), when }), CLASSES.length * 4).describe(
      "The class of the case; the first that fits counts.",
    ),
    grants: list(
      z.strictObject({
        rule,
        gives: list(remedy, REMEDIES.length, 1),
        coverage: list(coverage, COVERAGES.length, 1).optional(),
        for: when.describe("Cases that the rule speaks of."),
        conditions: list(condition, LIMIT.clauses),
        papers: z.boolean().optional().describe("Whether the papers of the warranty must be there."),
        approval: z.strictObject({ rule, within: period }).optional().describe("Goods go back only after a written approval, good for so long."),
        requires: list(z.enum(REQUIREMENTS), REQUIREMENTS.length),
      }),
      LIMIT.rules,
    ).describe("Remedies in the order in which they are offered."),
    charges: list(
      z.strictObject({
        rule,
        remedies: list(remedy, REMEDIES.length, 1),
        when,
        labour: z.boolean(),
        parts: z.boolean(),
        shipping: z.enum(["customer", "seller"]),
        restockingPercent: z.number().min(0).max(100),
        depreciation: z.boolean(),
      }),
      LIMIT.rules,
    ).describe("What a remedy costs the customer; the first row that fits counts."),
    deadlines: list(
      z.strictObject({
        rule,
        when,
        what: deadline,
        within: z.strictObject({ hours: z.int().min(0).max(10_000).optional(), days }),
      }),
      LIMIT.rules,
    ).describe("By when the shop answers or comes."),
    notes: list(ruled, LIMIT.rules).describe("What is told along with the decision and decides nothing."),
    returnTo: z.strictObject({ address: longText(500), courierAccount: line(200) }),
    texts: z.record(id, texts).describe("The sentence of every rule."),
  })
  .meta({ title: "Talon policy pack", description: "A maker's after-sales policy as data." }) satisfies z.ZodType<PolicyPack>;

const text = z.string().max(200).nullish();
const flag = z.boolean().nullish();
const day = z.string().refine(isIsoDate, { message: "date" }).nullish();
const names = z.array(z.string().max(200)).max(200).readonly().nullish();

/** A case as `decide` takes it. */
export const policyCase = z.strictObject({
  policy: z.string().min(1).max(80),
  today: z.string().refine(isIsoDate, { message: "date" }),
  request: z.enum(REQUESTS),
  reason: z.enum(REASONS).nullish(),
  product: z
    .strictObject({
      category: text,
      model: text,
      kind: z.enum(PRODUCT_KINDS).nullish(),
      part: text,
      origin: z.enum(ORIGINS).nullish(),
      madeToOrder: flag,
      trialUnit: flag,
      bodyCode: text,
      manufacturedOn: day,
      serial: text,
      serialState: z.enum(SERIAL_STATES).nullish(),
    })
    .nullish(),
  purchase: z
    .strictObject({
      purchasedOn: day,
      receivedOn: day,
      proof: names,
      warrantyCardStamped: flag,
      documents: names,
      originalPackaging: flag,
      unused: flag,
      complete: flag,
    })
    .nullish(),
  findings: names,
  defect: text,
  history: z
    .strictObject({
      repairAttempts: z.int().min(0).max(1000).nullish(),
      stillFailsRequirements: flag,
      damageReportedOn: day,
      approvalGivenOn: day,
      goodsReturnedOn: day,
      inspectedOn: day,
    })
    .nullish(),
  place: z.enum(PLACES).nullish(),
}) satisfies z.ZodType<PolicyCase>;
