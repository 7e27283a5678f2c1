import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { insertPerson } from "../../../src-main/database/people/person.ts";
import type { IntakeInput } from "../../../src-main/domain/orders/intake.ts";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import { NO_FACTS, type WarrantyFacts } from "../../../src-main/domain/warranty/warranty.ts";
import { confirmPrice, inspectOrder, meetClock, overruleDecision } from "../../../src-main/usecases/orders/decide-order.ts";
import { addNote } from "../../../src-main/usecases/orders/edit-order.ts";
import { readOrder } from "../../../src-main/usecases/orders/find-orders.ts";
import { mapBrand, readPolicy, savePolicy } from "../../../src-main/usecases/warranty/keep-policies.ts";
import { moveOrder } from "../../../src-main/usecases/orders/move-order.ts";
import { renderJob } from "../../../src-main/usecases/printing/print-paper.ts";
import { approveReturn, lapseApprovals, receiveGoods, settleOrder } from "../../../src-main/usecases/orders/return-goods.ts";
import { changeShop } from "../../../src-main/usecases/people/set-up-shop.ts";
import { settingsOf } from "../../../src-main/usecases/ground/shop.ts";
import { openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";
import { handback, moveThrough, refusalOf, SMALL, takeIn } from "../../helpers/orders.ts";
import { handBackDevice } from "../../../src-main/usecases/orders/hand-back-device.ts";

let open: TestShop;
beforeEach(() => void (open = openTestShop()));
afterEach(() => open.cleanup());

const DAY = 24 * 3_600_000;
const target = ({ id, version }: Order) => ({ id, version });
const kinds = (order: Order): readonly string[] => readOrder(open.shop, order.id).events.map(({ kind }) => kind);
const inForce = (order: Order) => order.warranty.decisions[0]!;

/** A vacuum bought half a year ago, with everything that the maker asks for. */
const VACUUM: IntakeInput = {
  ...SMALL,
  device: {
    category: "robot-vacuum",
    brand: "dreame",
    model: "L20",
    serial: "DR1",
    purchasedOn: "2026-06-01",
    proof: ["receipt", "warranty-card"],
    warrantyCardStamped: true,
  },
  warranty: { complete: true, reason: "defect" },
};

/** A lens, received a week ago, that its buyer does not want any more. */
const LENS: IntakeInput = {
  ...SMALL,
  device: { category: "optics", brand: "Paralight", model: "PL-A", serial: "X1", receivedOn: "2026-11-13", proof: ["invoice", "packing-list"] },
  request: "return",
  warranty: { reason: "changed-mind", unused: true, complete: true, originalPackaging: true },
};

const inspect = (order: Order, facts: Partial<WarrantyFacts>, final = true): Order =>
  inspectOrder(open.shop, { ...target(order), policy: order.policy, facts: { ...order.warranty.facts, ...facts }, final }, open.caller);

describe("at the counter", () => {
  test("the brand picks the policy, and the preliminary decision is kept with the order", () => {
    const order = takeIn(open, VACUUM);
    expect(order.policy).toBe("dreame-kz");
    expect(inForce(order)).toMatchObject({ stage: "preliminary", changed: [], person: "Айгерим" });
    expect(inForce(order).decision).toMatchObject({ coverage: "in-warranty", entitled: ["free-repair"], requires: ["inspection"], version: 1 });
    expect(kinds(order)).toEqual(["received", "decided"]);
  });

  test("none is picked where the counter says so, and an unknown one is refused with its field", () => {
    expect(takeIn(open, { ...VACUUM, policy: null })).toMatchObject({ policy: null, warranty: { decisions: [] } });
    expect(refusalOf(() => takeIn(open, { ...VACUUM, policy: "nobody" }))).toMatchObject({ code: "policy.unknown", data: { field: "policy" } });
  });

  test("a shop maps brands to policies as it likes", () => {
    mapBrand(open.shop, { brand: "Dreame", policy: "figures-en", remove: false });
    expect(takeIn(open, VACUUM).policy).toBe("figures-en");
    mapBrand(open.shop, { brand: "DREAME", policy: null, remove: false });
    expect(takeIn(open, VACUUM).policy).toBeNull();
    mapBrand(open.shop, { brand: "Dreame", policy: null, remove: true });
    mapBrand(open.shop, { brand: "", policy: "post-sale-en", remove: false });
    expect(takeIn(open, VACUUM).policy).toBe("dreame-kz");
    expect(takeIn(open).policy).toBe("post-sale-en");
  });
});

describe("at the bench", () => {
  test("the inspection makes the decision final and says what changed", () => {
    const order = inspect(takeIn(open, VACUUM), { findings: ["liquid"] });
    expect(inForce(order)).toMatchObject({ stage: "final", changed: ["coverage", "offered", "charges"] });
    expect(inForce(order).decision).toMatchObject({ coverage: "void", entitled: ["paid-repair"], requires: ["customer-price-confirmation"] });
    expect(order.warranty.decisions).toHaveLength(2);
  });

  test("what the customer pays for waits for their word on the price; what is free does not", () => {
    const free = moveThrough(open, inspect(takeIn(open, VACUUM), {}), "diagnosing", "approved", "in-repair");
    expect(free.state).toBe("in-repair");
    const paid = moveThrough(open, inspect(takeIn(open, VACUUM), { findings: ["misuse"] }), "diagnosing");
    for (const to of ["approved"] as const)
      expect(refusalOf(() => moveOrder(open.shop, { ...target(paid), to }, open.caller))).toMatchObject({ code: "move.needs-price" });
    const confirmed = confirmPrice(open.shop, { ...target(paid), amount: "25 000", how: "phone", by: "" }, open.caller);
    expect(confirmed.warranty.confirmation).toMatchObject({ amountMinor: 2_500_000, how: "phone", by: "Нұрлан Ахметов", person: "Айгерим" });
    expect(moveThrough(open, confirmed, "approved", "in-repair").state).toBe("in-repair");
  });

  test("no service at all is no repair either, until a supervisor says otherwise in writing", () => {
    const mixer: IntakeInput = {
      ...SMALL,
      device: { category: "audio-mixer", brand: "Jietai" },
      warranty: { origin: "own", noBodyCode: true, kind: "finished" },
    };
    const order = moveThrough(open, takeIn(open, mixer), "diagnosing");
    expect(inForce(order).decision.coverage).toBe("none");
    expect(refusalOf(() => moveOrder(open.shop, { ...target(order), to: "approved" }, open.caller))).toMatchObject({ code: "move.not-entitled" });
    expect(refusalOf(() => overruleDecision(open.shop, { ...target(order), remedy: "free-repair", reason: " " }, open.caller))).toMatchObject({
      code: "overrule.needs-reason",
    });
    const learner = { ...open.caller, personId: open.shop.newId() };
    insertPerson(open.shop.db, { id: learner.personId, name: "Олег", pinHash: null, role: "technician", at: 0 });
    const word = { ...target(order), remedy: "free-repair" as const, reason: "a good customer" };
    // Taken from under its policy the order would be free as well.
    for (const policy of [null, "figures-en"])
      expect(
        refusalOf(() => inspectOrder(open.shop, { ...target(order), policy, facts: order.warranty.facts, final: false }, learner)),
      ).toMatchObject({
        code: "person.not-supervisor",
      });
    const overruled = overruleDecision(open.shop, word, open.caller);
    expect(inForce(overruled)).toMatchObject({ stage: "overruled", reason: "a good customer" });
    expect(kinds(overruled).at(-1)).toBe("overruled");
    expect(moveThrough(open, overruled, "approved").state).toBe("approved");
  });

  test("earlier repairs of the same fault on the same unit feed the ladder", () => {
    const machine: IntakeInput = {
      ...SMALL,
      policy: "post-sale-en",
      device: { category: "other", serial: "M-77", purchasedOn: "2026-03-01" },
    };
    const first = moveThrough(open, takeIn(open, machine), "diagnosing", "approved", "in-repair", "testing", "ready");
    handBackDevice(open.shop, handback(first), open.caller);
    const again = takeIn(open, { ...machine, sameFaultAs: first.id });
    expect(again.warranty.repairAttempts).toBe(1);
    expect(inForce(again).decision.entitled).toEqual(["free-repair"]);
    const failed = inspect(again, { stillFailsRequirements: true });
    expect(inForce(failed).decision.entitled).toEqual(["free-replacement", "refund"]);
    expect(takeIn(open, machine).warranty.repairAttempts).toBe(0);
    const replaced = moveThrough(open, failed, "diagnosing", "replacing");
    const { order } = settleOrder(
      open.shop,
      { ...target(replaced), kind: "replaced", price: "", depreciation: "", method: "cash", newSerial: "M-78" },
      open.caller,
    );
    expect(order).toMatchObject({ state: "replaced", warranty: { settlement: { newSerial: "M-78" } } });
    expect(order.closedAt).not.toBeNull();
  });

  test("an order keeps the version of the policy that it was decided under", () => {
    const order = takeIn(open, VACUUM);
    savePolicy(open.shop, { ...readPolicy(open.shop, "dreame-kz", null), exclusions: [] }, 1, open.caller);
    expect(inForce(readOrder(open.shop, order.id).order).decision.version).toBe(1);
    expect(inForce(inspect(order, { findings: ["misuse"] })).decision).toMatchObject({ version: 2, coverage: "in-warranty" });
    expect(refusalOf(() => savePolicy(open.shop, readPolicy(open.shop, "dreame-kz", 1), 1, open.caller))).toMatchObject({
      code: "policy.changed-elsewhere",
    });
  });
});

describe("clocks", () => {
  test("an answer within 24 hours runs from the intake and stops when the customer is told", () => {
    const order = takeIn(open, { ...LENS, request: "repair", warranty: { reason: "defect" } });
    const [clock] = order.warranty.clocks;
    expect(clock).toMatchObject({ what: "first-reply", metAt: null });
    expect(clock!.dueAt - order.receivedAt).toBeLessThanOrEqual(DAY + 1000);
    addNote(open.shop, { id: order.id, text: "Laba diena!", audience: "internal" }, open.caller);
    expect(readOrder(open.shop, order.id).order.warranty.clocks[0]!.metAt).toBeNull();
    addNote(open.shop, { id: order.id, text: "Laba diena!", audience: "customer" }, open.caller);
    expect(readOrder(open.shop, order.id).order.warranty.clocks[0]!.metAt).not.toBeNull();
    expect(kinds(order).at(-1)).toBe("clock-met");
  });

  test("a visit is met by hand", () => {
    const order = takeIn(open, {
      ...SMALL,
      policy: "post-sale-en",
      device: { category: "other", purchasedOn: "2026-03-01" },
      warranty: { place: "other-province" },
    });
    expect(order.warranty.clocks.map(({ what }) => what)).toEqual(["first-reply", "on-site-visit"]);
    const met = meetClock(open.shop, { ...target(order), what: "on-site-visit" }, open.caller);
    expect(met.warranty.clocks.map(({ metAt }) => metAt === null)).toEqual([true, false]);
  });
});

describe("a return", () => {
  const approve = (order: Order, goodsHere = false): Order =>
    approveReturn(open.shop, { ...target(order), address: "Brīvības iela 1, Rīga", courierAccount: "", goodsHere }, open.caller).order;

  test("goes from the approval over the goods and the inspection to the money, less the fee", () => {
    const order = takeIn(open, LENS);
    expect(inForce(order).decision).toMatchObject({
      entitled: ["refund", "exchange"],
      requires: ["written-approval", "inspection", "customer-price-confirmation"],
    });
    const approved = approve(order);
    expect(approved).toMatchObject({ state: "awaiting-goods", warranty: { approval: { givenOn: "2026-11-20", goodsBackBy: "2026-12-05" } } });
    expect(approved.warranty.clocks.find(({ what }) => what === "send-goods-back")).toMatchObject({ metAt: null });
    open.clock.add(9 * DAY);
    const here = receiveGoods(open.shop, target(approved), open.caller);
    expect(here).toMatchObject({ state: "diagnosing", warranty: { goodsReturnedOn: "2026-11-29" } });
    expect(refusalOf(() => moveOrder(open.shop, { ...target(here), to: "refunding" }, open.caller))).toMatchObject({ code: "move.needs-inspection" });
    const refunding = moveThrough(open, inspect(here, { serialState: "readable" }), "refunding");
    const { order: closed } = settleOrder(
      open.shop,
      { ...target(refunding), kind: "refunded", price: "10 000", depreciation: "", method: "transfer", newSerial: "" },
      open.caller,
    );
    expect(closed).toMatchObject({
      state: "refunded",
      warranty: { settlement: { priceMinor: 1_000_000, restockingMinor: 200_000, refundMinor: 800_000 } },
      payments: [{ amountMinor: -800_000, method: "transfer" }],
    });
    expect(closed.closedAt).not.toBeNull();
  });

  test("needs an address where the goods are not here, the shop's own or another", () => {
    const order = takeIn(open, LENS);
    const input = { ...target(order), address: " ", courierAccount: "", goodsHere: false };
    expect(refusalOf(() => approveReturn(open.shop, input, open.caller))).toEqual({
      code: "input.invalid",
      data: { problems: [{ field: "address", problem: "required" }] },
    });
    expect(approveReturn(open.shop, { ...input, goodsHere: true }, open.caller).order.state).toBe("diagnosing");
    changeShop(open.shop, { ...settingsOf(open.shop), address: "Abai 10" });
    expect(approveReturn(open.shop, { ...input, ...target(takeIn(open, LENS)) }, open.caller).order.state).toBe("awaiting-goods");
  });

  test("that a supervisor granted stays granted when the goods come", () => {
    const used = takeIn(open, { ...LENS, warranty: { ...LENS.warranty, unused: false } });
    const granted = overruleDecision(open.shop, { ...target(used), remedy: "refund", reason: "a good customer" }, open.caller);
    const here = receiveGoods(open.shop, target(approve(granted)), open.caller);
    expect(inForce(here)).toMatchObject({ stage: "overruled", reason: "a good customer" });
    expect(moveThrough(open, here, "refunding").state).toBe("refunding");
  });

  test("is approved at once where the goods lie on the counter", () => {
    expect(approve(takeIn(open, LENS), true)).toMatchObject({ state: "diagnosing", warranty: { goodsReturnedOn: "2026-11-20" } });
  });

  test("whose approval has run out cancels itself, visibly", () => {
    const approved = approve(takeIn(open, LENS));
    const bench = () => open.caller.benchId;
    open.clock.set(Date.parse("2026-12-05T18:59:00Z"));
    lapseApprovals(open.shop, bench);
    expect(readOrder(open.shop, approved.id).order.state).toBe("awaiting-goods");
    open.clock.set(Date.parse("2026-12-05T19:00:01Z"));
    lapseApprovals(open.shop, bench);
    const { order, events } = readOrder(open.shop, approved.id);
    expect(order.state).toBe("cancelled");
    expect(order.closedAt).not.toBeNull();
    expect(events.map(({ kind }) => kind)).toContain("return-lapsed");
    expect(inForce(order).decision).toMatchObject({ refused: ["return"] });
    expect(inForce(order).decision.entitled).not.toContain("refund");
  });

  test("of a device under no policy is approved, comes back and is settled the same way, on paper too", async () => {
    const taken = takeIn(open, { ...SMALL, request: "return" });
    const input = { ...target(taken), address: "Abai 10", courierAccount: "", goodsHere: false };
    const { order: approved, approvalJob } = approveReturn(open.shop, input, open.caller);
    expect(approved).toMatchObject({ policy: null, state: "awaiting-goods", warranty: { approval: { givenOn: "2026-11-20", address: "Abai 10" } } });
    expect(approved.warranty.clocks).toMatchObject([{ what: "send-goods-back", metAt: null }]);
    expect((await renderJob(open.shop, approvalJob, { format: "pdf" })).pages).toBe(1);
    const here = receiveGoods(open.shop, target(approved), open.caller);
    expect(here.warranty).toMatchObject({ goodsReturnedOn: "2026-11-20", approval: { address: "Abai 10" } });
    const refunding = moveThrough(open, here, "refunding");
    const money = { kind: "refunded", price: "1000", depreciation: "", method: "cash", newSerial: "" } as const;
    const { order: closed, handbackJob } = settleOrder(open.shop, { ...target(refunding), ...money }, open.caller);
    expect(closed.warranty.settlement).toMatchObject({ kind: "refunded", refundMinor: 100_000 });
    expect((await renderJob(open.shop, handbackJob, { format: "pdf" })).pages).toBe(1);
  });

  test("that the policy does not grant is not approved", () => {
    const used = takeIn(open, { ...LENS, warranty: { ...LENS.warranty, unused: false } });
    expect(refusalOf(() => approve(used))).toMatchObject({ code: "return.not-entitled" });
    expect(refusalOf(() => approve(takeIn(open, VACUUM)))).toMatchObject({ code: "return.not-asked" });
  });

  test("with a wrong amount is refused whole", () => {
    const refunding = moveThrough(open, takeIn(open, { ...SMALL, request: "return" }), "diagnosing", "refunding");
    const settle = (price: string) =>
      settleOrder(open.shop, { ...target(refunding), kind: "refunded", price, depreciation: "", method: "cash", newSerial: "" }, open.caller);
    expect(refusalOf(() => settle("lots"))).toMatchObject({ code: "input.invalid", data: { problems: [{ field: "price", problem: "amount" }] } });
    expect(refusalOf(() => settle(""))).toMatchObject({ code: "input.invalid", data: { problems: [{ field: "price", problem: "required" }] } });
    expect(readOrder(open.shop, refunding.id).order.payments).toEqual([]);
  });
});

test("facts of an order without a policy are kept and decide nothing", () => {
  const order = inspectOrder(
    open.shop,
    { ...target(takeIn(open)), policy: null, facts: { ...NO_FACTS, defect: "no-power" }, final: false },
    open.caller,
  );
  expect(order.warranty).toMatchObject({ facts: { defect: "no-power" }, decisions: [] });
});
