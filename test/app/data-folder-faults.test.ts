import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readManifest } from "../../src-main/contract/backups/backup-manifest.ts";
import { integrityOf } from "../../src-main/database/backups/check.ts";
import { openDatabase } from "../../src-main/database/ground/open.ts";
import { restoreSourceOf, stageRestore } from "../../src-main/database/backups/restore-stage.ts";
import { decideRestore, finishRestore } from "../../src-main/database/backups/restore.ts";
import { troubleOf } from "../../src-main/domain/ground/error.ts";
import { NOON, openTestShop, temporaryFolder } from "../helpers/open-test-shop.ts";
import { everythingIn, takeIn } from "../helpers/orders.ts";
import { canMount } from "../helpers/small-disk.ts";

let outside: string;
let data: string;
beforeEach(() => {
  outside = temporaryFolder();
  data = join(outside, "data");
});
afterEach(() => rmSync(outside, { recursive: true, force: true }));

const troubleIn = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return troubleOf(error)?.kind ?? String(error);
  }
};

test("a migration that is killed in the middle has not happened, and its copy can be restored", async () => {
  const open = openTestShop({ folder: data });
  takeIn(open);
  open.cleanup();
  const file = join(data, "talon.db");
  const seen = openDatabase(file);
  const before = everythingIn(seen);
  seen.close();
  const child = spawn(process.execPath, [join(import.meta.dirname, "..", "helpers", "migrate-once.ts"), file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await ended;
  const db = openDatabase(file);
  expect(everythingIn(db)).toEqual(before);
  expect(integrityOf(db)).toEqual([]);
  db.exec("DELETE FROM event");
  db.close();

  const copy = readdirSync(data).find((name) => name.includes(".before-"))!;
  const job = { dataFolder: data, source: restoreSourceOf(join(data, copy)), identity: null, at: NOON };
  await decideRestore(data, await stageRestore(job, readManifest, () => undefined));
  finishRestore(data);
  const restored = openDatabase(file);
  expect(everythingIn(restored)).toEqual(before);
  restored.close();
});

describe.skipIf(!canMount())("the disk of the data", () => {
  const remount = (options: string): void => void execFileSync("mount", ["-o", `remount,${options}`, data]);
  beforeEach(() => {
    mkdirSync(data);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=32m", "tmpfs", data]);
  });
  afterEach(() => execFileSync("umount", [data]));

  test("that is full stops nothing but the writing, which is told; nothing is half-stored, and work goes on when there is room again", () => {
    const open = openTestShop({ folder: data });
    const first = takeIn(open).number;
    writeFileSync(join(data, "filling"), Buffer.alloc(31_000_000));
    let taken = 1;
    const fill = (): void => {
      for (; taken < 2000; taken++) takeIn(open);
    };
    expect(troubleIn(fill)).toBe("disk-full");
    expect(open.shop.db.prepare("SELECT count(*) FROM repair_order").pluck().get()).toBe(taken);
    expect(first).toContain("R26-000001");
    rmSync(join(data, "filling"));
    expect(takeIn(open).number).toContain(`R26-${String(taken + 1).padStart(6, "0")}`);
    expect(integrityOf(open.shop.db)).toEqual([]);
    open.cleanup();
  });

  test("that becomes read-only is told at once, and written again afterwards", () => {
    const open = openTestShop({ folder: data });
    takeIn(open);
    // Files that are open for writing keep a disk from it; SQLite's own are, as on a disk that fails.
    open.cleanup();
    remount("ro");
    expect(troubleIn(() => openTestShop({ folder: data }))).toBe("database-read-only");
    remount("rw");
    const again = openTestShop({ folder: data });
    expect(takeIn(again).number).toContain("R26-000002");
    again.cleanup();
  });
});

test("a data folder that goes away under an open shop is told, never made anew", () => {
  const open = openTestShop({ folder: data });
  takeIn(open);
  renameSync(data, `${data}-moved`);
  const told = troubleIn(() => {
    for (let n = 0; n < 3; n++) takeIn(open);
  });
  // On a file that was moved SQLite goes on or says so; what it must not do is to begin another one.
  expect([undefined, "database-read-only", "disk-error"]).toContain(told);
  expect(existsSync(join(data, "talon.db"))).toBe(false);
  open.cleanup();
  const again = openTestShop({ folder: `${data}-moved` });
  expect(again.shop.db.prepare("SELECT count(*) FROM repair_order").pluck().get()).toBe(told === undefined ? 4 : 1);
  again.cleanup();
});
