import { expect, test } from "vitest";
import { deedAgainst } from "../../../src-main/domain/orders/order-policy.ts";
import { NO_CHARGES, type Decision } from "../../../src-main/domain/warranty/policy-decision.ts";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import { NO_WARRANTY, type DecisionStage, type OrderWarranty } from "../../../src-main/domain/warranty/warranty.ts";
import { openDeeds, usualStep } from "../../../src-main/domain/orders/warranty-deeds.ts";
import { exampleOrder } from "../../helpers/example-order.ts";

const DECISION: Decision = {
  policy: "shop",
  version: 1,
  coverage: "in-warranty",
  class: null,
  until: null,
  entitled: ["free-repair"],
  refused: [],
  charges: NO_CHARGES,
  requires: [],
  deadlines: [],
  missing: [],
  reasons: [],
};

const decided = (decision: Partial<Decision>, stage: DecisionStage = "final"): OrderWarranty => ({
  ...NO_WARRANTY,
  decisions: [{ id: "d", stage, decision: { ...DECISION, ...decision }, changed: [], reason: "", at: 0, person: null }],
});

const order = (part: Partial<Order>): Order => ({
  ...exampleOrder(),
  closedAt: null,
  handback: null,
  warranty: NO_WARRANTY,
  request: "repair",
  ...part,
});

const REFUND = { entitled: ["refund"], requires: ["written-approval", "inspection"] } as const;

const ALL = { overrule: true, settle: true };
const EVERYDAY = { overrule: false, settle: false };

test("an order without a policy goes its old way and can be put under one", () => {
  expect(usualStep(order({ state: "received" }))).toEqual({ to: "diagnosing" });
  expect(usualStep(order({ state: "diagnosing" }))).toEqual({ to: "awaiting-approval" });
  expect(usualStep(order({ state: "ready" }))).toBe("hand-back");
  expect(openDeeds(order({ state: "diagnosing" }), ALL)).toEqual(["inspect"]);
});

test("a diagnosis ends in the inspection, and the final decision names where it leads", () => {
  const diagnosing = (warranty: OrderWarranty) => usualStep(order({ state: "diagnosing", warranty }));
  expect(diagnosing(decided({}, "preliminary"))).toEqual({ deed: "inspect" });
  expect(diagnosing(decided({}))).toEqual({ to: "approved" });
  expect(diagnosing(decided({ entitled: ["paid-repair"] }))).toEqual({ to: "awaiting-approval" });
  expect(diagnosing(decided({ entitled: ["exchange"] }))).toEqual({ to: "replacing" });
  expect(diagnosing(decided({ entitled: ["refund"] }))).toEqual({ to: "refunding" });
  expect(diagnosing(decided({ entitled: [], coverage: "undetermined" }))).toEqual({ to: "awaiting-approval" });
  expect(diagnosing(decided({ entitled: [], missing: ["reason"] }))).toEqual({ to: "awaiting-approval" });
  expect(diagnosing(decided({ entitled: [], coverage: "none" }))).toBe("give-up");
  expect(diagnosing(decided({ entitled: [], coverage: "out-of-warranty", refused: ["return"] }))).toBe("give-up");
});

test("a return goes from approval to goods to money, each by its own deed", () => {
  const asked = order({ state: "received", request: "return", warranty: decided(REFUND, "preliminary") });
  expect(usualStep(asked)).toEqual({ deed: "approve" });
  expect(openDeeds(asked, EVERYDAY)).toEqual(["approve", "inspect"]);
  expect(usualStep(order({ state: "awaiting-goods", request: "return" }))).toEqual({ deed: "receive" });
  expect(openDeeds(order({ state: "awaiting-goods" }), EVERYDAY)).toEqual(["receive", "inspect"]);
  for (const state of ["replacing", "refunding"] as const) expect(usualStep(order({ state }))).toEqual({ deed: "settle" });
  expect(openDeeds(order({ state: "received", request: "return", warranty: decided({ entitled: [] }) }), EVERYDAY)).not.toContain("approve");
});

test("the price is asked for where the customer may pay, and only a supervisor overrules", () => {
  const paid = order({ state: "awaiting-approval", warranty: decided({ entitled: ["paid-repair"] }) });
  expect(openDeeds(paid, EVERYDAY)).toEqual(["inspect", "price"]);
  expect(openDeeds(paid, ALL)).toEqual(["inspect", "price", "overrule"]);
  expect(openDeeds(order({ state: "diagnosing", warranty: decided({}) }), EVERYDAY)).toEqual(["inspect"]);
  expect(deedAgainst("needs-price", true)).toBe("price");
  expect(deedAgainst("needs-inspection", true)).toBe("inspect");
  expect(deedAgainst("not-entitled", true)).toBe("overrule");
  expect(deedAgainst("not-entitled", false)).toBe("inspect");
});

test("clocks are stopped while they run, and a closed order leaves nothing to do", () => {
  const clocks = [
    { what: "first-reply", dueAt: 1, metAt: null },
    { what: "on-site-visit", dueAt: 2, metAt: 1 },
  ] as const;
  expect(openDeeds(order({ state: "received", warranty: { ...decided({}), clocks } }), EVERYDAY)).toEqual(["answered", "inspect"]);
  const closed = order({ state: "refunded", closedAt: 1, warranty: { ...decided({}), clocks } });
  expect(openDeeds(closed, ALL)).toEqual([]);
  expect(usualStep(closed)).toBeUndefined();
});
