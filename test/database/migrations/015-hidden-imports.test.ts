import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { hiddenImports } from "../../../src-main/database/migrations/015-hidden-imports.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";
import { putPlainOrders } from "../../helpers/plain-orders.ts";
import { keptFigures, recount, sorted } from "../../helpers/recount.ts";

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("orders of before are counted as they were, new ones at once, hidden ones not until they are shown", () => {
  const file = join(folder, "talon.db");
  const before = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(hiddenImports)));
  putPlainOrders(before, [
    { id: "one", state: "ready" },
    { id: "two", state: "received" },
  ]);
  const counts = "SELECT value, orders FROM open_count WHERE what = 'state' ORDER BY value";
  const counted = before.prepare(counts).raw().all();
  expect(counted).toEqual([
    ["ready", 1],
    ["received", 1],
  ]);
  before.close();

  const db = openDatabase(file);
  expect(db.prepare(counts).raw().all()).toEqual(counted);
  db.exec("UPDATE hidden_range SET orders_from = -100, orders_to = -1");
  const copy = (ordinal: number, id: string): void =>
    void db
      .prepare(
        `INSERT INTO repair_order (ordinal, id, number, claim_code, customer_id, device_id, state, state_at, request, channel, priority, fault, condition,
          proofs, warranty_card_stamped, currency, bench_id, received_at)
        SELECT ?, ?, ?, '', customer_id, device_id, 'received', state_at, request, channel, priority, fault, condition, proofs, 0, currency, bench_id, received_at
        FROM repair_order WHERE id = 'two'`,
      )
      .run(ordinal, id, id);
  copy(-5, "hidden");
  copy(50, "new");
  expect(db.prepare(counts).raw().all()).toEqual([
    ["ready", 1],
    ["received", 2],
  ]);
  db.exec("DELETE FROM repair_order WHERE id = 'hidden'");
  expect(db.prepare(counts).raw().all()).toEqual([
    ["ready", 1],
    ["received", 2],
  ]);
  db.close();
});

test("the first order after an import into an empty shop, which was not counted, is", () => {
  const file = join(folder, "talon.db");
  const before = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(hiddenImports)));
  putPlainOrders(before, [{ id: "first", state: "ready" }]);
  before.exec(
    "PRAGMA foreign_keys = OFF; DELETE FROM order_figure; UPDATE repair_order SET ordinal = 0; DELETE FROM shop_figure; PRAGMA foreign_keys = ON",
  );
  before.close();
  const db = openDatabase(file);
  expect(sorted(keptFigures(db))).toEqual(sorted(recount(db, "UTC")));
  expect(keptFigures(db).size).toBeGreaterThan(0);
  db.close();
});
