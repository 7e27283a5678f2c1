import { expect, test } from "vitest";
import { deviceScanOf } from "../../../src-renderer/screens/intake/device-scan.ts";

const [A, B, C] = ["490154203237518", "356938035643809", "352099001761481"];
const EMPTY = { category: "", brand: "", model: "", serial: "", imei: "", imei2: "", manufacturedOn: "" };
const scan = (text: string, form: Partial<typeof EMPTY> = {}) => {
  const { fill, clash } = deviceScanOf(text, { ...EMPTY, ...form }, "2026-11-30");
  return { fill, clash };
};

test("what is empty is filled", () => {
  expect(scan("1S20XW0012EEPF1ABC2D")).toEqual({ fill: { brand: "Lenovo", model: "20XW0012EE", serial: "PF1ABC2D" }, clash: {} });
  expect(scan(`IMEI1:${A};IMEI2:${B};SN:AB12CD34`)).toEqual({ fill: { serial: "AB12CD34", imei: A, imei2: B }, clash: {} });
  expect(scan("]d20109521234543213112511032100-X")).toEqual({ fill: { serial: "00-X", manufacturedOn: "2025-11-03" }, clash: {} });
});

test("a month, and one date of several, is no day", () => {
  expect(scan("R58N52ABCDE", { brand: "Samsung", category: "phone" })).toEqual({ fill: { serial: "R58N52ABCDE" }, clash: {} });
  expect(scan("507150123", { brand: "Indesit" })).toEqual({ fill: { serial: "507150123" }, clash: {} });
});

test("what a field says otherwise is asked, however it is written", () => {
  expect(scan("]C121AB-7", { serial: "ab 7" })).toEqual({ fill: {}, clash: {} });
  expect(scan("1S20XW0012EEPF1ABC2D", { brand: "Lenovo", model: "X1 Carbon" })).toEqual({
    fill: { serial: "PF1ABC2D" },
    clash: { model: "20XW0012EE" },
  });
});

test("a code that names another brand asks for all that it says", () => {
  expect(scan("1S20XW0012EEPF1ABC2D", { brand: "Acer", serial: "AB-7" })).toEqual({
    fill: { model: "20XW0012EE" },
    clash: { serial: "PF1ABC2D", brand: "Lenovo" },
  });
});

test("IMEIs find their places, whichever stands there already", () => {
  expect(scan(A, { imei: A })).toEqual({ fill: {}, clash: {} });
  expect(scan(A, { imei: B, imei2: A })).toEqual({ fill: {}, clash: {} });
  expect(scan(A, { imei: B })).toEqual({ fill: {}, clash: { imei: A } });
  expect(scan(`${A},${B}`, { imei: B })).toEqual({ fill: { imei2: A }, clash: {} });
  expect(scan(`${A},${B}`, { imei: B, imei2: A })).toEqual({ fill: {}, clash: {} });
  expect(scan(`${A},${B}`, { imei2: B })).toEqual({ fill: { imei: A }, clash: {} });
  expect(scan(`${A},${B}`, { imei: B, imei2: C })).toEqual({ fill: {}, clash: { imei2: A } });
});

test("a code of which nothing is sure is a serial number, where it can be one", () => {
  expect(scan("DRM-L20U-2303")).toEqual({ fill: { serial: "DRM-L20U-2303" }, clash: {} });
  expect(scan("DRM-L20U-2303", { serial: "X" })).toEqual({ fill: {}, clash: { serial: "DRM-L20U-2303" } });
  for (const none of ["https://example.com/a", "WIFI:S:a;P:b;;", "9521234543213", "AC:DE:48:00:11:22", "+A123BJC5D6E71G"])
    expect(scan(none)).toEqual({ fill: {}, clash: {} });
});
