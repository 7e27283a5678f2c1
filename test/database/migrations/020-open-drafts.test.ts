import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { openDrafts } from "../../../src-main/database/migrations/020-open-drafts.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { sealWith } from "../../../src-main/storage/seal.ts";
import { draftLabel } from "../../../src-main/database/ground/sealed.ts";
import { keepDraft, readDraft } from "../../../src-main/usecases/orders/keep-draft.ts";
import type { Shop } from "../../../src-main/usecases/ground/shop.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a draft that was sealed as a whole opens with its key, says so without, and is replaced by the next", () => {
  const file = join(folder, "talon.db");
  const [seal, other] = [sealWith([randomBytes(32)]), sealWith([randomBytes(32)])];
  const before = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(openDrafts)));
  before.exec("INSERT INTO bench (id, name, created_at) VALUES ('b', 'counter', 0)");
  const form = { fault: "half", passcode: "1234" };
  before.prepare("INSERT INTO draft (bench_id, sealed, saved_at) VALUES ('b', ?, 5)").run(seal.close(JSON.stringify(form), draftLabel("b")));
  before.close();

  const db = openDatabase(file);
  const shop = { db, clock: () => 9 };
  expect(readDraft({ ...shop, seal } as unknown as Shop, "b")).toEqual({ form, savedAt: 5, lost: null });
  const keyless = { ...shop, seal: other } as unknown as Shop;
  expect(readDraft(keyless, "b")).toEqual({ form: {}, savedAt: 5, lost: "all" });
  keepDraft(keyless, "b", { fault: "anew" });
  expect(readDraft(keyless, "b")).toEqual({ form: { fault: "anew" }, savedAt: 9, lost: null });
  db.close();
});
