import { afterEach, beforeEach, expect, test } from "vitest";
import type { IntakeInput } from "../../../src-main/domain/orders/intake.ts";
import { readModel } from "../../../src-main/usecases/devices/read-model.ts";
import { openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";
import { SMALL, takeIn } from "../../helpers/orders.ts";

let open: TestShop;
beforeEach(() => (open = openTestShop({ country: "LV" })));
afterEach(() => open.cleanup());

const GTIN = "09521234543213";
// One type (TAC 49015420), another serial number; then another type.
const [MINE, SAME_TYPE, OTHER_TYPE] = ["490154203237518", "490154200000000", "356938035643809"];
const NOTHING = { category: "", brand: "", model: "" };

const take = (device: Partial<IntakeInput["device"]>, gtin?: string): void =>
  void takeIn(open, { ...SMALL, customer: { name: "Anna Example", phone: "+371 20 000 001" }, device: { category: "phone", ...device }, gtin });
const model = (gtin: string | null, ...imeis: readonly string[]) => readModel(open.shop, { gtin, imeis });

test("an IMEI of a type that was here brings its kind, brand and model", () => {
  take({ brand: "Samsung", model: "A54", imei: MINE });
  expect(model(null, SAME_TYPE)).toEqual({ category: "phone", brand: "Samsung", model: "A54" });
  expect(model(null, OTHER_TYPE)).toEqual(NOTHING);
  expect(model(null)).toEqual(NOTHING);
  take({ brand: "Nokia", model: "G42", imei: "", imei2: OTHER_TYPE });
  expect(model(null, OTHER_TYPE)).toMatchObject({ brand: "Nokia", model: "G42" });
});

test("a GTIN that came in with a device brings them too, and a wrong one is not kept", () => {
  take({ category: "tv", brand: "LG", model: "43UR78" }, GTIN);
  expect(model(GTIN)).toEqual({ category: "tv", brand: "LG", model: "43UR78" });
  take({ brand: "LG", model: "43UR78" }, "09521234543214");
  expect(model("09521234543214")).toEqual(NOTHING);
});

test("what earlier devices differ in is left open, spelling apart", () => {
  take({ brand: "samsung", model: "a54", imei: MINE });
  take({ brand: "Samsung", model: "A54", serial: "R58N30ABCDE" }, GTIN);
  expect(model(GTIN, SAME_TYPE)).toEqual({ category: "phone", brand: "Samsung", model: "A54" });
  take({ brand: "Samsung", model: "Galaxy A54" }, GTIN);
  expect(model(GTIN)).toEqual({ category: "phone", brand: "Samsung", model: "" });
  take({ brand: "Nokia", model: "A54" }, GTIN);
  expect(model(GTIN)).toEqual({ category: "phone", brand: "", model: "" });
});

test("an IMEI that thousands of phones bear tells nothing", () => {
  take({ brand: "Samsung", model: "A54", imei: "004999010640018" });
  expect(model(null, "004999010640000")).toEqual(NOTHING);
});
