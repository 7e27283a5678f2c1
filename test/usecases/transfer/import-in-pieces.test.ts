import fc from "fast-check";
import { USUAL_PLAN } from "../../../src-main/domain/transfer/import.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { undoImport as undoInDatabase } from "../../../src-main/database/transfer/import-undo.ts";
import { sumFigures } from "../../../src-main/database/figures/shop-figures.ts";
import { addNote } from "../../../src-main/usecases/orders/edit-order.ts";
import { exportOpenRepair } from "../../../src-main/usecases/transfer/export-open-repair.ts";
import {
  findCustomers,
  findOrders,
  readCounts,
  readDeviceHistory,
  readOrderByNumber,
  readQueue,
} from "../../../src-main/usecases/orders/find-orders.ts";
import { importRecords, lookAtFile } from "../../../src-main/usecases/transfer/import-records.ts";
import { readImports, undoImport } from "../../../src-main/usecases/transfer/undo-import.ts";
import { bringIn, put } from "../../helpers/exchange.ts";
import { NOON, openTestShop, type TestShop } from "../../helpers/open-test-shop.ts";
import { refusalOfAsync, SMALL, takeIn } from "../../helpers/orders.ts";
import { keptFigures, recount, sorted } from "../../helpers/recount.ts";

let open: TestShop;
beforeEach(() => void (open = openTestShop()));
afterEach(() => open.cleanup());

const HEAD = "Номер заказа;Дата приема;Дата выдачи;ФИО;Телефон;Тип устройства;Марка;Модель;Серийный номер;Неисправность;Сумма";
const day = (index: number): string => `${String(1 + (index % 28)).padStart(2, "0")}.${String(1 + (index % 12)).padStart(2, "0")}.2019`;
const old = (rows: number, first = 0): string =>
  `${[
    HEAD,
    ...Array.from({ length: rows }, (_, at) => {
      const index = first + at;
      return `OLD-${index};${day(index)};${day(index)};Клиент ${index % 70};8701${String(1_000_000 + (index % 70))};Телефон;Марка${index % 5};M${index % 9};SER${index};поломка${index % 7};${index % 3 === 0 ? 1500 : ""}`;
    }),
  ].join("\n")}\n`;

/** All that a screen could show of the old orders, and what they would change. */
const seen = () => ({
  orders: [findOrders(open.shop, "OLD-3"), findOrders(open.shop, "поломка1"), findOrders(open.shop, "SER5")].map((found) => found.length),
  customers: [findCustomers(open.shop, "Клиент 12"), findCustomers(open.shop, "87011000012")].map((found) => found.length),
  stays: readDeviceHistory(open.shop, { category: "phone", brand: "Марка0", model: "M5", serial: "SER5", imei: "", imei2: "" }).flatMap(
    ({ stays }) => stays,
  ).length,
  queue: readQueue(open.shop, { sort: "due", after: null, limit: 50 }).rows.map(({ number }) => number),
  counts: readCounts(open.shop, null),
  figures: sumFigures(open.shop.db, { from: "2019-01-01", to: "2026-12-31" }),
  imports: readImports(open.shop).filter(({ undoneAt }) => undoneAt === null).length,
});
const exact = (): void => {
  expect(open.shop.db.prepare("SELECT count(*) FROM figure_aside").pluck().get()).toBe(0);
  expect(sorted(keptFigures(open.shop.db))).toEqual(sorted(recount(open.shop.db, "Asia/Almaty")));
};

async function* bringing(path: string, end?: AbortSignal) {
  const plan = { ...(await lookAtFile(path, {})), ...USUAL_PLAN };
  yield* importRecords(open.shop, { path, name: "old.csv" }, plan, open.caller, { dryRun: false, signal: end });
}

describe("an import is stored in pieces", () => {
  test("between which nobody sees any of it, whoever works goes on, and afterwards all of it is there at once", { timeout: 60_000 }, async () => {
    takeIn(open);
    const path = put(open, "old.csv", old(3000));
    const before = seen();
    let steps = 0;
    const taken: string[] = [];
    for await (const step of bringing(path)) {
      if (step.kind !== "progress" || step.phase !== "publishing") continue;
      steps++;
      expect(seen()).toEqual({ ...before, queue: [...before.queue, ...taken], counts: seen().counts, figures: seen().figures });
      expect(seen().counts.total).toBe(before.counts.total + taken.length);
      expect(seen().figures.total.came).toBe(before.figures.total.came + taken.length);
      expect(() => readOrderByNumber(open.shop, "OLD-3")).toThrow();
      if (taken.length < 3) taken.push(takeIn(open).number);
      expect((await refusalOfAsync(exportOpenRepair(open.shop, { file: `${path}.out`, problem: true }).next())).code).toBe("import.busy");
    }
    expect(steps).toBeGreaterThan(3);
    expect(taken).toHaveLength(3);
    expect(seen()).toMatchObject({ stays: 1, imports: 1, counts: { total: 4 } });
    expect(readOrderByNumber(open.shop, "OLD-3")).toMatchObject({ number: "OLD-3" });
    expect(seen().orders.every((found) => found > 0) && seen().customers.every((found) => found > 0)).toBe(true);
    exact();
  });

  test("stopped after any of them, or ended with its program, nothing is left", { timeout: 60_000 }, async () => {
    takeIn(open);
    const before = seen();
    const tables = ["repair_order", "customer", "device", "import", "import_row", "figure_aside", "order_figure", "event"];
    const rows = () => tables.map((table) => open.shop.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
    const were = rows();
    for (const after of [1, 3, 6]) {
      const end = new AbortController();
      let steps = 0;
      const run = async (): Promise<void> => {
        for await (const step of bringing(put(open, "old.csv", old(2500)), end.signal))
          if (step.kind === "progress" && step.phase === "publishing" && ++steps === after) end.abort();
      };
      await expect(run()).rejects.toThrow("abort");
      expect([seen(), rows()]).toEqual([before, were]);
    }
    // A program that is gone gives nothing back itself: the next one does.
    const steps = bringing(put(open, "old.csv", old(2500)));
    let stored = 0;
    for (let step = await steps.next(); !step.done && stored < 6; step = await steps.next())
      if (step.value.kind === "progress" && step.value.phase === "publishing") stored++;
    expect(stored).toBe(6);
    open.shop.db.exec("UPDATE import SET sender = '999999.gone'; DETACH stage");
    const next = openTestShop({ folder: open.folder });
    expect(findOrders(next.shop, "OLD-2400")).toEqual([]);
    await bringIn(next, put(next, "other.csv", old(30, 5000)));
    expect(findOrders(next.shop, "OLD-2400")).toEqual([]);
    expect(findOrders(next.shop, "OLD-5003")).toHaveLength(1);
    expect(sorted(keptFigures(next.shop.db))).toEqual(sorted(recount(next.shop.db, "Asia/Almaty")));
    next.cleanup();
  });
});

describe("an import is taken back in pieces", () => {
  test("whatever was brought in and taken back, figures are what a recount gives", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ rows: fc.integer({ min: 1, max: 40 }), undo: fc.boolean() }), { minLength: 1, maxLength: 4 }),
        async (imports) => {
          const shop = openTestShop();
          open.cleanup();
          open = shop;
          let first = 0;
          for (const { rows, undo } of imports) {
            const { id } = await bringIn(open, put(open, "old.csv", old(rows, first)));
            takeIn(open, { ...SMALL, device: { category: "phone", brand: `Марка${first % 5}` } });
            if (undo) await undoImport(open.shop, id);
            else first += rows;
            exact();
            expect(open.shop.db.pragma("foreign_key_check")).toEqual([]);
          }
          expect(open.shop.db.prepare("SELECT count(*) FROM repair_order WHERE ordinal < 0").pluck().get()).toBe(first);
        },
      ),
      { numRuns: 8 },
    );
  });

  test("whoever works with it in the last moment keeps it whole", async () => {
    const { id } = await bringIn(open, put(open, "old.csv", old(900)));
    const before = seen();
    const { id: orderId } = readOrderByNumber(open.shop, "OLD-7");
    let touched = false;
    const undo = (): void => {
      for (const _ of undoInDatabase(open.shop.db, id, NOON, open.shop.exchange.sender)) {
        void _;
        const aside = open.shop.db.prepare("SELECT count(*) FROM figure_aside").pluck().get() as number;
        // Its lines were looked at already, and it is not hidden yet.
        if (touched || aside === 0) continue;
        addNote(open.shop, { id: orderId, text: "звонил", audience: "internal" }, open.caller);
        touched = true;
      }
    };
    expect(undo).toThrow("import.touched");
    expect(touched).toBe(true);
    expect(seen()).toEqual(before);
    await expect(undoImport(open.shop, id)).rejects.toMatchObject({ code: "import.touched" });
    expect(seen()).toEqual(before);
    exact();
  });

  test("shown again by the next program where one was ended before it said that it was undone", async () => {
    const { id } = await bringIn(open, put(open, "old.csv", old(300)));
    const before = seen();
    const steps = undoInDatabase(open.shop.db, id, NOON, "999999.gone");
    while (findOrders(open.shop, "OLD-3").length > 0) steps.next();
    const next = openTestShop({ folder: open.folder });
    expect(findOrders(next.shop, "OLD-3").length).toBe(before.orders[0]);
    next.cleanup();
    await undoImport(open.shop, id);
    expect(findOrders(open.shop, "OLD-3")).toEqual([]);
    exact();
  });
});
