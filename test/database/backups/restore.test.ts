import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readManifest as read } from "../../../src-main/contract/backups/backup-manifest.ts";
import { openBackupFolder } from "../../../src-main/database/backups/backup-folder.ts";
import { makeBackup } from "../../../src-main/database/backups/backup.ts";
import { makeBackupKey, openBackupKey } from "../../../src-main/database/backups/backup-cipher.ts";
import { checkData, integrityOf } from "../../../src-main/database/backups/check.ts";
import { lookInto, restoreSourceOf, stageRestore, type RestoreSource } from "../../../src-main/database/backups/restore-stage.ts";
import { decideRestore, finishRestore } from "../../../src-main/database/backups/restore.ts";
import { USUAL_BACKUPS } from "../../../src-main/domain/backups/backup.ts";
import { CASES } from "../../helpers/intake-cases.ts";
import { NOON, openTestShop, temporaryFolder, type TestShop } from "../../helpers/open-test-shop.ts";
import { refusalOf, refusalOfAsync, takeIn } from "../../helpers/orders.ts";
import { png } from "../../helpers/pictures.ts";
import { putPicture } from "../../helpers/put-picture.ts";

let open: TestShop;
let outside: string;
let folder: string;
let data: string;

beforeEach(async () => {
  outside = temporaryFolder();
  data = join(outside, "data");
  folder = join(outside, "backups");
  await openBackupFolder(folder);
  open = openTestShop({ folder: data });
});

afterEach(() => {
  open.cleanup();
  rmSync(outside, { recursive: true, force: true });
});

const backUp = async (recipient: string | null = null) =>
  (await makeBackup({ dataFolder: data, folder, at: NOON, talon: "0.1.0", keep: USUAL_BACKUPS.keep, recipient }, read, () => undefined)).name;
const stage = (source: RestoreSource, identity: string | null = null) =>
  stageRestore({ dataFolder: data, source, identity, at: NOON }, read, () => undefined);
const numbersIn = (file: string): readonly unknown[] => {
  const db = new Sqlite(file, { readonly: true });
  try {
    return db.prepare("SELECT number FROM repair_order ORDER BY ordinal").pluck().all();
  } finally {
    db.close();
  }
};
const numbers = () => numbersIn(join(data, "talon.db"));

test("a restore brings back the backup's orders and pictures, and keeps what it replaced", async () => {
  const { sha256 } = putPicture(open.shop, png(), png(2, 2, 7));
  const first = takeIn(open, { ...CASES["phone-en"], photos: [sha256] }).number;
  const name = await backUp();
  const second = takeIn(open).number;
  open.cleanup();
  rmSync(join(data, "pictures"), { recursive: true });

  const staged = await stage({ folder, name });
  expect(staged).toMatchObject({ holds: { orders: 1 }, aside: "replaced-2026-11-20T09-15-00Z", missingPictures: 0 });
  expect(finishRestore(data)).toBeNull();
  expect(numbers()).toEqual([first, second]);

  await decideRestore(data, staged);
  const aside = finishRestore(data)!;
  expect(numbers()).toEqual([first]);
  expect(numbersIn(join(aside, "talon.db"))).toEqual([first, second]);
  expect(readdirSync(data).filter((entry) => entry.startsWith("restor"))).toEqual([]);
  expect(finishRestore(data)).toBeNull();

  open = openTestShop({ folder: data });
  expect(open.shop.pictures.read(sha256)).toEqual(png());
  expect(open.shop.pictures.readSmall(sha256)).toEqual(png(2, 2, 7));
});

test("an encrypted backup needs its passphrase", async () => {
  const { sha256 } = putPicture(open.shop, png());
  const number = takeIn(open, { ...CASES["phone-en"], photos: [sha256] }).number;
  const key = await makeBackupKey("correct horse battery", 10);
  const name = await backUp(key.recipient);
  open.cleanup();
  rmSync(join(data, "pictures"), { recursive: true });
  expect(await refusalOfAsync(stage({ folder, name }))).toMatchObject({ code: "backup.needs-passphrase" });
  await decideRestore(data, await stage({ folder, name }, await openBackupKey(key.sealed, "correct horse battery")));
  finishRestore(data);
  expect(numbers()).toEqual([number]);
  open = openTestShop({ folder: data });
  expect(open.shop.pictures.read(sha256)).toEqual(png());
});

test("a lone database file is restored as well, with what its write-ahead log holds", async () => {
  const number = takeIn(open).number;
  const lone = join(outside, "lone.db");
  const db = new Sqlite(join(data, "talon.db"));
  await db.backup(lone);
  db.close();
  takeIn(open);
  open.cleanup();
  await decideRestore(data, await stage(restoreSourceOf(lone)));
  finishRestore(data);
  expect(numbers()).toEqual([number]);
});

describe("what cannot be restored is refused, and the data stays", () => {
  test.each([
    ["a byte of the database was changed", "talon.db", (bytes: Buffer): void => void (bytes[bytes.length - 50]! ^= 1), "backup.copy-damaged"],
    ["half of it is gone", "talon.db", (bytes: Buffer): void => void bytes.fill(0, bytes.length / 2), "backup.copy-damaged"],
    ["the manifest is none", "manifest.json", (bytes: Buffer): void => void bytes.fill(0x20), "backup.unreadable"],
  ] as const)("%s", async (_what, file, harm, code) => {
    const number = takeIn(open).number;
    const name = await backUp();
    const bytes = readFileSync(join(folder, name, file));
    harm(bytes);
    writeFileSync(join(folder, name, file), bytes);
    expect(await refusalOfAsync(stage({ folder, name }))).toMatchObject({ code });
    expect(readdirSync(data).filter((entry) => entry.startsWith("restor"))).toEqual([]);
    expect(numbers()).toEqual([number]);
  });

  test.each([
    ["a trigger", "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM payment; END", "trigger t"],
    ["a view", "CREATE VIEW v AS SELECT 1", "view v"],
    ["a table", "CREATE TABLE t (x)", "table t"],
    [
      "another trigger in the place of one",
      "DROP TRIGGER figure_new; CREATE TRIGGER figure_new AFTER INSERT ON repair_order BEGIN SELECT 1; END",
      "trigger figure_new",
    ],
    ["an index less", "DROP INDEX IF EXISTS event_order; DROP TRIGGER figure_gone", "trigger figure_gone"],
  ])("it has %s, from a backup or a lone file", async (_what, sql, text) => {
    const number = takeIn(open).number;
    open.shop.db.exec(sql);
    const name = await backUp();
    const refused = expect.objectContaining({ code: "backup.strange", data: { text: expect.stringContaining(text) } });
    expect(await refusalOfAsync(stage({ folder, name }))).toEqual(refused);
    expect(await refusalOfAsync(stage(restoreSourceOf(join(folder, name, "talon.db"))))).toEqual(refused);
    expect(numbers()).toEqual([number]);
    expect((await checkData(data)).strange).toContain(text);
  });

  test("it is of a newer Talon, or no database at all", async () => {
    const name = await backUp();
    const manifest = join(folder, name, "manifest.json");
    writeFileSync(manifest, readFileSync(manifest, "utf8").replace(/"version":\d+/, '"version":999'));
    expect(refusalOf(() => lookInto({ folder, name }, read))).toMatchObject({ code: "backup.newer" });
    writeFileSync(join(outside, "text.db"), "no database ".repeat(1000));
    expect(refusalOf(() => lookInto({ file: join(outside, "text.db") }, read))).toMatchObject({ code: "backup.copy-damaged" });
    expect(refusalOf(() => lookInto({ file: join(outside, "nowhere.db") }, read))).toMatchObject({ code: "backup.unreadable" });
  });
});

test("while another program has the data open nothing is replaced, and afterwards it is", async () => {
  const first = takeIn(open).number;
  const name = await backUp();
  const second = takeIn(open).number;
  await decideRestore(data, await stage({ folder, name }));
  expect(() => finishRestore(data)).toThrow(expect.objectContaining({ code: "SQLITE_BUSY" }));
  expect(open.shop.db.prepare("SELECT count(*) FROM repair_order").pluck().get()).toBe(2);
  expect(takeIn(open).number > second).toBe(true);
  open.cleanup();
  finishRestore(data);
  expect(numbers()).toEqual([first]);
});

test("a restore that was cut short between any two of its steps goes on to its end", async () => {
  const first = takeIn(open).number;
  const name = await backUp();
  takeIn(open);
  open.cleanup();
  const staged = await stage({ folder, name });
  await decideRestore(data, staged);
  const decided = join(data, "restoring");
  const aside = join(data, staged.aside);
  // As after the old database was moved, and not yet its log.
  mkdirSync(aside);
  writeFileSync(join(aside, "talon.db"), readFileSync(join(data, "talon.db")));
  rmSync(join(data, "talon.db"));
  writeFileSync(join(data, "talon.db-wal"), "old log");
  finishRestore(data);
  expect(numbers()).toEqual([first]);
  expect(readFileSync(join(aside, "talon.db-wal"), "utf8")).toBe("old log");
  // As after everything, with the clearing away begun.
  mkdirSync(decided);
  expect(finishRestore(data)).toBeNull();
  expect(existsSync(decided)).toBe(false);
  expect(numbers()).toEqual([first]);
});

test("killed at any moment of a restore, the data is the old or the new", async () => {
  for (let n = 0; n < 30; n++) takeIn(open);
  const name = await backUp();
  for (let n = 0; n < 5; n++) takeIn(open);
  open.cleanup();
  const seen = new Set<number>();
  const program = join(import.meta.dirname, "..", "..", "helpers", "restore-once.ts");
  for (let round = 0; round < 12; round++) {
    const child = spawn(process.execPath, [program, data, folder, name, String(NOON + round * 1000)], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "talon-test-compiled") },
    });
    const ended = once(child, "exit");
    await once(child.stdout, "data");
    child.stdin.write("go\n");
    // The last one comes to its end.
    if (round < 11) await pause(round * 15);
    else await ended;
    child.kill("SIGKILL");
    await ended;
    const aside = finishRestore(data);
    const db = new Sqlite(join(data, "talon.db"));
    expect(integrityOf(db)).toEqual([]);
    const orders = db.prepare<[], number>("SELECT count(*) FROM repair_order").pluck().get()!;
    db.close();
    expect([30, 35]).toContain(orders);
    seen.add(orders);
    // From here on as before: the replaced data is put back where it was.
    const replaced =
      aside ??
      readdirSync(data)
        .filter((entry) => entry.startsWith("replaced-"))
        .map((entry) => join(data, entry))
        .at(-1);
    if (orders === 30) {
      expect(numbersIn(join(replaced!, "talon.db"))).toHaveLength(35);
      for (const file of ["talon.db", "talon.db-wal", "talon.db-shm"]) rmSync(join(data, file), { force: true });
      writeFileSync(join(data, "talon.db"), readFileSync(join(replaced!, "talon.db")));
    }
  }
  expect(seen).toEqual(new Set([35, 30]));
}, 240_000);
