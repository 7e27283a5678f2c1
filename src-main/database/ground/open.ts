import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite, { type Database } from "better-sqlite3";
import { renameAtStart } from "../../storage/durable-file.ts";
import { MIGRATIONS } from "../migrations/all.ts";

/** An open database; what it can do is the business of this folder alone. */
export type { Database };
import { prepared } from "./prepared.ts";
import { openTerms } from "./search-index.ts";
import { checkWrites } from "../../storage/watch-file.ts";

/** A database file that this program cannot take: made by a newer one, or a migration failed, or gone from beside its data. It was left untouched. */
export class UnfitDatabase extends Error {
  readonly code: "newer" | "migration-failed" | "damaged" | "missing";
  constructor(code: UnfitDatabase["code"], options?: ErrorOptions) {
    super(`database ${code}`, options);
    this.name = "UnfitDatabase";
    this.code = code;
  }
}

/**
 * Opens the database, makes it where there is none, and brings it up to date after a verified copy of the file.
 * @param file path, or `:memory:`
 * @throws UnfitDatabase where the file is newer than this program, damaged, or a migration fails
 */
export function openDatabase(file: string, migrations: readonly ((db: Database) => void)[] = MIGRATIONS): Database {
  if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const db = new Sqlite(file, { timeout: PATIENCE_MS });
  try {
    const version = readVersion(db);
    if (version > migrations.length) throw new UnfitDatabase("newer");
    useWal(db);
    db.pragma("synchronous = FULL");
    db.pragma("secure_delete = ON");
    db.pragma("foreign_keys = ON");
    // A trigger or an index that somebody put into the file calls no function that reaches further.
    db.pragma("trusted_schema = OFF");
    db.pragma("cache_size = -32000");
    if (version < migrations.length) migrate(db, file, version, migrations);
    // Not before: what a migration sets aside for the case that it fails, and a file that is written anew, would not fit into memory.
    db.pragma("temp_store = MEMORY");
    openTerms(db);
    return db;
  } catch (error) {
    db.close();
    throw isDamagedFile(error) ? new UnfitDatabase("damaged", { cause: error }) : error;
  }
}

const isDamagedFile = (error: unknown): boolean => /^SQLITE_(NOTADB|CORRUPT)/.test((error as { code?: string }).code ?? "");

/** How long another program is waited for that has the file, ms, and the pause between looks where SQLite itself does not wait. */
const PATIENCE_MS = 5000;
const WAL_PAUSE_MS = 20;

/** SQLite does not wait for the lock that changes the journal: of programs that start at once, the later ones ask again. */
function useWal(db: Database): void {
  for (let waited = 0; ; waited += WAL_PAUSE_MS) {
    try {
      db.pragma("journal_mode = WAL");
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== "SQLITE_BUSY" || waited >= PATIENCE_MS) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAL_PAUSE_MS);
    }
  }
}

function readVersion(db: Database): number {
  try {
    return db.pragma("user_version", { simple: true }) as number;
  } catch (error) {
    if (isDamagedFile(error)) throw new UnfitDatabase("damaged", { cause: error });
    throw error;
  }
}

/** The version of a file that is not opened for work. */
function versionOf(file: string): number {
  const db = new Sqlite(file, { readonly: true, timeout: PATIENCE_MS });
  try {
    return readVersion(db);
  } finally {
    db.close();
  }
}

/** Whether there is no database in a file: none, an empty one, or the first page alone, which a lost write-ahead log leaves. */
export const isBlank = (file: string): boolean => !existsSync(file) || versionOf(file) === 0;

/** What a shop leaves beside its database; pictures, and what a restore or a migration has set aside. */
const TRACES = /^(passcode.*\.key|host\.token|backup-key\.age|pictures|replaced-.+|talon\.db(-wal|\.before-\d+))$/;

/** SQLite's usual page. */
const PAGE_BYTES = 4096;

/** Whether a shop lived in a folder whose database is not there: another one is not to be begun beside what is left of it. */
export function isBereft(dataFolder: string, file: string): boolean {
  // Told without opening it, at each start: what has more than its first page is not blank.
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > PAGE_BYTES || !isBlank(file)) return false;
  const names = existsSync(dataFolder) ? readdirSync(dataFolder) : [];
  return names.some((name) => TRACES.test(name) && !(name === "talon.db-wal" && existsSync(file)));
}

/** From so large a file on, bytes, bringing it up to date takes seconds. */
const MUCH_DATA = 50_000_000;

/** Whether opening a file takes long, for it is large and an older program made it. What cannot be read is told when it is opened. */
export function takesLong(file: string): boolean {
  try {
    return statSync(file).size >= MUCH_DATA && versionOf(file) < MIGRATIONS.length;
  } catch {
    return false;
  }
}

function migrate(db: Database, file: string, from: number, migrations: readonly ((db: Database) => void)[]): void {
  if (from > 0 && file !== ":memory:") copyBefore(db, file, from);
  db.pragma("foreign_keys = OFF");
  for (let version = from; version < migrations.length; version++) {
    const step = db.transaction(() => {
      // Two programs may start at once: the second one finds the work done when it gets the lock.
      if (readVersion(db) > version) return;
      migrations[version]!(db);
      const broken = db.pragma("foreign_key_check") as unknown[];
      if (broken.length > 0) throw new Error(`${broken.length} broken references`);
      db.pragma(`user_version = ${version + 1}`);
    });
    try {
      step.immediate();
    } catch (error) {
      if (/^SQLITE_(BUSY|FULL|READONLY|IOERR)/.test((error as { code?: string }).code ?? "")) throw error;
      throw new UnfitDatabase("migration-failed", { cause: error });
    }
  }
  db.pragma("foreign_keys = ON");
  giveBackSpace(db);
}

/** From so many empty pages on, 10 MB, and so large a share of the file, writing it anew is worth the time. */
const MANY_PAGES = 2560;
const LARGE_SHARE = 0.2;

/** Makes a file smaller of which a migration has emptied a good part. Where that cannot be done now, the next rows fill it again. */
function giveBackSpace(db: Database): void {
  const [free, pages] = ["freelist_count", "page_count"].map((name) => db.pragma(name, { simple: true }) as number) as [number, number];
  if (free < MANY_PAGES || free < pages * LARGE_SHARE) return;
  try {
    db.exec("VACUUM");
    // Where another program reads right now, the file becomes small when it is closed.
    db.pragma("busy_timeout = 0");
    db.pragma("wal_checkpoint(TRUNCATE)");
  } catch (error) {
    if (!/^SQLITE_(BUSY|LOCKED|FULL|IOERR)/.test((error as { code?: string }).code ?? "")) throw error;
  } finally {
    db.pragma(`busy_timeout = ${PATIENCE_MS}`);
  }
}

/**
 * Brings what lies in the log into the file itself, for a time in which nobody writes: a copy that somebody takes of the file alone then
 * has all of it, and a log that is lost loses nothing. Where another program reads just now, the next quiet time does it.
 */
export function emptyLog(db: Database): void {
  if (db.memory || (statSync(`${db.name}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0) return;
  db.pragma("busy_timeout = 0");
  try {
    db.pragma("wal_checkpoint(TRUNCATE)");
  } finally {
    db.pragma(`busy_timeout = ${PATIENCE_MS}`);
  }
}

/** Keeps the file as it was, `talon.db.before-2`, checked to be whole. */
function copyBefore(db: Database, file: string, from: number): void {
  const copy = `${file}.before-${from + 1}`;
  // Made aside: of two programs that start at once, the slower one must not put the migrated file in the place of the old one's copy.
  const fresh = `${copy}.${process.pid}`;
  rmSync(fresh, { force: true });
  try {
    db.prepare("VACUUM INTO ?").run(fresh);
    if (isWhole(fresh, from)) renameAtStart(fresh, copy);
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** Whether a copy is still of this version. @throws UnfitDatabase where it is damaged */
function isWhole(copy: string, version: number): boolean {
  const check = new Sqlite(copy, { readonly: true });
  try {
    if (check.pragma("integrity_check", { simple: true }) !== "ok") throw new UnfitDatabase("damaged");
    return readVersion(check) === version;
  } finally {
    check.close();
  }
}

/** A number that changes when another connection has committed: how a program notices a neighbour's writes. */
export const dataVersion = (db: Database): number => db.pragma("data_version", { simple: true }) as number;

/** A text that changes with every write, of this connection or another: whether anything happened since. */
export const writesSoFar = (db: Database): string => `${dataVersion(db)} ${changes(db).get()}`;

const changes = prepared((db) => db.prepare<[], number>("SELECT total_changes()").pluck());

/** Runs one use case as one immediate transaction; the outermost call commits, and an exception leaves nothing behind. */
export function inTransaction<Result>(db: Database, work: () => Result): Result {
  checkWrites(db);
  return transaction(db).immediate(work) as Result;
}

const transaction = prepared((db) => db.transaction((work: () => unknown) => work()));

/** Reads many times of the same state: each read by itself would ask for the file's lock. */
export const inSnapshot = <Result>(db: Database, read: () => Result): Result => transaction(db).deferred(read) as Result;

/** One transaction of work that may be lost with the power: nobody has been told of it, or it changes nothing that anybody sees. */
export function inUnsyncedTransaction(db: Database, work: () => void): void {
  db.pragma("synchronous = NORMAL");
  try {
    inTransaction(db, work);
  } finally {
    db.pragma("synchronous = FULL");
  }
}
