import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { rights } from "../../../src-main/database/migrations/014-rights.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("people keep what they were: supervisors with all rights, technicians with everyday ones, PINs and names as before", () => {
  const file = join(folder, "talon.db");
  const before = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(rights)));
  before.exec(`
    INSERT INTO bench (id, name, created_at) VALUES ('bench', 'counter', 1);
    INSERT INTO person (id, name, pin_hash, supervisor, wrong_pins, locked_until_at, created_at) VALUES
      ('aigerim', 'Айгерим', 'hash', 1, 0, NULL, 1), ('oleg', 'Олег', NULL, 0, 4, 99, 2);
  `);
  before.close();
  const db = openDatabase(file);
  expect(db.prepare("SELECT id, name, pin_hash, role_id, access FROM person ORDER BY id").all()).toEqual([
    { id: "aigerim", name: "Айгерим", pin_hash: "hash", role_id: "supervisor", access: 1 },
    { id: "oleg", name: "Олег", pin_hash: null, role_id: "technician", access: 1 },
  ]);
  const may = db
    .prepare<[string], number>("SELECT count(*) FROM role_right r JOIN person p USING (role_id) WHERE p.id = 'oleg' AND r.name = ?")
    .pluck();
  expect([may.get("order.move"), may.get("people.change")]).toEqual([1, 0]);
  expect(db.prepare("SELECT name, idle_minutes FROM bench").all()).toEqual([{ name: "counter", idle_minutes: null }]);
  expect(db.pragma("foreign_key_check")).toEqual([]);
  expect(() => db.exec("UPDATE person SET role_id = 'king'")).toThrow(/FOREIGN KEY/);
  db.close();
});
