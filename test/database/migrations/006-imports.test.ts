import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { imports } from "../../../src-main/database/migrations/006-imports.ts";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";
import { everythingIn } from "../../helpers/orders.ts";

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("what was there stays as it was, and one import at a time may be on its way", () => {
  const file = join(folder, "talon.db");
  const old = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(imports)));
  old.exec(`
    INSERT INTO bench (id, name, created_at) VALUES ('bench', 'counter', 1);
    INSERT INTO customer (id, kind, name, name_folded, contact, registration, email, whatsapp, address, language, created_at, updated_at)
      VALUES ('ana', 'person', 'Ana', 'ana', '', '', '', '', '', 'en', 1, 1);
    INSERT INTO device (id, category, brand, model, colour, serial, serial_code, imei, body_code, seller, created_at, updated_at)
      VALUES ('device', 'phone', '', '', '', '', '', '', '', '', 1, 1);
    INSERT INTO repair_order (id, number, claim_code, customer_id, device_id, state, state_at, request, channel, priority, fault,
      condition, proofs, warranty_card_stamped, currency, bench_id, received_at)
      VALUES ('order', 'R26-000001-X', 'C', 'ana', 'device', 'received', 1, 'repair', 'visit', 1, 'x', '', '[]', 0, 'EUR', 'bench', 1);`);
  const before = everythingIn(old);
  old.close();
  const db = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(imports) + 1));
  expect(everythingIn(db)).toMatchObject(before);
  expect(db.pragma("foreign_key_check")).toEqual([]);
  const insert = db.prepare(`INSERT INTO import (id, kind, file, columns, newline, state, sender, customers_below, orders_below, counts, bench_id, at)
    VALUES (?, 'orders', 'x.csv', '[]', '\n', ?, '1-a', 0, 0, '{}', 'bench', 1)`);
  for (const [id, state] of [
    ["one", "done"],
    ["two", "done"],
    ["three", "running"],
  ])
    insert.run(id, state);
  expect(() => insert.run("four", "running")).toThrow(/UNIQUE/);
  expect(() => insert.run("five", "lost")).toThrow(/CHECK/);
  db.close();
});
