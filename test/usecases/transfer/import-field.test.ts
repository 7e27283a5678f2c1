import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ImportKind } from "../../../src-main/domain/transfer/import.ts";
import { lookAtFile } from "../../../src-main/usecases/transfer/import-records.ts";
import { bringIn } from "../../helpers/exchange.ts";
import { importedIn, type Imported } from "../../helpers/imported.ts";
import { openTestShop } from "../../helpers/open-test-shop.ts";
import { refusalOfAsync } from "../../helpers/orders.ts";

/**
 * Every table of the field, brought in by its own headings into a fresh shop in Riga: what README.md beside them calls right, as short lines.
 * `left` are the columns that no field takes; what is not listed is empty.
 */
type Right = Partial<Imported> & {
  readonly kind: ImportKind;
  readonly wrong?: readonly string[];
  readonly warned?: readonly string[];
  readonly left?: string;
};

const RIGHT: Readonly<Record<string, Right>> = {
  "1c-customers.csv": {
    kind: "customers",
    left: "Полное наименование",
    customers: ['organisation | ТОО "Ромашка" |  | 050140000120 | +77272554433 | r@example.kz | Алматы'],
  },
  "apostrophe.csv": {
    kind: "customers",
    customers: ["person | Anna Example |  |  | +37120000001 | a@example.lv", "person | Boris Example |  |  | +37120000002 | b@example.lv"],
  },
  "brandless-serial.csv": {
    kind: "devices",
    warned: ["2 serial placeholder 12345678", "3 serial placeholder 12345678", "4 serial placeholder 12345678"],
    devices: ["other |  |  | 12345678", "other | Apple |  | 12345678", "other | Samsung |  | 12345678"],
  },
  "dates-forms.csv": {
    kind: "orders",
    customers: [
      "person | A One",
      "person | B Two",
      "person | C Three",
      "person | D Four",
      "person | E Five",
      "person | F Six",
      "person | G Seven",
      "person | H Eight",
      "person | I Nine",
      "person | J Ten",
      "person | K Eleven",
      "person | L Twelve",
      "person | M Thirteen",
    ],
    orders: [
      "1 | received | 2024-02-01 |  |  | x",
      "2 | received | 2024-01-31 |  |  | x",
      "3 | received | 2024-01-31 |  |  | x",
      "4 | received | 2024-01-31 |  |  | x",
      "5 | received | 2024-01-31 |  |  | x",
      "6 | received | 2024-01-31 |  |  | x",
      "7 | received | 2024-01-31 |  |  | x",
      "8 | received | 2024-01-31 |  |  | x",
      "9 | received | 2024-01-31 |  |  | x",
      "10 | received | 2024-01-31 |  |  | x",
      "11 | received | 2024-01-31 |  |  | x",
      "12 | received | 2024-01-31 |  |  | x",
      "13 | received | 2024-01-31 |  |  | x",
    ],
  },
  "emails.csv": {
    kind: "customers",
    customers: [
      "person | Anna |  |  |  | a@example.lv, b@example.lv",
      "person | Boris |  |  |  | b@example.lv",
      "person | Carl |  |  |  | c@example.lv",
      "person | Dora",
      "person | Eva",
      "person | Fil",
    ],
  },
  "excel-text-dev.csv": {
    kind: "devices",
    devices: ["other | Apple | iPhone | 0012345678", "other | Apple | iPad | 0099887766"],
  },
  "future-order.csv": {
    kind: "orders",
    wrong: ["3 received date-future"],
    customers: ["person | A One"],
    orders: ["1 | received | 1998-03-15 |  |  | x"],
  },
  "glpi-computers.csv": {
    kind: "devices",
    left: "Name, Entity, Status, Operating System - Name, Location, Last update",
    devices: ["laptop | Dell Inc. | Latitude 5520 | ABC1234"],
  },
  "google-contacts.csv": {
    kind: "customers",
    left: "Labels, E-mail 1 - Label, Phone 1 - Label, Phone 2 - Label",
    customers: ["person | Anna Example |  |  | +37120000001 +37120000002 +37167000001 | a@example.lv | Brivibas 1"],
  },
  "homebox.csv": {
    kind: "devices",
    left: "HB.location, HB.labels, HB.asset_id, HB.archived, HB.name, HB.quantity, HB.description, HB.insured, HB.purchase_price, HB.lifetime_warranty",
    devices: ["other | Makita | DHP484 | MK0001 |  | 2023-05-01 | Shop"],
  },
  "imei-with-serial.csv": {
    kind: "devices",
    wrong: ["4 imei scientific"],
    warned: [
      "3 imei same-number 490154203237518 (Samsung Galaxy A54)",
      "5 imei same-number 490154203237518 (Samsung Galaxy A54)",
      "6 imei same-number 356938035643809 (Samsung Galaxy A54)",
    ],
    devices: [
      "other | Samsung | Galaxy A54 | R58N30ABCDE | 490154203237518+356938035643809",
      "other | Samsung | Galaxy A55 | R58N30ABCDF | 490154203237518",
      "other | Samsung | Galaxy A57 | R58N30ABCDH | 490154203237518",
      "other | Samsung | Galaxy A58 | R58N30ABCDI | 356938035643809",
    ],
  },
  "inventree-stock.csv": {
    kind: "devices",
    left: "ID, Part ID, Part Description, Quantity, Location, Customer, Status, Updated",
    devices: ["other |  | Amp | SN-0001"],
  },
  "lv-persons.csv": {
    kind: "customers",
    customers: ["person | Anna Paraugs |  | 320101-12345 | +37120000001 | a@example.lv"],
  },
  "nameless-phone-merge.csv": {
    kind: "orders",
    warned: ["3 name same-name Anna"],
    customers: ["person | Anna", "person | Anna"],
    orders: ["1 | received | 2024-01-31 |  |  | x", "2 | received | 2024-02-01 |  |  | y"],
  },
  "names-search.csv": {
    kind: "customers",
    customers: [
      "person | Mary O'Brien |  |  | +37120000001",
      "person | Jānis Bērziņš |  |  | +37120000002",
      'person | ТОО "Ромашка" |  |  | +37120000003',
      "person | Ахметов Нұрлан Серікұлы |  |  | +37120000004",
      "person | Д’Артаньян Шарль |  |  | +37120000005",
    ],
  },
  "odoo-partner.csv": {
    kind: "customers",
    left: "id",
    customers: [
      "person | Anna Example |  |  | +37167000001 +37120000001 | a@example.lv | Brīvības iela 1, Rīga, LV-1010",
      "organisation | SIA Example, Boris Example |  | LV40003000002 | +37120000002 | b@example.lv | Elizabetes iela 2, Rīga, LV-1010",
    ],
  },
  "odoo-repair.csv": {
    kind: "orders",
    left: "Responsible",
    customers: ["person | Anna Example"],
    devices: ["other |  | iPhone 12 | F17ABC123"],
    orders: ["WH/RO/00001 | ready | 2024-01-31 |  |  | Screen broken"],
  },
  "open-ticket.csv": {
    kind: "orders",
    customers: ["person | Anna Example |  |  | +37120000001"],
    devices: ["other |  | iPhone 12"],
    orders: ["T-1001 | in-repair | 2026-11-29 |  |  | Screen"],
  },
  "osticket.csv": {
    kind: "orders",
    left: "Priority, Department, Help Topic, Source, Last Updated",
    customers: ["person | Anna Example |  |  |  | a@example.lv"],
    orders: ["123456 | handed-back | 2024-01-31 | 2024-02-02 |  | Screen broken"],
  },
  "phone-placeholders.csv": {
    kind: "customers",
    customers: ["person | Anna Example", "person | Boris Example", "person | Carl Example", "person | Dora Example |  |  | +37120000001"],
  },
  "phones.csv": {
    kind: "customers",
    warned: ["5 phone phone-dropped Jānis"],
    customers: [
      "person | Anna |  |  | +37120000001;ext=12",
      "person | Boris |  |  | +37120000001;ext=12",
      "person | Carl |  |  | +37120000001 +37120000002",
      "person | Dora |  |  | +37120000001",
      "person | Eva |  |  | +37120000001",
      "person | Fil |  |  | +37120000001",
      "person | Gina |  |  | +37120000001",
      "person | Hans |  |  | +37120000001",
    ],
  },
  "placeholder-serial-orders.csv": {
    kind: "orders",
    warned: [
      "2 serial placeholder N/A",
      "3 serial placeholder N/A",
      "4 serial placeholder n/a",
      "5 serial placeholder -",
      "6 serial placeholder -",
      "7 serial placeholder To Be Filled By O.E.M.",
      "8 serial placeholder To Be Filled By O.E.M.",
      "9 serial placeholder нет",
      "10 serial placeholder нет",
      "11 serial placeholder 0",
      "12 serial placeholder 0",
      "13 serial placeholder 000000000000000",
      "14 serial placeholder 000000000000000",
    ],
    customers: [
      "person | Anna A |  |  | +37120000001",
      "person | Boris B |  |  | +37120000002",
      "person | Carl C |  |  | +37120000003",
      "person | Dana D |  |  | +37120000004",
      "person | Egon E |  |  | +37120000005",
      "person | Fred F |  |  | +37120000006",
      "person | Gina G |  |  | +37120000007",
      "person | Hugo H |  |  | +37120000008",
      "person | Ivan I |  |  | +37120000009",
      "person | Jana J |  |  | +37120000010",
      "person | Karl K |  |  | +37120000011",
      "person | Lena L |  |  | +37120000012",
      "person | Max M |  |  | +37120000013",
    ],
    devices: [
      "other | Samsung | UE43 TV | N/A",
      "other | Samsung | Galaxy A5 | N/A",
      "other | Samsung | VC07 vacuum | n/a",
      "other | Samsung | WW70 | -",
      "other | Samsung | HW-Q | -",
      "other |  | Kettle | To Be Filled By O.E.M.",
      "other | Asus | Desktop | To Be Filled By O.E.M.",
      "other | LG | Fridge | нет",
      "other | LG | Phone | нет",
      "other | LG | TV | 0",
      "other | LG | Oven | 0",
      "other | LG | Iron | 000000000000000",
      "other | LG | Lamp | 000000000000000",
    ],
    orders: [
      "1 | received | 2024-01-02 |  |  | no picture",
      "2 | received | 2024-02-02 |  |  | broken screen",
      "3 | received | 2024-03-02 |  |  | no suction",
      "4 | received | 2024-03-03 |  |  | leaks",
      "5 | received | 2024-03-04 |  |  | no sound",
      "6 | received | 2024-03-05 |  |  | x",
      "7 | received | 2024-03-05 |  |  | x",
      "8 | received | 2024-03-06 |  |  | x",
      "9 | received | 2024-03-06 |  |  | x",
      "10 | received | 2024-03-06 |  |  | x",
      "11 | received | 2024-03-06 |  |  | x",
      "12 | received | 2024-03-06 |  |  | x",
      "13 | received | 2024-03-06 |  |  | x",
    ],
  },
  "prices.csv": {
    kind: "orders",
    wrong: [
      "2 price amount-currency",
      "6 price amount-two-ways",
      "7 price amount-negative",
      "8 price amount",
      "9 price amount-currency",
      "13 price amount-two-ways",
    ],
    customers: ["person | B", "person | C", "person | D", "person | I", "person | J", "person | K"],
    orders: [
      "2 | received | 2024-01-02 |  |  | x | 1250.5",
      "3 | received | 2024-01-02 |  |  | x | 1250.5",
      "4 | received | 2024-01-02 |  |  | x | 1250",
      "9 | received | 2024-01-02 |  |  | x | 12.5",
      "10 | received | 2024-01-02 |  |  | x",
      "11 | received | 2024-01-02 |  |  | x | 85",
    ],
  },
  "remonline.csv": {
    kind: "orders",
    customers: ["person | Анна Пример |  |  | +77025554433"],
    devices: ["phone | Apple | iPhone 12 |  | 490154203237518"],
    orders: ["A0001 | handed-back | 2024-01-31 | 2024-02-02 |  | Разбит экран | 12500"],
  },
  "repairdesk-tickets.csv": {
    kind: "orders",
    wrong: ["2 price amount-currency"],
    left: "Assigned To",
  },
  "repairq-customers.csv": {
    kind: "customers",
    left: "Customer ID",
    customers: ["person | Anna Example |  |  | +37120000001 +37167000001 |  | Brivibas 1, Riga, LV-1010, LV"],
  },
  "repairshopr-customers.csv": {
    kind: "customers",
    customers: [
      "person | Anna Example |  |  | +37120000001 +37120000002 | a@example.lv | Brivibas 1, Riga, LV-1010",
      "organisation | SIA Example |  |  | +37120000003 | b@example.lv | Elizabetes 2, Riga, LV-1010",
    ],
  },
  "repairshopr-tickets.csv": {
    kind: "orders",
    left: "Problem Type, Comment",
    customers: ["person | Anna Example"],
    orders: ["1001 | handed-back | 2024-01-31 | 2024-02-02 |  | Screen broken"],
  },
  "same-person.csv": {
    kind: "customers",
    customers: ["person | Anna Example |  |  | +37120000001", "person | Example Anna |  |  | +37120000001"],
  },
  "sci-serial.csv": {
    kind: "devices",
    wrong: ["2 serial scientific", "3 serial scientific", "4 imei scientific", "5 imei scientific"],
  },
  "sep-line.csv": {
    kind: "customers",
    customers: ["person | Anna Example |  |  | +37120000001 | a@example.lv"],
  },
  "snipeit-assets.csv": {
    kind: "devices",
    left: "Company, Name, Location, Order Number, Model Number, Purchase Cost",
    devices: ["laptop | Dell | Latitude 5520 | ICC-2065556 |  | 2023-01-23 | Shop A"],
  },
  "snipeit-custom-export.csv": {
    kind: "devices",
    left: "ID, Company, Asset Tag, Asset Name, Model No., Cost, Order Number, Checked Out, Type, Username, Location, Status, Warranty, Created At",
    devices: ["laptop | Dell | Latitude 5520 | ABC1234 |  | 2023-01-23 | Shop A"],
  },
  "snipeit-users.csv": {
    kind: "customers",
    warned: ["2 phone phone-dropped 371-(290)875-781"],
    left: "User name, Location, Job Title For User, Employee Number, VIP",
    customers: ["organisation | Example Ltd | c/o Anna Example |  |  | anna@example.lv"],
  },
  "trailing-empty.csv": {
    kind: "customers",
    customers: ["person | Anna Example |  |  | +37120000001 | a@example.lv"],
  },
  "two-digit-year.csv": {
    kind: "orders",
    wrong: ["3 purchased date-future"],
    customers: ["person | A One"],
    devices: ["other |  |  |  |  | 1998-03-15"],
    orders: ["1 | received | 2024-01-31 |  |  | x"],
  },
  "two-phone-cols.csv": {
    kind: "customers",
    customers: ["person | Anna Example |  |  | +37120000001 +37167000001"],
  },
  "us-dates.csv": {
    kind: "orders",
    customers: [
      "person | Alice Example |  |  | +37120000001",
      "person | Bob Example |  |  | +37120000002",
      "person | Carl Example |  |  | +37120000003",
    ],
    devices: ["other |  | iPhone 12", "other |  | iPhone 13", "other |  | iPhone 14"],
    orders: [
      "1001 | handed-back | 2024-01-31 | 2024-02-02 |  | Screen",
      "1002 | handed-back | 2024-02-03 | 2024-02-05 |  | Battery",
      "1003 | handed-back | 2025-12-01 | 2025-12-03 |  | Camera",
    ],
  },
  "utc-day.csv": {
    kind: "orders",
    customers: ["person | Anna"],
    orders: ["1 | received | 2024-02-01 |  |  | x"],
  },
  "utf16-excel.csv": {
    kind: "customers",
    customers: ["person | Jānis Bērziņš |  |  | +37120000001", "person | Анна |  |  | +37120000002"],
  },
  "vards-uzvards.csv": {
    kind: "customers",
    customers: ["person | Anna Paraugs |  |  | +37120000001", "person | Anna Ozoliņa |  |  | +37120000002"],
  },
};

const FOLDER = join(import.meta.dirname, "../../fixtures/field");
const TABLES = readdirSync(FOLDER).filter((name) => /\.(csv|xls|xlsx)$/.test(name));
const REFUSED: Readonly<Record<string, string>> = { "html.xls": "file.web-page", "book.xlsx": "file.workbook" };

const openInRiga = () =>
  openTestShop({
    country: "LV",
    now: Date.UTC(2026, 10, 30, 10),
    settings: { country: "LV", currency: "EUR", timeZone: "Europe/Riga", languages: ["lv", "ru", "en"] },
  });

test.each(TABLES.filter((name) => REFUSED[name] === undefined))("%s", async (name) => {
  const open = openInRiga();
  const path = join(FOLDER, name);
  const { kind } = await lookAtFile(path, {});
  const { report } = await bringIn(open, path, kind, { dryRun: true });
  if (report.right > 0) await bringIn(open, path, kind, { skipWrong: true });
  const { devices, ...others } = importedIn(open);
  const said = (problem: string, text: string | undefined): string => [problem, text].filter(Boolean).join(" ");
  expect({
    kind,
    wrong: report.problems.map(({ row, field, problem }) => `${row} ${field} ${problem}`),
    warned: report.warnings.map(({ row, field, problem, text }) => `${row} ${field} ${said(problem, text)}`),
    left: report.left.map(({ column }) => column).join(", "),
    ...others,
    // Of some nothing is known but that they were here.
    devices: devices.filter((device) => device !== "other"),
  }).toEqual({ wrong: [], warned: [], left: "", customers: [], devices: [], orders: [], ...RIGHT[name] });
  open.cleanup();
});

test.each(Object.entries(REFUSED))("%s is no table, and is said to be what it is", async (name, code) =>
  expect((await refusalOfAsync(lookAtFile(join(FOLDER, name), {}))).code).toBe(code),
);
