import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, "talon.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const AT = Date.UTC(2026, 10, 20, 9, 15);
const STATES = ["received", "diagnosing", "ready", "handed-back"];

/** A small shop as the second version left it. */
function fillSecondVersion(): Database {
  const db = openDatabase(file, MIGRATIONS.slice(0, 2));
  db.exec(`
    INSERT INTO bench (id, name, created_at) VALUES ('bench', 'counter', ${AT});
    INSERT INTO person (id, name, created_at) VALUES ('aigerim', 'Айгерим', ${AT});
    INSERT INTO customer (id, kind, name, name_folded, contact, registration, email, whatsapp, address, language, created_at, updated_at)
      VALUES ('ana', 'person', 'Ana', 'ana', '', '', '', '', '', 'en', ${AT}, ${AT});
    INSERT INTO device (id, category, brand, model, colour, serial, serial_code, imei, body_code, seller, created_at, updated_at)
      VALUES ('device', 'phone', '', '', '', '', '', '', '', '', ${AT}, ${AT});
    INSERT INTO paper_shop (sha256, data) VALUES ('x', '{}');
  `);
  const order =
    db.prepare(`INSERT INTO repair_order (id, number, claim_code, customer_id, device_id, state, state_at, request, channel, priority, fault,
    condition, proofs, warranty_card_stamped, promised_on, currency, same_fault_as, technician_id, bench_id, received_at, closed_at, handback)
    VALUES (?, ?, 'C', 'ana', 'device', ?, ${AT}, 'repair', 'visit', 1, 'x', '', '[]', 0, ?, 'EUR', ?, ?, 'bench', ${AT}, ?, ?)`);
  for (let index = 0; index < 12; index++) {
    const closed = index % 4 === 3;
    order.run(
      `order-${index}`,
      `R26-${index}`,
      STATES[index % 4],
      index % 2 ? `2026-11-${10 + index}` : null,
      index === 5 ? "order-1" : null,
      index % 3 ? "aigerim" : null,
      closed ? AT : null,
      closed ? "{}" : null,
    );
    db.exec(`INSERT INTO paper (id, order_id, shop_id, data, created_at) VALUES ('paper-${index}', 'order-${index}', 1, '{}', ${AT});
      INSERT INTO print_job (id, order_id, kind, state, copy, paper_id, created_at) VALUES ('job-${index}', 'order-${index}', 'label', 'ready', 0, 'paper-${index}', ${AT});`);
  }
  return db;
}

const rows = (db: Database, sql: string): readonly unknown[] => db.prepare(sql).all();
const everything = (db: Database) => ({
  orders: rows(
    db,
    "SELECT id, number, state, promised_on, due_key, same_fault_as, technician_id, closed_at, handback FROM repair_order ORDER BY ordinal",
  ),
  jobs: rows(db, "SELECT ordinal, id, order_id, kind, state, copy, paper_id FROM print_job ORDER BY ordinal"),
  counts: rows(db, "SELECT * FROM open_count ORDER BY what, value"),
  belongings: rows(db, "SELECT type, name FROM sqlite_master WHERE tbl_name IN ('repair_order', 'print_job') AND type <> 'table' ORDER BY name"),
});

test("orders, print jobs, indexes, triggers and counts stay as they were, and references hold", () => {
  const old = fillSecondVersion();
  const before = everything(old);
  old.close();
  const db = openDatabase(file, MIGRATIONS.slice(0, 3));
  expect(everything(db)).toEqual(before);
  expect(rows(db, "PRAGMA foreign_key_check")).toEqual([]);
  expect(rows(db, "PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
  expect(rows(db, "SELECT supervisor FROM person")).toEqual([{ supervisor: 1 }]);
  db.close();
});

test("returns have their states, decisions their papers, and a clock that runs out first is due first", () => {
  fillSecondVersion().close();
  const db = openDatabase(file, MIGRATIONS.slice(0, 3));
  db.exec("UPDATE repair_order SET state = 'awaiting-goods' WHERE id = 'order-0'");
  expect(() => db.exec("UPDATE repair_order SET state = 'lost' WHERE id = 'order-0'")).toThrow(/CHECK/);
  db.exec("UPDATE print_job SET kind = 'decision' WHERE id = 'job-0'");
  const overdue = (): number =>
    db.prepare<[], number>("SELECT coalesce(sum(orders), 0) FROM open_count WHERE what = 'due' AND value < '2026-11-20'").pluck().get()!;
  const before = overdue();
  db.exec("UPDATE repair_order SET clock_what = 'first-reply', clock_at = 1, clock_on = '2026-11-01' WHERE id = 'order-0'");
  expect(overdue()).toBe(before + 1);
  expect(rows(db, "SELECT due_key FROM repair_order WHERE id = 'order-0'")).toEqual([{ due_key: "2026-11-01" }]);
  db.exec("UPDATE repair_order SET clock_what = NULL, clock_at = NULL, clock_on = NULL WHERE id = 'order-0'");
  expect(overdue()).toBe(before);
  db.close();
});
