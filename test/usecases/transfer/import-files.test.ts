import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { guessMapping } from "../../../src-main/domain/transfer/import-heading.ts";
import { findOrders, readOrder, readOrderByNumber, readQueue } from "../../../src-main/usecases/orders/find-orders.ts";
import { handBackDevice } from "../../../src-main/usecases/orders/hand-back-device.ts";
import { importRecords, lookAtFile } from "../../../src-main/usecases/transfer/import-records.ts";
import { moveOrder } from "../../../src-main/usecases/orders/move-order.ts";
import { undoImport } from "../../../src-main/usecases/transfer/undo-import.ts";
import { bringIn, put } from "../../helpers/exchange.ts";
import { importedIn } from "../../helpers/imported.ts";
import { openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";
import { everythingIn, refusalOfAsync } from "../../helpers/orders.ts";
import { USUAL_PLAN } from "../../../src-main/domain/transfer/import.ts";

/** Files as other programs and people lay them out. */

let open: TestShop;
beforeEach(() => {
  open = openTestShop({
    country: "LV",
    now: Date.UTC(2026, 10, 30, 10),
    settings: { country: "LV", currency: "EUR", timeZone: "Europe/Riga", languages: ["lv", "ru", "en"] },
  });
});
afterEach(() => open.cleanup());

const found = (text: string): readonly string[] => findOrders(open.shop, text).map(({ number }) => number);
const stored = (): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(everythingIn(open.shop.db)).filter(([name]) => !/^(open|closed|customer)_search|^import$/.test(name)));
/** How many open orders a word finds, published or not. */
const openWords = (word: string): unknown => open.shop.db.prepare("SELECT count(*) FROM open_search WHERE open_search MATCH ?").pluck().get(word);
const mapped = (kind: "customers" | "orders", ...columns: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(guessMapping(kind, columns)).map(([field, places]) => [field, places.map((place) => columns[place]).join(" + ")]),
  );

const TICKETS = `Ticket,Date,Status,Customer,Phone,Device,Problem,Due date,Total,Result
T-1,2026-11-02,Waiting for parts,Anna A,20000001,iPhone 12,Screen,2026-12-24,85.00,Part ordered
T-2,2026-11-03,Ready for pickup,Boris B,20000002,iPhone 13,Battery,,40,
T-3,2026-11-04,Picked up,Carl C,20000003,iPhone 14,Camera,,30,Replaced
T-4,2026-11-05,Frobnicated,Dora D,20000004,iPhone 15,Glass,,,
T-5,2026-11-06,,Eva E,20000005,iPhone 16,Noise,,,
`;

describe("orders that are still open", () => {
  test("stand in the queue in the state that their status tells, and go on from there", async () => {
    const { report } = await bringIn(open, put(open, "tickets.csv", TICKETS), "orders");
    expect(report).toMatchObject({ rows: 5, wrong: 0, orders: 5, open: 4 });
    expect(report.warnings).toEqual([{ row: 5, field: "status", column: "Status", problem: "status-unknown", text: "Frobnicated" }]);
    expect(importedIn(open).orders.map((order) => order.split(" | ").slice(0, 2).join(" "))).toEqual([
      "T-1 waiting-for-parts",
      "T-2 ready",
      "T-3 handed-back",
      "T-4 received",
      "T-5 received",
    ]);
    const { rows } = readQueue(open.shop, { sort: "arrival", after: null, limit: 10 });
    expect(rows.map(({ number }) => number).toSorted()).toEqual(["T-1", "T-2", "T-4", "T-5"]);
    const waiting = readOrderByNumber(open.shop, "T-1");
    expect(waiting).toMatchObject({ promisedOn: "2026-12-24", closedAt: null, handback: null, payments: [], lines: [{ totalMinor: 8500 }] });
    expect(waiting.claimCode).toMatch(/^[0-9A-Z]{6}$/);
    expect(readOrder(open.shop, waiting.id).events).toMatchObject([{ kind: "imported", data: { number: "T-1", outcome: "Part ordered" } }]);
    expect([found("T-1")[0], found(waiting.claimCode), found("iphone 13"), found("carl")]).toEqual(["T-1", ["T-1"], ["T-2"], ["T-3"]]);
    moveOrder(open.shop, { id: waiting.id, version: waiting.version, to: "in-repair" }, open.caller);
    const ready = readOrderByNumber(open.shop, "T-2");
    handBackDevice(
      open.shop,
      {
        id: ready.id,
        version: ready.version,
        claimCode: ready.claimCode,
        identityCheck: null,
        identityNote: "",
        returned: [],
        outcome: "",
        warrantyDays: null,
        paid: "40.00",
        paidMethod: "cash",
        signature: null,
      },
      open.caller,
    );
    expect([readOrderByNumber(open.shop, "T-1").state, readOrderByNumber(open.shop, "T-2").state]).toEqual(["in-repair", "handed-back"]);
    expect(found("battery")).toEqual(["T-2"]);
    expect(open.shop.db.pragma("foreign_key_check")).toEqual([]);
  });

  test("go again with their import, out of the queue, the search and the figures", async () => {
    const before = stored();
    const { id } = await bringIn(open, put(open, "tickets.csv", TICKETS), "orders");
    await undoImport(open.shop, id);
    expect(stored()).toEqual(before);
    expect([found("iphone"), openWords("iphone")]).toEqual([[], 0]);
  });

  test("leave nothing where their import is stopped while they are stored", async () => {
    const rows = Array.from({ length: 5000 }, (_, row) => `N-${row},2026-11-02,Client ${row},2${String(row).padStart(7, "0")},Lamp,word`);
    const path = put(open, "many.csv", `Ticket,Date,Customer,Phone,Device,Problem\n${rows.join("\n")}\n`);
    const before = stored();
    const plan = { ...(await lookAtFile(path, {})), ...USUAL_PLAN };
    for await (const step of importRecords(open.shop, { path, name: "many.csv" }, plan, open.caller, { dryRun: false })) {
      expect([step.kind === "done", found("word"), readQueue(open.shop, { sort: "arrival", after: null, limit: 1 }).rows]).toEqual([false, [], []]);
      if (step.kind === "progress" && step.phase === "publishing" && step.rows > 16_000) break;
    }
    expect(stored()).toEqual(before);
    expect(openWords("word")).toBe(0);
  });

  test("are none where a person says that they were given back, and no time is counted for those", async () => {
    const path = put(open, "old.csv", "Number,Date,Customer,Problem\n1,2024-01-02,A,x\n");
    expect((await bringIn(open, path, "orders", { dryRun: true })).report.open).toBe(1);
    await bringIn(open, path, "orders", { unclosed: "handed-back" });
    expect(importedIn(open).orders).toEqual(["1 | handed-back | 2024-01-02 | 2024-01-02 |  | x"]);
    expect(open.shop.db.prepare("SELECT out_on, class FROM order_figure").all()).toEqual([{ out_on: "2024-01-02", class: null }]);
  });

  test.each([
    ["Закрыт", "Да", "handed-back"],
    ["Closed", "no", "received"],
    ["Still open", "yes", "received"],
    ["Still open", "nē", "handed-back"],
    ["Vēl atvērts", "jā", "received"],
  ])("a column %s that says %s", async (heading, word, state) => {
    await bringIn(open, put(open, "open.csv", `Number,Date,Customer,Problem,${heading}\n1,2024-01-02,A,x,${word}\n`), "orders");
    expect(readOrderByNumber(open.shop, "1").state).toBe(state);
  });
});

describe("dates that can be read in two ways", () => {
  const dated = (...dates: readonly string[]): string =>
    put(open, `dates-${dates.length}.csv`, `Number,Date,Customer,Problem\n${dates.map((date, row) => `${row},${date},A,x`).join("\n")}\n`);
  const days = (): readonly string[] => importedIn(open).orders.map((order) => order.split(" | ")[2]!);

  test("follow what others prove, wherever those stand", async () => {
    const { report } = await bringIn(open, dated("02/03/2024", "03/04/2024", "31/01/2024"), "orders");
    expect([report.dayProof, report.wrong, days()]).toEqual(["day-first", 0, ["2024-03-02", "2024-04-03", "2024-01-31"]]);
  });
  test("are asked for where nothing proves it, and read as a person says", async () => {
    const path = dated("02/03/2024", "05/05/2024");
    const { report } = await bringIn(open, path, "orders", { dryRun: true });
    expect(report).toMatchObject({ dayProof: "none", dayDoubt: "02/03/2024", wrong: 1, problems: [{ row: 2, problem: "date-two-ways" }] });
    await bringIn(open, path, "orders", { dayOrder: "month-first" });
    expect(days()).toEqual(["2024-02-03", "2024-05-05"]);
  });
  test("stay mistakes where a file proves both; the others are read", async () => {
    const { report } = await bringIn(open, dated("31/01/2024", "01/31/2024", "02/03/2024"), "orders", { skipWrong: true });
    expect([report.dayProof, report.problems.map(({ row }) => row), days()]).toEqual(["both", [4], ["2024-01-31", "2024-01-31"]]);
  });
  test("have one reading where the other lies in the future", async () => {
    const { report } = await bringIn(open, dated("11/12/2026"), "orders");
    expect([report.dayProof, days()]).toEqual([null, ["2026-11-12"]]);
  });
});

describe("one ticket", () => {
  const HEAD = "Ticket,Date,Customer,Phone,Brand,Model,Serial,Problem\n";
  test("with two devices is two orders, whose numbers tell where they come from", async () => {
    const rows = `77,2024-01-02,Anna,20000001,Apple,iPhone,F1A,x\n77,2024-01-02,Anna,20000001,Apple,iPad,F2B,y\n78,2024-01-03,Boris,20000002,LG,TV,,z\n`;
    const { report } = await bringIn(open, put(open, "two.csv", HEAD + rows), "orders");
    expect(report).toMatchObject({ orders: 3, devices: 3, customers: 2, warnings: [{ row: 3, problem: "number-split", text: "77-2" }] });
    expect(["77", "77-2"].map((number) => readOrderByNumber(open.shop, number).device.model)).toEqual(["iPhone", "iPad"]);
    expect([found("77-2")[0], found("77").toSorted()]).toEqual(["77-2", ["77", "77-2"]]);
  });
  test.each([
    ["the same device", "Anna,20000001,Apple,iPhone,F1A"],
    ["another customer", "Boris,20000002,Apple,iPad,F2B"],
  ])("that stands there twice for %s is a mistake", async (_, again) => {
    const path = put(open, "twice.csv", `${HEAD}77,2024-01-02,Anna,20000001,Apple,iPhone,F1A,x\n77,2024-01-02,${again},y\n`);
    expect((await bringIn(open, path, "orders", { dryRun: true })).report.problems).toMatchObject([{ row: 3, problem: "number-twice", text: "77" }]);
  });
});

describe("columns", () => {
  test.each<[string, readonly string[], string, Readonly<Record<string, string>>]>([
    ["Russian names keep their order", ["Фамилия", "Имя", "Отчество"], "Иванов;Иван;Иванович", { name: "Фамилия + Имя + Отчество" }],
    ["Latvian ones have the given name first", ["Uzvārds", "Vārds"], "Paraugs;Anna", { name: "Vārds + Uzvārds" }],
    ["a given name beside a family name", ["Name", "Surname"], "Anna;Example", { name: "Name + Surname" }],
    ["one full name", ["Name", "Phone"], "Anna;20000001", { name: "Name", phone: "Phone" }],
    [
      "Square",
      ["First Name", "Last Name", "Email Address", "Phone Number", "Address Line 1", "Address Line 2", "City", "State", "Postal Code"],
      "",
      {
        name: "First Name + Last Name",
        email: "Email Address",
        phone: "Phone Number",
        address: "Address Line 1 + Address Line 2 + City + State + Postal Code",
      },
    ],
    [
      "camel case",
      ["CustomerName", "PrimaryPhone", "SecondaryPhone", "Address1"],
      "",
      { name: "CustomerName", phone: "PrimaryPhone + SecondaryPhone", address: "Address1" },
    ],
    ["Kazakh", ["Тегі", "Аты", "Ұялы телефон", "Қала", "Көше"], "", { name: "Тегі + Аты", phone: "Ұялы телефон", address: "Қала + Көше" }],
  ])("%s", (_, columns, __, expected) => expect(mapped("customers", ...columns)).toEqual(expected));

  test("of one field are joined in the order that a person gives, each text once", async () => {
    const path = put(open, "joined.csv", "Last,First,Nick\nParaugs,Anna,anna\n");
    await bringIn(open, path, "customers", { mapping: { name: [1, 0, 2] } });
    expect(importedIn(open).customers).toEqual(["person | Anna Paraugs"]);
  });
  test("a company with a person is an organisation that is reached by that person, unless the file says otherwise", async () => {
    const path = put(
      open,
      "companies.csv",
      "Company,First name,Last name,Phone,Customer type\nSIA A,Anna,P,20000001,\nSIA B,,,20000002,\nSIA C,Carl,C,20000003,person\n",
    );
    const { report } = await bringIn(open, path, "customers");
    expect(importedIn(open).customers).toEqual([
      "organisation | SIA A | c/o Anna P |  | +37120000001",
      "organisation | SIA B |  |  | +37120000002",
      "person | Carl C |  |  | +37120000003",
    ]);
    expect(report.warnings).toMatchObject([{ row: 4, field: "company", problem: "company-person", text: "SIA C" }]);
  });
  test("a registration number tells a person from a company, and a wrong check digit only warns", async () => {
    const rows = ["A,880101300123", "B,050140000120", "C,161175-19997", "D,161175-19998", "E,LV40003521600", "F,5.0014E+11"];
    const { report } = await bringIn(open, put(open, "codes.csv", `Name,IIN/БИН\n${rows.join("\n")}\n`), "customers", {
      mapping: { name: [0], registration: [1] },
    });
    expect(importedIn(open).customers.map((customer) => customer.split(" | ").slice(0, 2).join(" "))).toEqual([
      "person A",
      "organisation B",
      "person C",
      "person D",
      "organisation E",
      "person F",
    ]);
    expect(report.warnings.map(({ row, problem }) => [row, problem])).toEqual([
      [5, "registration-check"],
      [7, "scientific"],
    ]);
  });
  test("that no field takes are named, empty ones aside; titles above the headings are no data", async () => {
    const path = put(
      open,
      "titles.csv",
      "Customers of the shop;;;;\nas of 30.11.2026;;;;\n\nVārds;Tālrunis;Klubs;Tukšs;\nAnna;20000001;VIP;;\nBoris;20000002;;;\n",
    );
    expect(await lookAtFile(path, {})).toMatchObject({ delimiter: ";", headRow: 4, kind: "customers", mapping: { name: [0], phone: [1] } });
    const { report } = await bringIn(open, path);
    expect(report).toMatchObject({ rows: 2, customers: 2, left: [{ column: "Klubs", place: 2, cells: 1 }] });
    expect(report.preview.map(({ row }) => row)).toEqual([5, 6]);
    expect(await lookAtFile(path, { headRow: 1 })).toMatchObject({ headRow: 1, mapping: {} });
  });
  test("a file with nothing under its only row has no headings further down", async () => {
    const path = put(open, "short.csv", "a;b\n");
    const look = await lookAtFile(path, {});
    const plan = { ...look, ...USUAL_PLAN, headRow: 9 };
    const run = async (): Promise<void> => {
      for await (const step of importRecords(open.shop, { path, name: "short.csv" }, plan, open.caller, { dryRun: true })) void step;
    };
    expect((await refusalOfAsync(run())).code).toBe("file.empty");
  });
});
