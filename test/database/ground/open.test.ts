import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite, { type Database } from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inTransaction, openDatabase, UnfitDatabase } from "../../../src-main/database/ground/open.ts";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { startProgram } from "../../helpers/node-program.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, "shop", "talon.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const version = (db: Database): unknown => db.pragma("user_version", { simple: true });
const addColumn = (db: Database): void => void db.exec("ALTER TABLE bench ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'");

/** A shop's file at the first version, with a bench in it. */
function fileWithBench(): void {
  const db = openDatabase(file);
  db.exec("INSERT INTO bench (id, name, created_at) VALUES ('b', 'counter', 1)");
  db.close();
}

describe("a database", () => {
  test("is made with its folder, for nobody else to read, and keeps what it acknowledged", () => {
    const db = openDatabase(file);
    expect(version(db)).toBe(MIGRATIONS.length);
    expect(db.pragma("journal_mode", { simple: true })).toBe("wal");
    expect(db.pragma("synchronous", { simple: true })).toBe(2);
    expect(db.pragma("foreign_keys", { simple: true })).toBe(1);
    expect(db.pragma("secure_delete", { simple: true })).toBe(1);
    if (process.platform !== "win32") expect(statSync(join(folder, "shop")).mode & 0o077).toBe(0);
    db.close();
  });

  test("opens again as it was left, without a copy", () => {
    fileWithBench();
    const db = openDatabase(file);
    expect(db.prepare("SELECT name FROM bench").pluck().get()).toBe("counter");
    db.close();
    expect(readdirSync(join(folder, "shop"))).toEqual(["talon.db"]);
  });

  test("refuses what would point nowhere", () => {
    const db = openDatabase(file);
    expect(() => db.exec("INSERT INTO accessory (id, order_ordinal, position, name) VALUES (x'0a', 99, 0, 'x')")).toThrow(/FOREIGN KEY/);
    db.close();
  });
});

describe("a file of a newer Talon", () => {
  test("is refused and not touched by a byte", () => {
    fileWithBench();
    const newer = new Sqlite(file);
    newer.pragma(`user_version = ${MIGRATIONS.length + 1}`);
    newer.exec("CREATE TABLE of_the_future (x)");
    newer.pragma("wal_checkpoint(TRUNCATE)");
    newer.close();
    const before = readFileSync(file);
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ name: "UnfitDatabase", code: "newer" }));
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(join(folder, "shop"))).toEqual(["talon.db"]);
  });
});

describe("a damaged file", () => {
  test.each([
    ["is no database at all", () => Buffer.from("This is the diary of a mixing desk.".repeat(300))],
    ["has its head overwritten", (whole: Buffer) => Buffer.concat([Buffer.alloc(100, 0xff), whole.subarray(100)])],
  ])("that %s is refused and left as it is", (_, damage) => {
    fileWithBench();
    writeFileSync(file, damage(readFileSync(file)));
    const before = readFileSync(file);
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ name: "UnfitDatabase", code: "damaged" }));
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test("is never migrated: the copy before it is checked page by page", () => {
    fileWithBench();
    const bytes = readFileSync(file);
    // Everything but the first page, where version and schema stand.
    bytes.fill(0xab, 8192, bytes.length - 4096);
    writeFileSync(file, bytes);
    expect(() => openDatabase(file, [...MIGRATIONS, addColumn])).toThrow();
    expect(new Sqlite(file, { readonly: true }).pragma("user_version", { simple: true })).toBe(MIGRATIONS.length);
    expect(readdirSync(join(folder, "shop")).filter((name) => name.includes("before"))).toEqual([]);
  });
});

describe("a migration", () => {
  test("leaves a whole copy of the file as it was, and brings what was in it along", () => {
    fileWithBench();
    const db = openDatabase(file, [...MIGRATIONS, addColumn]);
    expect(version(db)).toBe(MIGRATIONS.length + 1);
    expect(db.prepare("SELECT name, colour FROM bench").get()).toEqual({ name: "counter", colour: "grey" });
    expect(db.pragma("foreign_keys", { simple: true })).toBe(1);
    db.close();
    const copy = new Sqlite(`${file}.before-${MIGRATIONS.length + 1}`, { readonly: true });
    expect(copy.pragma("integrity_check", { simple: true })).toBe("ok");
    expect(version(copy)).toBe(MIGRATIONS.length);
    expect(copy.prepare("SELECT id, name, created_at FROM bench").all()).toEqual([{ id: "b", name: "counter", created_at: 1 }]);
    copy.close();
  });

  test("takes what only the journal holds into the copy", () => {
    fileWithBench();
    const other = openDatabase(file);
    other.exec("INSERT INTO bench (id, name, created_at) VALUES ('c', 'late', 2)");
    openDatabase(file, [...MIGRATIONS, addColumn]).close();
    other.close();
    const copy = new Sqlite(`${file}.before-${MIGRATIONS.length + 1}`, { readonly: true });
    expect(copy.prepare("SELECT count(*) FROM bench").pluck().get()).toBe(2);
    copy.close();
  });

  test.each<[string, (db: Database) => void]>([
    [
      "fails halfway",
      (db) => {
        db.exec("INSERT INTO bench (id, name, created_at) VALUES ('half', 'half', 2); CREATE TABLE half (x)");
        throw new Error("power of ideas cut");
      },
    ],
    ["is no SQL", (db) => void db.exec("ALTER TABLE nothing ADD COLUMN x")],
    ["breaks references", (db) => void db.exec("INSERT INTO accessory (id, order_ordinal, position, name) VALUES (x'0a', 99, 0, 'x')")],
  ])("that %s stops the start and leaves the file as it was", (_, broken) => {
    fileWithBench();
    let went = false;
    const after = (): void => void (went = true);
    expect(() => openDatabase(file, [...MIGRATIONS, broken, after])).toThrow(
      expect.objectContaining({ name: "UnfitDatabase", code: "migration-failed" }),
    );
    expect(went).toBe(false);
    const db = openDatabase(file);
    expect(version(db)).toBe(MIGRATIONS.length);
    expect(db.prepare("SELECT id FROM bench").pluck().all()).toEqual(["b"]);
    expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0);
    db.close();
  });

  test("that fails at the second step keeps the first one", () => {
    fileWithBench();
    const broken = (): void => {
      throw new Error("no");
    };
    expect(() => openDatabase(file, [...MIGRATIONS, addColumn, broken])).toThrow(UnfitDatabase);
    const db = openDatabase(file, [...MIGRATIONS, addColumn]);
    expect(version(db)).toBe(MIGRATIONS.length + 1);
    db.close();
  });

  test("that a full disk or a lock stops is tried again at the next start, not called broken", () => {
    fileWithBench();
    const full = (): void => {
      throw Object.assign(new Error("full"), { code: "SQLITE_FULL" });
    };
    expect(() => openDatabase(file, [...MIGRATIONS, full])).toThrow(expect.objectContaining({ code: "SQLITE_FULL" }));
    openDatabase(file, [...MIGRATIONS, addColumn]).close();
  });
});

describe("a file that a migration has emptied", () => {
  const megabytes = (): number => statSync(file).size / 1e6;
  const drop = (db: Database): void => void db.exec("DROP TABLE heavy");
  beforeEach(() => {
    const db = openDatabase(file);
    db.exec("CREATE TABLE heavy (data BLOB)");
    const insert = db.prepare("INSERT INTO heavy VALUES (zeroblob(1000000))");
    db.transaction(() => Array.from({ length: 15 }, () => insert.run()))();
    db.exec("INSERT INTO bench (id, name, created_at) VALUES ('b', 'counter', 1)");
    db.close();
  });

  test("becomes small", () => {
    expect(megabytes()).toBeGreaterThan(15);
    const db = openDatabase(file, [...MIGRATIONS, drop]);
    expect(megabytes()).toBeLessThan(1);
    expect(db.prepare("SELECT name FROM bench").pluck().get()).toBe("counter");
    expect(version(db)).toBe(MIGRATIONS.length + 1);
    db.close();
  });

  test("is opened all the same while another program reads it", () => {
    const other = openDatabase(file);
    other.exec("BEGIN");
    expect(other.prepare("SELECT count(*) FROM heavy").pluck().get()).toBe(15);
    const db = openDatabase(file, [...MIGRATIONS, drop]);
    expect(version(db)).toBe(MIGRATIONS.length + 1);
    expect(other.prepare("SELECT count(*) FROM heavy").pluck().get()).toBe(15);
    other.close();
    db.close();
    expect(megabytes()).toBeLessThan(1);
  });
});

describe("programs that start at the same moment", () => {
  const openers = async (task: "open" | "migrate", count: number): Promise<readonly string[]> => {
    const programs = Array.from({ length: count }, () => startProgram(join(import.meta.dirname, "..", "..", "helpers", "opener.ts"), [file, task]));
    await Promise.all(programs.map(({ says }) => says("ready")));
    programs.forEach(({ child }) => child.stdin.write("go\n"));
    return (await Promise.all(programs.map(({ end }) => end))).map(({ out }) => out.replace("ready\n", ""));
  };

  test("all open a file that was not there", async () => {
    expect(await openers("open", 4)).toEqual(Array(4).fill(`opened ${MIGRATIONS.length}\n`));
  });

  test("migrate it once, and the copy is of the file before", async () => {
    fileWithBench();
    expect(await openers("migrate", 4)).toEqual(Array(4).fill(`opened ${MIGRATIONS.length + 1}\n`));
    const db = new Sqlite(file, { readonly: true });
    expect(db.prepare("SELECT count(*) FROM once").pluck().get()).toBe(1);
    db.close();
    const copy = new Sqlite(`${file}.before-${MIGRATIONS.length + 1}`, { readonly: true });
    expect(version(copy)).toBe(MIGRATIONS.length);
    copy.close();
    expect(readdirSync(join(folder, "shop")).filter((name) => name.includes("before"))).toEqual([`talon.db.before-${MIGRATIONS.length + 1}`]);
  });
});

describe("a transaction", () => {
  test("is undone as a whole by an exception, and a nested one with it", () => {
    const db = openDatabase(":memory:");
    const add = (id: string): void => void db.prepare("INSERT INTO bench (id, name, created_at) VALUES (?, '', 0)").run(id);
    const count = (): unknown => db.prepare("SELECT count(*) FROM bench").pluck().get();
    expect(() =>
      inTransaction(db, () => {
        add("a");
        inTransaction(db, () => add("b"));
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(count()).toBe(0);
    expect(inTransaction(db, () => (add("a"), "done"))).toBe("done");
    expect(count()).toBe(1);
    db.close();
  });
});
