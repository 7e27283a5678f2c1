import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { rowsByOrder } from "../../../src-main/database/migrations/011-rows-by-order.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";
import { putPlainOrders } from "../../helpers/plain-orders.ts";

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const TABLES = ["accessory", "order_line", "payment", "event"] as const;
const rowsOf = (db: Database) => TABLES.map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY id`).all());

test("every accessory, line, payment and event is there as it was, and lies beside the others of its order", () => {
  const file = join(folder, "talon.db");
  const before = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(rowsByOrder)));
  putPlainOrders(
    before,
    ["one", "two", "without"].map((id) => ({ id, state: "received" })),
  );
  const event = before.prepare("INSERT INTO event (id, order_id, kind, at, bench_id, data) VALUES (?, ?, ?, ?, 'bench', '{\"n\":1}')");
  // In the order of work, which goes to and fro between orders; the clock was set back once.
  for (const [index, id] of ["two", "one", "two", "two", "one"].entries()) {
    event.run(`event-${index}`, id, index < 2 ? "received" : "note", index === 3 ? 1 : 10 + index);
    before
      .prepare("INSERT INTO accessory (id, order_id, position, name, returned_at) VALUES (?, ?, ?, 'case', ?)")
      .run(`a-${index}`, id, index, index % 2 || null);
    before
      .prepare("INSERT INTO order_line (id, order_id, position, kind, title, quantity_milli, unit_minor) VALUES (?, ?, ?, 'part', 'x', 1500, 99)")
      .run(`l-${9 - index}`, id, index);
    before
      .prepare("INSERT INTO payment (id, order_id, method, amount_minor, note, at) VALUES (?, ?, 'card', ?, '', ?)")
      .run(`p-${9 - index}`, id, -index, index);
  }
  const rows = rowsOf(before);
  before.close();

  const db = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(rowsByOrder) + 1));
  expect(rowsOf(db)).toEqual(rows);
  expect(db.prepare("SELECT order_id || ' ' || id FROM event").pluck().all()).toEqual([
    "one event-1",
    "one event-4",
    "two event-0",
    "two event-2",
    "two event-3",
  ]);
  const kept = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'index'").pluck().all();
  for (const gone of ["accessory_of_order", "line_of_order", "payment_of_order", "event_of_order", "sqlite_autoindex_event_1"])
    expect(kept).not.toContain(gone);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  for (const table of TABLES) expect(() => db.prepare(`UPDATE ${table} SET order_id = 'nowhere'`).run(), table).toThrow(/FOREIGN KEY/);
  db.close();
});
