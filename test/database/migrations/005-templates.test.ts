import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { getTemplate, insertTemplate, listTemplates } from "../../../src-main/database/papers/own-template.ts";
import { findShop } from "../../../src-main/database/shop/setting.ts";
import { USUAL_PAPERS } from "../../../src-main/domain/shop/paper-layout.ts";
import { exampleShop } from "../../helpers/example-order.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, "talon.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const AT = Date.UTC(2026, 10, 20, 9, 15);
const { papers: _, ...FOURTH_SETTINGS } = exampleShop();

/** A shop as the fourth version left it: its settings say nothing of how papers look. */
function fillFourthVersion(): readonly unknown[] {
  const db = openDatabase(file, MIGRATIONS.slice(0, 4));
  db.prepare("INSERT INTO person (id, name, created_at) VALUES ('aigerim', 'Айгерим', ?)").run(AT);
  db.prepare("INSERT INTO setting (key, value) VALUES ('shop', ?)").run(JSON.stringify(FOURTH_SETTINGS));
  const before = everything(db);
  db.close();
  return before;
}

const everything = (db: Database): readonly unknown[] => ["person", "setting"].map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all());

test("what was there stays, and a shop that never set its papers has them as they are shipped", () => {
  const before = fillFourthVersion();
  const db = openDatabase(file, MIGRATIONS.slice(0, 5));
  expect(everything(db)).toEqual(before);
  expect(findShop(db)).toEqual({ ...FOURTH_SETTINGS, papers: USUAL_PAPERS });
  expect(db.pragma("foreign_key_check")).toEqual([]);
  expect(db.pragma("integrity_check")).toEqual([{ integrity_check: "ok" }]);
  db.close();
});

test("templates are kept from now on, each under its kind, with who wrote it", () => {
  fillFourthVersion();
  const db = openDatabase(file);
  insertTemplate(db, { id: "one", kind: "decision", source: "x", problem: { line: 3, message: "unclosed" }, personId: "aigerim", at: AT });
  insertTemplate(db, { id: "two", kind: "decision", source: "y", problem: null, personId: null, at: AT });
  expect(listTemplates(db, "decision")).toEqual([
    { id: "two", at: AT, person: null, problem: null },
    { id: "one", at: AT, person: "Айгерим", problem: { line: 3, message: "unclosed" } },
  ]);
  expect(listTemplates(db, "handback")).toEqual([]);
  expect(getTemplate(db, "one")).toMatchObject({ kind: "decision", source: "x" });
  expect(() => db.exec("UPDATE own_template SET kind = 'label' WHERE id = 'one'")).toThrow(/CHECK/);
  db.close();
});
