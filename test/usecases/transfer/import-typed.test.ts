import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findCustomers, readOrderByNumber } from "../../../src-main/usecases/orders/find-orders.ts";
import { bringIn, put } from "../../helpers/exchange.ts";
import { openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";

/** What stands in the cells of files as people and other programs write it. */

let open: TestShop;
beforeEach(() => {
  open = openTestShop({ settings: { country: "LV", currency: "EUR", timeZone: "Europe/Riga", languages: ["lv", "ru", "en"] } });
});
afterEach(() => open.cleanup());

const field = (name: string): string => join(import.meta.dirname, "../../fixtures/field", name);
const phonesOf = (name: string): readonly string[] => findCustomers(open.shop, name)[0]!.phones;
const day = (number: string): string => new Date(readOrderByNumber(open.shop, number).receivedAt).toISOString().slice(0, 10);

test("amounts are read with their signs, groups and zeros, and what is wrong with the others is named", async () => {
  const { report } = await bringIn(open, field("prices.csv"), "orders", { skipWrong: true });
  expect(report.problems.map(({ row, column, problem }) => [row, column, problem])).toEqual([
    [2, "Total", "amount-currency"],
    [6, "Total", "amount-two-ways"],
    [7, "Total", "amount-negative"],
    [8, "Total", "amount"],
    [9, "Total", "amount-currency"],
    [13, "Total", "amount-two-ways"],
  ]);
  const paid = (number: string): number => readOrderByNumber(open.shop, number).lines[0]?.totalMinor ?? 0;
  expect(["2", "3", "4", "9", "10", "11"].map(paid)).toEqual([125_050, 125_050, 125_000, 1250, 0, 8500]);
});

test("days are read in all their forms; an instant is the shop's day", async () => {
  const { report } = await bringIn(open, field("dates-forms.csv"), "orders");
  expect(report).toMatchObject({ rows: 13, wrong: 0 });
  expect(Array.from({ length: 13 }, (_, index) => day(String(index + 1)))).toEqual(["2024-02-01", ...Array.from({ length: 12 }, () => "2024-01-31")]);
  await bringIn(open, field("utc-day.csv"), "orders", { prefix: "U" });
  expect(day("U1")).toBe("2024-02-01");
});

test("what was bought or brought in lies in the past", async () => {
  const bought = await bringIn(open, field("two-digit-year.csv"), "orders", { skipWrong: true });
  expect(bought.report.problems).toMatchObject([{ row: 3, column: "Purchase date", problem: "date-future" }]);
  expect(readOrderByNumber(open.shop, "1").device.purchasedOn).toBe("1998-03-15");
  const brought = await bringIn(open, field("future-order.csv"), "orders", { prefix: "F", skipWrong: true });
  expect(brought.report.problems).toMatchObject([{ row: 3, column: "Date", problem: "date-future" }]);
  expect(day("F1")).toBe("1998-03-15");
});

test("phones keep their extensions, several stand in one cell, and what is none costs no row and is named", async () => {
  const { report } = await bringIn(open, field("phones.csv"), "customers");
  expect(report).toMatchObject({ rows: 8, wrong: 0, customers: 8 });
  expect(["Anna", "Boris", "Carl", "Dora", "Eva", "Fil", "Gina", "Hans"].map(phonesOf)).toEqual([
    ["+37120000001;ext=12"],
    ["+37120000001;ext=12"],
    ["+37120000001", "+37120000002"],
    ["+37120000001"],
    ["+37120000001"],
    ["+37120000001"],
    ["+37120000001"],
    ["+37120000001"],
  ]);
  expect(report.warnings).toEqual([{ row: 5, field: "phone", column: "phone", problem: "phone-dropped", text: "Jānis" }]);
  const none = await bringIn(open, field("phone-placeholders.csv"), "customers");
  expect(none.report).toMatchObject({ wrong: 0, customers: 4, warnings: [] });
  const wrong = await bringIn(open, put(open, "wrong.csv", "Name,Phone,E-mail\nIvo,12,ivo@example\n"), "customers");
  expect(wrong.report.warnings).toMatchObject([
    { row: 2, field: "phone", text: "12" },
    { row: 2, field: "email", text: "ivo@example" },
  ]);
  expect(findCustomers(open.shop, "Ivo")).toMatchObject([{ phones: [], email: "" }]);
});

test("e-mail addresses are read without their wrapping, all of them", async () => {
  const { report } = await bringIn(open, field("emails.csv"), "customers");
  expect(report).toMatchObject({ rows: 6, wrong: 0, warnings: [] });
  expect(["Anna", "Boris", "Carl", "Dora", "Eva", "Fil"].map((name) => findCustomers(open.shop, name)[0]!.email)).toEqual([
    "a@example.lv, b@example.lv",
    "b@example.lv",
    "c@example.lv",
    "",
    "",
    "",
  ]);
});

test("one customer is one customer with either space", async () => {
  const { report } = await bringIn(open, field("same-person.csv"), "customers");
  expect(report).toMatchObject({ rows: 5, wrong: 0, customers: 2 });
});

test("names are found without their apostrophes and marks, numbers with and without their extension", async () => {
  await bringIn(open, field("names-search.csv"), "customers");
  const names = (text: string): readonly string[] => findCustomers(open.shop, text).map(({ name }) => name);
  expect(names("OBrien")).toEqual(["Mary O'Brien"]);
  expect(names("o'brien")).toEqual(["Mary O'Brien"]);
  expect(names("berzins")).toEqual(["Jānis Bērziņš"]);
  expect(names("ромашка")).toEqual(['ТОО "Ромашка"']);
  expect(names("дартаньян")).toEqual(["Д’Артаньян Шарль"]);
  await bringIn(open, put(open, "more.csv", "Name,Phone\nЛукʼяненко,67000001 доб. 12\n"), "customers");
  for (const text of ["Лук'яненко", "Лукяненко", "Лукʼяненко", "67000001", "+371 67 000 001 ext. 12", "67000001 #12"])
    expect([text, names(text)]).toEqual([text, ["Лукʼяненко"]]);
});
