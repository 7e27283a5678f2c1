import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { secondImei } from "../../../src-main/database/migrations/013-second-imei.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("devices keep what stands on them, and a serial number that says nothing finds none of them any more", () => {
  const file = join(folder, "talon.db");
  const before = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(secondImei)));
  const insert =
    before.prepare(`INSERT INTO device (id, category, brand, model, colour, serial, serial_code, imei, body_code, seller, created_at, updated_at)
    VALUES (?, 'phone', 'Samsung', 'A54', 'black', ?, ?, '490154203237518', '', '', 1, 2)`);
  const serials = ["нет", "N/A", "0", "To Be Filled By O.E.M.", "R58N30ABCDE", "C02XG0FDJHD2", ""];
  // More than one batch, of which the last is not full.
  for (let row = 0; row < 2100; row++) insert.run(`d${row}`, serials[row % serials.length], serials[row % serials.length]!.toUpperCase());
  const was = before
    .prepare("SELECT id, category, brand, model, colour, serial, imei, created_at, updated_at FROM device ORDER BY rowid")
    .raw()
    .all();
  before.close();

  const db = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(secondImei) + 1));
  expect(
    db.prepare("SELECT id, category, brand, model, colour, serial, imei, created_at, updated_at FROM device ORDER BY rowid").raw().all(),
  ).toEqual(was);
  expect(db.prepare("SELECT DISTINCT serial, serial_code FROM device ORDER BY serial").raw().all()).toEqual([
    ["", ""],
    ["0", ""],
    ["C02XG0FDJHD2", "C02XG0FDJHD2"],
    ["N/A", ""],
    ["R58N30ABCDE", "R58N30ABCDE"],
    ["To Be Filled By O.E.M.", ""],
    ["нет", ""],
  ]);
  expect(db.prepare("SELECT count(*) FROM device WHERE serial_code <> ''").pluck().get()).toBe(600);
  db.prepare("UPDATE device SET imei2 = '356938035643809' WHERE id = 'd1'").run();
  const plan = db.prepare("EXPLAIN QUERY PLAN SELECT id FROM device WHERE imei2 = ? AND imei2 <> ''").all("356938035643809");
  expect(JSON.stringify(plan)).toContain("device_by_imei2");
  expect(db.prepare("SELECT count(corrected_at) FROM repair_order").pluck().get()).toBe(0);
  db.close();
});
