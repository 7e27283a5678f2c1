import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openHost, type Host } from "../../src-main/app/host.ts";
import { openShop } from "../../src-main/app/open-shop.ts";
import { openUpkeep } from "../../src-main/services/upkeep.ts";
import { openDatabase } from "../../src-main/database/ground/open.ts";
import { integrityOf } from "../../src-main/database/backups/check.ts";
import { FAST_PINS, openTestShop, temporaryFolder } from "../helpers/open-test-shop.ts";
import { takeIn } from "../helpers/orders.ts";
import { fakeScreens } from "../helpers/test-host.ts";

/** How soon it has to be noticed, ms. */
const SOON_MS = 1000;
const LONG_MS = 120_000;

let outside: string;
let data: string;
let host: Host | undefined;
beforeEach(() => {
  outside = temporaryFolder();
  data = join(outside, "data");
});
afterEach(async () => {
  await host?.close();
  host = undefined;
  rmSync(outside, { recursive: true, force: true });
});

const file = (): string => join(data, "talon.db");
const numbersIn = (path: string): readonly unknown[] => {
  const db = new Sqlite(path, { readonly: true });
  try {
    return db.prepare("SELECT number FROM repair_order ORDER BY ordinal").pluck().all();
  } finally {
    db.close();
  }
};

describe.skipIf(process.platform === "win32")("a database file that goes away while work goes on", () => {
  test.each([
    ["is removed", () => rmSync(file())],
    ["is moved away", () => renameSync(file(), join(outside, "moved.db"))],
    [
      "is exchanged for a copy of itself",
      () => {
        copyFileSync(file(), join(outside, "copy.db"));
        renameSync(join(outside, "copy.db"), file());
      },
    ],
    ["loses its log", () => rmSync(`${file()}-wal`)],
    ["loses the index of its log", () => rmSync(`${file()}-shm`)],
    ["goes with its folder", () => renameSync(data, join(outside, "moved"))],
  ])("%s: noticed within a second, and nothing more is written", async (_what, harm) => {
    let told = 0;
    const open = openTestShop({ folder: data, gone: () => told++ });
    const { number } = takeIn(open);
    expect(open.isInPlace()).toBe(true);
    harm();
    await expect.poll(() => told, { timeout: SOON_MS, interval: 20 }).toBe(1);
    expect(() => takeIn(open)).toThrow(expect.objectContaining({ name: "Trouble", kind: "database-gone" }));
    expect(() => open.shop.db.exec("DELETE FROM event")).toThrow(expect.objectContaining({ code: "SQLITE_READONLY" }));
    expect(open.shop.db.prepare("SELECT number FROM repair_order").pluck().all()).toEqual([number]);
    open.cleanup();
  });

  /** Writes another file's bytes into it, as `cp` does. */
  const copyOver = (from: string): void => writeFileSync(file(), readFileSync(from));

  test("is noticed where another shop's, an older copy or rubbish is copied over it, and no checkpoint takes it for that", async () => {
    const other = join(outside, "other");
    openDatabase(join(other, "talon.db")).close();
    const older = join(outside, "older.db");
    for (const harm of [() => copyOver(join(other, "talon.db")), () => copyOver(older), () => writeFileSync(file(), "rubbish")]) {
      let told = 0;
      rmSync(data, { recursive: true, force: true });
      const open = openTestShop({ folder: data, gone: () => told++ });
      takeIn(open);
      open.shop.db.pragma("wal_checkpoint(TRUNCATE)");
      copyFileSync(file(), older);
      for (let n = 0; n < 30; n++) {
        takeIn(open);
        if (n % 10 === 0) open.shop.db.pragma("wal_checkpoint(TRUNCATE)");
        expect(open.isInPlace()).toBe(true);
      }
      open.shop.db.pragma("wal_checkpoint(TRUNCATE)");
      expect([open.isInPlace(), told]).toEqual([true, 0]);
      harm();
      await expect.poll(() => told, { timeout: SOON_MS, interval: 20 }).toBe(1);
      expect(() => takeIn(open)).toThrow(expect.objectContaining({ kind: "database-gone" }));
      open.cleanup();
    }
  });

  test.skipIf(process.platform !== "linux")("is looked at without a lock on it being lost", () => {
    const open = openTestShop({ folder: data });
    const { ino } = statSync(file());
    const locks = (): readonly string[] =>
      readFileSync("/proc/locks", "utf8")
        .split("\n")
        .filter((line) => line.includes(` ${process.pid} `) && line.includes(`:${ino} `))
        .map((line) => line.replace(/^\d+: /, ""));
    takeIn(open);
    open.shop.db.pragma("wal_checkpoint(TRUNCATE)");
    const held = locks();
    expect(held).toHaveLength(1);
    expect(open.isInPlace()).toBe(true);
    takeIn(open);
    open.shop.db.pragma("wal_checkpoint(TRUNCATE)");
    expect(open.isInPlace()).toBe(true);
    expect(locks()).toEqual(held);
    open.cleanup();
  });

  const startHost = async (): Promise<void> => {
    host = await openHost(data, { port: 0, screens: fakeScreens(outside), home: { country: "KZ", timeZone: "Asia/Almaty" }, ...FAST_PINS });
  };

  async function browser() {
    const origin = `http://127.0.0.1:${host!.port}`;
    const come = await fetch(host!.url, { redirect: "manual" });
    const Cookie = come.headers
      .getSetCookie()
      .map((cookie) => cookie.split(";")[0])
      .join("; ");
    const look = async () => {
      const response = await fetch(`${origin}/`, { headers: { Cookie, "Accept-Language": "en" } });
      return { status: response.status, body: await response.text() };
    };
    const save = () =>
      fetch(`${origin}/rescue`, {
        method: "POST",
        redirect: "manual",
        headers: { Cookie, Origin: origin },
        body: new URLSearchParams({ save: "yes" }),
      });
    return { look, save };
  }

  test(
    "a host offers to save what it holds, and goes on with it",
    async () => {
      const open = openTestShop({ folder: data });
      const before = takeIn(open).number;
      open.cleanup();
      await startHost();
      const { look, save } = await browser();
      const later = takeIn({ shop: host!.running.shop, caller: open.caller } as never).number;
      rmSync(file());
      writeFileSync(file(), "another file");
      await expect.poll(async () => (await look()).status, { timeout: 2 * SOON_MS }).toBe(503);
      expect((await look()).body).toContain("The shop’s data file was removed or replaced");
      expect((await save()).status).toBe(303);
      expect((await look()).status).toBe(200);
      expect(numbersIn(file())).toEqual([before, later]);
      expect(integrityOf(host!.running.shop.db)).toEqual([]);
      const aside = readdirSync(data).find((name) => name.startsWith("replaced-"))!;
      expect(readFileSync(join(data, aside, "talon.db"), "utf8")).toBe("another file");
    },
    LONG_MS,
  );

  test(
    "a file that is put back is gone on with",
    async () => {
      openTestShop({ folder: data }).cleanup();
      await startHost();
      const { look } = await browser();
      renameSync(file(), join(outside, "moved.db"));
      await expect.poll(async () => (await look()).status, { timeout: 2 * SOON_MS }).toBe(503);
      expect((await look()).status).toBe(503);
      renameSync(join(outside, "moved.db"), file());
      expect((await look()).status).toBe(200);
    },
    LONG_MS,
  );

  test(
    "a host that is closed meanwhile saves it by itself",
    async () => {
      const open = openTestShop({ folder: data });
      const { number } = takeIn(open);
      open.cleanup();
      await startHost();
      const { look } = await browser();
      rmSync(file());
      await expect.poll(async () => (await look()).status, { timeout: 2 * SOON_MS }).toBe(503);
      await host!.close();
      host = undefined;
      const saved = readdirSync(data).find((name) => name.startsWith("talon-rescued-"))!;
      expect(numbersIn(join(data, saved))).toEqual([number]);
      expect(existsSync(file())).toBe(false);
    },
    LONG_MS,
  );
});

test.each(["passcode.key", "host.token", "pictures", "talon.db.before-3", "replaced-2026-11-20T09-15-00Z"])(
  "no shop is begun beside what is left of one: %s",
  (name) => {
    mkdirSync(data);
    if (name.includes(".")) writeFileSync(join(data, name), "x");
    else mkdirSync(join(data, name));
    const before = readdirSync(data);
    expect(() => openShop(data, FAST_PINS)).toThrow(expect.objectContaining({ name: "UnfitDatabase", code: "missing" }));
    // An empty one is what some programs leave of a file.
    writeFileSync(file(), "");
    expect(() => openShop(data, FAST_PINS)).toThrow(expect.objectContaining({ code: "missing" }));
    rmSync(file());
    expect(readdirSync(data).filter((other) => other !== "talon.log")).toEqual(before);
  },
);

test("while nobody writes, the log is emptied into the file", () => {
  const open = openTestShop({ folder: data });
  takeIn(open);
  expect(statSync(`${file()}-wal`).size).toBeGreaterThan(0);
  vi.useFakeTimers();
  const upkeep = openUpkeep(
    open.shop.db,
    (error) => expect.unreachable(String(error)),
    function* () {},
  );
  upkeep.begin();
  vi.advanceTimersByTime(2 * 60_000);
  upkeep.stop();
  vi.useRealTimers();
  expect(statSync(`${file()}-wal`).size).toBe(0);
  copyFileSync(file(), join(outside, "alone.db"));
  expect(numbersIn(join(outside, "alone.db"))).toHaveLength(1);
  open.cleanup();
});
