import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Sqlite, { type Database } from "better-sqlite3";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readManifest } from "../../../src-main/contract/backups/backup-manifest.ts";
import { checkBackup } from "../../../src-main/database/backups/backup-check.ts";
import { listBackups, openBackupFolder } from "../../../src-main/database/backups/backup-folder.ts";
import { makeBackup } from "../../../src-main/database/backups/backup.ts";
import { brokenReferences, integrityOf, isDamage, lookOver } from "../../../src-main/database/backups/check.ts";
import { USUAL_BACKUPS } from "../../../src-main/domain/backups/backup.ts";
import { CASES } from "../../helpers/intake-cases.ts";
import { NOON, openTestShop, temporaryFolder, type TestShop } from "../../helpers/open-test-shop.ts";
import { takeIn } from "../../helpers/orders.ts";
import { png } from "../../helpers/pictures.ts";
import { putPicture } from "../../helpers/put-picture.ts";

let open: TestShop;
let outside: string;
let folder: string;
let sound: Buffer;
let name: string;

beforeAll(async () => {
  outside = temporaryFolder();
  folder = join(outside, "backups");
  await openBackupFolder(folder);
  open = openTestShop();
  for (let n = 0; n < 30; n++) takeIn(open, { ...CASES["phone-en"], photos: [putPicture(open.shop, png(4, 3, n)).sha256] });
  const job = { dataFolder: open.folder, folder, at: NOON, talon: "0.1.0", keep: USUAL_BACKUPS.keep, recipient: null };
  ({ name } = await makeBackup(job, readManifest, () => undefined));
  sound = readFileSync(join(folder, name, "talon.db"));
});
afterAll(() => {
  open.cleanup();
  rmSync(outside, { recursive: true, force: true });
});

/** Every row that screens and papers show; the indexes of words are made of them. */
function rowsOf(db: Database): ReadonlyMap<string, readonly string[]> {
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_search%' ESCAPE '\\'")
    .pluck()
    .all();
  return new Map(
    tables.map((table) => [
      table,
      db
        .prepare(`SELECT * FROM "${table}"`)
        .raw()
        .all()
        .map((row) => JSON.stringify(row))
        .sort(),
    ]),
  );
}

/** What comes of a file whose bytes were changed: it is refused, as it was, found by the whole check, or changed within rows. */
function outcomeOf(bytes: Buffer, before: ReadonlyMap<string, readonly string[]>): { readonly said: boolean; readonly changed: number } {
  let db: Database | undefined;
  try {
    db = new Sqlite(bytes);
    lookOver(db, 30);
    const after = rowsOf(db);
    const changed = [...before].reduce((sum, [table, rows]) => {
      const now = new Set(after.get(table) ?? []);
      return sum + rows.filter((row) => !now.has(row)).length;
    }, 0);
    return { said: integrityOf(db).length > 0 || brokenReferences(db) > 0, changed };
  } catch (error) {
    // Text that is no JSON any more is an error of the query, and no row is served either.
    if (!isDamage(error) && !(error as { code?: string }).code?.startsWith("SQLITE_")) throw error;
    return { said: true, changed: 0 };
  } finally {
    db?.close();
  }
}

const flips = () =>
  fc.array(fc.record({ at: fc.integer({ min: 0, max: sound.length - 1 }), bit: fc.integer({ min: 0, max: 7 }) }), { minLength: 1, maxLength: 4 });

const flipped = (made: readonly { at: number; bit: number }[]): Buffer => {
  const bytes = Buffer.from(sound);
  for (const { at, bit } of made) bytes[at]! ^= 1 << bit;
  return bytes;
};

describe("bits that flip in the database", () => {
  test("are said, or touch no more than the rows in which they lie", () => {
    const db = new Sqlite(Buffer.from(sound));
    const before = rowsOf(db);
    db.close();
    let [said, harmless, silent] = [0, 0, 0];
    fc.assert(
      fc.property(flips(), (made) => {
        const outcome = outcomeOf(flipped(made), before);
        // SQLite keeps no checksums: a bit inside a value is a value. Never more than one row for each, and never another order.
        if (!outcome.said) expect(outcome.changed).toBeLessThanOrEqual(made.length);
        if (outcome.said) said++;
        else if (outcome.changed === 0) harmless++;
        else silent++;
      }),
      { numRuns: 300 },
    );
    expect(said + harmless).toBeGreaterThan(0);
    expect(said + harmless + silent).toBe(300);
  });

  test("in a backup are found by its check, wherever they are", async () => {
    const file = join(folder, name, "talon.db");
    await fc.assert(
      fc.asyncProperty(flips(), async (made) => {
        const bytes = flipped(made);
        // Two flips of the same bit are none.
        fc.pre(!bytes.equals(sound));
        writeFileSync(file, bytes);
        expect((await checkBackup(folder, name, null, "", readManifest, () => undefined)).sound).toBe(false);
      }),
      { numRuns: 25 },
    );
    writeFileSync(file, sound);
    expect((await checkBackup(folder, name, null, "", readManifest, () => undefined)).sound).toBe(true);
  });
});

test.each(["name = CAST(name AS BLOB)", "name = 'bencg'", "type = 'Table'", "type = x'7461626c65'"])(
  "a table of which the list says %s is damage, not trouble",
  (said) => {
    const db = new Sqlite(Buffer.from(sound));
    db.unsafeMode(true);
    db.pragma("writable_schema = ON");
    db.exec(`UPDATE sqlite_schema SET ${said} WHERE name = 'bench'`);
    const bytes = db.serialize();
    db.close();
    const damaged = new Sqlite(bytes);
    expect(() => lookOver(damaged, 30)).toThrow(expect.toSatisfy(isDamage));
    expect(integrityOf(damaged)).not.toEqual([]);
    damaged.close();
  },
);

test("a database that ends too early is never opened as sound, wherever it ends", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: sound.length / 4096 - 1 }), fc.boolean(), (pages, inside) => {
      const file = join(outside, "short.db");
      writeFileSync(file, sound.subarray(0, pages * 4096 + (inside ? 100 : 0)));
      const look = (): void => {
        const db = new Sqlite(file);
        try {
          lookOver(db, 30);
        } finally {
          db.close();
        }
      };
      expect(look).toThrow(expect.toSatisfy(isDamage));
    }),
    { numRuns: 40 },
  );
});

test("killed at any moment of a backup, all that is listed is whole, and the next one clears up", async () => {
  const target = join(outside, "killed");
  await openBackupFolder(target);
  const program = join(import.meta.dirname, "..", "..", "helpers", "backup-once.ts");
  const HOUR = 3_600_000;
  for (let round = 0; round < 8; round++) {
    const start = NOON + round * 1000 * HOUR;
    const child = spawn(process.execPath, [program, open.folder, target, String(start)], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "talon-test-compiled") },
    });
    const ended = once(child, "exit");
    await once(child.stdout, "data");
    child.stdin.write("go\n");
    await pause(5 + round * 23);
    child.kill("SIGKILL");
    await ended;
    const { backups, unreadable } = listBackups(target, readManifest);
    expect(unreadable).toEqual([]);
    for (const backup of backups)
      expect(await checkBackup(target, backup.name, null, "", readManifest, () => undefined), backup.name).toMatchObject({ sound: true });
  }
  const job = { dataFolder: open.folder, folder: target, at: NOON + 9000 * HOUR, talon: "0.1.0", keep: USUAL_BACKUPS.keep, recipient: null };
  const made = await makeBackup(job, readManifest, () => undefined);
  expect(await checkBackup(target, made.name, null, "", readManifest, () => undefined)).toMatchObject({ sound: true });
  expect(readdirSync(target, { recursive: true, encoding: "utf8" }).filter((path) => /(^|\/)\.|\.part$/.test(path))).toEqual([]);
}, 60_000);
