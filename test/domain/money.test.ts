import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amountText, currencyDigits, formatMoney, lineTotalMinor, MAX_MAJOR, parseAmount } from "../../src-main/domain/money.ts";

const CURRENCIES = ["EUR", "KZT", "GBP", "RUB", "USD", "JPY", "KRW", "KWD", "BHD", "ISK"];
const currency = fc.constantFrom(...CURRENCIES);

describe("an amount", () => {
  test.each([
    ["85", "EUR", 8500],
    ["85.00", "GBP", 8500],
    ["85,5", "EUR", 8550],
    ["0,05", "EUR", 5],
    ["1 250,50", "KZT", 125_050],
    ["1\u00a0250,50", "KZT", 125_050],
    ["1\u202f250.5", "KZT", 125_050],
    ["1'250.50", "EUR", 125_050],
    [" 0 ", "EUR", 0],
    ["1500", "JPY", 1500],
    ["1500.00", "JPY", 1500],
    ["1.250", "KWD", 1250],
    ["1,5", "KWD", 1500],
    [String(MAX_MAJOR), "EUR", MAX_MAJOR * 100],
  ])("%j %s is %d", (text, code, minor) => expect(parseAmount(text, code)).toBe(minor));

  test.each([
    ["", "EUR"],
    ["-5", "EUR"],
    ["5-", "EUR"],
    ["abc", "EUR"],
    ["1.2.3", "EUR"],
    [".5", "EUR"],
    ["5.", "EUR"],
    ["1e3", "EUR"],
    ["0x10", "EUR"],
    ["١٢", "EUR"],
    ["85.123", "EUR"],
    ["1.5", "JPY"],
    ["1.2345", "KWD"],
    ["1000000000", "EUR"],
    ["€5", "EUR"],
  ])("%j %s is none", (text, code) => expect(parseAmount(text, code)).toBeUndefined());

  test.each([
    ["1,250", "EUR"],
    ["1.000", "KZT"],
    ["12.500", "JPY"],
    ["1,000", "GBP"],
  ])("%j %s is refused: thousands are never taken for decimals", (text, code) => expect(parseAmount(text, code)).toBeUndefined());

  test("is read back as it was written, in every currency", () => {
    fc.assert(
      fc.property(currency, fc.nat(999_999_999), (code, minor) => {
        expect(parseAmount(amountText({ minor, currency: code }), code)).toBe(minor);
      }),
    );
  });

  test("as it is shown to a reader is read back, in every currency and language", () => {
    fc.assert(
      fc.property(currency, fc.nat(999_999_999), fc.constantFrom("ru", "lv", "kk"), (code, minor, language) => {
        const shown = formatMoney({ minor, currency: code }, language);
        expect(
          parseAmount(
            shown
              .replace(/[^\d.,\s]/g, "")
              .trim()
              .replace(/[.,]$/, ""),
            code,
          ),
        ).toBe(minor);
      }),
    );
  });

  test("is never read from any other text, never broken, never a fraction of a minor unit", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^[\d., ]{0,14}$/)),
        fc.oneof(currency, fc.string({ maxLength: 3 })),
        (text, code) => {
          const minor = parseAmount(text, code);
          expect(minor === undefined || (Number.isSafeInteger(minor) && minor >= 0)).toBe(true);
        },
      ),
    );
  });
});

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
