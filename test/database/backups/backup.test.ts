import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readManifest as read } from "../../../src-main/contract/backups/backup-manifest.ts";
import { checkBackup } from "../../../src-main/database/backups/backup-check.ts";
import { listBackups, openBackupFolder } from "../../../src-main/database/backups/backup-folder.ts";
import { lockFolder, startOf } from "../../../src-main/database/backups/backup-lock.ts";
import { makeBackup, type MakeBackup } from "../../../src-main/database/backups/backup.ts";
import { makeBackupKey, openBackupKey } from "../../../src-main/database/backups/backup-cipher.ts";
import { USUAL_BACKUPS, type BackupProgress } from "../../../src-main/domain/backups/backup.ts";
import { CASES } from "../../helpers/intake-cases.ts";
import { NOON, openTestShop, temporaryFolder, type TestShop } from "../../helpers/open-test-shop.ts";
import { refusalOfAsync, takeIn } from "../../helpers/orders.ts";
import { png } from "../../helpers/pictures.ts";
import { putPicture } from "../../helpers/put-picture.ts";
import { canMount } from "../../helpers/small-disk.ts";

const HOUR = 3_600_000;

let open: TestShop;
let outside: string;
let folder: string;

beforeEach(async () => {
  open = openTestShop();
  outside = temporaryFolder();
  folder = join(outside, "backups");
  await openBackupFolder(folder);
});

afterEach(() => {
  open.cleanup();
  rmSync(outside, { recursive: true, force: true });
});

const job = (changes: Partial<MakeBackup> = {}): MakeBackup => ({
  dataFolder: open.folder,
  folder,
  at: NOON,
  talon: "0.1.0",
  keep: USUAL_BACKUPS.keep,
  recipient: null,
  ...changes,
});
const make = (changes: Partial<MakeBackup> = {}, tell: (progress: BackupProgress) => void = () => undefined) => makeBackup(job(changes), read, tell);
const check = (name: string, identity: string | null = null) =>
  checkBackup(folder, name, identity, join(outside, "scratch.db"), read, () => undefined);
const pool = (): readonly string[] =>
  readdirSync(join(folder, "pictures"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

function takeInWithPhoto(shade: number): string {
  const { sha256 } = putPicture(open.shop, png(4, 3, shade));
  takeIn(open, { ...CASES["phone-en"], photos: [sha256] });
  return sha256;
}

test("a backup holds the database and the pictures that it names, and says so", async () => {
  const photo = takeInWithPhoto(1);
  const told: BackupProgress[] = [];
  const made = await make({}, (progress) => told.push(progress));
  expect(made).toMatchObject({ name: "talon-2026-11-20T09-15-00Z", at: NOON, encrypted: false, missing: 0 });
  expect(made.holds).toMatchObject({ orders: 1, pictures: 1, newest: { number: "R26-000001-R", ordinal: 1 } });
  expect(listBackups(folder, read)).toEqual({ backups: [made], unreadable: [] });
  expect(pool()).toEqual([photo]);
  const copy = new Sqlite(join(folder, made.name, "talon.db"), { readonly: true });
  expect(copy.prepare("SELECT number FROM repair_order").pluck().all()).toEqual(["R26-000001-R"]);
  copy.close();
  expect(readdirSync(join(folder, made.name)).sort()).toEqual(["manifest.json", "talon.db"]);
  expect(new Set(told.map(({ phase }) => phase))).toEqual(new Set(["copying", "checking", "pictures"]));
  expect(await check(made.name)).toEqual({ sound: true, opened: true, missingPictures: 0, damagedPictures: 0 });
});

test("the key of passcodes is in no backup, and neither are the ways to this PC", async () => {
  takeIn(open, "phone-en");
  const key = readFileSync(join(open.folder, "passcode.key"));
  await make();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name).sort()).toEqual(["manifest.json", "talon-backups.json", "talon.db"]);
  for (const file of files) expect(readFileSync(join(file.parentPath, file.name)).includes(key)).toBe(false);
});

test("a picture that was backed up once is not copied again", async () => {
  const photo = takeInWithPhoto(1);
  await make();
  const file = join(folder, "pictures", photo.slice(0, 2), photo);
  const { ino, mtimeMs } = statSync(file);
  takeInWithPhoto(2);
  await make({ at: NOON + HOUR });
  expect(statSync(file)).toMatchObject({ ino, mtimeMs });
  expect(pool()).toHaveLength(2);
});

test("work goes on while a backup is made, and the backup is of one instant", async () => {
  const before = takeIn(open).number;
  let during = 0;
  const made = await make({}, () => {
    takeIn(open);
    during++;
  });
  expect(during).toBeGreaterThan(0);
  expect(made.holds).toMatchObject({ orders: 1, newest: { number: before } });
});

test("thinning removes backups with the pictures that only they named, and no other", async () => {
  const keep = { hourly: 1, daily: 0, weekly: 0, monthly: 0 };
  const first = takeInWithPhoto(1);
  await make({ keep });
  // As a restore of older data would: the first picture is known no more.
  open.shop.db.exec("DELETE FROM photo; DELETE FROM picture");
  const second = takeInWithPhoto(2);
  const made = await make({ keep, at: NOON + HOUR });
  expect(listBackups(folder, read).backups.map(({ name }) => name)).toEqual([made.name]);
  expect(pool()).toEqual([second]);
  expect(first).not.toBe(second);
});

test("while a manifest cannot be read, no picture is removed", async () => {
  const keep = { hourly: 1, daily: 0, weekly: 0, monthly: 0 };
  takeInWithPhoto(1);
  const { name } = await make({ keep });
  writeFileSync(join(folder, name, "manifest.json"), "{");
  open.shop.db.exec("DELETE FROM photo; DELETE FROM picture");
  await make({ keep, at: NOON + HOUR });
  await make({ keep, at: NOON + 2 * HOUR });
  expect(listBackups(folder, read)).toMatchObject({ backups: [{ at: NOON + 2 * HOUR }], unreadable: [name] });
  expect(pool()).toHaveLength(1);
});

test("a clock that was set back leaves the backup that was just made", async () => {
  const keep = { hourly: 1, daily: 0, weekly: 0, monthly: 0 };
  await make({ keep, at: NOON + 1000 * HOUR });
  const made = await make({ keep });
  expect(listBackups(folder, read).backups.map(({ name }) => name)).toContain(made.name);
});

test("two of the same second get two names", async () => {
  expect((await make()).name).not.toBe((await make()).name);
});

describe("what is wrong is found by a check", () => {
  test("a byte of the database", async () => {
    takeInWithPhoto(1);
    const { name } = await make();
    const file = join(folder, name, "talon.db");
    const bytes = readFileSync(file);
    bytes[bytes.length - 100]! ^= 1;
    writeFileSync(file, bytes);
    expect(await check(name)).toMatchObject({ sound: false });
  });

  test("a picture that is gone, or another one", async () => {
    const [gone, changed] = [takeInWithPhoto(1), takeInWithPhoto(2)];
    const { name } = await make();
    rmSync(join(folder, "pictures", gone.slice(0, 2), gone));
    writeFileSync(join(folder, "pictures", changed.slice(0, 2), changed), "another");
    expect(await check(name)).toEqual({ sound: false, opened: true, missingPictures: 1, damagedPictures: 1 });
  });
});

test("a picture whose file is missing is told, and the backup is made all the same", async () => {
  const photo = takeInWithPhoto(1);
  rmSync(join(open.folder, "pictures", photo.slice(0, 2), photo));
  expect(await make()).toMatchObject({ missing: 1 });
});

describe("with encryption", () => {
  test("nothing readable leaves the PC, and the passphrase opens all of it", async () => {
    const photo = takeInWithPhoto(1);
    const key = await makeBackupKey("correct horse battery", 10);
    const made = await make({ recipient: key.recipient });
    expect(made.encrypted).toBe(true);
    expect(pool()).toEqual([`${photo}.age`]);
    for (const file of [join(made.name, "talon.db.age"), join("pictures", photo.slice(0, 2), `${photo}.age`)])
      expect(readFileSync(join(folder, file)).subarray(0, 21).toString()).toBe("age-encryption.org/v1");
    expect(readFileSync(join(folder, made.name, "talon.db.age")).includes("SQLite format 3")).toBe(false);
    expect(existsSync(join(open.folder, "backup-work.db"))).toBe(false);
    expect(await check(made.name)).toMatchObject({ sound: true, opened: false });
    expect(await check(made.name, await openBackupKey(key.sealed, "correct horse battery"))).toMatchObject({ sound: true, opened: true });
  });

  test("another passphrase is refused, and another key finds nothing sound", async () => {
    takeInWithPhoto(1);
    const key = await makeBackupKey("correct horse battery", 10);
    const { name } = await make({ recipient: key.recipient });
    expect(await refusalOfAsync(openBackupKey(key.sealed, "correct horse batterz"))).toMatchObject({ code: "backup.wrong-passphrase" });
    const other = await makeBackupKey("x", 10);
    expect(await check(name, await openBackupKey(other.sealed, "x"))).toMatchObject({ sound: false, damagedPictures: 1 });
  });
});

describe("trouble of the world is named, and nothing half-made is listed", () => {
  const failing = async (changes: Partial<MakeBackup> = {}): Promise<string> => (await refusalOfAsync(make(changes))).code;

  test("the stick was pulled, or another folder lies in its place", async () => {
    rmSync(folder, { recursive: true });
    expect(await failing()).toBe("backup.folder-gone");
    mkdirSync(folder);
    expect(await failing()).toBe("backup.folder-gone");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a damaged database is not backed up over good ones", async () => {
    for (let n = 0; n < 40; n++) takeIn(open);
    await make();
    open.shop.db.pragma("wal_checkpoint(TRUNCATE)");
    const file = join(open.folder, "talon.db");
    const bytes = readFileSync(file);
    // The heads of pages that are no first ones.
    for (let page = 8; page < bytes.length / 4096; page += 3) bytes.fill(0xff, page * 4096, page * 4096 + 16);
    writeFileSync(file, bytes);
    expect(await failing({ at: NOON + HOUR })).toBe("backup.source-damaged");
    expect(listBackups(folder, read).backups).toHaveLength(1);
  });

  test("a truncated one neither", async () => {
    for (let n = 0; n < 40; n++) takeIn(open);
    open.shop.db.pragma("wal_checkpoint(TRUNCATE)");
    truncateSync(join(open.folder, "talon.db"), statSync(join(open.folder, "talon.db")).size / 2);
    expect(await failing()).toBe("backup.source-damaged");
  });

  test("another program writes there", async () => {
    const unlock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ code: "backup.in-use" }));
    unlock();
    lockFolder(folder)();
  });

  test("the lock of a program that is gone does not hold for ever", () => {
    const dead = execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }).trim();
    const unlock = lockFolder(folder);
    const lock = join(folder, "talon-backup.lock");
    writeFileSync(lock, JSON.stringify({ ...JSON.parse(readFileSync(lock, "utf8")), pid: Number(dead) }));
    lockFolder(folder)();
    unlock();
    // Another program had the number of this one before the PC was started anew.
    writeFileSync(lock, JSON.stringify({ host: hostname(), pid: process.pid, id: "another" }));
    lockFolder(folder)();
    // Its number has been given to another program, which runs.
    const other = { host: hostname(), pid: process.ppid, id: "another", start: startOf(process.ppid) };
    writeFileSync(lock, JSON.stringify({ ...other, start: `${other.start}0` }));
    lockFolder(folder)();
    writeFileSync(lock, JSON.stringify(other));
    expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ code: "backup.in-use" }));
    // Of another PC nobody can say; its lock holds for some hours.
    writeFileSync(lock, JSON.stringify({ host: "elsewhere", pid: 1, id: "another" }));
    expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ code: "backup.in-use" }));
    utimesSync(lock, new Date(), new Date(Date.now() - 7 * HOUR));
    lockFolder(folder)();
  });

  test("half a backup of a killed program is cleared away", async () => {
    takeInWithPhoto(1);
    const { name } = await make();
    renameSync(join(folder, name), join(folder, `.part-${name}`));
    expect(listBackups(folder, read).backups).toEqual([]);
    await make({ at: NOON + HOUR });
    expect(readdirSync(folder).filter((entry) => entry.startsWith("."))).toEqual([]);
  });

  test.skipIf(!canMount())("the disk of the backups is full, or becomes full", async () => {
    for (let n = 0; n < 30; n++) takeIn(open);
    const small = join(outside, "small");
    mkdirSync(small);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=512k", "tmpfs", small]);
    try {
      await openBackupFolder(small);
      expect(await failing({ folder: small })).toBe("backup.disk-full");
      execFileSync("mount", ["-o", "remount,size=8m", small]);
      // Room for the database, and not for the pictures that come after it.
      for (let n = 0; n < 10; n++) {
        const { sha256 } = open.shop.pictures.put(Buffer.concat([png(4, 3, n), Buffer.alloc(1_000_000, n)]));
        open.shop.db.prepare("INSERT INTO picture VALUES (?, 'image/png', 1, 1, 1, 0)").run(sha256);
      }
      expect(await failing({ folder: small })).toBe("backup.disk-full");
      expect(listBackups(small, read).backups).toEqual([]);
      execFileSync("mount", ["-o", "remount,size=32m", small]);
      expect(await make({ folder: small })).toMatchObject({ missing: 0 });
      expect(readdirSync(small).filter((name) => name.startsWith("."))).toEqual([]);
      execFileSync("mount", ["-o", "remount,ro", small]);
      expect(await failing({ folder: small, at: NOON + HOUR })).toBe("backup.folder-read-only");
      expect(listBackups(small, read).backups).toHaveLength(1);
    } finally {
      execFileSync("umount", [small]);
    }
  });
});
