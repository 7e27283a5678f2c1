import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { balance, stillOwed, type Order } from "../../../src-main/domain/orders/order.ts";
import { MAX_TEXT } from "../../../src-main/domain/ground/limits.ts";
import type { FactsInput, LineInput, PaymentInput } from "../../../src-main/domain/orders/order-change.ts";
import { addNote, addPhotos, editFacts, notePayment, removeLine, storeLine } from "../../../src-main/usecases/orders/edit-order.ts";
import { findOrders, readOrder } from "../../../src-main/usecases/orders/find-orders.ts";
import { handBackDevice } from "../../../src-main/usecases/orders/hand-back-device.ts";
import { openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";
import { everythingIn, handback, moveThrough, refusalOf, SMALL, takeIn, TO_READY } from "../../helpers/orders.ts";
import { png } from "../../helpers/pictures.ts";
import { putPicture } from "../../helpers/put-picture.ts";

let open: TestShop;
let order: Order;
beforeEach(() => {
  open = openTestShop();
  order = takeIn(open);
});
afterEach(() => open.cleanup());

const target = (): { id: string; version: number } => ({ id: order.id, version: readOrder(open.shop, order.id).order.version });
const problemsOf = (work: () => unknown): unknown => {
  const before = everythingIn(open.shop.db);
  const { code, data } = refusalOf(work);
  expect(code).toBe("input.invalid");
  expect(everythingIn(open.shop.db)).toEqual(before);
  return data["problems"];
};

describe("facts", () => {
  const edit = (changes: Partial<FactsInput>): Order =>
    editFacts(
      open.shop,
      {
        ...target(),
        fault: order.fault,
        condition: order.condition,
        priority: order.priority,
        promisedOn: order.promisedOn,
        estimate: "",
        limit: "",
        ...changes,
      },
      open.caller,
    );

  test("are corrected, with what they were and what they are in the timeline", () => {
    const changed = edit({ fault: "Разбит экран", priority: "urgent", promisedOn: "2026-12-04", estimate: "25 000", limit: "30000,50" });
    expect(changed).toMatchObject({
      fault: "Разбит экран",
      priority: "urgent",
      promisedOn: "2026-12-04",
      estimateMinor: 2_500_000,
      limitMinor: 3_000_050,
      version: 2,
    });
    expect(readOrder(open.shop, order.id).events.at(-1)).toMatchObject({
      kind: "edited",
      data: {
        before: { fault: "Не включается", priority: "normal", promisedOn: null, estimateMinor: null },
        after: { fault: "Разбит экран", priority: "urgent" },
      },
    });
    expect(edit({ fault: "Разбит экран", promisedOn: "" })).toMatchObject({
      promisedOn: null,
      estimateMinor: null,
      limitMinor: null,
      priority: "normal",
    });
  });

  test("are searched for as they are now", () => {
    edit({ fault: "Залит кофе" });
    expect(findOrders(open.shop, "кофе").map(({ id }) => id)).toEqual([order.id]);
    expect(findOrders(open.shop, "включается")).toEqual([]);
    expect(findOrders(open.shop, "нурлан").map(({ id }) => id)).toEqual([order.id]);
  });

  test("that stay the same are no change", () => {
    expect(edit({})).toEqual(order);
    expect(readOrder(open.shop, order.id).events).toHaveLength(1);
  });

  test("that are wrong are all named", () => {
    expect(problemsOf(() => edit({ fault: " ", promisedOn: "soon", estimate: "x", limit: "-1" }))).toEqual([
      { field: "fault", problem: "required" },
      { field: "promisedOn", problem: "date" },
      { field: "estimate", problem: "amount" },
      { field: "limit", problem: "amount-negative" },
    ]);
  });
});

describe("notes", () => {
  test("add up, for the house and for the customer, whatever version one looks at", () => {
    addNote(open.shop, { id: order.id, text: " ждём плату ", audience: "internal" }, open.caller);
    addNote(open.shop, { id: order.id, text: "позвонили", audience: "customer" }, open.caller);
    expect(
      readOrder(open.shop, order.id)
        .events.slice(1)
        .map(({ kind, data }) => [kind, data]),
    ).toEqual([
      ["note", { text: "ждём плату", audience: "internal" }],
      ["note", { text: "позвонили", audience: "customer" }],
    ]);
    expect(readOrder(open.shop, order.id).order.version).toBe(1);
  });

  test("need a text and an order", () => {
    expect(problemsOf(() => addNote(open.shop, { id: order.id, text: " \n", audience: "internal" }, open.caller))).toEqual([
      { field: "text", problem: "required" },
    ]);
    expect(refusalOf(() => addNote(open.shop, { id: open.shop.newId(), text: "x", audience: "internal" }, open.caller)).code).toBe("order.unknown");
  });
});

describe("lines of work and parts", () => {
  const line = (changes: Partial<LineInput> = {}): Order =>
    storeLine(open.shop, { ...target(), lineId: null, kind: "work", title: "Чистка", quantity: "1", price: "5000", ...changes }, open.caller);

  test("are added, changed and taken out, and what is owed follows", () => {
    line();
    const two = line({ kind: "part", title: "Аккумулятор", quantity: "1,5", price: "10 000,50" });
    expect(two.lines).toMatchObject([
      { kind: "work", title: "Чистка", quantityMilli: 1000, unitMinor: 500_000, totalMinor: 500_000 },
      { kind: "part", title: "Аккумулятор", quantityMilli: 1500, unitMinor: 1_000_050, totalMinor: 1_500_075 },
    ]);
    expect(balance(two).owed.minor).toBe(2_000_075);
    const changed = line({ lineId: two.lines[0]!.id, title: "Чистка и смазка", quantity: "0.25", price: "8000" });
    expect(changed.lines.map(({ title, totalMinor }) => [title, totalMinor])).toEqual([
      ["Чистка и смазка", 200_000],
      ["Аккумулятор", 1_500_075],
    ]);
    const one = removeLine(open.shop, { ...target(), lineId: two.lines[1]!.id }, open.caller);
    expect(one.lines.map(({ title }) => title)).toEqual(["Чистка и смазка"]);
    expect(one.version).toBe(5);
    expect(
      readOrder(open.shop, order.id)
        .events.slice(1)
        .map(({ kind }) => kind),
    ).toEqual(["line-added", "line-added", "line-changed", "line-removed"]);
  });

  test("without a price cost nothing", () => expect(line({ price: "" }).lines[0]!.totalMinor).toBe(0));

  test.each<[string, Partial<LineInput>, unknown]>([
    ["title", { title: " " }, [{ field: "title", problem: "required" }]],
    ["no quantity", { quantity: "0" }, [{ field: "quantity", problem: "amount" }]],
    ["a fine quantity", { quantity: "1.0001" }, [{ field: "quantity", problem: "amount" }]],
    ["a negative quantity", { quantity: "-1" }, [{ field: "quantity", problem: "amount" }]],
    ["price", { price: "free" }, [{ field: "price", problem: "amount" }]],
  ])("with a bad %s are refused", (_, changes, problems) => expect(problemsOf(() => line(changes))).toEqual(problems));

  test("of another order are unknown", () => {
    const foreign = storeLine(
      open.shop,
      { id: takeIn(open, { ...SMALL, fault: "другой" }).id, version: 1, lineId: null, kind: "work", title: "x", quantity: "1", price: "1" },
      open.caller,
    ).lines[0]!.id;
    expect(refusalOf(() => line({ lineId: foreign }))).toMatchObject({ code: "line.unknown", data: { field: "lineId" } });
    expect(refusalOf(() => removeLine(open.shop, { ...target(), lineId: foreign }, open.caller)).code).toBe("line.unknown");
  });
});

describe("a debt that was left at handback", () => {
  const owing = (): Order => {
    const priced = storeLine(open.shop, { ...target(), lineId: null, kind: "work", title: "x", quantity: "1", price: "5000" }, open.caller);
    const ready = moveThrough(open, priced, ...TO_READY);
    return handBackDevice(open.shop, handback(ready, { paid: "2000" }), open.caller).order;
  };
  const settle = (closed: Order, amount: string, refund = false): Order =>
    notePayment(open.shop, { id: closed.id, version: closed.version, amount, refund, method: "card", note: "" }, open.caller);

  test("is paid later, in parts, and then the order takes no more", () => {
    const closed = owing();
    expect(stillOwed(closed).minor).toBe(300_000);
    const half = settle(closed, "1000");
    expect([half.state, half.closedAt, stillOwed(half).minor]).toEqual(["handed-back", closed.closedAt, 200_000]);
    expect(readOrder(open.shop, half.id).events.at(-1)).toMatchObject({ kind: "payment", data: { amountMinor: 100_000, method: "card" } });
    const paid = settle(half, "2000");
    expect(stillOwed(paid).minor).toBe(0);
    expect(refusalOf(() => settle(paid, "1")).code).toBe("payment.settled");
    expect(refusalOf(() => settle(closed, "1")).code).toBe("order.changed-elsewhere");
  });

  test("takes neither more than is owed nor money the other way, and nothing else of a closed order changes", () => {
    const closed = owing();
    expect(refusalOf(() => settle(closed, "3000,01"))).toMatchObject({ code: "payment.beyond-owed", data: { field: "amount", owed: "3000.00 KZT" } });
    expect(refusalOf(() => settle(closed, "1", true)).code).toBe("payment.beyond-owed");
    expect(
      refusalOf(() =>
        storeLine(
          open.shop,
          { id: closed.id, version: closed.version, lineId: null, kind: "work", title: "y", quantity: "1", price: "1" },
          open.caller,
        ),
      ).code,
    ).toBe("order.closed");
  });
});

describe("payments", () => {
  const pay = (changes: Partial<PaymentInput> = {}): Order =>
    notePayment(open.shop, { ...target(), amount: "5000", refund: false, method: "card", note: " аванс ", ...changes }, open.caller);

  test("and refunds are noted with their sign", () => {
    pay();
    const paid = pay({ amount: "1500,50", refund: true, method: "cash", note: "" });
    expect(paid.payments.map(({ amountMinor, method, note }) => [amountMinor, method, note])).toEqual([
      [500_000, "card", "аванс"],
      [-150_050, "cash", ""],
    ]);
    expect(balance(paid).paid.minor).toBe(349_950);
    expect(readOrder(open.shop, order.id).events.at(-1)).toMatchObject({
      kind: "payment",
      data: { amountMinor: -150_050, currency: "KZT", method: "cash" },
    });
  });

  test.each([
    ["", "required"],
    ["0", "amount"],
    ["0,00", "amount"],
    ["x", "amount"],
    ["-5", "amount-negative"],
  ])("of %j are refused", (amount, problem) => expect(problemsOf(() => pay({ amount }))).toEqual([{ field: "amount", problem }]));
});

describe("photos", () => {
  test("are added behind those that are there, each once", () => {
    const [one, two] = [png(4, 3, 1), png(4, 3, 2)].map((bytes) => putPicture(open.shop, bytes).sha256);
    addPhotos(open.shop, { ...target(), photos: [one!] }, open.caller);
    const both = addPhotos(open.shop, { ...target(), photos: [one!, two!] }, open.caller);
    expect(both.photos.map(({ sha256 }) => sha256)).toEqual([one, two]);
    expect(addPhotos(open.shop, { ...target(), photos: [two!] }, open.caller).version).toBe(both.version);
    expect(
      readOrder(open.shop, order.id)
        .events.slice(1)
        .map(({ kind, data }) => [kind, data["count"]]),
    ).toEqual([
      ["photo-added", 1],
      ["photo-added", 1],
    ]);
  });

  test("that were not stored are unknown, and more than forty too many", () => {
    expect(refusalOf(() => addPhotos(open.shop, { ...target(), photos: ["0".repeat(64)] }, open.caller))).toMatchObject({
      code: "photo.unknown",
      data: { field: "photos" },
    });
    const many = Array.from({ length: MAX_TEXT.photos }, (_, index) => putPicture(open.shop, png(4, 3, index)).sha256);
    addPhotos(open.shop, { ...target(), photos: many }, open.caller);
    const { sha256 } = putPicture(open.shop, png(9, 9));
    expect(problemsOf(() => addPhotos(open.shop, { ...target(), photos: [sha256] }, open.caller))).toEqual([
      { field: "photos", problem: "too-many" },
    ]);
  });
});

test("every change is refused on an old version", () => {
  const old = { id: order.id, version: 1 };
  storeLine(open.shop, { ...old, lineId: null, kind: "work", title: "x", quantity: "1", price: "1" }, open.caller);
  const before = everythingIn(open.shop.db);
  for (const change of [
    () => editFacts(open.shop, { ...old, fault: "x", condition: "", priority: "low", promisedOn: null, estimate: "", limit: "" }, open.caller),
    () => storeLine(open.shop, { ...old, lineId: null, kind: "work", title: "x", quantity: "1", price: "1" }, open.caller),
    () => removeLine(open.shop, { ...old, lineId: "x" }, open.caller),
    () => notePayment(open.shop, { ...old, amount: "1", refund: false, method: "cash", note: "" }, open.caller),
    () => addPhotos(open.shop, { ...old, photos: ["x"] }, open.caller),
  ])
    expect(refusalOf(change)).toMatchObject({ code: "order.changed-elsewhere", data: { by: "Айгерим", what: "line-added" } });
  expect(everythingIn(open.shop.db)).toEqual(before);
});
