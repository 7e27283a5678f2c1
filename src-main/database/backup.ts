import { createHash, randomUUID } from "node:crypto";
import {
  closeSync,
  createWriteStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import Sqlite, { type Database } from "better-sqlite3";
import {
  BACKUP_NAME,
  backupName,
  type BackupCheck,
  type BackupList,
  thinBackups,
  type BackupManifest,
  type BackupProgress,
  type BackupSummary,
  type BackupTroubleKind,
  type Holdings,
  type Keep,
} from "../domain/backup.ts";
import { hasPassed } from "../domain/deadline.ts";
import { DomainError } from "../domain/error.ts";
import { THUMBNAIL_SIDE } from "../domain/order.ts";
import { brokenReferences, filesIn, hashOf, holdingsOf, integrityOf, isDamage, listPictures, pictureIn } from "./check.ts";
import { pictureFile, syncFolder, writeDurably } from "./picture-file.ts";

/*
 * A backup folder, format 1:
 *
 *   talon-backups.json                 marks the folder: where it is missing, the stick or share is not there
 *   talon-2026-11-25T22-41-36Z/        one backup; while it is written its folder is called `.part-…`, so that what has this name is whole
 *     manifest.json                    what it holds (`BackupManifest`); written last
 *     talon.db                         the database, a single SQLite file that any SQLite opens; `talon.db.age` where it is encrypted
 *   pictures/ab/<SHA-256>[-320][.age]  pictures of all backups, each once; those of one backup stand in its manifest
 *   talon-key.age                      where backups are encrypted: the private key, under the passphrase (see `backup-cipher.ts`)
 *
 * The key file of passcodes and drafts is never in a backup: a stick that is lost gives away no customer's passcode.
 * Manifests are never encrypted: they hold the shop's name, counts, the newest order's number and the hashes of pictures.
 */

const MARK = "talon-backups.json";
const KEY = "talon-key.age";
const LOCK = "talon-backup.lock";
const POOL = "pictures";
const PART = ".part-";
const GONE = ".gone-";
const SEALED = ".age";

/** Pages that are copied before a thread looks up from its work: 10 MB. */
const PAGES_AT_ONCE = 2560;

/** Room that is left on the backup's disk at the least, bytes. */
const LEAST_ROOM = 20_000_000;

/** Loaded where something is encrypted: most starts and many backups do without. */
export const cipher = () => import("./backup-cipher.ts");

const trouble = (kind: BackupTroubleKind, cause?: unknown): DomainError => {
  const error = new DomainError(`backup.${kind}`);
  error.cause = cause;
  return error;
};

const BY_CODE: readonly (readonly [RegExp, BackupTroubleKind])[] = [
  [/^(ENOSPC|EDQUOT|SQLITE_FULL|SQLITE_IOERR_SHMSIZE)/, "disk-full"],
  [/^(ENOENT|ENOTDIR|ENODEV|ENXIO|EHOSTDOWN|EHOSTUNREACH|ESTALE|ENOTCONN)/, "folder-gone"],
  [/^(EROFS|EACCES|EPERM|SQLITE_READONLY|SQLITE_CANTOPEN)/, "folder-read-only"],
  [/^(EIO|EMFILE|EBUSY|EFBIG|ENAMETOOLONG|ELOOP|SQLITE_IOERR|SQLITE_BUSY)/, "disk-error"],
];

/** What kept a backup from being made or used, told by the error's code; undefined for a bug. */
export function backupTroubleOf(error: unknown): BackupTroubleKind | undefined {
  if (error instanceof DomainError && error.code.startsWith("backup.")) return error.code.slice("backup.".length) as BackupTroubleKind;
  if (isDamage(error)) return "source-damaged";
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? BY_CODE.find(([pattern]) => pattern.test(code))?.[1] : undefined;
}

/** Makes a folder fit for backups, and the folder itself where there is none. @throws the file system's error */
export function openBackupFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(join(folder, MARK))) writeDurably(join(folder, MARK), Buffer.from(`${JSON.stringify({ format: 1 })}\n`));
}

/** @throws DomainError `backup.folder-gone`: an empty mount point is not taken for the stick that belongs there */
function checkFolder(folder: string): void {
  if (!existsSync(join(folder, MARK))) throw trouble("folder-gone");
}

/** The private key of a folder's encrypted backups, closed; undefined where it has none. */
export const readSealedKey = (folder: string): Uint8Array | undefined =>
  existsSync(join(folder, KEY)) ? readFileSync(join(folder, KEY)) : undefined;

/**
 * Lays down the private key of a folder, or the same one under another passphrase. It is never replaced by another key: older backups
 * and the pictures of the pool need it.
 */
export const keepSealedKey = (folder: string, sealed: Uint8Array): void => writeDurably(join(folder, KEY), sealed);

/** Older than this, the lock of another PC is one that a crash left, ms. */
const LOCK_MS = 6 * 3_600_000;

/**
 * Takes a backup folder for this program alone: two that write and thin at once would remove each other's pictures.
 * @returns a function that gives it back
 * @throws DomainError `backup.in-use`; the file system's error
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, LOCK);
  const id = randomUUID();
  const mine = JSON.stringify({ host: hostname(), pid: process.pid, id });
  if (isStale(file)) rmSync(file, { force: true });
  try {
    writeFileSync(file, mine, { flag: "wx", mode: 0o600 });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "EEXIST" ? trouble("in-use") : error;
  }
  held.add(id);
  return () => {
    held.delete(id);
    try {
      if (readFileSync(file, "utf8") === mine) rmSync(file);
    } catch {
      // A stick that was pulled has taken the lock along.
    }
  };
}

/** Locks of this very program: after a restart of the PC another one may have had its number. */
const held = new Set<string>();

function isStale(file: string): boolean {
  try {
    const { host, pid, id } = JSON.parse(readFileSync(file, "utf8")) as { host: string; pid: number; id: string };
    if (host !== hostname()) return hasPassed(statSync(file).mtimeMs, LOCK_MS, Date.now());
    if (pid === process.pid) return !held.has(id);
    process.kill(pid, 0);
    return false;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ESRCH" || error instanceof SyntaxError;
  }
}

/** Reads a manifest's text; throws where it is none. */
export type ReadManifest = (text: string) => BackupManifest;

/** A backup as a list shows it. */
export const summaryOf = (name: string, manifest: BackupManifest): BackupSummary => ({
  name,
  at: manifest.at,
  talon: manifest.talon,
  holds: manifest.holds,
  bytes: manifest.database.bytes,
  encrypted: manifest.recipient !== null,
  missing: manifest.missing.length,
});

/** A backup's manifest. @throws DomainError `backup.unreadable` where there is none that can be read */
export function readBackup(folder: string, name: string, read: ReadManifest): BackupManifest {
  if (!BACKUP_NAME.test(name)) throw trouble("unreadable");
  try {
    return read(readFileSync(join(folder, name, "manifest.json"), "utf8"));
  } catch (error) {
    throw trouble("unreadable", error);
  }
}

/** All backups of a folder, the newest first. @throws DomainError `backup.folder-gone`; the file system's error */
export function listBackups(folder: string, read: ReadManifest): BackupList {
  checkFolder(folder);
  const unreadable: string[] = [];
  const backups = readdirSync(folder)
    .filter((name) => BACKUP_NAME.test(name))
    .flatMap((name): readonly BackupSummary[] => {
      try {
        return [summaryOf(name, readBackup(folder, name, read))];
      } catch {
        unreadable.push(name);
        return [];
      }
    });
  return { backups: backups.toSorted((one, other) => other.at - one.at || other.name.localeCompare(one.name)), unreadable };
}

export type MakeBackup = {
  readonly dataFolder: string;
  readonly folder: string;
  /** Epoch ms UTC. */
  readonly at: number;
  /** This Talon's version. */
  readonly talon: string;
  readonly keep: Keep;
  /** Public key that it is encrypted to; null leaves it open. */
  readonly recipient: string | null;
};

/**
 * Makes a backup while work goes on, and thins the older ones. It runs in a thread of its own; the caller holds the folder's lock.
 *
 * The database is copied page by page inside one read transaction: writers go on, and the copy is of one instant. Beside VACUUM INTO,
 * which was measured to be as fast, it can tell how far it is and be given up in between. The copy is then opened, checked by SQLite
 * from end to end, and counted against the source.
 * @throws DomainError `backup.…` for what the world did; nothing half-made is ever listed, and the next one clears it away
 */
export async function makeBackup(job: MakeBackup, read: ReadManifest, tell: (progress: BackupProgress) => void): Promise<BackupSummary> {
  const { folder, dataFolder, recipient } = job;
  checkFolder(folder);
  clearAway(folder);
  pruneBackups(folder, job.keep, null, read);
  const name = freeName(folder, job.at);
  const part = join(folder, PART + name);
  const work = recipient === null ? join(part, "talon.db") : join(dataFolder, "backup-work.db");
  try {
    checkRoom(folder, join(dataFolder, "talon.db"));
    mkdirSync(part, { mode: 0o700 });
    rmSync(work, { force: true });
    const holds = await copyDatabase(join(dataFolder, "talon.db"), work, tell);
    tell({ phase: "checking", share: 0 });
    const names = verifyCopy(work, holds, join(dataFolder, "talon.db"));
    const database = await placeDatabase(work, part, recipient, tell);
    const { pictures, missing } = await placePictures(job, names, tell);
    const manifest: BackupManifest = { format: 1, at: job.at, talon: job.talon, holds, database, recipient, pictures, missing };
    writeDurably(join(part, "manifest.json"), Buffer.from(`${JSON.stringify(manifest)}\n`));
    renameSync(part, join(folder, name));
    syncFolder(folder);
    pruneBackups(folder, job.keep, name, read);
    return summaryOf(name, manifest);
  } catch (error) {
    if (existsSync(join(folder, MARK))) rmSync(part, { recursive: true, force: true });
    const kind = backupTroubleOf(error);
    throw kind ? trouble(kind, error) : error;
  } finally {
    if (recipient !== null) for (const end of ["", "-journal", "-wal", "-shm"]) rmSync(work + end, { force: true });
  }
}

/** Removes what a killed program has left half-made. */
function clearAway(folder: string): void {
  for (const name of readdirSync(folder))
    if (name.startsWith(PART) || name.startsWith(GONE)) rmSync(join(folder, name), { recursive: true, force: true });
  for (const name of filesIn(join(folder, POOL))) if (name.endsWith(".part")) rmSync(pictureIn(join(folder, POOL), name), { force: true });
}

function freeName(folder: string, at: number): string {
  const name = backupName(at);
  for (let count = 1; ; count++) {
    const free = count === 1 ? name : `${name}-${count}`;
    if (!existsSync(join(folder, free))) return free;
  }
}

/** @throws DomainError `backup.disk-full` before anything is written where the database alone would not fit */
function checkRoom(folder: string, database: string): void {
  const { bavail, bsize, blocks } = statfsSync(folder);
  const needed = statSync(database).size;
  // Some network file systems tell nothing.
  if (blocks > 0 && bavail * bsize < needed + Math.min(LEAST_ROOM, needed)) throw trouble("disk-full");
}

/** Copies a database as it is at one instant, its write-ahead log included. @throws DomainError `backup.source-damaged` */
export async function copyDatabase(from: string, to: string, tell: (progress: BackupProgress) => void): Promise<Holdings> {
  const db = new Sqlite(from, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    // An open read transaction keeps the copy at one instant; without it, every commit of a neighbour would begin it anew.
    db.exec("BEGIN");
    const holds = holdingsOf(db);
    await db.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        tell({ phase: "copying", share: totalPages === 0 ? 0 : 1 - remainingPages / totalPages });
        return PAGES_AT_ONCE;
      },
    });
    db.exec("COMMIT");
    return holds;
  } catch (error) {
    throw isDamage(error) ? trouble("source-damaged", error) : error;
  } finally {
    db.close();
  }
}

/**
 * Opens a copy, makes a single file of it, and checks it from end to end.
 * @returns the pictures that it names
 * @throws DomainError `backup.source-damaged` where the source has the same fault, else `backup.copy-damaged`
 */
function verifyCopy(copy: string, holds: Holdings, source: string): readonly string[] {
  const db = new Sqlite(copy, { fileMustExist: true });
  try {
    db.pragma("journal_mode = DELETE");
    db.pragma("cache_size = -16000");
    if (isWhole(db, holds)) return listPictures(db);
  } catch (error) {
    if (!isDamage(error)) throw error;
  } finally {
    db.close();
  }
  throw trouble(isSoundFile(source) ? "copy-damaged" : "source-damaged");
}

const isWhole = (db: Database, holds: Holdings): boolean =>
  integrityOf(db).length === 0 && brokenReferences(db) === 0 && JSON.stringify(holdingsOf(db)) === JSON.stringify(holds);

/** Whether SQLite finds nothing wrong with a database file, references included. */
export function isSoundFile(file: string): boolean {
  try {
    const db = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 5000 });
    try {
      return integrityOf(db).length === 0 && brokenReferences(db) === 0;
    } finally {
      db.close();
    }
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

async function placeDatabase(
  work: string,
  part: string,
  recipient: string | null,
  tell: (progress: BackupProgress) => void,
): Promise<BackupManifest["database"]> {
  const file = recipient === null ? "talon.db" : `talon.db${SEALED}`;
  const placed = join(part, file);
  if (recipient !== null) {
    tell({ phase: "encrypting", share: 0 });
    await (await cipher()).encryptInto(work, recipient, createWriteStream(placed, { mode: 0o600 }));
  }
  syncFile(placed);
  // Read back from where it lies: what is told of it is what is there.
  const sha256 = await hashOf(placed);
  return { file, bytes: statSync(placed).size, sha256: sha256! };
}

/** Makes a file's bytes durable. */
export function syncFile(file: string): void {
  const handle = openSync(file, "r+");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const hashOfBytes = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** How often a long row of pictures is told of. */
const TELL_EVERY = 50;

async function placePictures(
  { dataFolder, folder, recipient }: MakeBackup,
  names: readonly string[],
  tell: (progress: BackupProgress) => void,
): Promise<Pick<BackupManifest, "pictures" | "missing">> {
  const [from, pool] = [join(dataFolder, "pictures"), join(folder, POOL)];
  const end = recipient === null ? "" : SEALED;
  const pictures: string[] = [];
  const missing: string[] = [];
  const place = async (name: string): Promise<void> => {
    const placed = pictureIn(pool, name) + end;
    if (!((statSync(placed, { throwIfNoEntry: false })?.size ?? 0) > 0)) {
      const source = pictureFile(from, name);
      if (recipient === null) writeDurably(placed, readFileSync(source));
      else writeDurably(placed, await collect(async (into) => (await cipher()).encryptInto(source, recipient, into)));
    }
    pictures.push(name);
  };
  for (const [index, name] of names.entries()) {
    if (index % TELL_EVERY === 0) tell({ phase: "pictures", share: index / names.length });
    const inPool = (statSync(pictureIn(pool, name) + end, { throwIfNoEntry: false })?.size ?? 0) > 0;
    // What was backed up once stays good, even where its file is gone or damaged by now.
    if (!inPool && (await hashOf(pictureFile(from, name))) !== name) missing.push(name);
    else await place(name);
    const small = `${name}-${THUMBNAIL_SIDE}`;
    if (existsSync(pictureFile(from, small))) await place(small);
  }
  return { pictures, missing };
}

/** All bytes that some work writes into a stream. */
async function collect(work: (into: PassThrough) => Promise<void>): Promise<Buffer> {
  const into = new PassThrough();
  const pieces: Buffer[] = [];
  into.on("data", (piece: Buffer) => pieces.push(piece));
  await work(into);
  return Buffer.concat(pieces);
}

/**
 * Removes backups that need no longer be kept, and pictures of the pool that no backup names any more. Where a manifest cannot be read,
 * no picture is removed: it might be one of its.
 * @param made a backup that is kept whatever the clock says
 */
export function pruneBackups(folder: string, keep: Keep, made: string | null, read: ReadManifest): void {
  const { backups, unreadable } = listBackups(folder, read);
  const kept = thinBackups(
    backups.map(({ at }) => at),
    keep,
    backups.find(({ name }) => name === made)?.at,
  );
  const gone = backups.filter(({ at, name }) => name !== made && !kept.has(at));
  for (const { name } of gone) {
    // Out of the list at once, however long the removal takes.
    renameSync(join(folder, name), join(folder, GONE + name));
    rmSync(join(folder, GONE + name), { recursive: true, force: true });
  }
  if (gone.length === 0 || unreadable.length > 0) return;
  const named = new Set<string>();
  for (const { name, encrypted } of listBackups(folder, read).backups)
    for (const picture of readBackup(folder, name, read).pictures) named.add(encrypted ? picture + SEALED : picture);
  for (const name of filesIn(join(folder, POOL))) if (!named.has(name)) rmSync(pictureIn(join(folder, POOL), name), { force: true });
}

/** Reads a whole backup and compares it with its manifest. @param identity the private key; null checks an encrypted one from outside */
export async function checkBackup(
  folder: string,
  name: string,
  identity: string | null,
  scratch: string,
  read: ReadManifest,
  tell: (progress: BackupProgress) => void,
): Promise<BackupCheck> {
  const manifest = readBackup(folder, name, read);
  tell({ phase: "checking", share: 0 });
  const opened = manifest.recipient === null || identity !== null;
  const database = await isDatabaseSound(join(folder, name), manifest, identity, scratch);
  let [missingPictures, damagedPictures] = [0, 0];
  for (const [index, picture] of manifest.pictures.entries()) {
    if (index % TELL_EVERY === 0) tell({ phase: "pictures", share: index / manifest.pictures.length });
    const found = await readPooled(folder, picture, manifest.recipient !== null, identity);
    if (found === "missing") missingPictures++;
    else if (found === "damaged") damagedPictures++;
  }
  return { sound: database && missingPictures + damagedPictures === 0, opened, missingPictures, damagedPictures };
}

async function isDatabaseSound(backup: string, manifest: BackupManifest, identity: string | null, scratch: string): Promise<boolean> {
  const file = join(backup, manifest.database.file);
  if ((await hashOf(file)) !== manifest.database.sha256) return false;
  if (manifest.recipient === null) return holdsSame(file, manifest.holds);
  if (identity === null) return true;
  try {
    await (await cipher()).decryptInto(file, identity, createWriteStream(scratch, { mode: 0o600 }));
    return holdsSame(scratch, manifest.holds);
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  } finally {
    rmSync(scratch, { force: true });
  }
}

/** Whether a database file is sound and holds what its manifest says. */
export function holdsSame(file: string, holds: Holdings): boolean {
  try {
    const db = new Sqlite(file, { readonly: true, fileMustExist: true });
    try {
      return isWhole(db, holds);
    } finally {
      db.close();
    }
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

/** A picture of the pool, checked against its name; without the key an encrypted one can only be seen to be there. */
export async function readPooled(
  folder: string,
  name: string,
  encrypted: boolean,
  identity: string | null,
): Promise<Buffer | "missing" | "damaged" | "sealed"> {
  const file = pictureIn(join(folder, POOL), name) + (encrypted ? SEALED : "");
  if (!((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0)) return "missing";
  if (encrypted && identity === null) return "sealed";
  try {
    const bytes =
      identity === null || !encrypted ? readFileSync(file) : await collect(async (into) => (await cipher()).decryptInto(file, identity, into));
    // A small picture has the name of the large one.
    return name.length === 64 && hashOfBytes(bytes) !== name ? "damaged" : bytes;
  } catch (error) {
    if (error instanceof DomainError) return "damaged";
    throw error;
  }
}
