import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { csvLine } from "../../../src-main/domain/ground/csv.ts";
import { COUNTRIES, alpha3Of } from "../../../src-main/domain/ground/country.ts";
import { guessKind, guessMapping } from "../../../src-main/domain/transfer/import-heading.ts";
import { undoImport as undoInDatabase } from "../../../src-main/database/transfer/import-undo.ts";
import { USUAL_PLAN } from "../../../src-main/domain/transfer/import.ts";
import { exportImport } from "../../../src-main/usecases/transfer/export-open-repair.ts";
import {
  findCustomers,
  findOrders,
  readCustomer,
  readDeviceHistory,
  readOrder,
  readOrderByNumber,
} from "../../../src-main/usecases/orders/find-orders.ts";
import { importRecords, lookAtFile } from "../../../src-main/usecases/transfer/import-records.ts";
import { addNote } from "../../../src-main/usecases/orders/edit-order.ts";
import { readImports, undoImport } from "../../../src-main/usecases/transfer/undo-import.ts";
import { bringIn, OLD_ORDERS, ORD_HEAD, ORD_TRAPS, put } from "../../helpers/exchange.ts";
import { NOON, openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";
import { everythingIn, refusalOfAsync, SMALL, takeIn } from "../../helpers/orders.ts";

let open: TestShop;
beforeEach(() => {
  open = openTestShop();
});
afterEach(() => open.cleanup());

/** Everything but the search index, whose pages lie another way after words came and went. */
const stored = (): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(everythingIn(open.shop.db)).filter(([name]) => !/^(closed|customer)_search|^import$/.test(name)));
const found = (text: string): readonly string[] => findOrders(open.shop, text).map(({ number }) => number);
const leftBehind = (): readonly string[] => {
  const folder = join(open.folder, "imports");
  return existsSync(folder) ? readdirSync(folder) : [];
};

const historyOf = (device: { serial: string; imei: string; brand: string }) =>
  readDeviceHistory(open.shop, { category: "", model: "", imei2: "", ...device })[0];

describe("past orders", () => {
  test("come in under their own numbers, closed, findable, and older than all that came in here", async () => {
    const own = takeIn(open, { ...SMALL, fault: "Шумит сильно" });
    const { report, id } = await bringIn(open, put(open, "old.csv", OLD_ORDERS));
    expect(report).toMatchObject({ rows: 3, right: 3, wrong: 0, customers: 2, devices: 3, orders: 3 });
    expect(found("1001")[0]).toBe("1001");
    expect(found("7 701 111 22 33")).toEqual(["1003", "1001"]);
    expect(found("шумит")).toEqual([own.number, "1002"]);
    expect(found("7788")).toEqual(["1001"]);
    const order = readOrderByNumber(open.shop, "1001");
    expect(order).toMatchObject({
      state: "handed-back",
      fault: "Не заряжается,\nгаснет",
      device: { category: "phone", brand: "Samsung", model: "A50", serial: "SN-77 88" },
      customer: { name: "Иванов Иван", phones: ["+77011112233"] },
      handback: { outcome: "Заменён разъём", paidMinor: 1_250_000 },
      lines: [{ title: "Сумма", totalMinor: 1_250_000 }],
      payments: [{ amountMinor: 1_250_000 }],
    });
    expect([order.receivedAt, order.closedAt]).toEqual([Date.UTC(2019, 2, 5, 12), Date.UTC(2019, 2, 12, 12)]);
    expect(readOrder(open.shop, order.id).events).toMatchObject([{ kind: "imported", data: { file: "old.csv", number: "1001" } }]);
    expect(historyOf({ serial: "sn7788", imei: "", brand: "" })?.stays).toMatchObject([{ number: "1001", outcome: "Заменён разъём" }]);
    expect(readImports(open.shop)).toMatchObject([{ id, kind: "orders", file: "old.csv", person: "Айгерим", undoneAt: null, counts: { orders: 3 } }]);
    expect(leftBehind()).toEqual([]);
    expect(open.shop.db.pragma("foreign_key_check")).toEqual([]);
  });

  test("leave the shop's own numbers without a gap, and a customer who comes again is the same", async () => {
    const first = takeIn(open);
    await bringIn(open, put(open, "old.csv", OLD_ORDERS));
    const next = takeIn(open, { ...SMALL, customer: { name: "Иванов Иван", phone: "+77011112233" } });
    expect([first.number, next.number].map((number) => number.slice(0, 10))).toEqual(["R26-000001", "R26-000002"]);
    const [customer] = findCustomers(open.shop, "Иванов");
    expect(readCustomer(open.shop, customer!.id).orders.map(({ number }) => number)).toEqual([next.number, "1003", "1001"]);
  });

  test("are refused row by row, with the place of each mistake, and then nothing comes in", async () => {
    const own = takeIn(open);
    const before = stored();
    const rows = [
      `1;31.02.2020;;Анна;87021112233;`,
      `2;01.02.2020;01.01.2020;Анна;123;`,
      `2;01.02.2020;02.02.2020;Анна;87021112233;много`,
      `${own.number};01.02.2020;02.02.2020;Анна;87021112233;5`,
      `;01.02.2020;02.02.2020;;;`,
      ``,
      `3;01.02.2020;02.02.2020;Анна;87021112233;5`,
    ];
    const path = put(open, "wrong.csv", `Номер;Дата приема;Дата выдачи;ФИО;Телефон;Сумма\n${rows.join("\n")}\n`);
    const { report } = await bringIn(open, path, "orders", { dryRun: true });
    expect(report).toMatchObject({ rows: 6, right: 1, wrong: 5, orders: 1 });
    expect(report.problems.map(({ row, column, problem }) => [row, column, problem])).toEqual([
      [2, "Дата приема", "date"],
      [3, "Дата выдачи", "before-received"],
      [4, "Сумма", "amount"],
      [5, "Номер", "number-own"],
      [6, "ФИО", "required"],
      [6, "Номер", "required"],
    ]);
    expect(report.warnings).toEqual([]);
    expect(report.preview).toHaveLength(6);
    expect(report.preview.at(-1)).toMatchObject({
      row: 8,
      values: { number: "3", name: "Анна", phone: "+7 702 111 2233", price: "5.00" },
      problems: [],
    });
    expect(await refusalOfAsync(bringIn(open, path, "orders"))).toMatchObject({ code: "import.wrong-rows", data: { count: 5 } });
    expect(stored()).toEqual(before);
    expect(leftBehind()).toEqual([]);
    await bringIn(open, path, "orders", { skipWrong: true });
    expect(found("3")[0]).toBe("3");
  });

  test("do not come twice, unless a prefix tells them apart; two systems may have counted alike", async () => {
    const path = put(open, "old.csv", OLD_ORDERS);
    await bringIn(open, path);
    expect((await bringIn(open, path, "orders", { dryRun: true })).report.problems).toMatchObject([
      { row: 2, problem: "number-known", text: "1001" },
      { row: 3 },
      { row: 4 },
    ]);
    const twin = put(open, "twin.csv", OLD_ORDERS.replace("\n1002;", "\n1001;"));
    expect((await bringIn(open, twin, "orders", { dryRun: true, prefix: "B-" })).report.problems).toMatchObject([
      { row: 3, problem: "number-twice" },
    ]);
    await bringIn(open, path, "orders", { prefix: "B-" });
    expect(readOrderByNumber(open.shop, "B-1001").customer.name).toBe("Иванов Иван");
    expect(findCustomers(open.shop, "Иванов")).toHaveLength(1);
  });

  test("need what makes them an order", async () => {
    const path = put(open, "few.csv", "Модель;Сумма\nA50;3\n");
    expect(await refusalOfAsync(bringIn(open, path, "orders"))).toMatchObject({
      code: "import.fields-missing",
      data: { fields: ["number", "name"] },
    });
    expect((await refusalOfAsync(bringIn(open, path, "ord"))).code).toBe("import.not-open-repair");
  });
});

describe("customers and devices", () => {
  test("who is known stays as they are; a second look brings nothing", async () => {
    takeIn(open);
    const path = put(
      open,
      "people.csv",
      `Name,Phone,E-mail,VAT number,Address\nНұрлан Ахметов,+77025554433,new@example.com,,\nSIA Nimbus,+371 26123456; +371 26123457,info@example.com,LV1,"Rīga,\nBrīvības 1"\n`,
    );
    const { report } = await bringIn(open, path);
    expect(report).toMatchObject({ rows: 2, right: 2, known: 1, customers: 1, orders: 0 });
    expect(findCustomers(open.shop, "Ахметов")[0]?.email).toBe("");
    expect(findCustomers(open.shop, "26123457")).toMatchObject([
      { kind: "organisation", name: "SIA Nimbus", phones: ["+37126123456", "+37126123457"], address: "Rīga,\nBrīvības 1", orders: 0 },
    ]);
    expect((await refusalOfAsync(bringIn(open, path))).code).toBe("import.nothing-new");
  });

  test("a device is known by its serial number when it comes in", async () => {
    await bringIn(
      open,
      put(open, "devices.csv", "Brand;Model;Serial number;IMEI;Purchase date\nDreame;L20;R 123-4;;01.02.2025\nApple;iPhone;;490154203237518;\n"),
      "devices",
    );
    expect(historyOf({ serial: "r1234", imei: "", brand: "" })).toMatchObject({
      device: { model: "L20", purchasedOn: "2025-02-01" },
      stays: [],
    });
    expect(historyOf({ serial: "", imei: "490154203237518", brand: "" })?.device.brand).toBe("Apple");
  });
});

describe("undoing", () => {
  test("takes all of it back while nobody has touched it", async () => {
    takeIn(open);
    const before = stored();
    const { id } = await bringIn(open, put(open, "old.csv", OLD_ORDERS));
    await undoImport(open.shop, id);
    expect(stored()).toEqual(before);
    expect([found("1001"), findCustomers(open.shop, "Иванов")]).toEqual([[], []]);
    expect(readImports(open.shop)).toMatchObject([{ id, undoneAt: expect.any(Number) }]);
    expect((await refusalOfAsync(undoImport(open.shop, id))).code).toBe("import.unknown");
    expect(open.shop.db.pragma("foreign_keys", { simple: true })).toBe(1);
    expect(open.shop.db.pragma("foreign_key_check")).toEqual([]);
    await bringIn(open, put(open, "old.csv", OLD_ORDERS));
    expect(found("1001")).toEqual(["1001"]);
  });

  test("is finished by the next program where one was ended meanwhile", async () => {
    const { id } = await bringIn(open, put(open, "old.csv", OLD_ORDERS));
    for (const step of undoInDatabase(open.shop.db, id, NOON, open.shop.exchange.sender)) void step;
    const count = (table: string): unknown => open.shop.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect([count("import_row"), found("1001"), readImports(open.shop)[0]?.undoneAt]).toEqual([3, [], expect.any(Number)]);
    const next = openTestShop({ folder: open.folder });
    await bringIn(next, put(next, "new.csv", OLD_ORDERS));
    expect([count("import_row"), count("closed_search_docsize"), found("1001")]).toEqual([3, 3, ["1001"]]);
    next.cleanup();
  });

  test.each<[string, () => void, string]>([
    ["a note", () => addNote(open.shop, { id: readOrderByNumber(open.shop, "1002").id, text: "x", audience: "internal" }, open.caller), "1002"],
    ["the customer's next device", () => takeIn(open, { ...SMALL, customer: { name: "Иванов Иван", phone: "87011112233" } }), "Иванов Иван"],
    [
      "the device's next stay",
      () => takeIn(open, { ...SMALL, device: { category: "phone", brand: "Samsung", model: "A50", serial: "SN7788" } }),
      "Samsung A50 SN7788",
    ],
    ["a fault that came back", () => takeIn(open, { ...SMALL, sameFaultAs: readOrderByNumber(open.shop, "1003").id }), "1003"],
  ])("is refused after %s, and says so", async (_, touch, name) => {
    const { id } = await bringIn(open, put(open, "old.csv", OLD_ORDERS));
    touch();
    const before = everythingIn(open.shop.db);
    const refusal = await refusalOfAsync(undoImport(open.shop, id));
    expect(refusal.code).toBe("import.touched");
    expect(String(refusal.data["text"]).split(", ")).toContain(name);
    expect(everythingIn(open.shop.db)).toEqual(before);
  });
});

describe("all or nothing", () => {
  const many = (count: number): string =>
    `${ORD_HEAD}\n${Array.from({ length: count }, (_, index) => `x_${index},P,LVA,Lamp,Lamp,15,Brand,,,Fixed,,G${index % 9},2024-01-02,word${index}`).join("\n")}\n`;

  test.each([
    ["reading", 3],
    ["storing", 3],
    ["publishing", 1],
  ])("stopped while %s, nothing is left, and nothing was seen", async (phase, last) => {
    const before = stored();
    const path = put(open, "many.csv", many(7000));
    const look = await lookAtFile(path, {});
    const end = new AbortController();
    let steps = 0;
    const run = async (): Promise<void> => {
      const made = importRecords(open.shop, { path, name: "many.csv" }, { ...look, ...USUAL_PLAN }, open.caller, {
        dryRun: false,
        signal: end.signal,
      });
      for await (const step of made) {
        expect([found("word7"), found("x_7")]).toEqual([[], []]);
        if (step.kind === "progress" && step.phase === phase && ++steps === last) end.abort();
      }
    };
    await expect(run()).rejects.toThrow("abort");
    expect(steps).toBe(last);
    expect(stored()).toEqual(before);
    expect(leftBehind()).toEqual([]);
    expect(open.shop.db.prepare("SELECT count(*) FROM import").pluck().get()).toBe(0);
    await bringIn(open, path);
    expect(found("word7")).toHaveLength(30);
  });

  test("whoever stops listening stops it; two at once are refused", async () => {
    const path = put(open, "many.csv", many(7000));
    const look = await lookAtFile(path, {});
    const plan = { ...look, ...USUAL_PLAN };
    const steps = importRecords(open.shop, { path, name: "many.csv" }, plan, open.caller, { dryRun: false });
    for await (const step of steps)
      if (step.kind === "progress" && step.phase === "storing") {
        expect((await refusalOfAsync(bringIn(open, put(open, "old.csv", OLD_ORDERS)))).code).toBe("import.busy");
        break;
      }
    expect([found("word7"), leftBehind(), readImports(open.shop)]).toEqual([[], [], []]);
    await bringIn(open, path);
  });
});

describe("Open Repair Data", () => {
  const backOf = async (id: string): Promise<string> => {
    const file = join(open.folder, `back-${id}.csv`);
    for await (const step of exportImport(open.shop, id, { file })) void step;
    return readFileSync(file, "utf8");
  };

  test("comes in with its traps, is found, and goes out byte for byte", async () => {
    const text = `${ORD_HEAD}\n${ORD_TRAPS.join("\n")}\n`;
    const { report, id } = await bringIn(open, put(open, "ord.csv", text));
    expect(report).toMatchObject({ rows: 4, right: 4, customers: 2, orders: 4 });
    expect(found("nimbus_3")[0]).toBe("nimbus_3");
    expect(found("smaržo gumijas")).toEqual(["nimbus_3"]);
    expect(readOrderByNumber(open.shop, "nimbus_4")).toMatchObject({
      device: { category: "kitchen-appliance", brand: "", model: "" },
      customer: { kind: "organisation", name: "Rīga" },
      handback: { outcome: "End of life: No way to open product" },
    });
    expect(await backOf(id)).toBe(text);
  });

  test("an older file without some columns comes in as well", async () => {
    const { report } = await bringIn(
      open,
      put(open, "old.csv", "id,data_provider,country,product_category,brand,repair_status,event_date\na_1,P,GBR,Toy,Lego,Fixed,2019-01-02\n"),
    );
    expect(report).toMatchObject({ right: 1, orders: 1 });
    expect(readOrderByNumber(open.shop, "a_1")).toMatchObject({ device: { category: "toy" }, customer: { name: "P" } });
  });

  test("any cells of any row come out the same", async () => {
    const cell = fc
      .oneof(fc.string({ unit: "grapheme", maxLength: 30 }), fc.constantFrom("", '"', "\r\n", " x ", "=1", ",", "'", "????"))
      .map((text) => text.replaceAll("\0", "").toWellFormed());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 12, maxLength: 12 }), { minLength: 1, maxLength: 5 }), fc.nat(), async (rows, seed) => {
        const cells = rows.map((row, index) => [`f_${seed}_${index}`, ...row.slice(0, 11), "2024-02-29", row[11]!]);
        const text = [ORD_HEAD.split(","), ...cells].map((row) => `${csvLine(row)}\r\n`).join("");
        const { id } = await bringIn(open, put(open, "any.csv", text), "ord", { encoding: "utf-8", delimiter: "," });
        expect(await backOf(id)).toBe(text);
        await undoImport(open.shop, id);
      }),
      { numRuns: 40 },
    );
  });

  const real = process.env["TALON_ORD"];
  // They are not ours to ship; who has them says where.
  if (real)
    test("the published files come out as they went in", { timeout: 120_000 }, async () => {
      for (const name of readdirSync(real!).filter((each) => /_\d{6}\.csv$/.test(each))) {
        const { id, report } = await bringIn(open, join(real!, name));
        expect(report.wrong, name).toBe(0);
        expect((await backOf(id)) === readFileSync(join(real!, name), "utf8"), name).toBe(true);
      }
    });
});

test("headings are understood in four languages", () => {
  for (const headings of [
    [
      "Ticket number",
      "Created",
      "Picked up",
      "Client name",
      "Phone number",
      "Device type",
      "Make",
      "Model",
      "Serial no.",
      "Issue",
      "Resolution",
      "Total",
    ],
    [
      "№",
      "Дата приёма",
      "Дата выдачи",
      "ФИО клиента",
      "Тел.",
      "Тип техники",
      "Бренд",
      "Модель",
      "Серийный номер",
      "Причина обращения",
      "Выполненные работы",
      "Итого",
    ],
    [
      "Pasūtījuma Nr.",
      "Saņemts",
      "Izsniegts",
      "Klients",
      "Tālrunis",
      "Ierīces veids",
      "Zīmols",
      "Modelis",
      "Sērijas numurs",
      "Bojājums",
      "Veiktie darbi",
      "Summa",
    ],
    [
      "Тапсырыс нөмірі",
      "Қабылданған күні",
      "Берілген күні",
      "Аты-жөні",
      "Телефон нөмірі",
      "Құрылғы түрі",
      "Маркасы",
      "Моделі",
      "Сериялық нөмірі",
      "Ақауы",
      "Жасалған жұмыс",
      "Бағасы",
    ],
  ]) {
    expect(guessMapping("orders", headings), headings[0]).toEqual({
      number: [0],
      received: [1],
      closed: [2],
      name: [3],
      phone: [4],
      category: [5],
      brand: [6],
      model: [7],
      serial: [8],
      fault: [9],
      outcome: [10],
      price: [11],
    });
    expect(guessKind(headings)).toBe("orders");
  }
  expect(guessKind(["Name", "Phone"])).toBe("customers");
  expect(guessKind(["Brand", "Model", "Serial number"])).toBe("devices");
  expect(guessKind(ORD_HEAD.split(","))).toBe("ord");
});

test("every country where a shop can stand has its three letters", () =>
  expect(COUNTRIES.filter((country) => !/^[A-Z]{3}$/.test(alpha3Of(country)))).toEqual([]));
