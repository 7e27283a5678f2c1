import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readBackupFile } from "../../src-main/services/backup-file.ts";
import { lockFolder } from "../../src-main/database/backups/backup-lock.ts";
import { GRACE_MS, USUAL_BACKUPS, type BackupSettings } from "../../src-main/domain/backups/backup.ts";
import { openTestShop, temporaryFolder, type TestShop } from "../helpers/open-test-shop.ts";
import { refusalOfAsync, takeIn } from "../helpers/orders.ts";

const HOUR = 3_600_000;

let outside: string;
let data: string;
let folder: string;
let open: TestShop;
let reopened: number;

const openIt = (): TestShop => openTestShop({ folder: data, reopen: () => void reopened++ });

beforeEach(() => {
  outside = temporaryFolder();
  [data, folder] = [join(outside, "data"), join(outside, "stick")];
  reopened = 0;
  open = openIt();
});
afterEach(() => {
  open.cleanup();
  rmSync(outside, { recursive: true, force: true });
});

const made = (): readonly string[] => (existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith("talon-2")) : []);
const settings = (changes: Partial<BackupSettings> = {}): BackupSettings => ({ ...USUAL_BACKUPS, folder, everyHours: 2, ...changes });
// A thread that begins takes its time where many tests run.
const health = () => open.backups.state().health;
const idle = () => expect.poll(() => open.backups.state().running, { timeout: 20_000 }).toBeNull();

/** Chooses the folder; the first backup follows at once. */
async function choose(changes: Partial<BackupSettings> = {}): Promise<void> {
  await open.backups.keep(settings(changes), false, null);
  await idle();
}

test("without a folder nothing is made, and that is told", async () => {
  await open.backups.look();
  expect([health(), made()]).toEqual(["unset", []]);
});

test("a chosen folder gets its first backup at once, and the choice outlives the program", async () => {
  await choose();
  expect([health(), made().length]).toEqual(["good", 1]);
  open.cleanup();
  open = openIt();
  expect(open.backups.state()).toMatchObject({ settings: settings(), health: "good", last: { name: made()[0] } });
});

test("the next one is made after its hours of work, and none while nothing changes", async () => {
  await choose();
  open.clock.add(HOUR);
  takeIn(open);
  await open.backups.look();
  expect(made()).toHaveLength(1);
  open.clock.add(1.1 * HOUR);
  await open.backups.look();
  expect(made()).toHaveLength(2);
  open.clock.add(50 * HOUR);
  await open.backups.look();
  expect([health(), made().length]).toEqual(["good", 2]);
  takeIn(open);
  await open.backups.look();
  expect(made()).toHaveLength(3);
});

test("a shop in which something changed and nothing was backed up for its hours is overdue", async () => {
  await choose();
  takeIn(open);
  open.clock.add(2 * HOUR + GRACE_MS + 1000);
  expect(health()).toBe("overdue");
  await open.backups.look();
  expect(health()).toBe("good");
});

test("a failure stays, through a new start of the program, until a backup is made", async () => {
  await choose();
  renameSync(folder, `${folder}-pulled`);
  takeIn(open);
  open.clock.add(3 * HOUR);
  await open.backups.look();
  expect(open.backups.state()).toMatchObject({ health: "failed", trouble: { kind: "folder-gone" } });
  open.cleanup();
  open = openIt();
  open.clock.add(4 * HOUR);
  expect(health()).toBe("failed");
  renameSync(`${folder}-pulled`, folder);
  await open.backups.look();
  expect(open.backups.state()).toMatchObject({ health: "good", trouble: null });
});

test("after a failure it is tried again every few minutes, not every look", async () => {
  await choose();
  renameSync(folder, `${folder}-pulled`);
  expect(await refusalOfAsync(open.backups.make())).toMatchObject({ code: "backup.folder-gone" });
  renameSync(`${folder}-pulled`, folder);
  await open.backups.look();
  expect(health()).toBe("failed");
  open.clock.add(6 * 60_000);
  await open.backups.look();
  expect(health()).toBe("good");
});

test("a person who switches backups off is left in peace", async () => {
  await choose();
  renameSync(folder, `${folder}-pulled`);
  await open.backups.make().catch(() => undefined);
  expect(health()).toBe("failed");
  renameSync(`${folder}-pulled`, folder);
  await open.backups.keep(settings({ on: false }), false, null);
  takeIn(open);
  open.clock.add(100 * HOUR);
  await open.backups.look();
  expect([health(), made().length]).toEqual(["off", 1]);
});

test("two are never made at once, here or by another program", async () => {
  await choose();
  takeIn(open);
  const first = open.backups.make();
  expect(await refusalOfAsync(open.backups.make())).toMatchObject({ code: "backup.in-use" });
  await first;
  const unlock = lockFolder(folder);
  expect(await refusalOfAsync(open.backups.make())).toMatchObject({ code: "backup.in-use" });
  // Which is no failure of this one, until it lasts.
  expect(health()).toBe("good");
  open.clock.add(HOUR);
  expect(await refusalOfAsync(open.backups.make())).toMatchObject({ code: "backup.in-use" });
  expect(open.backups.state()).toMatchObject({ health: "failed", trouble: { kind: "held", folder } });
  unlock();
});

describe("when Talon is closed", () => {
  test("what changed since is backed up once more, and nothing is where nothing did", async () => {
    await choose();
    await open.backups.closing();
    expect(made()).toHaveLength(1);
    takeIn(open);
    open.clock.add(HOUR);
    await open.backups.closing();
    expect(made()).toHaveLength(2);
    expect(existsSync(join(folder, "talon-backup.lock"))).toBe(false);
  });

  test("one that is known to take long is left to the next start", async () => {
    await choose();
    open.cleanup();
    const file = join(data, "backups.json");
    writeFileSync(file, readFileSync(file, "utf8").replace(/"tookMs": \d+/, '"tookMs": 60000'));
    open = openIt();
    takeIn(open);
    await open.backups.closing();
    expect(made()).toHaveLength(1);
  });

  test("one that runs is given up, without a trace and without trouble", async () => {
    await choose();
    takeIn(open);
    open.clock.add(HOUR);
    const late = open.backups.make();
    open.backups.stop();
    expect(await refusalOfAsync(late)).toMatchObject({ code: "backup.stopped" });
    expect([health(), made().length]).toEqual(["good", 1]);
    expect(existsSync(join(folder, "talon-backup.lock"))).toBe(false);
  });
});

describe("what is chosen is checked", () => {
  test.each([
    ["backups", "backup.not-absolute"],
    [() => data, "backup.inside-data"],
    [() => join(data, "backups"), "backup.inside-data"],
    [() => join(data, "talon.log", "backups"), "backup.inside-data"],
  ])("a folder like %s is refused", async (path, code) => {
    const chosen = typeof path === "string" ? path : path();
    expect(await refusalOfAsync(open.backups.keep(settings({ folder: chosen }), false, null))).toMatchObject({ code, data: { field: "folder" } });
    expect(open.backups.state().settings.folder).toBe("");
  });

  test("a place where no folder can be made, too", async () => {
    writeFileSync(join(outside, "file"), "");
    for (const folder of [join(outside, "file"), join(outside, "file", "x")])
      expect((await refusalOfAsync(open.backups.keep(settings({ folder }), false, null))).code).toBe("backup.folder-gone");
  });

  test("a neighbour of the data folder whose name begins like it is none inside it", async () => {
    await open.backups.keep(settings({ folder: `${data}-backups`, on: false }), false, null);
    expect(open.backups.state().settings.folder).toBe(`${data}-backups`);
  });
});

test("encryption: one passphrase per folder, taken along to the next one, and never stored", async () => {
  const phrase = "correct horse battery staple";
  const keep = (changes: Partial<BackupSettings>, passphrase: string | null) => open.backups.keep(settings(changes), true, passphrase);
  expect(await refusalOfAsync(keep({}, null))).toMatchObject({ code: "backup.needs-passphrase" });
  expect(await refusalOfAsync(keep({}, "too short"))).toMatchObject({ code: "backup.short-passphrase" });
  await keep({}, phrase);
  await idle();
  expect(open.backups.state()).toMatchObject({ encrypted: true, health: "good" });
  const [name] = made();
  expect(await refusalOfAsync(open.backups.restore(name!, null))).toMatchObject({ code: "backup.needs-passphrase" });
  expect(await open.backups.check(name!, phrase)).toMatchObject({ sound: true, opened: true });

  const other = join(outside, "other");
  await keep({ folder: other }, null);
  await idle();
  expect(readdirSync(other)).toContain("talon-key.age");
  // The folder's key was removed by hand: it is laid there again.
  rmSync(join(other, "talon-key.age"));
  takeIn(open);
  await open.backups.make();
  expect(readdirSync(other)).toContain("talon-key.age");
  expect(await refusalOfAsync(keep({ folder }, "another passphrase"))).toMatchObject({ code: "backup.wrong-passphrase" });
  // Damaged or exchanged: told with the next backup, which is made and carries what opens it.
  writeFileSync(join(other, "talon-key.age"), "no key");
  takeIn(open);
  const carried = await open.backups.make();
  expect(open.backups.state()).toMatchObject({ health: "failed", trouble: { kind: "key-changed", folder: other }, last: { name: carried.name } });
  expect(readdirSync(join(other, carried.name)).toSorted()).toEqual(["backup-key.age", "manifest.json", "talon.db.age"]);
  expect(await open.backups.check(carried.name, phrase)).toMatchObject({ sound: true, opened: true });
  // The passphrase puts it right.
  await keep({ folder: other }, phrase);
  expect(readFileSync(join(other, "talon-key.age"))).toEqual(readFileSync(join(data, "backup-key.age")));
  expect(open.backups.state().trouble).toBeNull();
  await idle();
  // This PC's own copy is put right by the one that lies there.
  writeFileSync(join(data, "backup-key.age"), "no key");
  takeIn(open);
  await open.backups.make();
  expect(open.backups.state()).toMatchObject({ health: "good", trouble: null });
  expect(readFileSync(join(data, "backup-key.age"))).toEqual(readFileSync(join(other, "talon-key.age")));

  const files = [data, outside].flatMap((root) => readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()));
  for (const file of files) expect(readFileSync(join(file.parentPath, file.name)).includes(phrase), file.name).toBe(false);
}, 480_000);

test("a restore shows what it replaces, replaces it when the shop opens again, and the older data is not taken for damaged", async () => {
  const first = takeIn(open).number;
  await choose();
  const [name] = made();
  const second = takeIn(open).number;
  open.clock.add(HOUR);
  await open.backups.make();
  expect(await open.backups.compare(name!)).toMatchObject({ backup: { holds: { newest: { number: first } } }, here: { newest: { number: second } } });
  const { aside } = await open.backups.restore(name!, null);
  await expect.poll(() => reopened).toBe(1);
  open.cleanup();
  open = openIt();
  expect(open.shop.db.prepare("SELECT number FROM repair_order").pluck().all()).toEqual([first]);
  expect(readdirSync(aside)).toEqual(["talon.db"]);
  expect((await open.backups.list()).backups).toHaveLength(2);
});

test("settings that cannot be read are told, and do not keep the shop closed", async () => {
  open.cleanup();
  writeFileSync(join(data, "backups.json"), "{");
  open = openIt();
  expect(open.backups.state()).toMatchObject({ settings: USUAL_BACKUPS, trouble: { kind: "settings-lost" } });
  mkdirSync(folder);
  await choose();
  expect(readBackupFile(data, 0).trouble).toBeNull();
});
