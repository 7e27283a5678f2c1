import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { unitsApart } from "../../../src-main/database/migrations/017-units-apart.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const PHONE = { category: "phone", brand: "Samsung", model: "Galaxy A5" };
const TV = { category: "tv", brand: "Samsung", model: "UE43" };

/** A database as it was, in which a device of its own stands for every order that is put in. */
function before(): {
  readonly file: string;
  readonly db: Database;
  readonly put: (order: object) => void;
  readonly device: (id: string, facts: object) => void;
} {
  const file = join(folder, "talon.db");
  const db = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(unitsApart)));
  db.exec(`
    INSERT INTO bench (id, name, created_at) VALUES ('bench', 'counter', 0);
    INSERT INTO paper_shop (id, sha256, data) VALUES (1, 'x', '{}');
    INSERT INTO import (id, kind, file, columns, newline, state, sender, customers_below, orders_below, counts, bench_id, at)
      VALUES ('old', 'orders', 'old.csv', '["Number","Brand","Model","Serial"]', '', 'done', '', 0, 0, '{}', 'bench', 0);`);
  for (const name of ["ana", "boris"])
    db.prepare(`INSERT INTO customer (id, kind, name, name_folded, contact, registration, email, whatsapp, address, language, created_at, updated_at)
      VALUES (?, 'person', ?, ?, '', '', '', '', '', 'en', 0, 0)`).run(name, name, name);
  const device = (id: string, facts: object): void =>
    void db
      .prepare(`INSERT INTO device (id, category, brand, model, colour, serial, serial_code, imei, body_code, seller, created_at, updated_at)
        VALUES (@id, @category, @brand, @model, 'left over', @serial, @serial, '', '', '', 0, 9)`)
      .run({ serial: "нет", ...facts, id });
  return {
    file,
    db,
    device,
    put(order) {
      const row = { ordinal: null, customer: "ana", paper: null, cells: null, created: null, ...order } as Record<string, string | null>;
      db.prepare(`INSERT INTO repair_order (ordinal, id, number, claim_code, customer_id, device_id, state, state_at, request, channel, priority, fault,
        condition, proofs, warranty_card_stamped, currency, bench_id, received_at)
        VALUES (@ordinal, @id, @id, '', @customer, @device, 'received', 0, 'repair', 'visit', 1, 'x', '', '[]', 0, 'EUR', 'bench', 0)`).run(row);
      if (row["paper"] !== null) {
        db.prepare("INSERT INTO paper (id, order_id, shop_id, data, created_at) VALUES (@id, @id, 1, @paper, 0)").run({
          ...row,
          paper: JSON.stringify({ device: row["paper"] }),
        });
        db.prepare(
          "INSERT INTO print_job (id, order_id, kind, state, copy, copies, paper_id, created_at) VALUES (@id, @id, 'certificate', 'ready', 0, 1, @id, 0)",
        ).run({ id: row["id"] });
      }
      if (row["cells"] !== null)
        db.prepare("INSERT INTO import_row (import_id, line, cells, device_id, order_id) VALUES ('old', 2, @cells, @created, @id)").run({
          ...row,
          cells: JSON.stringify(row["cells"]),
        });
    },
  };
}

const devicesOf = (db: Database): unknown[] =>
  db
    .prepare("SELECT o.id, d.category, d.brand, d.model, d.colour, d.serial FROM repair_order o JOIN device d ON d.id = o.device_id ORDER BY o.id")
    .raw()
    .all();

test("devices that one placeholder made one are taken apart by what their papers say, and listed", () => {
  const { file, db: old, device, put } = before();
  device("mixed", PHONE);
  put({ id: "1", device: "mixed", paper: { ...TV, serial: "нет" } });
  put({ id: "2", device: "mixed", customer: "boris", paper: { ...PHONE, serial: "НЕТ" } });
  put({ id: "3", device: "mixed", customer: "ana", paper: { ...TV, serial: "нет", colour: "black" } });
  old.close();
  const db = openDatabase(file);
  expect(devicesOf(db)).toEqual([
    ["1", "tv", "Samsung", "UE43", "black", "нет"],
    ["2", "phone", "Samsung", "Galaxy A5", "", "НЕТ"],
    ["3", "tv", "Samsung", "UE43", "black", "нет"],
  ]);
  expect(db.prepare("SELECT count(*) FROM device").pluck().get()).toBe(2);
  expect(db.prepare("SELECT order_id FROM order_apart WHERE confirmed_at IS NULL ORDER BY 1").pluck().all()).toEqual(["1", "2", "3"]);
  expect(db.prepare("SELECT rowid FROM open_search WHERE open_search MATCH '\"ue43\"*' ORDER BY 1").pluck().all()).toEqual([1, 3]);
  expect(db.prepare("SELECT value, came FROM shop_figure WHERE what = 'category' AND grain = 'day' AND came > 0 ORDER BY 1").raw().all()).toEqual([
    ["phone", 1],
    ["tv", 2],
  ]);
  db.close();
});

test("a device with a number of its own that came twice stays one, and nobody has to look at it", () => {
  const { file, db: old, device, put } = before();
  device("one", { ...PHONE, serial: "R58N30" });
  put({ id: "1", device: "one", paper: { ...PHONE, serial: "R58N30" } });
  put({ id: "2", device: "one", customer: "boris", paper: { ...PHONE, model: "galaxy-a5", serial: "r58n30" } });
  put({ id: "3", device: "one" });
  const rows = devicesOf(old);
  old.close();
  const db = openDatabase(file);
  expect(devicesOf(db)).toEqual(rows);
  expect(db.prepare("SELECT count(*) FROM order_apart").pluck().get()).toBe(0);
  db.close();
});

test("imported orders are told apart by their rows, which take their new device along when they are undone", () => {
  const { file, db: old, device, put } = before();
  device("mixed", { ...TV, category: "other", serial: "N/A" });
  put({ ordinal: -2, id: "a", device: "mixed", cells: ["a", "Samsung", "UE43", "N/A"], created: "mixed" });
  put({ ordinal: -1, id: "b", device: "mixed", customer: "boris", cells: ["b", "Samsung", "VC07", "n/a"] });
  old.close();
  const db = openDatabase(file);
  expect(devicesOf(db).map((row) => (row as string[]).slice(0, 4))).toEqual([
    ["a", "other", "Samsung", "UE43"],
    ["b", "other", "Samsung", "VC07"],
  ]);
  expect(db.prepare("SELECT order_id, device_id FROM import_row ORDER BY 1").raw().all()).toEqual([
    ["a", "mixed"],
    ["b", "b"],
  ]);
  db.close();
});
