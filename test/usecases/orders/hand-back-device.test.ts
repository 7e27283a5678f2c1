import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { insertPerson } from "../../../src-main/database/people/person.ts";
import { balance, type Order } from "../../../src-main/domain/orders/order.ts";
import { isoDateAt } from "../../../src-main/domain/ground/date.ts";
import { ORDER_STATES, TO_GIVE_BACK, wayToHandback, type OrderState } from "../../../src-main/domain/orders/order-state.ts";
import { assignOrder } from "../../../src-main/usecases/orders/assign-order.ts";
import { addNote, addPhotos, editFacts, removeLine, storeLine } from "../../../src-main/usecases/orders/edit-order.ts";
import { readOrder, readQueue } from "../../../src-main/usecases/orders/find-orders.ts";
import { handBackDevice } from "../../../src-main/usecases/orders/hand-back-device.ts";
import { moveOrder } from "../../../src-main/usecases/orders/move-order.ts";
import { readPrintJobs, reprintPaper } from "../../../src-main/usecases/printing/print-paper.ts";
import { openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";
import { everythingIn, handback, moveThrough, refusalOf, SMALL, takeIn, TO_READY } from "../../helpers/orders.ts";

let open: TestShop;
beforeEach(() => void (open = openTestShop()));
afterEach(() => open.cleanup());

const ready = (): Order => moveThrough(open, takeIn(open, "robot-vacuum-ru"), ...TO_READY);
const handBack = (order: Order, changes: Parameters<typeof handback>[1] = {}): Order =>
  handBackDevice(open.shop, handback(order, changes), open.caller).order;

describe("a handback", () => {
  test("against the slip closes the order, queues its certificate and says who did it, where and how", () => {
    const { order, handbackJob } = handBackDevice(open.shop, handback(ready(), { signature: "M0 0L9 9" }), open.caller);
    expect(order).toMatchObject({
      state: "handed-back",
      hasPasscode: false,
      handback: {
        byName: "Айгерим",
        slipShown: true,
        identityCheck: null,
        identityNote: "",
        outcome: "Заменён аккумулятор",
        paidMinor: 0,
        paidMethod: null,
        signature: "M0 0L9 9",
        warrantyUntil: "2027-02-18",
      },
    });
    expect(order.closedAt).toBe(order.handback!.at);
    expect(order.accessories.every(({ returned }) => returned)).toBe(true);
    expect(readPrintJobs(open.shop, order.id)[0]).toMatchObject({ id: handbackJob, kind: "handback", state: "queued", copy: false });
    expect(readOrder(open.shop, order.id).events.at(-1)).toMatchObject({
      kind: "handed-back",
      person: "Айгерим",
      bench: "counter",
      data: { from: "ready", slipShown: true, warrantyUntil: "2027-02-18", paidMinor: 0 },
    });
    expect(readQueue(open.shop, { sort: "due", after: null, limit: 10 }).rows).toEqual([]);
    expect(readOrder(open.shop, order.id).order).toEqual(order);
  });

  test("takes the claim code as people type it", () => {
    const order = ready();
    expect(
      handBack(order, {
        claimCode: ` ${order.claimCode.toLowerCase().slice(0, 3)}-${order.claimCode.slice(3).replaceAll("0", "o").replaceAll("1", "l")} `,
      }).state,
    ).toBe("handed-back");
  });

  test("of a lost slip records how the person was checked", () => {
    const order = handBack(ready(), { claimCode: null, identityCheck: "passport", identityNote: " N 0123456 " });
    expect(order.handback).toMatchObject({ slipShown: false, identityCheck: "passport", identityNote: "N 0123456" });
    expect(readOrder(open.shop, order.id).events.at(-1)!.data).toMatchObject({ slipShown: false, identityCheck: "passport" });
  });

  test("with the slip records no identity, whatever the form still held", () => {
    expect(handBack(ready(), { identityCheck: "passport", identityNote: "N 0123456" }).handback).toMatchObject({
      slipShown: true,
      identityCheck: null,
      identityNote: "",
    });
  });

  test.each([
    ["declined", ["diagnosing", "awaiting-approval", "declined"]],
    ["unrepairable", ["diagnosing", "unrepairable"]],
    ["cancelled", ["cancelled"]],
  ] as const)("of a device that is %s works too, without a warranty on a repair that was not done", (state, way) => {
    const order = moveThrough(open, takeIn(open), ...way);
    const back = handBack(order, { warrantyDays: 90, outcome: " " });
    // Where nobody wrote more, its papers say that it went back unrepaired.
    expect(back).toMatchObject({ state: "handed-back", handback: { warrantyUntil: null, outcome: state } });
    expect(readOrder(open.shop, order.id).events.at(-1)!.data).toMatchObject({ from: state });
  });

  test("gives no warranty where none was chosen, and counts its days in the shop's time zone", () => {
    expect(handBack(ready(), { warrantyDays: null }).handback?.warrantyUntil).toBeNull();
    expect(handBack(ready(), { warrantyDays: 0 }).handback?.warrantyUntil).toBeNull();
    // 23:30 on 31 December in Almaty: still the old year there, as in Greenwich; half an hour later only there the new one.
    const late = ready();
    open.clock.set(Date.UTC(2026, 11, 31, 19, 30));
    expect(isoDateAt(Date.UTC(2026, 11, 31, 19, 30), "Asia/Almaty")).toBe("2027-01-01");
    expect(handBack(late, { warrantyDays: 1 }).handback?.warrantyUntil).toBe("2027-01-02");
  });

  test("without a person signed in, from the command line, is the bench's", () => {
    const order = ready();
    expect(handBackDevice(open.shop, handback(order), { ...open.caller, personId: null }).order.handback?.byName).toBeNull();
  });
});

describe("money at the handback", () => {
  const withLine = (prepaid = ""): Order => {
    const order = takeIn(open, { ...SMALL, prepaid: { amount: prepaid } });
    const priced = storeLine(
      open.shop,
      { id: order.id, version: 1, lineId: null, kind: "work", title: "Чистка", quantity: "1", price: "5000" },
      open.caller,
    );
    return moveThrough(open, priced, ...TO_READY);
  };

  test("paid settles what was owed and is noted with how", () => {
    const order = handBack(withLine(), { paid: "5 000,00", paidMethod: "card" });
    expect(order.handback).toMatchObject({ paidMinor: 500_000, paidMethod: "card" });
    expect(order.payments).toMatchObject([{ amountMinor: 500_000, method: "card" }]);
    expect(balance(order).owed.minor).toBe(0);
  });

  test("paid in part leaves the rest owed", () => expect(balance(handBack(withLine("1000"), { paid: "1500" })).owed.minor).toBe(250_000));

  test("too much was prepaid: what is counted out goes back to the customer", () => {
    const order = handBack(withLine("8000"), { paid: "3000" });
    expect(order.handback?.paidMinor).toBe(-300_000);
    expect(balance(order).owed.minor).toBe(0);
  });

  test("too much was prepaid, and a technician pays nothing back", () => {
    const order = withLine("8000");
    const oleg = { ...open.caller, personId: open.shop.newId() };
    insertPerson(open.shop.db, { id: oleg.personId, name: "Олег", pinHash: null, role: "technician", at: 0 });
    expect(refusalOf(() => handBackDevice(open.shop, { ...handback(order), paid: "3000" }, oleg))).toMatchObject({ code: "person.not-supervisor" });
    expect(handBackDevice(open.shop, { ...handback(order), paid: "" }, oleg).order.state).toBe("handed-back");
  });

  test("nothing changed hands", () => {
    const order = handBack(withLine("8000"), { paid: "" });
    expect(order.payments).toHaveLength(1);
    expect(order.handback).toMatchObject({ paidMinor: 0, paidMethod: null });
    expect(handBack(withLine(), { paid: "0" }).payments).toEqual([]);
  });
});

describe("is refused, and nothing is stored,", () => {
  const refused = (order: Order, changes: Parameters<typeof handback>[1] = {}): ReturnType<typeof refusalOf> => {
    const before = everythingIn(open.shop.db);
    const refusal = refusalOf(() => handBack(order, changes));
    expect(everythingIn(open.shop.db)).toEqual(before);
    return refusal;
  };

  const ways: Readonly<Partial<Record<OrderState, readonly OrderState[]>>> = {
    received: [],
    diagnosing: ["diagnosing"],
    "awaiting-approval": ["diagnosing", "awaiting-approval"],
    approved: ["diagnosing", "approved"],
    "waiting-for-parts": ["diagnosing", "approved", "waiting-for-parts"],
    "in-repair": ["diagnosing", "approved", "in-repair"],
    testing: ["diagnosing", "approved", "in-repair", "testing"],
    replacing: ["diagnosing", "replacing"],
    refunding: ["diagnosing", "refunding"],
  };
  test.each(ORDER_STATES.filter((state) => state in ways))("while it is %s, with the way to go", (state) => {
    const order = moveThrough(open, takeIn(open, { ...SMALL, request: "return" }), ...ways[state]!);
    expect(refused(order)).toEqual({
      code: "handback.state",
      data: { number: order.number, state, allowed: TO_GIVE_BACK, next: wayToHandback(state) },
    });
    expect(wayToHandback(state).at(-1)).toBe("ready");
  });

  test("with the claim code of another order, or none that can be one", () => {
    const order = ready();
    for (const claimCode of [takeIn(open).claimCode, "", "hello", `${order.claimCode}0`])
      expect(refused(order, { claimCode })).toEqual({ code: "claim-code.wrong", data: { field: "claimCode", number: order.number } });
  });

  test("with neither slip nor identity", () => {
    const order = ready();
    expect(refused(order, { claimCode: null })).toEqual({
      code: "handback.identity-missing",
      data: { field: "identityCheck", number: order.number },
    });
  });

  test("with a wrong claim code even where the identity was checked: one or the other", () => {
    expect(refused(ready(), { claimCode: "AAAAAA", identityCheck: "passport" }).code).toBe("claim-code.wrong");
  });

  test("until every accessory is ticked, and names those that are not", () => {
    const order = ready();
    const [first, second] = order.accessories;
    expect(refused(order, { returned: order.accessories.slice(2).map(({ id }) => id) })).toEqual({
      code: "handback.items-missing",
      data: { field: "returned", items: [first!.name, second!.name] },
    });
    expect(refused(order, { returned: [] }).data).toMatchObject({ items: order.accessories.map(({ name }) => name) });
    // Ticks of another order count for nothing.
    expect(refused(order, { returned: ready().accessories.map(({ id }) => id) }).code).toBe("handback.items-missing");
  });

  test("with an amount or a signature that is none", () => {
    expect(refused(ready(), { paid: "lots", signature: "<svg/>" })).toEqual({
      code: "input.invalid",
      data: {
        problems: [
          { field: "paid", problem: "amount" },
          { field: "signature", problem: "signature" },
        ],
      },
    });
  });

  test("on an old version, with who changed it", () => {
    const order = ready();
    addNote(open.shop, { id: order.id, text: "note", audience: "internal" }, open.caller);
    expect(refused({ ...order, version: order.version - 1 })).toMatchObject({
      code: "order.changed-elsewhere",
      data: { by: "Айгерим", state: "ready" },
    });
  });

  test("a second time", () => {
    const order = handBack(ready());
    expect(refused(order)).toEqual({ code: "order.closed", data: { number: order.number } });
  });
});

test("a closed order refuses every change, but takes a note and prints its papers again", () => {
  const order = handBack(ready());
  const now = { id: order.id, version: order.version };
  const before = everythingIn(open.shop.db);
  for (const change of [
    () => moveOrder(open.shop, { ...now, to: "diagnosing" }, open.caller),
    () => assignOrder(open.shop, { ...now, technicianId: null }, open.caller),
    () => editFacts(open.shop, { ...now, fault: "x", condition: "", priority: "low", promisedOn: null, estimate: "", limit: "" }, open.caller),
    () => storeLine(open.shop, { ...now, lineId: null, kind: "work", title: "x", quantity: "1", price: "1" }, open.caller),
    () => removeLine(open.shop, { ...now, lineId: "x" }, open.caller),
    () => addPhotos(open.shop, { ...now, photos: ["x"] }, open.caller),
  ])
    expect(refusalOf(change)).toEqual({ code: "order.closed", data: { number: order.number } });
  expect(everythingIn(open.shop.db)).toEqual(before);
  addNote(open.shop, { id: order.id, text: "звонил, доволен", audience: "customer" }, open.caller);
  expect(reprintPaper(open.shop, { orderId: order.id, kind: "handback" }, open.caller)).toMatchObject({ kind: "handback", copy: true });
});

test("nothing is half-stored, whichever step breaks", () => {
  const order = moveThrough(open, takeIn(open, "phone-en"), ...TO_READY);
  const before = everythingIn(open.shop.db);
  let broken = 0;
  for (let breakAt = 1; ; breakAt++) {
    let step = 0;
    const breaking =
      <Result>(work: () => Result) =>
      (): Result => {
        if (++step === breakAt) throw new Error(`step ${breakAt}`);
        return work();
      };
    try {
      handBackDevice(
        { ...open.shop, newId: breaking(open.shop.newId), clock: breaking(open.shop.clock) },
        handback(order, { paid: "100" }),
        open.caller,
      );
      break;
    } catch (error) {
      expect((error as Error).message).toBe(`step ${breakAt}`);
      broken++;
      expect(everythingIn(open.shop.db)).toEqual(before);
    }
  }
  expect(broken).toBeGreaterThan(5);
});
