import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { strangeParts } from "../../../src-main/database/ground/schema.ts";
import { openTestShop, temporaryFolder } from "../../helpers/open-test-shop.ts";
import { takeIn } from "../../helpers/orders.ts";

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a database of each version is as its migrations make it, and so is one that came through all of them step by step", () => {
  for (let version = 1; version <= MIGRATIONS.length; version++) {
    const db = openDatabase(join(folder, "talon.db"), MIGRATIONS.slice(0, version));
    expect(strangeParts(db), `version ${version}`).toEqual([]);
    db.close();
  }
});

test("the schema that people read is the one that the migrations make", async () => {
  const db = openDatabase(":memory:");
  const parts = db
    .prepare<[], string>(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE '%\\_search\\_%' ESCAPE '\\' ORDER BY tbl_name, type = 'table' DESC, type, name",
    )
    .pluck()
    .all();
  const text = `-- Made by the migrations; a test compares it. Update it by: npx vitest run -u --config test/vitest.config.ts test/database/schema.test.ts\n\n`;
  await expect(`${text}${parts.map((sql) => `${sql.replaceAll(/[ \t]+$/gm, "")};\n`).join("\n")}`).toMatchFileSnapshot("../../../docs/schema.sql");
  db.close();
});

test("work, statistics and upkeep leave it so", () => {
  const open = openTestShop({ folder: join(folder, "data") });
  takeIn(open);
  open.shop.db.exec("ANALYZE; VACUUM");
  expect(strangeParts(open.shop.db)).toEqual([]);
  open.cleanup();
});

test("a function that reaches further is called by no trigger that somebody put there", () => {
  const db = openDatabase(join(folder, "talon.db"));
  db.function("reach", () => 1);
  db.exec("CREATE TABLE t (x); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT reach(); END");
  expect(() => db.exec("INSERT INTO t VALUES (1)")).toThrow(/unsafe use of reach/);
  db.close();
});

test("a lost key file is told, and no longer once it is put back", () => {
  const data = join(folder, "data");
  mkdirSync(data);
  const first = openTestShop({ folder: data });
  takeIn(first, "phone-en");
  expect(first.backups.state().locked).toBe(0);
  first.cleanup();
  const key = readFileSync(join(data, "passcode.key"));
  rmSync(join(data, "passcode.key"));
  const open = openTestShop({ folder: data });
  expect(open.backups.state().locked).toBe(1);
  open.cleanup();
  writeFileSync(join(data, "passcode.key"), key);
  const again = openTestShop({ folder: data });
  expect(again.backups.state().locked).toBe(0);
  again.cleanup();
});
