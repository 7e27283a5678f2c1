import { describe, expect, test } from "vitest";
import { unmetBy } from "../../../src-main/domain/warranty/policy-expectation.ts";
import { decide } from "../../../src-main/domain/warranty/policy.ts";
import { NO_CHARGES, type Decision } from "../../../src-main/domain/warranty/policy-decision.ts";
import type { PolicyCase } from "../../../src-main/domain/warranty/policy-case.ts";
import type { PolicyPack } from "../../../src-main/domain/warranty/policy-pack.ts";
import { packOf, PACKS, POLICY_IDS, workedCases, ZEPHYR } from "../../helpers/policy-cases.ts";

describe.each(["cases", ...POLICY_IDS, ZEPHYR.id])("the worked cases of %s", (file) => {
  const cases = workedCases(file);

  test.each(cases.map((worked) => [worked.name, worked] as const))("%s", (_, { case: it, expect: expected }) => {
    const decision = decide(packOf(it.policy), it);
    expect({ unmet: unmetBy(decision, expected), decision }).toMatchObject({ unmet: [] });
  });

  test("are many, and each expects something", () => {
    expect(cases.length).toBeGreaterThanOrEqual(10);
    expect(cases.filter(({ expect: expected }) => Object.keys(expected).length === 0)).toEqual([]);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });
});

describe("what an expectation looks at", () => {
  const decision: Decision = {
    policy: "p",
    version: 1,
    coverage: "void",
    class: "B",
    until: null,
    entitled: ["paid-repair", "refund"],
    refused: ["exchange"],
    charges: { ...NO_CHARGES, labour: true },
    requires: ["inspection"],
    deadlines: [{ what: "first-reply", by: "2026-11-22", rule: "answer" }],
    missing: ["defect"],
    reasons: [],
  };

  test.each([
    [{ coverage: "void" }, { coverage: "none" }],
    [{ class: "B" }, { class: null }],
    [{ offered: "paid-repair" }, { offered: "refund" }],
    [{ entitledIncludes: ["refund"] }, { entitledIncludes: ["refund", "exchange"] }],
    [{ notEntitled: ["exchange", "free-repair"] }, { notEntitled: ["exchange", "refund"] }],
    [{ refusedIncludes: ["exchange"] }, { refusedIncludes: ["return"] }],
    [{ requiresIncludes: ["inspection"] }, { requiresIncludes: ["written-approval"] }],
    [{ missingIncludes: ["defect"] }, { missingIncludes: ["place"] }],
    [{ charges: { labour: true, restockingPercent: 0 } }, { charges: { labour: true, parts: true } }],
    [{ deadline: { "first-reply": "2026-11-22" } }, { deadline: { "first-reply": "2026-11-23" } }],
  ])("%j, and not %j", (met, unmet) => {
    expect(unmetBy(decision, met)).toEqual([]);
    expect(unmetBy(decision, unmet)).toEqual(Object.keys(unmet));
  });

  test("what it does not name it does not look at, and nothing offered is null", () => {
    expect(unmetBy(decision, {})).toEqual([]);
    expect(unmetBy({ ...decision, entitled: [] }, { offered: null })).toEqual([]);
    expect(unmetBy(decision, { offered: null, deadline: { "on-site-visit": "2026-11-22" } })).toEqual(["offered", "deadline"]);
  });
});

const paralight = (over: Partial<PolicyCase> = {}): PolicyCase => ({
  policy: "paralight-lv",
  today: "2026-11-22",
  request: "return",
  reason: "changed-mind",
  product: { model: "PL-A", serial: "X1" },
  purchase: { receivedOn: "2026-11-01", documents: ["invoice", "packing-list"], originalPackaging: true, unused: true, complete: true },
  ...over,
});

describe("the argument", () => {
  test("goes from the term to the remedies, each step with its rule", () => {
    expect(decide(PACKS["paralight-lv"], paralight()).reasons.map(({ rule, verdict }) => [rule, verdict])).toEqual([
      ["warranty.period", "met"],
      ["return.window", "met"],
      ["return.made-to-order", "met"],
      ["return.unused", "met"],
      ["return.state", "met"],
      ["return.packaging", "met"],
      ["return.invoice", "met"],
      ["return.packing-list", "met"],
      ["return", "granted"],
      ["charges.restocking", "applies"],
      ["answer", "note"],
    ]);
  });

  test("names the day that a step turns on, and what it lacks", () => {
    const { reasons } = decide(PACKS["paralight-lv"], paralight({ purchase: { receivedOn: "2026-10-01", documents: ["invoice"] } }));
    expect(reasons).toContainEqual({ rule: "warranty.period", verdict: "met", by: "2027-10-01" });
    expect(reasons).toContainEqual({ rule: "return.window", verdict: "not-met", by: "2026-10-31" });
    expect(reasons).toContainEqual({ rule: "return.packing-list", verdict: "unknown", missing: ["purchase.documents.packing-list"] });
  });

  test("says why even where no rule speaks of such a case", () => {
    const it: PolicyCase = {
      policy: "jietai-en",
      today: "2026-11-22",
      request: "return",
      reason: "defect",
      product: { origin: "own", bodyCode: "JT2601A1" },
    };
    const { refused, reasons } = decide(PACKS["jietai-en"], it);
    expect(refused).toEqual(["return"]);
    expect(reasons).toContainEqual({ rule: "return.mismatch", verdict: "not-met" });
  });

  test("does not speak against what is granted by another rule", () => {
    const it: PolicyCase = {
      policy: "dreame-kz",
      today: "2026-11-22",
      request: "return",
      reason: "changed-mind",
      purchase: { purchasedOn: "2026-11-10", proof: ["receipt", "warranty-card"], warrantyCardStamped: true, complete: true },
    };
    const { reasons } = decide(PACKS["dreame-kz"], it);
    expect(reasons.filter(({ verdict }) => verdict === "not-met")).toEqual([]);
  });
});

describe("what is not decided", () => {
  const dreame = (over: Partial<PolicyCase>): PolicyCase => ({
    policy: "dreame-kz",
    today: "2026-11-22",
    request: "exchange",
    reason: "defect",
    ...over,
  });

  test("is not argued against", () => {
    const { coverage, reasons } = decide(PACKS["dreame-kz"], dreame({ purchase: { purchasedOn: "2026-11-02", proof: ["receipt"], complete: true } }));
    expect(coverage).toBe("undetermined");
    expect(reasons.filter(({ verdict }) => verdict === "not-met")).toEqual([]);
  });

  test("is told by the rule that it hangs on, and by no other", () => {
    const purchase = { purchasedOn: "2026-10-22", proof: ["receipt", "warranty-card"], warrantyCardStamped: true, complete: true };
    const { reasons } = decide(PACKS["dreame-kz"], dreame({ request: "refund", purchase }));
    expect(reasons.filter(({ verdict }) => verdict === "not-met").map(({ rule }) => rule)).toEqual(["remedy.broken.window"]);
  });

  test("lacks what would matter, and nothing that would not", () => {
    const [first, ...others] = ZEPHYR.grants[3]!.conditions;
    const unless = [
      { fact: "product.madeToOrder", is: [true] },
      { fact: "request", is: ["exchange"] },
    ] as const;
    const pack: PolicyPack = {
      ...ZEPHYR,
      grants: ZEPHYR.grants.with(3, { ...ZEPHYR.grants[3]!, conditions: [first!, ...others.map((condition) => ({ ...condition, unless }))] }),
    };
    const { missing } = decide(pack, {
      policy: ZEPHYR.id,
      today: "2026-11-22",
      request: "return",
      reason: "changed-mind",
      product: { model: "Z1", manufacturedOn: "2026-10-01" },
      purchase: { purchasedOn: "2026-11-20", proof: ["receipt"] },
    });
    expect(missing).toEqual(["purchase.unused"]);
  });
});

test("where there is no service at all nothing is granted, whatever a pack's other rules say", () => {
  const pack: PolicyPack = {
    ...ZEPHYR,
    scope: [{ rule: "scope.demo", when: [], gives: "nothing" }],
    grants: [{ rule: "paid", gives: ["paid-repair"], for: [], conditions: [], requires: [] }],
  };
  expect(decide(pack, { policy: ZEPHYR.id, today: "2026-11-22", request: "repair" })).toMatchObject({
    coverage: "none",
    class: null,
    entitled: [],
    refused: ["repair"],
    requires: [],
    reasons: [{ rule: "scope.demo", verdict: "applies" }, { rule: "answer" }],
  });
});

test("an inspection that was made, and an approval that was given, are asked for no more", () => {
  expect(decide(PACKS["paralight-lv"], paralight()).requires).toEqual(["written-approval", "inspection", "customer-price-confirmation"]);
  const history = { approvalGivenOn: "2026-11-10", goodsReturnedOn: "2026-11-20" };
  expect(decide(PACKS["paralight-lv"], paralight({ history })).requires).toEqual(["inspection", "customer-price-confirmation"]);
  expect(decide(PACKS["paralight-lv"], paralight({ history: { ...history, inspectedOn: "2026-11-22" } })).requires).toEqual([
    "customer-price-confirmation",
  ]);
});

test("what lies in the future has not happened yet", () => {
  const history = { approvalGivenOn: "2026-11-23" };
  expect(decide(PACKS["paralight-lv"], paralight({ history })).requires).toContain("written-approval");
  expect(decide(PACKS["paralight-lv"], paralight({ purchase: { receivedOn: "2026-11-23" } })).missing).toContain("purchase.receivedOn");
});

test("a repair that nobody is entitled to is refused", () => {
  const it = {
    policy: "figures-en",
    today: "2026-11-22",
    request: "repair",
    reason: "changed-mind",
    purchase: { purchasedOn: "2026-11-01" },
  } as const;
  expect(decide(PACKS["figures-en"], { ...it, defect: "rust" })).toMatchObject({ coverage: "void", entitled: [], refused: ["repair"] });
  // What is not decided yet is not refused yet.
  expect(decide(PACKS["figures-en"], it)).toMatchObject({ coverage: "undetermined", entitled: [], refused: [] });
});

test("of lengths that may hold the shortest is compared day by day, not by the book", () => {
  // From 1 February a month is shorter than 30 days.
  const pack: PolicyPack = {
    ...PACKS["paralight-lv"],
    warranty: { rule: "warranty.period", from: "receipt", length: { days: 30 }, models: [{ model: "M", length: { months: 1 } }], categories: [] },
  };
  const coverage = (today: string, model?: string): string =>
    decide(pack, paralight({ today, product: { model, serial: "X1" }, purchase: { receivedOn: "2026-02-01" } })).coverage;
  expect(coverage("2026-03-01")).toBe("in-warranty");
  expect(coverage("2026-03-02")).toBe("undetermined");
  expect(coverage("2026-03-02", "M")).toBe("out-of-warranty");
  expect(coverage("2026-03-02", "N")).toBe("in-warranty");
  expect(coverage("2026-03-03")).toBe("undetermined");
  expect(coverage("2026-03-04")).toBe("out-of-warranty");
});

describe("the length of the warranty", () => {
  const it = (product: PolicyCase["product"], today: string): PolicyCase => ({
    policy: ZEPHYR.id,
    today,
    request: "repair",
    product: { manufacturedOn: "2025-01-10", ...product },
    purchase: { purchasedOn: "2025-01-20", proof: ["receipt"] },
    defect: "no-assist",
  });
  test.each([
    ["the model's own, whatever the category", { model: "Z1", category: "e-bike" }, "2026-07-10"],
    ["like another model's", { model: "Z1 Cargo", category: "e-bike" }, "2026-07-10"],
    ["the category's for another model", { model: "Z9", category: "e-bike" }, "2027-01-10"],
    ["that of all others", { model: "Z9", category: "helmet" }, "2026-01-10"],
    ["in days", { model: "Z9", category: "battery" }, "2026-05-25"],
  ])("%s", (_, product, last) => {
    expect(decide(ZEPHYR, it(product, last))).toMatchObject({ coverage: "in-warranty", until: last });
    expect(decide(ZEPHYR, it(product, "2027-01-11"))).toMatchObject({ coverage: "out-of-warranty", until: last });
  });

  test("is open where model or category is not known and it matters", () => {
    expect(decide(ZEPHYR, it({}, "2026-03-01"))).toMatchObject({
      coverage: "undetermined",
      missing: ["product.model", "product.category"],
      until: null,
    });
    expect(decide(ZEPHYR, it({ category: "e-bike" }, "2026-08-01"))).toMatchObject({ coverage: "undetermined", missing: ["product.model"] });
    expect(decide(ZEPHYR, it({ model: "Z9" }, "2026-08-01"))).toMatchObject({ coverage: "undetermined", missing: ["product.category"] });
    expect(decide(ZEPHYR, it({ model: "Z1" }, "2026-03-01")).coverage).toBe("in-warranty");
    expect(decide(ZEPHYR, it({}, "2026-01-10")).coverage).toBe("in-warranty");
    expect(decide(ZEPHYR, it({}, "2027-01-11")).coverage).toBe("out-of-warranty");
  });
});
