import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { IntakeInput } from "../../src-main/domain/orders/intake.ts";
import { findOrders, readDeviceHistory, readOrder } from "../../src-main/usecases/orders/find-orders.ts";
import { intakeDevice } from "../../src-main/usecases/orders/intake-device.ts";
import { bringIn, put } from "../helpers/exchange.ts";
import { openTestShop, type TestShop } from "../helpers/open-test-shop.ts";
import { refusalOf, SMALL, takeIn } from "../helpers/orders.ts";

const FIELD = join(import.meta.dirname, "../fixtures/field");
const fieldCase = (name: string): IntakeInput => JSON.parse(readFileSync(join(FIELD, `${name}.json`), "utf8")) as IntakeInput;

let open: TestShop;
beforeEach(() => (open = openTestShop({ country: "LV" })));
afterEach(() => open.cleanup());

const device = (facts: Partial<IntakeInput["device"]>): IntakeInput => ({
  ...SMALL,
  customer: { name: "Anna Example", phone: "+371 20 000 001" },
  device: { category: "phone", brand: "Samsung", model: "A54", ...facts },
});
const idOf = (input: IntakeInput): string => takeIn(open, input).deviceId;
const SERIAL = { serial: "R58N30ABCDE" };
const [A, B] = ["490154203237518", "356938035643809"];
const unitsIn = (): number => open.shop.db.prepare<[], number>("SELECT count(*) FROM device").pluck().get()!;

describe("at the counter", () => {
  test.each(["нет", "N/A", "0", "To Be Filled By O.E.M.", "xxxxxxxx", "nav", "жоқ"])("two devices whose serial number is %j are two", (serial) => {
    const first = takeIn(open, device({ serial }));
    const second = takeIn(open, device({ serial, category: "tv", brand: "LG", model: "UE43" }));
    expect(second.deviceId).not.toBe(first.deviceId);
    expect(takeIn(open, device({ serial })).deviceId).not.toBe(first.deviceId);
    expect(readOrder(open.shop, first.id).order.device).toMatchObject({ category: "phone", brand: "Samsung", model: "A54", serial });
    expect(readDeviceHistory(open.shop, first.device)).toEqual([]);
  });

  test("the field cases with a placeholder are two devices, and the first stays what it is", () => {
    const first = takeIn(open, fieldCase("placeholder-1"));
    const second = intakeDevice(open.shop, fieldCase("placeholder-2"), open.caller);
    expect(second.order.deviceId).not.toBe(first.deviceId);
    expect(second.warnings).toEqual([{ field: "device.serial", problem: "placeholder", text: "НЕТ" }]);
    expect(readOrder(open.shop, first.id).order.device).toMatchObject({ category: "tv", model: "UE43" });
  });

  test("an IMEI of zeros is none", () => {
    const first = takeIn(open, device({ imei: "000000000000000" }));
    expect(first.device.imei).toBe("");
    expect(idOf(device({ imei: "00 000000 000000 0", category: "tablet" }))).not.toBe(first.deviceId);
  });

  test.each<[string, Partial<IntakeInput["device"]>, string | undefined]>([
    ["zeros", { imei: "000000000000000" }, "device.imei 000000000000000"],
    ["a word in the second field", { imei2: "\u200eнет " }, "device.imei2 нет"],
    ["zeros beside a serial number", { imei: "000000000000000", ...SERIAL }, undefined],
    ["zeros beside another IMEI", { imei: A, imei2: "000000000000000" }, undefined],
    ["zeros beside a word for the serial number", { imei: "000000000000000", serial: "n/a" }, "device.serial n/a"],
    ["nothing", {}, undefined],
  ])("a device whose only number is a placeholder is named: %s", (_, facts, named) => {
    const { warnings } = intakeDevice(open.shop, device(facts), open.caller);
    expect(warnings.map(({ field, problem, text }) => `${problem} ${field} ${text}`)).toEqual(named ? [`placeholder ${named}`] : []);
  });

  test.each<[string, Partial<IntakeInput["device"]>]>([
    ["kind", { category: "tablet" }],
    ["brand", { brand: "Apple" }],
    ["brand that is left out", { brand: "" }],
    ["model", { model: "A55" }],
    ["model that is left out", { model: "" }],
    ["IMEI beside it", { imei: B }],
  ])("the same serial number with another %s is asked, and nothing is stored", (_, facts) => {
    const first = takeIn(open, device({ ...SERIAL, imei: A }));
    const other = device({ ...SERIAL, ...facts });
    const refusal = refusalOf(() => takeIn(open, other));
    expect(refusal).toMatchObject({
      code: "device.doubtful",
      data: { text: SERIAL.serial, units: [{ deviceId: first.deviceId, stays: [{ number: first.number }] }] },
    });
    expect(unitsIn()).toBe(1);
    expect(idOf({ ...other, deviceId: null })).not.toBe(first.deviceId);
  });

  test("the same device, corrected: its earlier orders say what is true, tell so, and are found by it", () => {
    const first = takeIn(open, device(SERIAL));
    const again = takeIn(open, { ...device({ ...SERIAL, model: "Galaxy A55" }), deviceId: first.deviceId });
    expect(again.deviceId).toBe(first.deviceId);
    const { order, events } = readOrder(open.shop, first.id);
    expect(order).toMatchObject({ device: { model: "Galaxy A55" }, correctedAt: expect.any(Number) as number });
    expect(events.at(-1)).toMatchObject({ kind: "corrected", data: { before: { model: "A54" }, after: { model: "Galaxy A55" } } });
    expect(findOrders(open.shop, "A55").map(({ id }) => id)).toContain(first.id);
    expect(again.correctedAt).toBeNull();
  });

  test("a device that bears no such number cannot be named as the same", () => {
    const other = takeIn(open, device({ serial: "OTHER-4711" }));
    expect(refusalOf(() => takeIn(open, { ...device(SERIAL), deviceId: other.deviceId })).code).toBe("device.unknown");
  });

  test("without a person it is kept apart and named", () => {
    const first = takeIn(open, device(SERIAL));
    const { order, warnings } = intakeDevice(open.shop, device({ ...SERIAL, model: "A55" }), open.caller, "apart");
    expect(order.deviceId).not.toBe(first.deviceId);
    expect(warnings).toEqual([{ field: "device.serial", problem: "same-number", text: `${SERIAL.serial} (Samsung A54, ${first.number})` }]);
  });

  test("what is the same in other letters, signs and order is the same device", () => {
    const first = idOf(device({ ...SERIAL, imei: `${A} / ${B}` }));
    expect(idOf(device({ serial: "r58n-30abcde", brand: "SAMSUNG", model: "a 54" }))).toBe(first);
    expect(idOf(device({ imei: B }))).toBe(first);
    expect(idOf(device({ imei: "", imei2: A.slice(0, 14) }))).toBe(first);
  });
});

describe("two IMEIs", () => {
  test("in one field or two are both kept, and both find the order", () => {
    for (const facts of [{ imei: `${A} / ${B}` }, { imei: A, imei2: B }]) {
      const order = takeIn(open, device(facts));
      expect(order.device).toMatchObject({ imei: A, imei2: B });
      for (const number of [A, B, B.slice(-6)]) expect(findOrders(open.shop, number).map(({ id }) => id)).toContain(order.id);
    }
    expect(unitsIn()).toBe(1);
  });

  test("one that is learned later stands beside the first", () => {
    const first = takeIn(open, device({ ...SERIAL, imei: A }));
    takeIn(open, device({ ...SERIAL, imei: A, imei2: B }));
    expect(readOrder(open.shop, first.id).order).toMatchObject({ device: { imei: A, imei2: B }, correctedAt: null });
  });
});

describe("in imports", () => {
  const file = (name: string): string => join(FIELD, name);
  const putText = (text: string): string => put(open, "rows.csv", text);

  test("rows with placeholders are devices of their own, and named", async () => {
    const { report } = await bringIn(open, file("placeholder-serial-orders.csv"), "orders");
    expect(report).toMatchObject({ right: 13, devices: 13, orders: 13, warned: 13 });
    expect(report.warnings[0]).toMatchObject({ row: 2, field: "serial", problem: "placeholder", text: "N/A" });
  });

  test.each([
    ["49 015420 323751 8", `|${A}|`],
    [`${A} / ${B}`, `|${A}|${B}`],
    [`IMEI: ${A}`, `|${A}|`],
    ["49015420323751", "49015420323751||"],
    ["4901542032375101", "4901542032375101||"],
    ["00-000000-000000-0", "00-000000-000000-0||"],
    ["SN490154203237518", "SN490154203237518||"],
  ])("a column for serial number and IMEI that says %s is read as %s", async (told, right) => {
    await bringIn(open, putText(`Brand;Model;Serial\nSamsung;A54;${told}\n`), "devices");
    const stored = open.shop.db.prepare<[], string>("SELECT serial || '|' || imei || '|' || imei2 FROM device").pluck().all();
    expect(stored).toEqual([right]);
  });

  test("a serial number without a brand is not another maker's", async () => {
    const { report } = await bringIn(open, file("brandless-serial.csv"), "devices");
    expect(report).toMatchObject({ right: 3, devices: 3, warned: 3 });
    const given = await bringIn(open, putText("Brand,Serial\n,87A51\nApple,87A51\nSamsung,87A51\n"), "devices");
    expect(given.report).toMatchObject({
      devices: 3,
      warnings: [
        { row: 3, problem: "same-number" },
        { row: 4, problem: "same-number" },
      ],
    });
  });

  test("two customers of one name without a phone are two; one with a phone is one", async () => {
    const { report } = await bringIn(open, file("nameless-phone-merge.csv"), "orders");
    expect(report).toMatchObject({ customers: 2, orders: 2, warnings: [{ row: 3, field: "name", problem: "same-name" }] });
    expect((await bringIn(open, file("same-person.csv"), "customers")).report).toMatchObject({ customers: 2 });
  });

  test("IMEIs in every way they are written are read or named", async () => {
    const { report } = await bringIn(open, file("imei-with-serial.csv"), "devices", { skipWrong: true });
    expect(report).toMatchObject({ right: 4, wrong: 1, devices: 4, problems: [{ row: 4, field: "imei", text: "3.57806E+14" }] });
    expect(report.warnings.map(({ row, problem }) => [row, problem])).toEqual([
      [3, "same-number"],
      [5, "same-number"],
      [6, "same-number"],
    ]);
    const imeis = open.shop.db.prepare("SELECT model, imei, imei2 FROM device ORDER BY model").raw().all();
    expect(imeis).toEqual([
      ["Galaxy A54", A, B],
      ["Galaxy A55", A, ""],
      ["Galaxy A57", A, ""],
      ["Galaxy A58", B, ""],
    ]);
  });

  test("the same rule holds against what came in before", async () => {
    const first = takeIn(open, device({ ...SERIAL, model: "Galaxy A54" }));
    const { report } = await bringIn(
      open,
      putText("Brand,Model,Serial\nSamsung,Galaxy A54,R58N30ABCDE\nSamsung,Galaxy A55,R58N30ABCDE\n"),
      "devices",
    );
    expect(report).toMatchObject({ known: 1, devices: 1, warnings: [{ row: 3, text: "R58N30ABCDE (Samsung Galaxy A54)" }] });
    expect(readDeviceHistory(open.shop, first.device).map(({ deviceId, apart }) => [deviceId === first.deviceId, apart])).toEqual([
      [true, []],
      [false, ["category", "model"]],
    ]);
  });
});
