import fc from "fast-check";
import { expect, test } from "vitest";
import { amountText, currencyDigits, formatMoney, lineTotalMinor } from "../../../src-main/domain/ground/money.ts";

test("amounts below one keep their zeros, negative ones their sign", () => {
  expect(amountText({ minor: 5, currency: "EUR" })).toBe("0.05");
  expect(amountText({ minor: -5, currency: "EUR" })).toBe("-0.05");
  expect(amountText({ minor: -125_050, currency: "EUR" })).toBe("-1250.50");
  expect(amountText({ minor: 7, currency: "JPY" })).toBe("7");
  expect(amountText({ minor: 7, currency: "KWD" })).toBe("0.007");
});

test("digits of a currency are those of ISO 4217, as this computer's Intl has them", () => {
  for (const code of ["EUR", "KZT", "GBP", "RUB", "USD", "JPY", "KRW", "KWD", "BHD", "OMR", "TND", "JOD", "VND", "CLP", "XOF", "XAF", "UGX", "PYG"])
    expect([code, currencyDigits(code)]).toEqual([
      code,
      new Intl.NumberFormat("en", { style: "currency", currency: code }).resolvedOptions().maximumFractionDigits,
    ]);
});

test("money is shown in the reader's way", () => {
  const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");
  expect(plain(formatMoney({ minor: 8500, currency: "EUR" }, "lv"))).toBe("85,00 €");
  expect(plain(formatMoney({ minor: 1_250_000, currency: "KZT" }, "ru"))).toBe("12 500,00 ₸");
  expect(plain(formatMoney({ minor: 8500, currency: "GBP" }, "en-GB"))).toBe("£85.00");
  expect(plain(formatMoney({ minor: -500, currency: "JPY" }, "en-GB"))).toContain("500");
});

test("the price of a line is rounded half up to the minor unit", () => {
  expect(lineTotalMinor(1000, 1500)).toBe(1500);
  expect(lineTotalMinor(1, 500)).toBe(1);
  expect(lineTotalMinor(1, 499)).toBe(0);
  expect(lineTotalMinor(333, 333)).toBe(111);
  fc.assert(
    fc.property(fc.nat(100_000_000), fc.integer({ min: 1, max: 99_999 }), (unit, quantity) => {
      const total = lineTotalMinor(unit, quantity);
      expect(Math.abs(total - (unit * quantity) / 1000)).toBeLessThanOrEqual(0.5);
      expect(lineTotalMinor(unit, 1000)).toBe(unit);
    }),
  );
});
