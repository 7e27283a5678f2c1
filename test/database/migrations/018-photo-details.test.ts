import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { photoDetails } from "../../../src-main/database/migrations/018-photo-details.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { deletePicture, insertPicture, nextUnstripped } from "../../../src-main/database/pictures/picture.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("every picture of before is to be looked through, none that comes later, and none that is gone", () => {
  const file = join(folder, "talon.db");
  const before = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(photoDetails)));
  const insert = before.prepare("INSERT INTO picture (sha256, mime, width, height, bytes, created_at) VALUES (?, 'image/jpeg', 4, 3, 80, 1)");
  for (const letter of ["b", "a"]) insert.run(letter.repeat(64));
  before.close();

  const db = openDatabase(file);
  insertPicture(db, { sha256: "c".repeat(64), mime: "image/jpeg", width: 4, height: 3, bytes: 80, at: 1 });
  const left = (): readonly unknown[] => db.prepare("SELECT sha256 FROM picture_unstripped ORDER BY sha256").pluck().all();
  expect(left()).toEqual(["a".repeat(64), "b".repeat(64)]);
  deletePicture(db, "a".repeat(64));
  expect([left(), nextUnstripped(db, "a".repeat(64)), nextUnstripped(db, "b".repeat(64))]).toEqual([["b".repeat(64)], "b".repeat(64), undefined]);
  db.close();
});
