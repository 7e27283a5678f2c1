import { expect, test } from "vitest";
import { COUNTRIES, CURRENCIES, currencyOf } from "../../../src-main/domain/ground/country.ts";
import { formatMoney } from "../../../src-main/domain/ground/money.ts";

test("every country stands in the table once", () => {
  expect(COUNTRIES.filter((country, index) => COUNTRIES.indexOf(country) !== index)).toEqual([]);
  expect(COUNTRIES.filter((country) => !/^[A-Z]{2}$/.test(country))).toEqual([]);
});

test("every country has a name", () => {
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  expect(COUNTRIES.filter((country) => names.of(country) === undefined)).toEqual([]);
});

test.each([
  ["KZ", "KZT"],
  ["LV", "EUR"],
  ["BG", "EUR"],
  ["KG", "KGS"],
  ["UZ", "UZS"],
  ["GB", "GBP"],
  ["US", "USD"],
  ["CH", "CHF"],
  ["PL", "PLN"],
])("%s pays with %s", (country, currency) => expect(currencyOf(country)).toBe(currency));

test("an unknown country starts with euro", () => expect(currencyOf("QQ")).toBe("EUR"));

test("every currency can be written", () => {
  for (const currency of CURRENCIES) expect(formatMoney({ minor: 100, currency }, "en")).toMatch(/\d/);
});
