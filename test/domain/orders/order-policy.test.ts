import { expect, test } from "vitest";
import { stillAhead } from "../../../src-main/domain/orders/order-policy.ts";
import { NO_CHARGES, type Decision } from "../../../src-main/domain/warranty/policy-decision.ts";
import { NO_FACTS, NO_WARRANTY, type OrderWarranty } from "../../../src-main/domain/warranty/warranty.ts";

const DECISION: Decision = {
  policy: "shop",
  version: 1,
  coverage: "in-warranty",
  class: null,
  until: null,
  entitled: ["refund"],
  refused: [],
  charges: NO_CHARGES,
  requires: ["written-approval", "inspection", "customer-price-confirmation"],
  deadlines: (["report-damage", "request-return", "send-goods-back", "first-reply", "on-site-visit"] as const).map((what) => ({
    what,
    by: "2026-12-07",
    rule: "r",
  })),
  missing: [],
  reasons: [],
};

function ahead(warranty: Partial<OrderWarranty>, closedAt: number | null = null): readonly string[] {
  const { requires, deadlines } = stillAhead(DECISION, { warranty: { ...NO_WARRANTY, ...warranty }, closedAt });
  return [...requires, ...deadlines.map(({ what }) => what)];
}

const ALL = ahead({});
const less = (...gone: readonly string[]): readonly string[] => ALL.filter((what) => !gone.includes(what));

test("what an order has done since is not ahead of it any more", () => {
  expect(ALL).toEqual([...DECISION.requires, ...DECISION.deadlines.map(({ what }) => what)]);
  const approval = { givenOn: "2026-11-20", goodsBackBy: "2026-12-05", address: "", courierAccount: "", person: null };
  expect(ahead({ approval })).toEqual(less("written-approval", "request-return"));
  expect(ahead({ inspectedOn: "2026-11-21" })).toEqual(less("inspection"));
  expect(ahead({ goodsReturnedOn: "2026-11-21" })).toEqual(less("send-goods-back"));
  expect(ahead({ confirmation: { at: 0, how: "phone", by: "A", amountMinor: 1, person: null } })).toEqual(less("customer-price-confirmation"));
  expect(ahead({ facts: { ...NO_FACTS, damageReportedOn: "2026-11-21" } })).toEqual(less("report-damage"));
  const clock = (metAt: number | null) => ({ what: "first-reply", dueAt: 1, metAt }) as const;
  expect(ahead({ clocks: [clock(null)] })).toEqual(ALL);
  expect(ahead({ clocks: [clock(1)] })).toEqual(less("first-reply"));
});

test("nothing is ahead of a closed order", () => {
  expect(ahead({}, 1)).toEqual([]);
});
