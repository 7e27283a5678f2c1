import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listEvents } from "../../../src-main/database/orders/event.ts";
import { balance } from "../../../src-main/domain/orders/order.ts";
import { parseOrderNumber } from "../../../src-main/domain/orders/order-number.ts";
import type { Change } from "../../../src-main/domain/ground/change.ts";
import { findCustomers, findOrders, readDeviceHistory, readOrder, suggestModels } from "../../../src-main/usecases/orders/find-orders.ts";
import { handBackDevice } from "../../../src-main/usecases/orders/hand-back-device.ts";
import { intakeDevice } from "../../../src-main/usecases/orders/intake-device.ts";
import { keepDraft, readDraft } from "../../../src-main/usecases/orders/keep-draft.ts";
import { readPrintJobs } from "../../../src-main/usecases/printing/print-paper.ts";
import { settingsOf } from "../../../src-main/usecases/ground/shop.ts";
import { changeShop } from "../../../src-main/usecases/people/set-up-shop.ts";
import { CASE_NAMES, CASES } from "../../helpers/intake-cases.ts";
import { openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";
import { everythingIn, handback, moveThrough, refusalOf, SMALL, takeIn, TO_READY } from "../../helpers/orders.ts";
import { png } from "../../helpers/pictures.ts";
import { putPicture } from "../../helpers/put-picture.ts";

let open: TestShop;
beforeEach(() => void (open = openTestShop()));
afterEach(() => open.cleanup());

describe("the issue's four devices", () => {
  test.each(CASE_NAMES)("%s is taken in as its file says", (name) => {
    const input = CASES[name];
    const order = takeIn(open, name);
    expect(order.number).toMatch(/^R26-000001-[0-9A-Z]$/);
    expect(order.claimCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/);
    expect(order).toMatchObject({
      state: "received",
      version: 1,
      receivedBy: "Айгерим",
      bench: "counter",
      closedAt: null,
      fault: input.fault,
      condition: input.condition,
      policy: input.policy,
      request: input.request,
      channel: input.channel,
      priority: input.priority,
      promisedOn: input.promisedOn ?? null,
      proofs: input.device.proof,
      warrantyCardStamped: input.device.warrantyCardStamped ?? false,
      hasPasscode: input.device.passcode !== undefined,
      customer: {
        name: input.customer.name,
        contact: input.customer.contact ?? "",
        address: input.customer.address ?? "",
        language: input.customer.language,
      },
      device: {
        category: input.device.category,
        brand: input.device.brand,
        model: input.device.model,
        serial: input.device.serial ?? "",
        imei: input.device.imei ?? "",
      },
    });
    expect(order.accessories.map((accessory) => accessory.name)).toEqual(input.accessories);
    expect(order.customer.phones[0]).toBe(`+${input.customer.phone!.replace(/\D/g, "")}`);
    // What was answered is what is stored.
    expect(readOrder(open.shop, order.id).order).toEqual(order);
  });

  test("get numbers one after the other, and money in their own currency", () => {
    const orders = CASE_NAMES.map((name) => takeIn(open, name));
    expect(orders.map(({ number }) => Number(number.split("-")[1]))).toEqual([1, 2, 3, 4]);
    expect(orders.map(({ number }) => parseOrderNumber(number))).toEqual(orders.map(({ number }) => number));
    const [, mixer, phone, robot] = orders;
    expect([mixer!.currency, mixer!.estimateMinor]).toEqual(["GBP", 8500]);
    expect([phone!.currency, phone!.estimateMinor]).toEqual(["EUR", 12_900]);
    expect([robot!.currency, robot!.estimateMinor]).toEqual(["KZT", null]);
  });

  test("have certificate and label queued at once, and an event that says who took them in, where and when", () => {
    const { order, certificateJob, labelJob } = intakeDevice(open.shop, CASES["lens-lv"], open.caller);
    expect(readPrintJobs(open.shop, order.id).map(({ id, kind, state, copy }) => [id, kind, state, copy])).toEqual([
      [labelJob, "label", "queued", false],
      [certificateJob, "certificate", "queued", false],
    ]);
    expect(readOrder(open.shop, order.id).events).toMatchObject([
      { kind: "received", person: "Айгерим", bench: "counter", data: { number: order.number } },
      { kind: "decided", person: "Айгерим", bench: "counter", data: { stage: "preliminary", policy: "paralight-lv" } },
    ]);
  });
});

test("the year in the number is the shop's, not Greenwich's", () => {
  open.clock.set(Date.UTC(2026, 11, 31, 18, 59));
  expect(takeIn(open).number).toMatch(/^R26-000001/);
  open.clock.set(Date.UTC(2026, 11, 31, 19, 1));
  expect(takeIn(open).number).toMatch(/^R27-000001/);
  changeShop(open.shop, { ...settingsOf(open.shop), numberPrefix: "SVC" });
  expect(takeIn(open).number).toMatch(/^SVC27-000001/);
});

describe("a customer", () => {
  test("who comes twice is one customer, however the name and the phone are written", () => {
    const first = takeIn(open);
    const second = takeIn(open, { ...SMALL, customer: { name: "НУРЛАН АХМЕТОВ", phone: "+7 702 555 44 33" } });
    expect(second.customerId).toBe(first.customerId);
    expect(findCustomers(open.shop, "555-44-33")).toMatchObject([{ id: first.customerId, orders: 2 }]);
  });

  test("keeps what the counter left empty this time, and takes on what is new", () => {
    const robot = takeIn(open, "robot-vacuum-ru");
    const again = takeIn(open, {
      ...SMALL,
      customer: { name: "Нұрлан Ахметов", phone: "+7 701 123 45 67", phones: ["+371 26 123 456"], address: "Астана" },
    });
    expect(again.customerId).toBe(robot.customerId);
    expect(again.customer).toMatchObject({
      email: "n.akhmetov@example.kz",
      whatsapp: "+77011234567",
      address: "Астана",
      phones: ["+77011234567", "+37126123456"],
    });
    // A phone that was added later finds the customer too.
    expect(findCustomers(open.shop, "+371 26 123 456")).toMatchObject([{ id: robot.customerId }]);
  });

  test("with the same phone but another name is another one: families share telephones", () => {
    const first = takeIn(open);
    const other = takeIn(open, { ...SMALL, customer: { ...SMALL.customer, name: "Әсел Ахметова" } });
    expect(other.customerId).not.toBe(first.customerId);
  });

  test("who was picked stays that one under a new name and number", () => {
    const first = takeIn(open);
    const again = takeIn(open, { ...SMALL, customerId: first.customerId, customer: { name: "Нұрлан А.", phone: "+7 701 000 00 00" } });
    expect(again.customerId).toBe(first.customerId);
    expect(again.customer).toMatchObject({ name: "Нұрлан А.", phones: ["+77010000000"] });
  });

  test("an earlier order is found by what its customer is called now", () => {
    const first = takeIn(open);
    takeIn(open, { ...SMALL, customerId: first.customerId, customer: { name: "Zinaīda Ozoliņa", phone: "+7 701 000 00 00" } });
    expect(findOrders(open.shop, "ozolina").map(({ id }) => id)).toContain(first.id);
  });

  test("who was picked but is not there is refused, and nothing is stored", () => {
    const before = everythingIn(open.shop.db);
    expect(refusalOf(() => takeIn(open, { ...SMALL, customerId: open.shop.newId() }))).toMatchObject({
      code: "customer.unknown",
      data: { field: "customerId" },
    });
    expect(everythingIn(open.shop.db)).toEqual(before);
  });
});

describe("a device that was here before", () => {
  const historyOf = (device: { serial: string; imei: string; brand: string }) =>
    readDeviceHistory(open.shop, { category: "", model: "", imei2: "", ...device })[0];

  const serial = { ...SMALL, device: { category: "robot-vacuum", brand: "Dreame", model: "L20", serial: "DRM-L20U-2303-0005871" } };

  test("is the same unit, and its history says what was done", () => {
    const first = takeIn(open, serial);
    const ready = moveThrough(open, first, ...TO_READY);
    handBackDevice(open.shop, handback(ready, { outcome: "Заменён аккумулятор" }), open.caller);
    const history = historyOf({ serial: "drm l20u 2303 0005871", imei: "", brand: "DREAME" });
    expect(history?.stays).toMatchObject([
      { number: first.number, state: "handed-back", fault: "Не включается", outcome: "Заменён аккумулятор", customer: "Нұрлан Ахметов" },
    ]);
    const again = takeIn(open, { ...serial, sameFaultAs: first.id, device: { ...serial.device, serial: "DRML20U23030005871", colour: "white" } });
    expect(again.deviceId).toBe(first.deviceId);
    expect(again.sameFaultAs).toEqual({ id: first.id, number: first.number });
    expect(again.device).toMatchObject({ model: "L20", colour: "white" });
    expect(historyOf({ serial: serial.device.serial, imei: "", brand: "" })?.stays.map(({ orderId }) => orderId)).toEqual([again.id, first.id]);
  });

  test("is found by its IMEI in any notation", () => {
    const phone = takeIn(open, "phone-en");
    expect(historyOf({ serial: "", imei: "49-015420-323751-8", brand: "" })?.stays).toMatchObject([{ orderId: phone.id }]);
  });

  test("is not another maker's of the same serial number", () => {
    const first = takeIn(open, serial);
    const roborock = { ...serial, device: { ...serial.device, brand: "Roborock" } };
    expect(() => takeIn(open, roborock)).toThrow("device.doubtful");
    expect(takeIn(open, { ...roborock, deviceId: null }).deviceId).not.toBe(first.deviceId);
  });

  test("and devices without any number are never taken for one another", () => {
    const first = takeIn(open);
    expect(takeIn(open).deviceId).not.toBe(first.deviceId);
    expect(historyOf({ serial: " ", imei: "", brand: "" })).toBeUndefined();
    expect(historyOf({ serial: "---", imei: "", brand: "" })).toBeUndefined();
  });

  test("makes its model a suggestion, the most frequent first", () => {
    takeIn(open, { ...SMALL, device: { category: "phone", brand: "Samsung", model: "Galaxy A54" } });
    for (let times = 0; times < 2; times++) takeIn(open, { ...SMALL, device: { category: "phone", brand: "Xiaomi", model: "14" } });
    takeIn(open, { ...SMALL, device: { category: "tablet", brand: "Samsung", model: "Tab S9" } });
    expect(suggestModels(open.shop, { category: "phone", brand: null, beginning: "" })).toEqual(["Xiaomi", "Samsung"]);
    expect(suggestModels(open.shop, { category: "phone", brand: null, beginning: "SAM" })).toEqual(["Samsung"]);
    expect(suggestModels(open.shop, { category: "tablet", brand: "samsung", beginning: "" })).toEqual(["Tab S9"]);
    expect(suggestModels(open.shop, { category: "", brand: "Samsung", beginning: "" })).toEqual(["Galaxy A54", "Tab S9"]);
  });
});

test("a prepayment is noted and lowers what is owed", () => {
  const order = takeIn(open, {
    ...SMALL,
    estimate: { amount: "25 000" },
    limit: { amount: "30 000,50" },
    prepaid: { amount: "5000", method: "card" },
  });
  expect(order).toMatchObject({ currency: "KZT", estimateMinor: 2_500_000, limitMinor: 3_000_050 });
  expect(order.payments).toMatchObject([{ method: "card", amountMinor: 500_000 }]);
  expect(balance(order).owed.minor).toBe(-500_000);
  expect(takeIn(open, { ...SMALL, prepaid: { amount: "0" } }).payments).toEqual([]);
});

test("photos and the signature come with it, in order, each once", () => {
  const [one, two] = [png(4, 3, 1), png(8, 6, 2)].map((bytes) => putPicture(open.shop, bytes));
  const order = takeIn(open, { ...SMALL, photos: [two!.sha256, one!.sha256, two!.sha256], signature: "M0 0L10 10" });
  expect(order.photos).toEqual([two, one]);
  expect(order.signature).toBe("M0 0L10 10");
});

describe("nothing is half-stored", () => {
  test.each([
    ["a photo that was not stored", { photos: ["0".repeat(64)] }, "photo.unknown"],
    ["a bad field", { fault: "" }, "input.invalid"],
    ["an earlier order that is not there", { sameFaultAs: "01997000-0000-7000-8000-999999999999" }, "order.unknown"],
  ])("after %s", (_, change, code) => {
    takeIn(open);
    const before = everythingIn(open.shop.db);
    expect(refusalOf(() => takeIn(open, { ...SMALL, ...change })).code).toBe(code);
    expect(everythingIn(open.shop.db)).toEqual(before);
    expect(takeIn(open).number).toMatch(/^R26-000002/);
  });

  test("whichever step breaks", () => {
    const picture = putPicture(open.shop, png());
    keepDraft(open.shop, open.caller.benchId, { fault: "half" });
    const before = everythingIn(open.shop.db);
    const input = { ...CASES["phone-en"], photos: [picture.sha256], prepaid: { amount: "10", currency: "EUR" } };
    const published: Change[] = [];
    const printed: string[] = [];
    let broken = 0;
    for (let breakAt = 1; ; breakAt++) {
      let step = 0;
      const breaking =
        <Args extends unknown[], Result>(work: (...args: Args) => Result) =>
        (...args: Args): Result => {
          if (++step === breakAt) throw new Error(`step ${breakAt}`);
          return work(...args);
        };
      const { shop } = open;
      const fragile = {
        ...shop,
        newId: breaking(shop.newId),
        clock: breaking(shop.clock),
        randomBytes: breaking(shop.randomBytes),
        seal: { ...shop.seal, close: breaking(shop.seal.close) },
        publish: (change: Change) => void published.push(change),
        print: () => void printed.push("now"),
      };
      try {
        intakeDevice(fragile, input, open.caller);
        break;
      } catch (error) {
        expect((error as Error).message).toBe(`step ${breakAt}`);
        broken++;
        expect(everythingIn(shop.db)).toEqual(before);
        expect([published, printed]).toEqual([[], []]);
      }
    }
    expect(broken).toBeGreaterThan(10);
    expect(published).toHaveLength(1);
    expect(printed).toHaveLength(1);
  });

  test("where the disk is full in the middle of it", () => {
    const before = everythingIn(open.shop.db);
    const pages = open.shop.db.pragma("page_count", { simple: true }) as number;
    open.shop.db.pragma(`max_page_count = ${pages}`);
    expect(() => takeIn(open, { ...SMALL, condition: "я".repeat(10_000), fault: "x".repeat(10_000) })).toThrow(
      expect.objectContaining({ code: "SQLITE_FULL" }),
    );
    open.shop.db.pragma("max_page_count = 1073741823");
    expect(everythingIn(open.shop.db)).toEqual(before);
    expect(takeIn(open).number).toMatch(/^R26-000001/);
  });
});

test("the bench's draft is done with, another bench's is not", () => {
  const other = open.shop.newId();
  open.shop.db.prepare("INSERT INTO bench (id, name, created_at) VALUES (?, 'other', 0)").run(other);
  keepDraft(open.shop, open.caller.benchId, { fault: "mine" });
  keepDraft(open.shop, other, { fault: "theirs" });
  takeIn(open);
  expect(readDraft(open.shop, open.caller.benchId)).toBeNull();
  expect(readDraft(open.shop, other)?.form).toEqual({ fault: "theirs" });
});

test("events stand in the order in which things happened, even where the clock is set back", () => {
  const order = takeIn(open);
  open.clock.add(-86_400_000);
  const moved = moveThrough(open, order, "diagnosing");
  open.clock.add(-86_400_000);
  moveThrough(open, moved, "approved");
  const events = listEvents(open.shop.db, order.id);
  expect(events.map(({ kind, data }) => data["to"] ?? kind)).toEqual(["received", "diagnosing", "approved"]);
  expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort((one, other) => other - one));
});

test("claim codes come from the cryptographic source", () => {
  const asked: number[] = [];
  const order = intakeDevice(
    { ...open.shop, randomBytes: (length) => (asked.push(length), new Uint8Array(length).fill(31)) },
    SMALL,
    open.caller,
  ).order;
  expect(asked).toEqual([6]);
  expect(order.claimCode).toBe("ZZZZZZ");
});
