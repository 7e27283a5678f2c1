import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { updateSearchWords } from "../../../src-main/database/orders/order-words.ts";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import { ORDER_STATES } from "../../../src-main/domain/orders/order-state.ts";
import { comesBefore, cursorOf, QUEUE_SORTS, type OrderSummary, type QueueCursor, type QueueRequest } from "../../../src-main/domain/orders/queue.ts";
import { partCode, slipCode } from "../../../src-main/domain/papers/paper.ts";
import { assignOrder } from "../../../src-main/usecases/orders/assign-order.ts";
import { editFacts } from "../../../src-main/usecases/orders/edit-order.ts";
import {
  findCustomers,
  findOrders,
  readCounts,
  readCustomer,
  readOrder,
  readOrderByNumber,
  readQueue,
  resolveScan,
} from "../../../src-main/usecases/orders/find-orders.ts";
import { handBackDevice } from "../../../src-main/usecases/orders/hand-back-device.ts";
import { CASE_NAMES, type CaseName } from "../../helpers/intake-cases.ts";
import { openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";
import { handback, moveThrough, refusalOf, SMALL, takeIn, TO_READY } from "../../helpers/orders.ts";

describe("each of the issue's four devices", () => {
  let open: TestShop;
  let orders: Record<CaseName, Order>;
  beforeAll(() => {
    open = openTestShop();
    orders = Object.fromEntries(CASE_NAMES.map((name) => [name, takeIn(open, name)])) as Record<CaseName, Order>;
    for (let other = 0; other < 20; other++) takeIn(open, { ...SMALL, customer: { name: `Сосед ${other}`, phone: `+7 777 888 99 ${10 + other}` } });
  });
  afterAll(() => open.cleanup());

  const found = (text: string): readonly string[] => findOrders(open.shop, text).map(({ id }) => id);
  const wrong = (number: string): string => number.slice(0, -1) + (number.endsWith("A") ? "B" : "A");

  test.each(CASE_NAMES)("%s is found by its number, claim code, slip and what stands on its label", (name) => {
    const { id, number, claimCode } = orders[name];
    for (const text of [
      number,
      number.toLowerCase(),
      number.replaceAll("-", ""),
      ` ${number} `,
      claimCode,
      claimCode.toLowerCase(),
      slipCode(number, claimCode),
      number.slice(0, 10),
    ])
      expect([text, found(text)[0]]).toEqual([text, id]);
  });

  test.each<[CaseName, readonly string[]]>([
    [
      "lens-lv",
      [
        "PL-A-77120-Ž",
        "pla77120z",
        "77120",
        "+371 26 123 456",
        "0037126123456",
        "123 456",
        "Baltijas Optika",
        "BALTIJAS",
        "Līga",
        "liga berzina",
        "kalnina",
        "liga@example.lv",
        "Paralight",
        "PL-A",
        "plaisas",
        "pārklājumā",
        "parklajuma plaisas",
        "optics",
      ],
    ],
    [
      "mixer-en",
      [
        "JT2501A0007",
        "jt2501",
        "A0007",
        "+44 20 7946 0958",
        "442079460958",
        "0958",
        "northgate hall",
        "O'Brien",
        "desk@example.org",
        "Jietai",
        "JT-16FX",
        "crackles fader",
        "phantom",
        "audio mixer",
      ],
    ],
    [
      "phone-en",
      [
        "490154203237518",
        "49-015420-323751-8",
        "37518",
        "+351 912 345 678",
        "351912345678",
        "345678",
        "ana souza",
        "SOUZA",
        "Galaxy A54",
        "samsung a54",
        "screen broken",
      ],
    ],
    [
      "robot-vacuum-ru",
      [
        "DRM-L20U-2303-0005871",
        "drml20u23030005871",
        "0005871",
        "5871",
        "8 (701) 123-45-67",
        "87011234567",
        "+7 701 123 45 67",
        "701 123",
        "4567",
        "Нұрлан",
        "нурлан",
        "АХМЕТОВ нұр",
        "n.akhmetov@example.kz",
        "Dreame",
        "L20 Ultra",
        "не заряжается",
        "ИНДИКАТОР мига",
        "robot vacuum",
      ],
    ],
  ])("%s is found by what people remember of it", (name, texts) => {
    for (const text of texts) expect([text, found(text).includes(orders[name].id)]).toEqual([text, true]);
    // And what is its alone finds nothing else.
    expect(found(texts[0]!)).toEqual([orders[name].id]);
    expect(found(texts[3]!)).toEqual([orders[name].id]);
  });

  test("is not found by what belongs to none", () => {
    for (const text of ["+7 701 999 99 99", "R26-999999-A", "zzzzzz", "кофемолка", "490154203237519"])
      expect([text, found(text)]).toEqual([text, []]);
  });

  test("what names one order exactly comes first, the rest newest first", () => {
    const neighbour = { ...SMALL, customer: { name: "Сосед", phone: "+7 777 888 99 00" } };
    const [older, newer] = [
      takeIn(open, { ...neighbour, fault: "сгорел" }),
      takeIn(open, { ...neighbour, fault: `сгорел, как ${orders["lens-lv"].number}` }),
    ];
    expect(found("сгорел")).toEqual([newer.id, older.id]);
    expect(found(orders["lens-lv"].number)).toEqual([orders["lens-lv"].id, newer.id]);
  });

  test("a whole serial number or phone brings every stay of the unit and every order of the customer first", () => {
    const again = {
      ...SMALL,
      customer: { name: "Часто Бывает", phone: "+7 705 111 22 33" },
      device: { category: "laptop", brand: "Acer", serial: "AC-998877-Q" },
    };
    const stays = Array.from({ length: 12 }, () => takeIn(open, again).id).toReversed();
    const stranger = takeIn(open, { ...SMALL, fault: "как AC-998877-Q, звонить 87051112233" });
    expect(found("ac-998877-q")).toEqual([...stays, stranger.id]);
    expect(found("8 705 111 22 33")).toEqual([...stays, stranger.id]);
  });

  test("a whole name brings those who are spelled so first, then its other spellings", () => {
    const order = (name: string, phone: string): string => takeIn(open, { ...SMALL, customer: { name, phone } }).id;
    const accented = [order("Chloé García", "+7 705 222 00 01"), order("CHLOÉ GARCÍA", "+7 705 222 00 02")].toReversed();
    const plain = [3, 4, 5, 6].map((last) => order("Chloe Garcia", `+7 705 222 00 0${last}`)).toReversed();
    expect(found("Chloé García")).toEqual([...accented, ...plain]);
    expect(found("chloe garcia")).toEqual([...plain, ...accented]);
    expect(found("CHLOÉ GARCIA")).toEqual([...plain, ...accented]);
  });

  test("nothing that is typed breaks the search", () => {
    for (const text of [
      "",
      " ",
      "TALON:",
      "TALON:x:y",
      `TALON:${orders["lens-lv"].number}:`,
      "R26-000001-?",
      '"',
      "* OR *",
      "(",
      "a".repeat(10_000),
      wrong(orders["lens-lv"].number),
      "\u0000",
      "😀",
      "%",
      "_",
    ])
      expect(() => findOrders(open.shop, text)).not.toThrow();
  });

  describe("scanned", () => {
    test.each(CASE_NAMES)("%s opens by its label and by its slip", (name) => {
      const { id, number, claimCode } = orders[name];
      expect(resolveScan(open.shop, number)).toEqual({ orderId: id, number, claimCode: null });
      expect(resolveScan(open.shop, partCode(number, 2))).toEqual({ orderId: id, number, claimCode: null });
      expect(findOrders(open.shop, partCode(number, 2))[0]?.id).toBe(id);
      expect(resolveScan(open.shop, slipCode(number, claimCode))).toEqual({ orderId: id, number, claimCode });
    });

    test("says what is wrong: a mistyped number, an order that is not ours, another order's claim code, a code of another kind", () => {
      const { number } = orders["lens-lv"];
      expect(refusalOf(() => resolveScan(open.shop, wrong(number))).code).toBe("order-number.check");
      expect(refusalOf(() => resolveScan(open.shop, takeInElsewhere()))).toMatchObject({ code: "order.unknown" });
      expect(refusalOf(() => resolveScan(open.shop, slipCode(number, orders["mixer-en"].claimCode)))).toEqual({
        code: "claim-code.wrong",
        data: { number },
      });
      for (const text of ["490154203237518", "+77011234567", "DRM-L20U-2303-0005871", ""]) expect(resolveScan(open.shop, text)).toBeNull();
    });
  });

  const takeInElsewhere = (): string => {
    const elsewhere = openTestShop({ settings: { numberPrefix: "ELSE" } });
    const { number } = takeIn(elsewhere);
    elsewhere.cleanup();
    return number;
  };

  test("is opened by its number as typed, and a wrong one is told apart from an unknown one", () => {
    const { id, number } = orders["mixer-en"];
    expect(readOrderByNumber(open.shop, number.toLowerCase().replaceAll("-", " ")).id).toBe(id);
    expect(refusalOf(() => readOrderByNumber(open.shop, wrong(number))).code).toBe("order-number.check");
    expect(refusalOf(() => readOrderByNumber(open.shop, "mixer")).code).toBe("order-number.malformed");
    expect(refusalOf(() => readOrderByNumber(open.shop, takeInElsewhere())).code).toBe("order.unknown");
  });

  test("has a customer who is found as they type, with their orders", () => {
    for (const text of ["8 701 123", "нурлан", "akhmetov", "4567"])
      expect(findCustomers(open.shop, text)[0]).toMatchObject({ name: "Нұрлан Ахметов", orders: 1 });
    for (const text of ["optika", "40203123456", "līga", "+371 26123456"])
      expect([text, findCustomers(open.shop, text)[0]?.name]).toEqual([text, 'SIA "Baltijas Optika"']);
    expect(readCustomer(open.shop, orders["phone-en"].customerId)).toMatchObject({
      customer: { name: "Ana Souza" },
      orders: [{ number: orders["phone-en"].number }],
    });
    expect(refusalOf(() => readCustomer(open.shop, open.shop.newId())).code).toBe("customer.unknown");
    // Who has the very number comes before newer ones whose number only begins or ends so.
    const longer = takeIn(open, { ...SMALL, customer: { name: "Later", phone: "+7 701 234 56 79", whatsapp: "+371 26 123 456" } });
    expect(findCustomers(open.shop, "+371 26123456").map(({ name }) => name)).toEqual(['SIA "Baltijas Optika"', longer.customer.name]);
    expect(findCustomers(open.shop, "", 5)).toEqual([]);
    expect(findCustomers(open.shop, "сосед", 5)).toHaveLength(5);
  });
});

describe("the queue", () => {
  let open: TestShop;
  beforeEach(() => void (open = openTestShop()));
  afterEach(() => open.cleanup());

  const rows = (changes: Partial<QueueRequest> = {}): readonly string[] =>
    readQueue(open.shop, { sort: "due", after: null, limit: 100, ...changes }).rows.map(({ fault }) => fault);
  const order = (fault: string, changes: Partial<typeof SMALL> = {}): Order => takeIn(open, { ...SMALL, ...changes, fault });

  test("sorts by promise, priority, arrival and age in its state", () => {
    const none = order("none");
    order("later", { promisedOn: "2026-12-24", priority: "low" });
    order("soon", { promisedOn: "2026-11-21", priority: "high" });
    order("urgent", { priority: "urgent", promisedOn: "2026-12-01" });
    expect(rows()).toEqual(["soon", "urgent", "later", "none"]);
    expect(rows({ sort: "priority" })).toEqual(["urgent", "soon", "none", "later"]);
    expect(rows({ sort: "arrival" })).toEqual(["urgent", "soon", "later", "none"]);
    moveThrough(open, none, "diagnosing");
    expect(rows({ sort: "age" })).toEqual(["later", "soon", "urgent", "none"]);
  });

  test("holds what is open: what waits for its owner comes last, what was handed back is gone", () => {
    const ready = moveThrough(open, order("ready", { promisedOn: "2026-11-01" }), ...TO_READY);
    const gone = moveThrough(open, order("gone"), ...TO_READY);
    handBackDevice(open.shop, handback(gone), open.caller);
    order("working", { promisedOn: "2026-12-24" });
    expect(rows()).toEqual(["working", "ready"]);
    expect(rows({ states: ["ready"] })).toEqual(["ready"]);
    expect(readCounts(open.shop, null)).toMatchObject({ total: 2, states: { ready: 1, received: 1 }, overdue: 0 });
    expect(ready.state).toBe("ready");
  });

  test("filters by state, technician, priority, promise and words, together too", () => {
    const mine = order("mine кофе", { priority: "high", promisedOn: "2026-11-19" });
    assignOrder(open.shop, { id: mine.id, version: 1, technicianId: open.caller.personId }, open.caller);
    moveThrough(open, order("diagnosing кофе", { promisedOn: "2026-11-20" }), "diagnosing");
    order("plain", { promisedOn: "2026-11-21" });
    expect(rows({ technicianId: open.caller.personId! })).toEqual(["mine кофе"]);
    expect(rows({ technicianId: null })).toEqual(["diagnosing кофе", "plain"]);
    expect(rows({ priority: "high" })).toEqual(["mine кофе"]);
    expect(rows({ due: "overdue" })).toEqual(["mine кофе"]);
    expect(rows({ due: "today" })).toEqual(["diagnosing кофе"]);
    expect(rows({ text: "кофе" })).toEqual(["mine кофе", "diagnosing кофе"]);
    expect(rows({ text: "кофе", states: ["diagnosing"], technicianId: null })).toEqual(["diagnosing кофе"]);
    expect(rows({ text: "…" })).toEqual([]);
    expect(rows({ text: "  " })).toHaveLength(3);
    expect(rows({ states: [] })).toHaveLength(3);
  });

  test("points out what nobody has taken for a day", () => {
    order("old");
    const taken = order("taken");
    assignOrder(open.shop, { id: taken.id, version: 1, technicianId: open.caller.personId }, open.caller);
    moveThrough(open, order("over"), "cancelled");
    open.clock.add(24 * 3_600_000 + 1000);
    order("fresh");
    expect(rows({ untaken: true })).toEqual(["old"]);
    expect(readCounts(open.shop, open.caller.personId)).toMatchObject({ untaken: 1, mine: 1, total: 4 });
  });

  test("counts what is overdue and due today by the shop's day", () => {
    order("due", { promisedOn: "2026-11-20" });
    expect(readCounts(open.shop, null)).toMatchObject({ today: "2026-11-20", overdue: 0, dueToday: 1 });
    // Half past midnight in Almaty, the evening before in Greenwich.
    open.clock.set(Date.UTC(2026, 10, 20, 19, 30));
    expect(readCounts(open.shop, null)).toMatchObject({ today: "2026-11-21", overdue: 1, dueToday: 0 });
  });

  test.each(["due", "priority", "arrival", "age"] as const)("gives every order once, page by page, sorted by %s", (sort) => {
    const priorities = ["low", "normal", "high", "urgent"] as const;
    for (let count = 0; count < 23; count++)
      order(`${count}`, { priority: priorities[count % 4]!, ...(count % 3 === 0 ? {} : { promisedOn: `2026-12-0${1 + (count % 5)}` }) });
    const all = rows({ sort });
    const paged: string[] = [];
    let after: QueueCursor | null = null;
    for (let page = 0; page < 10; page++) {
      const { rows: found, next } = readQueue(open.shop, { sort, after, limit: 5 });
      expect(found.length).toBeLessThanOrEqual(5);
      paged.push(...found.map(({ fault }) => fault));
      if ((after = next) === null) break;
    }
    expect(paged).toEqual(all);
    expect(new Set(paged).size).toBe(23);
    // A screen puts single orders where their cursors say.
    const cursors = readQueue(open.shop, { sort, after: null, limit: 100 }).rows.map((row) => cursorOf(row, sort));
    expect(cursors.slice(1).every((cursor, index) => comesBefore(cursors[index]!, cursor))).toBe(true);
  });

  test("says of some orders which belong to it and how they look now", () => {
    const [coffee, plain, gone] = [order("кофе", { promisedOn: "2026-11-19" }), order("plain"), order("кофе, gone")];
    handBackDevice(open.shop, handback(moveThrough(open, gone, ...TO_READY)), open.caller);
    const ids = [plain.id, gone.id, coffee.id, open.shop.newId()];
    for (const sort of QUEUE_SORTS) expect(rows({ ids, sort }).toSorted()).toEqual(["plain", "кофе"]);
    expect(rows({ ids, text: "кофе" })).toEqual(["кофе"]);
    expect(rows({ ids, text: "кофе", states: ["ready"] })).toEqual([]);
    expect(rows({ ids, due: "overdue" })).toEqual(["кофе"]);
    expect(rows({ ids: [plain.id], technicianId: null })).toEqual(["plain"]);
    expect(rows({ ids: [] })).toEqual([]);
  });

  test("finds an order by what was corrected, and not by what it was before", () => {
    const wrong = order("тостер");
    editFacts(
      open.shop,
      { id: wrong.id, version: 1, fault: "чайник", condition: "", priority: "normal", promisedOn: null, estimate: "", limit: "" },
      open.caller,
    );
    expect([rows({ text: "тостер" }), rows({ text: "чайник" })]).toEqual([[], ["чайник"]]);
  });

  test("leaves a closed order to the search, also when it is corrected afterwards", () => {
    const gone = order("тостер", { device: { category: "kitchen-appliance", serial: "TST-4711" } });
    const found = (text: string): readonly string[] => findOrders(open.shop, text).map(({ fault }) => fault);
    handBackDevice(open.shop, handback(moveThrough(open, gone, ...TO_READY)), open.caller);
    order("тостер, another");
    expect(rows({ text: "тостер" })).toEqual(["тостер, another"]);
    expect(found("тостер")).toEqual(["тостер, another", "тостер"]);
    expect(found("4711")).toEqual(["тостер"]);
    updateSearchWords(open.shop.db, { ...readOrder(open.shop, gone.id).order, fault: "миксер" });
    expect(found("миксер")).toEqual(["тостер"]);
    expect(found("тостер")).toEqual(["тостер, another"]);
  });

  test("counts what a look at every order counts, whatever was done with them", () => {
    const [mine, today] = [open.caller.personId!, "2026-11-20"];
    const promises = [undefined, "2026-11-18", today, "2026-12-24"];
    let taken = Array.from({ length: 12 }, (_, index) => order(`${index}`, { promisedOn: promises[index % 4] }));
    const check = (): void => {
      const { rows: all } = readQueue(open.shop, { sort: "due", after: null, limit: 100 });
      const numberOf = (has: (row: OrderSummary) => boolean): number => all.filter(has).length;
      expect(readCounts(open.shop, mine)).toMatchObject({
        states: Object.fromEntries(ORDER_STATES.map((state) => [state, numberOf((row) => row.state === state)]).filter(([, count]) => count)),
        total: all.length,
        overdue: numberOf(({ dueKey }) => dueKey < today),
        dueToday: numberOf(({ dueKey }) => dueKey === today),
        mine: numberOf(({ technicianId }) => technicianId === mine),
      });
    };
    check();
    for (const [index, change] of [
      (one: Order) => assignOrder(open.shop, { id: one.id, version: one.version, technicianId: mine }, open.caller),
      (one: Order) => moveThrough(open, one, "diagnosing", "approved"),
      (one: Order) => moveThrough(open, one, "cancelled", "received"),
      (one: Order) => (handBackDevice(open.shop, handback(moveThrough(open, one, "in-repair", "testing", "ready")), open.caller), one),
      (one: Order) =>
        editFacts(
          open.shop,
          { id: one.id, version: one.version, fault: "x", condition: "", priority: "low", promisedOn: today, estimate: "", limit: "" },
          open.caller,
        ),
    ].entries()) {
      taken = taken.map((one, place) => ((place + index) % 2 === 0 && readOrder(open.shop, one.id).order.closedAt === null ? change(one) : one));
      check();
    }
    // Nothing is left of what nobody asks for any more.
    expect(open.shop.db.prepare("SELECT count(*) FROM open_count WHERE orders = 0").pluck().get()).toBe(0);
    open.shop.db.exec("UPDATE repair_order SET closed_at = 1");
    expect(open.shop.db.prepare("SELECT count(*) FROM open_count").pluck().get()).toBe(0);
    expect(open.shop.db.prepare("SELECT count(*) FROM open_search WHERE open_search MATCH '\"r26\"'").pluck().get()).toBe(0);
  });

  test("a row says what a list shows, with the fault cut to its beginning", () => {
    takeIn(open, { ...SMALL, fault: "я".repeat(500), device: { category: "robot-vacuum", brand: "Dreame", model: "L20", serial: "S1" } });
    expect(readQueue(open.shop, { sort: "due", after: null, limit: 1 }).rows[0]).toMatchObject({
      customer: "Нұрлан Ахметов",
      phone: "+77025554433",
      category: "robot-vacuum",
      brand: "Dreame",
      model: "L20",
      serial: "S1",
      fault: "я".repeat(160),
      technician: null,
      state: "received",
    });
  });
});
