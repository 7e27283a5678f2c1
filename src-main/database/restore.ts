import { copyFileSync, createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import Sqlite from "better-sqlite3";
import { BACKUP_NAME, backupName, type BackupManifest, type BackupProgress, type Holdings } from "../domain/backup.ts";
import { DomainError } from "../domain/error.ts";
import { cipher, copyDatabase, holdsSame, isSoundFile, lockFolder, readBackup, readPooled, syncFile, type ReadManifest } from "./backup.ts";
import { hashOf, holdingsOf, isDamage, pictureIn } from "./check.ts";
import { MIGRATIONS } from "./migrations/all.ts";
import { syncFolder, writeDurably } from "./picture-file.ts";

/*
 * A restore has two halves, so that a kill at any moment leaves either the old data or the new, never a mix:
 *
 *   1. While the shop is still open, the backup's database is brought to `restoring.part/` in the data folder and checked there, and its
 *      pictures are added to `pictures/`, where they lie under their own hash and harm nobody. Then `restoring.part` is renamed to
 *      `restoring`: from here on the restore is decided.
 *   2. Whoever opens the data folder next moves the old database to `replaced-<time>/` and the new one into its place, by renames alone.
 *      Killed in between, the next one goes on where it was.
 */
const PART = "restoring.part";
const DECIDED = "restoring";
const NOTE = "restore.json";

/** Where a restore takes its database from: a backup in its folder, or a lone database file. */
export type RestoreSource = { readonly folder: string; readonly name: string } | { readonly file: string };

/** Reads what a person named: a backup's folder, its manifest, or a database file. */
export function restoreSourceOf(path: string): RestoreSource {
  const named = basename(path) === "manifest.json" ? dirname(resolve(path)) : resolve(path);
  return BACKUP_NAME.test(basename(named)) ? { folder: dirname(named), name: basename(named) } : { file: named };
}

export type StageRestore = {
  readonly dataFolder: string;
  readonly source: RestoreSource;
  /** The private key of an encrypted backup. */
  readonly identity: string | null;
  /** Epoch ms UTC; names the folder of what is replaced. */
  readonly at: number;
};

export type Staged = {
  readonly holds: Holdings;
  /** Folder for what will be replaced. */
  readonly aside: string;
  /** Pictures that could not be brought back. */
  readonly missingPictures: number;
};

/** What a source holds. @throws DomainError `backup.unreadable`, `backup.newer`, `backup.copy-damaged` */
export function lookInto(source: RestoreSource, read: ReadManifest): { readonly holds: Holdings; readonly at: number; readonly encrypted: boolean } {
  if ("name" in source) {
    const { holds, at, recipient } = readBackup(source.folder, source.name, read);
    if (holds.version > MIGRATIONS.length) throw new DomainError("backup.newer");
    return { holds, at, encrypted: recipient !== null };
  }
  const holds = holdingsOfFile(source.file);
  return { holds, at: statSync(source.file).mtimeMs, encrypted: false };
}

function holdingsOfFile(file: string): Holdings {
  if (!existsSync(file)) throw new DomainError("backup.unreadable");
  try {
    const db = new Sqlite(file, { readonly: true, fileMustExist: true });
    try {
      if ((db.pragma("user_version", { simple: true }) as number) > MIGRATIONS.length) throw new DomainError("backup.newer");
      return holdingsOf(db);
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError(isDamage(error) ? "backup.copy-damaged" : "backup.unreadable");
  }
}

/**
 * The first half: brings a backup beside the data and checks it. Nothing is replaced yet. Runs in a thread of its own.
 * @throws DomainError `backup.…`
 */
export async function stageRestore(job: StageRestore, read: ReadManifest, tell: (progress: BackupProgress) => void): Promise<Staged> {
  const { dataFolder, source, identity } = job;
  const { holds, encrypted } = lookInto(source, read);
  if (encrypted && identity === null) throw new DomainError("backup.needs-passphrase", { field: "passphrase" });
  const part = join(dataFolder, PART);
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true, mode: 0o700 });
  tell({ phase: "restoring", share: 0 });
  const database = join(part, "talon.db");
  let missingPictures = 0;
  try {
    if ("file" in source) {
      await copyDatabase(source.file, database, tell);
      if (!isSoundFile(database)) throw new DomainError("backup.copy-damaged");
    } else {
      const manifest = readBackup(source.folder, source.name, read);
      await bringDatabase(source, manifest, identity, database);
      tell({ phase: "checking", share: 0 });
      if (!holdsSame(database, holds)) throw new DomainError("backup.copy-damaged");
      missingPictures = await bringPictures(dataFolder, source.folder, manifest, identity, tell);
    }
    toSingleFile(database);
    syncFile(database);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw error;
  }
  return { holds, aside: `replaced-${backupName(job.at).slice("talon-".length)}`, missingPictures };
}

async function bringDatabase(
  { folder, name }: { readonly folder: string; readonly name: string },
  { database, recipient }: BackupManifest,
  identity: string | null,
  to: string,
): Promise<void> {
  const file = join(folder, name, database.file);
  if (!existsSync(file)) throw new DomainError("backup.copy-damaged");
  if (recipient !== null) return (await cipher()).decryptInto(file, identity!, createWriteStream(to, { mode: 0o600 }));
  copyFileSync(file, to);
  if ((await hashOf(to)) !== database.sha256) throw new DomainError("backup.copy-damaged");
}

/** Opening it has left no log beside it, and none is made before it lies in its place. */
function toSingleFile(file: string): void {
  const db = new Sqlite(file, { fileMustExist: true });
  try {
    db.pragma("journal_mode = DELETE");
  } finally {
    db.close();
  }
}

const TELL_EVERY = 50;

async function bringPictures(
  dataFolder: string,
  folder: string,
  { pictures, recipient, missing }: BackupManifest,
  identity: string | null,
  tell: (progress: BackupProgress) => void,
): Promise<number> {
  let lost = missing.length;
  for (const [index, name] of pictures.entries()) {
    if (index % TELL_EVERY === 0) tell({ phase: "pictures", share: index / pictures.length });
    const file = pictureIn(join(dataFolder, "pictures"), name);
    const isLarge = name.length === 64;
    // The small one of a picture cannot be told from its name to be whole; what is there stays.
    if (isLarge ? (await hashOf(file)) === name : existsSync(file)) continue;
    const bytes = await readPooled(folder, name, recipient !== null, identity);
    if (typeof bytes !== "string") writeDurably(file, bytes);
    else if (isLarge) lost++;
  }
  return lost;
}

/** Decides a staged restore: whoever opens the data folder next finishes it. */
export function decideRestore(dataFolder: string, { aside }: Pick<Staged, "aside">): void {
  const free = freeFolder(dataFolder, aside);
  writeDurably(join(dataFolder, PART, NOTE), Buffer.from(JSON.stringify({ aside: free })));
  // Left by one that was finished and killed before it had cleared away.
  rmSync(join(dataFolder, DECIDED), { recursive: true, force: true });
  renameSync(join(dataFolder, PART), join(dataFolder, DECIDED));
  syncFolder(dataFolder);
}

function freeFolder(dataFolder: string, name: string): string {
  for (let count = 1; ; count++) {
    const free = count === 1 ? name : `${name}-${count}`;
    if (!existsSync(join(dataFolder, free))) return free;
  }
}

/** How long a neighbour that finishes a restore is waited for, ms, and the pause between looks. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 20;

/**
 * The second half, before anything else opens the data folder: puts a decided restore into effect.
 * @returns the folder in which the replaced data lies now; null where there was no restore
 * @throws the database's SQLITE_BUSY while another program has the old data open
 */
export function finishRestore(dataFolder: string): string | null {
  const decided = join(dataFolder, DECIDED);
  for (let waited = 0; ; waited += PAUSE_MS) {
    if (!existsSync(decided)) return null;
    try {
      const unlock = lockFolder(decided);
      try {
        return swap(dataFolder, decided);
      } finally {
        unlock();
      }
    } catch (error) {
      const gone = (error as NodeJS.ErrnoException).code === "ENOENT" && !existsSync(decided);
      const busy = error instanceof DomainError && error.code === "backup.in-use" && waited < PATIENCE_MS;
      if (!gone && !busy) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

/** The database and what SQLite keeps beside it. */
const FILES = ["talon.db", "talon.db-wal", "talon.db-shm", "talon.db-journal"] as const;

function swap(dataFolder: string, decided: string): string | null {
  const fresh = join(decided, "talon.db");
  let replaced: string | null = null;
  // Where it is in its place already, only the clearing away was cut short.
  if (existsSync(fresh)) {
    const { aside } = JSON.parse(readFileSync(join(decided, NOTE), "utf8")) as { aside: string };
    replaced = join(dataFolder, aside);
    mkdirSync(replaced, { recursive: true, mode: 0o700 });
    letGo(join(dataFolder, "talon.db"));
    for (const name of FILES) if (existsSync(join(dataFolder, name))) renameSync(join(dataFolder, name), join(replaced, name));
    syncFolder(replaced);
    renameSync(fresh, join(dataFolder, "talon.db"));
    syncFolder(dataFolder);
  }
  rmSync(decided, { recursive: true, force: true });
  return replaced;
}

/** Makes sure that nobody else has a database open, and a single file of it. One that is damaged is moved as it lies there. */
export function letGo(file: string): void {
  if (!existsSync(file)) return;
  const db = new Sqlite(file, { fileMustExist: true, timeout: 0 });
  try {
    db.pragma("journal_mode = DELETE");
  } catch (error) {
    if (!isDamage(error)) throw error;
  } finally {
    db.close();
  }
}
