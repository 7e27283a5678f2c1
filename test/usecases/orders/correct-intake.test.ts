import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addDays, isoDateAt } from "../../../src-main/domain/ground/date.ts";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import type { CorrectionInput } from "../../../src-main/domain/orders/order-change.ts";
import { correctIntake } from "../../../src-main/usecases/orders/correct-intake.ts";
import { findOrders, readOrder } from "../../../src-main/usecases/orders/find-orders.ts";
import { settingsOf } from "../../../src-main/usecases/ground/shop.ts";
import { handBackDevice } from "../../../src-main/usecases/orders/hand-back-device.ts";
import { readJob, reprintPaper, renderPaper } from "../../../src-main/usecases/printing/print-paper.ts";
import { openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";
import { everythingIn, handback, moveThrough, refusalOf, SMALL, takeIn, TO_READY } from "../../helpers/orders.ts";

let open: TestShop;
beforeEach(() => (open = openTestShop()));
afterEach(() => open.cleanup());

const PHONE = { category: "phone", brand: "Samsung", model: "A54", serial: "R58N30ABCDE", imei: "490154203237518" };
const phone = (facts = {}) => takeIn(open, { ...SMALL, device: { ...PHONE, ...facts }, accessories: ["charger", "Чехол"], signature: "M0 0L10 10" });

const correction = (order: Order, change: Partial<Omit<CorrectionInput, "device">> & { readonly device?: object } = {}): CorrectionInput => {
  const { id, version, device, proofs, warrantyCardStamped, request, channel, accessories } = order;
  return {
    id,
    version,
    proofs: proofs as CorrectionInput["proofs"],
    warrantyCardStamped,
    request,
    channel,
    accessories: accessories.map((each) => ({ id: each.id, name: each.name })),
    ...change,
    device: { ...device, ...change.device },
  };
};
const correct = (order: Order, change: Parameters<typeof correction>[1]): Order => correctIntake(open.shop, correction(order, change), open.caller);

describe("everything that was written at intake", () => {
  test("has days up to today, read as at intake", () => {
    const order = phone();
    const today = isoDateAt(open.shop.clock(), settingsOf(open.shop).timeZone);
    expect(correct(order, { device: { purchasedOn: "15.03.98", receivedOn: "2024-01-31T22:30:00Z", manufacturedOn: today } }).device).toMatchObject({
      purchasedOn: "1998-03-15",
      receivedOn: isoDateAt(Date.UTC(2024, 0, 31, 22, 30), settingsOf(open.shop).timeZone),
      manufacturedOn: today,
    });
    const tomorrow = addDays(today, 1);
    const refusal = refusalOf(() => correct(readOrder(open.shop, order.id).order, { device: { purchasedOn: tomorrow } }));
    expect(refusal.data).toEqual({ problems: [{ field: "device.purchasedOn", problem: "date-future" }] });
  });

  test("is corrected, with what it said before and says now", () => {
    const order = phone();
    const after = correct(order, {
      device: {
        category: "tablet",
        brand: "Apple",
        model: "iPad",
        serial: "C02XK0",
        imei: "",
        colour: "black",
        purchasedOn: "2026-01-02",
        receivedOn: "2026-01-05",
      },
      proofs: ["receipt"],
      request: "return",
      channel: "courier",
      accessories: [
        { id: order.accessories[1]!.id, name: "Чехол" },
        { id: null, name: "cable" },
      ],
    });
    expect(after).toMatchObject({
      device: {
        category: "tablet",
        brand: "Apple",
        model: "iPad",
        serial: "C02XK0",
        imei: "",
        colour: "black",
        purchasedOn: "2026-01-02",
        receivedOn: "2026-01-05",
      },
      deviceId: order.deviceId,
      proofs: ["receipt"],
      request: "return",
      channel: "courier",
      accessories: [{ id: order.accessories[1]!.id, name: "Чехол" }, { name: "cable" }],
    });
    expect(after.version).toBeGreaterThan(order.version);
    const { kind, person, data } = readOrder(open.shop, order.id).events.at(-1)!;
    expect([kind, person]).toEqual(["corrected", "Айгерим"]);
    expect(data).toEqual({
      before: {
        category: "phone",
        brand: "Samsung",
        model: "A54",
        serial: "R58N30ABCDE",
        imei: PHONE.imei,
        colour: "",
        purchasedOn: null,
        receivedOn: null,
        proofs: [],
        request: "repair",
        channel: "visit",
        accessories: ["charger", "Чехол"],
      },
      after: {
        category: "tablet",
        brand: "Apple",
        model: "iPad",
        serial: "C02XK0",
        imei: "",
        colour: "black",
        purchasedOn: "2026-01-02",
        receivedOn: "2026-01-05",
        proofs: ["receipt"],
        request: "return",
        channel: "courier",
        accessories: ["Чехол", "cable"],
      },
    });
    expect(findOrders(open.shop, "C02XK0").map(({ id }) => id)).toEqual([order.id]);
    expect(findOrders(open.shop, "R58N30ABCDE")).toEqual([]);
  });

  test("stays as it is where nothing was changed, and where a field is wrong every one is named", () => {
    const order = phone();
    const before = everythingIn(open.shop.db);
    expect(correct(order, {})).toEqual(order);
    const refusal = refusalOf(() => correct(order, { device: { category: " ", imei: "490154203237517", purchasedOn: "x" } }));
    expect(refusal.data["problems"]).toMatchObject([{ field: "device.category" }, { field: "device.imei" }, { field: "device.purchasedOn" }]);
    expect(everythingIn(open.shop.db)).toEqual(before);
  });

  test("is refused looking at an older version", () => {
    const order = phone();
    correct(order, { device: { colour: "red" } });
    expect(refusalOf(() => correct(order, { device: { colour: "blue" } })).code).toBe("order.changed-elsewhere");
  });

  test("of a closed order: the device can be corrected, what it came with can not", () => {
    const ready = moveThrough(open, phone(), ...TO_READY);
    const { order: closed } = handBackDevice(open.shop, handback(ready), open.caller);
    expect(correct(closed, { device: { model: "A55" } }).device.model).toBe("A55");
    const now = readOrder(open.shop, closed.id).order;
    expect(refusalOf(() => correct(now, { accessories: [] })).code).toBe("order.closed");
  });
});

describe("which device it is", () => {
  test("a unit with other stays is asked about; the same one is corrected everywhere", () => {
    const first = phone();
    const second = phone();
    expect(second.deviceId).toBe(first.deviceId);
    const refusal = refusalOf(() => correct(second, { device: { model: "A55" } }));
    expect(refusal).toMatchObject({ code: "device.doubtful", data: { units: [{ deviceId: first.deviceId }] } });
    correct(second, { device: { model: "A55" }, deviceId: first.deviceId });
    const { order, events } = readOrder(open.shop, first.id);
    expect(order.device.model).toBe("A55");
    expect(events.at(-1)).toMatchObject({ kind: "corrected", data: { before: { model: "A54" }, after: { model: "A55" } } });
  });

  test("another device takes its order along and leaves the other stays alone", () => {
    const first = phone();
    const second = phone();
    const after = correct(second, { device: { model: "A55" }, deviceId: null });
    expect(after.deviceId).not.toBe(first.deviceId);
    const before = readOrder(open.shop, first.id);
    expect(before.order).toMatchObject({ device: { model: "A54" }, correctedAt: null });
    expect(readOrder(open.shop, second.id).events.at(-1)!.data).toMatchObject({ unit: "another" });
  });

  test("a number that another unit bears is asked about; one that is it takes the order, and no empty unit is left", () => {
    const first = phone();
    const other = phone({ serial: "WRONG-4711", imei: "" });
    const device = { serial: PHONE.serial };
    expect(refusalOf(() => correct(other, { device })).data).toMatchObject({ text: PHONE.serial, units: [{ deviceId: first.deviceId }] });
    expect(correct(other, { device, deviceId: first.deviceId }).deviceId).toBe(first.deviceId);
    expect(open.shop.db.prepare("SELECT count(*) FROM device").pluck().get()).toBe(1);
    expect(open.shop.db.pragma("foreign_key_check")).toEqual([]);
  });
});

describe("papers", () => {
  test("made later say what is true and that it was corrected; those made before stay", async () => {
    const order = phone();
    const page = async (of: Order): Promise<string> =>
      Buffer.from((await renderPaper(open.shop, of, { kind: "certificate" }, { format: "svg" })).bytes).toString();
    const first = await page(order);
    const after = correct(order, { device: { model: "A55" } });
    expect(await page(after)).not.toBe(first);
    const again = reprintPaper(open.shop, { orderId: order.id, kind: "certificate", printerId: null }, open.caller);
    expect(readJob(open.shop, again.id).copy).toBe(false);
    expect(reprintPaper(open.shop, { orderId: order.id, kind: "certificate", printerId: null }, open.caller).copy).toBe(true);
  });
});
