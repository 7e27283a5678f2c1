import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { whoseFile } from "../../../src-main/database/migrations/022-whose-file.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a file gets a number of its own once, and a copy keeps it", () => {
  const idOf = (name: string): unknown => {
    const db = openDatabase(join(folder, name));
    const id = db.pragma("application_id", { simple: true });
    db.close();
    return id;
  };
  const before = openDatabase(join(folder, "one.db"), MIGRATIONS.slice(0, MIGRATIONS.indexOf(whoseFile)));
  expect(before.pragma("application_id", { simple: true })).toBe(0);
  before.close();
  const id = idOf("one.db");
  expect([id === 0, idOf("one.db"), idOf("other.db") === id]).toEqual([false, id, false]);
  const db = openDatabase(join(folder, "one.db"));
  db.prepare("VACUUM INTO ?").run(join(folder, "copy.db"));
  db.close();
  expect(idOf("copy.db")).toBe(id);
});
