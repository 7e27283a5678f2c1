import { expect, test } from "vitest";
import { balance, SIGNATURE_PATTERN, type OrderLine, type Payment } from "../../../src-main/domain/orders/order.ts";
import { deviceName } from "../../../src-main/domain/devices/device.ts";
import { NO_WARRANTY } from "../../../src-main/domain/warranty/warranty.ts";

const line = (totalMinor: number): OrderLine => ({ id: "l", kind: "work", title: "", quantityMilli: 1000, unitMinor: totalMinor, totalMinor });
const payment = (amountMinor: number): Payment => ({ id: "p", method: "cash", amountMinor, note: "", at: 0 });

test("what is owed is the lines less the payments, and may be the customer's", () => {
  const sums = (lines: number[], payments: number[]): number[] => {
    const { total, paid, owed } = balance({ lines: lines.map(line), payments: payments.map(payment), currency: "EUR", warranty: NO_WARRANTY });
    return [total.minor, paid.minor, owed.minor];
  };
  expect(sums([], [])).toEqual([0, 0, 0]);
  expect(sums([5000, 2500], [3000])).toEqual([7500, 3000, 4500]);
  expect(sums([5000], [8000])).toEqual([5000, 8000, -3000]);
  expect(sums([5000], [8000, -3000])).toEqual([5000, 5000, 0]);
  expect(balance({ lines: [], payments: [], currency: "KZT", warranty: NO_WARRANTY }).owed.currency).toBe("KZT");
});

test("what a return gave back is not owed any more", () => {
  const settlement = { kind: "refunded", priceMinor: 10_000, restockingMinor: 2000, depreciationMinor: 0, refundMinor: 8000, newSerial: "" } as const;
  expect(balance({ lines: [], payments: [payment(-8000)], currency: "EUR", warranty: { ...NO_WARRANTY, settlement } }).owed.minor).toBe(0);
});

test("a device is called by brand and model, by its kind where neither is known", () => {
  expect(deviceName({ brand: "Dreame", model: "L20" }, "Robot vacuum")).toBe("Dreame L20");
  expect(deviceName({ brand: "", model: "L20" }, "Robot vacuum")).toBe("L20");
  expect(deviceName({ brand: "", model: "" }, "Robot vacuum")).toBe("Robot vacuum");
});

test("a signature is path data and nothing else", () => {
  for (const path of ["M0 0L10 10", "M1,2 L3,4 Q5 6 7 8", "M-1.5 2"]) expect(SIGNATURE_PATTERN.test(path)).toBe(true);
  for (const path of ["", "<path/>", 'M0 0"/><script>', "M0 0 e1", "url(x)", "10 10"]) expect(SIGNATURE_PATTERN.test(path)).toBe(false);
});
