import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { policyCase } from "../../../src-main/contract/warranty/policy-pack.ts";
import type { Period } from "../../../src-main/domain/ground/calendar.ts";
import { addDays } from "../../../src-main/domain/ground/date.ts";
import { REQUESTS } from "../../../src-main/domain/warranty/claim.ts";
import { ORIGINS, PLACES, PRODUCT_KINDS, REASONS, SERIAL_STATES, type PolicyCase } from "../../../src-main/domain/warranty/policy-case.ts";
import { rulesOf, type PolicyPack, type Remedy, type Rule } from "../../../src-main/domain/warranty/policy-pack.ts";
import { packProblems } from "../../../src-main/domain/warranty/pack-problem.ts";
import { decide } from "../../../src-main/domain/warranty/policy.ts";
import type { Decision } from "../../../src-main/domain/warranty/policy-decision.ts";
import { ALL_PACKS, anyCase } from "../../helpers/policy-cases.ts";

const RUNS = { numRuns: 1000 };

/** How good a coverage is for the customer. */
const RANK: Readonly<Record<Decision["coverage"], number>> = { "in-warranty": 3, undetermined: 2, void: 1, "out-of-warranty": 1, none: 0 };
const DEAR: readonly Remedy[] = ["free-repair", "free-replacement", "refund", "exchange"];
const dear = ({ entitled }: Decision): readonly Remedy[] => entitled.filter((remedy) => DEAR.includes(remedy));

/** Worse for the customer, or the same: nothing that costs the seller came in. */
function expectNoBetter(after: Decision, before: Decision): void {
  expect(RANK[after.coverage]).toBeLessThanOrEqual(RANK[before.coverage]);
  expect(dear(after).filter((remedy) => !before.entitled.includes(remedy))).toEqual([]);
}

const anyDay = fc.integer({ min: 0, max: 84_000 }).map((days) => addDays("1970-01-01", days));
const anyText = fc.string({ unit: "binary", maxLength: 30 });
const orNothing = <Value>(value: fc.Arbitrary<Value>) => fc.oneof(value, fc.constantFrom(null, undefined));

/** Everything that the schema takes, however unlikely. */
const wildCase: fc.Arbitrary<PolicyCase> = fc.record({
  policy: fc.string({ minLength: 1, maxLength: 80 }),
  today: anyDay,
  request: fc.constantFrom(...REQUESTS),
  reason: orNothing(fc.constantFrom(...REASONS)),
  product: orNothing(
    fc.record({
      category: orNothing(anyText),
      model: orNothing(anyText),
      kind: orNothing(fc.constantFrom(...PRODUCT_KINDS)),
      part: orNothing(anyText),
      origin: orNothing(fc.constantFrom(...ORIGINS)),
      madeToOrder: orNothing(fc.boolean()),
      trialUnit: orNothing(fc.boolean()),
      bodyCode: orNothing(fc.oneof(anyText, fc.stringMatching(/^JT\d{4}[A-Z]\d{1,8}$/), fc.stringMatching(/^ZE-[RST][A-M]\d\d\/\d{3,6}$/))),
      manufacturedOn: orNothing(anyDay),
      serial: orNothing(anyText),
      serialState: orNothing(fc.constantFrom(...SERIAL_STATES)),
    }),
  ),
  purchase: orNothing(
    fc.record({
      purchasedOn: orNothing(anyDay),
      receivedOn: orNothing(anyDay),
      proof: orNothing(fc.array(anyText, { maxLength: 3 })),
      warrantyCardStamped: orNothing(fc.boolean()),
      documents: orNothing(fc.array(anyText, { maxLength: 3 })),
      originalPackaging: orNothing(fc.boolean()),
      unused: orNothing(fc.boolean()),
      complete: orNothing(fc.boolean()),
    }),
  ),
  findings: orNothing(fc.array(anyText, { maxLength: 3 })),
  defect: orNothing(anyText),
  history: orNothing(
    fc.record({
      repairAttempts: orNothing(fc.integer({ min: 0, max: 1000 })),
      stillFailsRequirements: orNothing(fc.boolean()),
      damageReportedOn: orNothing(anyDay),
      approvalGivenOn: orNothing(anyDay),
      goodsReturnedOn: orNothing(anyDay),
      inspectedOn: orNothing(anyDay),
    }),
  ),
  place: orNothing(fc.constantFrom(...PLACES)),
});

function deepFrozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(deepFrozen);
  return value;
}

describe("every case that the schema takes", () => {
  const rules = new Map(ALL_PACKS.map((pack) => [pack, rulesOf(pack)]));

  test.each(ALL_PACKS.map((pack) => [pack.id, deepFrozen(pack)] as const))("is decided under %s, and the decision is whole", (_, pack) => {
    fc.assert(
      fc.property(wildCase, (wild) => {
        const it = policyCase.parse(wild);
        const decision = decide(pack, deepFrozen(it));
        expect(decision).toMatchObject({ policy: pack.id, version: pack.version });
        if (decision.coverage === "undetermined") expect(decision.missing).not.toEqual([]);
        if (decision.coverage === "none") expect([decision.entitled, decision.refused]).toEqual([[], [it.request]]);
        expect(new Set(decision.entitled).size).toBe(decision.entitled.length);
        expect(new Set(decision.missing).size).toBe(decision.missing.length);
        expect(decision.reasons).not.toEqual([]);
        for (const { rule } of [...decision.reasons, ...decision.deadlines]) expect(rules.get(pack)!.has(rule)).toBe(true);
        for (const { by } of decision.deadlines) expect(by).toMatch(/^\d{4}-\d\d-\d\d$/);
        if (decision.entitled.length === 0) expect(decision.requires).toEqual([]);
        const { charges, requires } = decision;
        const pays = charges.labour || charges.parts || charges.restockingPercent > 0 || charges.depreciation;
        expect(requires.includes("customer-price-confirmation")).toBe(pays && decision.entitled.length > 0);
      }),
      { numRuns: 400 },
    );
  });

  test("is decided in the same way each time", () => {
    fc.assert(
      fc.property(anyCase, ({ pack, it }) => {
        expect(decide(structuredClone(pack), structuredClone(it))).toEqual(decide(pack, it));
      }),
      { numRuns: 300 },
    );
  });
});

test("as time goes by, what was out of warranty never comes back into it", () => {
  fc.assert(
    fc.property(anyCase, fc.integer({ min: 1, max: 1200 }), ({ pack, it }, days) => {
      fc.pre(decide(pack, it).coverage === "out-of-warranty");
      expect(decide(pack, { ...it, today: addDays(it.today, days) }).coverage).not.toBe("in-warranty");
    }),
    RUNS,
  );
});

test("what is found on the thing never makes a decision better", () => {
  fc.assert(
    fc.property(anyCase, fc.nat(), ({ pack, it }, index) => {
      const words = [...pack.words.findings.flatMap(({ id, also = [] }) => [id, ...also]), "what-no-policy-names"];
      const found = { ...it, findings: [...(it.findings ?? []), words[index % words.length]!] };
      expectNoBetter(decide(pack, found), decide(pack, it));
    }),
    RUNS,
  );
});

test("an exclusion more never makes a decision better", () => {
  const exclusion: fc.Arbitrary<Rule> = fc
    .constantFrom(...ALL_PACKS.flatMap(({ exclusions, covers, papers, scope, notes }) => [...exclusions, ...covers, ...papers, ...scope, ...notes]))
    .map(({ when }) => ({ rule: "added", when }));
  fc.assert(
    fc.property(anyCase, exclusion, fc.nat(), ({ pack, it }, added, at) => {
      const place = at % (pack.exclusions.length + 1);
      const stricter: PolicyPack = { ...pack, exclusions: [...pack.exclusions.slice(0, place), added, ...pack.exclusions.slice(place)] };
      expectNoBetter(decide(stricter, it), decide(pack, it));
    }),
    RUNS,
  );
});

test("a shorter term never makes a decision better", () => {
  const shorter = ({ months = 0, days = 0 }: Period, less: number): Period => ({ months: Math.max(0, months - less), days });
  fc.assert(
    fc.property(anyCase, fc.integer({ min: 1, max: 30 }), ({ pack, it }, less) => {
      const { warranty } = pack;
      const strict: PolicyPack = {
        ...pack,
        warranty: {
          ...warranty,
          length: shorter(warranty.length, less),
          models: warranty.models.map((model) => (model.length ? { ...model, length: shorter(model.length, less) } : model)),
          categories: warranty.categories.map((category) => ({ ...category, length: shorter(category.length, less) })),
        },
      };
      const [before, after] = [decide(pack, it), decide(strict, it)];
      if (after.coverage === "in-warranty") expect(before.coverage).toBe("in-warranty");
      expect(dear(after).filter((remedy) => !before.entitled.includes(remedy))).toEqual([]);
    }),
    RUNS,
  );
});

test("what is granted is not refused, and what is refused is not granted", () => {
  fc.assert(
    fc.property(anyCase, ({ pack, it }) => {
      const { entitled, refused, coverage } = decide(pack, it);
      const grants: Readonly<Record<PolicyCase["request"], readonly Remedy[]>> = {
        repair: ["free-repair", "paid-repair"],
        return: ["refund"],
        refund: ["refund"],
        exchange: ["exchange"],
      };
      const granted = entitled.some((remedy) => grants[it.request].includes(remedy));
      if (refused.length > 0) expect([refused, granted]).toEqual([[it.request], false]);
      else if (it.request !== "repair") expect(granted).toBe(true);
      else if (entitled.length === 0) expect(coverage).toBe("undetermined");
      // Where the request itself is granted it stands first.
      if (granted) expect(grants[it.request]).toContain(entitled[0]);
      expect(coverage === "in-warranty" && entitled.includes("paid-repair")).toBe(false);
      expect(coverage !== "in-warranty" && entitled.includes("free-repair")).toBe(false);
    }),
    RUNS,
  );
});

test("a missing fact never counts in anyone's favour", () => {
  const FACTS = [
    ["purchase", ["purchasedOn", "receivedOn", "proof", "warrantyCardStamped", "documents", "originalPackaging", "unused", "complete"]],
    ["product", ["bodyCode", "origin", "trialUnit", "serialState"]],
  ] as const;
  const forgotten = fc.constantFrom(...FACTS.flatMap(([group, names]) => names.map((name) => [group, name] as const)));
  fc.assert(
    fc.property(anyCase, forgotten, ({ pack, it }, [group, name]) => {
      // A serial number that was written down was readable; a scope that nobody can check any more is another policy.
      fc.pre(!pack.scope.some(({ when }) => when.some(({ fact, ifMissing }) => fact === `${group}.${name}` && ifMissing !== undefined)));
      const without = { ...it, [group]: { ...it[group], serial: null, [name]: null } };
      const [before, after] = [decide(pack, { ...it, [group]: { ...it[group], serial: null } }), decide(pack, without)];
      if (after.coverage === "in-warranty") expect(before.coverage).toBe("in-warranty");
      expect(["out-of-warranty", "void", "none"].includes(after.coverage) && before.coverage === "in-warranty").toBe(false);
    }),
    RUNS,
  );
});

/** Cases of someone who wants money or another one, and of whom nothing can be said but that it may be too late. */
const goodReturn: fc.Arbitrary<{ readonly pack: PolicyPack; readonly it: PolicyCase }> = fc
  .tuple(
    anyCase,
    fc.constantFrom("return", "refund", "exchange"),
    fc.constantFrom(...REASONS),
    fc.tuple(...Array.from({ length: 3 }, () => fc.nat({ max: 32 }))),
  )
  .map(([{ pack, it }, request, reason, [bought, arrived, made]]) => ({
    pack,
    it: {
      ...it,
      request: request as PolicyCase["request"],
      reason,
      findings: [],
      product: {
        origin: "own",
        kind: "finished",
        trialUnit: pack.id === "jietai-en",
        serial: "X1",
        bodyCode: "JT2001A1",
        manufacturedOn: addDays(it.today, -made!),
      },
      purchase: {
        purchasedOn: addDays(it.today, -bought!),
        receivedOn: addDays(it.today, -arrived!),
        proof: ["receipt", "warranty-card"],
        documents: ["invoice", "packing-list"],
        warrantyCardStamped: true,
        originalPackaging: true,
        unused: true,
        complete: true,
      },
      history: { damageReportedOn: addDays(it.today, -arrived!) },
    } satisfies PolicyCase,
  }));

describe("a deadline", () => {
  test("is the last day on which what it closes is still granted", () => {
    let closed = 0;
    fc.assert(
      fc.property(goodReturn, ({ pack, it }) => {
        const decision = decide(pack, it);
        const ends = decision.deadlines.filter(({ what }) => what === "request-return");
        if (decision.refused.length > 0 || ends.length !== 1) return;
        closed++;
        expect(ends[0]!.by >= it.today).toBe(true);
        // On the day itself, and not on the next: nothing but the day has changed.
        const on = (today: string): Decision => decide(pack, { ...it, today });
        expect(on(ends[0]!.by).refused).toEqual([]);
        expect(on(addDays(ends[0]!.by, 1)).refused).toEqual([it.request]);
      }),
      RUNS,
    );
    expect(closed).toBeGreaterThan(100);
  });

  test("for reporting damage is the last day on which a report counts", () => {
    const pack = ALL_PACKS.find(({ id }) => id === "paralight-lv")!;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 29 }), (start, since) => {
        const receivedOn = addDays("2024-01-01", start);
        const on = (damageReportedOn: string | null): Decision =>
          decide(pack, {
            policy: pack.id,
            today: addDays(receivedOn, since),
            request: "return",
            reason: "shipping-damage",
            product: { serial: "1", madeToOrder: true },
            purchase: { receivedOn, documents: ["invoice", "packing-list"], originalPackaging: true, unused: true, complete: true },
            history: { damageReportedOn },
          });
        const by = on(null).deadlines.find(({ what }) => what === "report-damage")!.by;
        expect(by).toBe(addDays(receivedOn, 5));
        expect(on(by).refused).toEqual([]);
        expect(on(addDays(by, 1)).refused).toEqual(since > 5 ? ["return"] : []);
        expect(on(null).refused).toEqual(since > 5 ? ["return"] : []);
      }),
    );
  });

  test("for sending goods back is the last day on which they are taken", () => {
    let sent = 0;
    fc.assert(
      fc.property(goodReturn, ({ pack, it: asked }) => {
        const it = { ...asked, history: { ...asked.history, approvalGivenOn: asked.today } };
        const decision = decide(pack, it);
        const end = decision.deadlines.find(({ what }) => what === "send-goods-back");
        if (!end || decision.refused.length > 0) return;
        sent++;
        const later = { ...it, today: addDays(end.by, 20) };
        const back = (goodsReturnedOn: string | null): readonly string[] =>
          decide(pack, { ...later, history: { ...it.history, goodsReturnedOn } }).refused;
        expect([back(end.by), back(addDays(end.by, 1)), back(null)]).toEqual([[], [it.request], [it.request]]);
      }),
      RUNS,
    );
    expect(sent).toBeGreaterThan(50);
  });

  test("of an answer or a visit is never in the past", () => {
    fc.assert(
      fc.property(anyCase, ({ pack, it }) => {
        for (const { what, by } of decide(pack, it).deadlines)
          if (what === "first-reply" || what === "on-site-visit") expect(by >= it.today).toBe(true);
      }),
      RUNS,
    );
  });
});

describe("the order of lists does not matter", () => {
  const shuffled = <Value>(values: readonly Value[] | null | undefined, seed: number): Value[] | null | undefined =>
    values &&
    values
      .map((value, index) => ({ value, key: ((index + 1) * (seed + 7919)) % 104_729 }))
      .sort((one, other) => one.key - other.key)
      .map(({ value }) => value);

  test("in the case", () => {
    fc.assert(
      fc.property(anyCase, fc.nat({ max: 100_000 }), ({ pack, it }, seed) => {
        const turned = {
          ...it,
          findings: shuffled(it.findings, seed),
          purchase: it.purchase && { ...it.purchase, proof: shuffled(it.purchase.proof, seed), documents: shuffled(it.purchase.documents, seed) },
        };
        expect(decide(pack, turned)).toEqual(decide(pack, it));
      }),
      RUNS,
    );
  });

  test("in the tables and words of the pack", () => {
    fc.assert(
      fc.property(anyCase, fc.nat({ max: 100_000 }), ({ pack, it }, seed) => {
        const { warranty, words } = pack;
        const turned: PolicyPack = {
          ...pack,
          words: { findings: shuffled(words.findings, seed)!, defects: shuffled(words.defects, seed)!, parts: shuffled(words.parts, seed)! },
          warranty: { ...warranty, models: shuffled(warranty.models, seed)!, categories: shuffled(warranty.categories, seed)! },
        };
        expect(packProblems(turned)).toEqual([]);
        expect(decide(turned, it)).toEqual(decide(pack, it));
      }),
      { numRuns: 300 },
    );
  });
});

test("another spelling of a word is the same word", () => {
  fc.assert(
    fc.property(anyCase, ({ pack, it }) => {
      const plain = (words: PolicyPack["words"]["findings"], word: string): string => words.find(({ also = [] }) => also.includes(word))?.id ?? word;
      const said: PolicyCase = {
        ...it,
        findings: it.findings?.map((word) => plain(pack.words.findings, word)),
        defect: it.defect && plain(pack.words.defects, it.defect),
        product: it.product && { ...it.product, part: it.product.part && plain(pack.words.parts, it.product.part) },
      };
      expect(decide(pack, said)).toEqual(decide(pack, it));
    }),
    RUNS,
  );
});
