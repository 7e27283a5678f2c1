import {
  closeSync,
  createWriteStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import {
  backupName,
  thinBackups,
  type BackupManifest,
  type BackupProgress,
  type BackupSummary,
  type Holdings,
  type Keep,
} from "../../domain/backups/backup.ts";
import { THUMBNAIL_SIDE } from "../../domain/pictures/picture.ts";
import { cipher, collect, isSoundFile, isWhole, TELL_EVERY } from "./backup-check.ts";
import {
  backupRefusal,
  CARRIED_KEY,
  checkFolder,
  isMarked,
  listBackups,
  POOL,
  readBackup,
  SEALED,
  summaryOf,
  trouble,
  type ReadManifest,
} from "./backup-folder.ts";
import { filesIn, hashOf, holdingsOf, isDamage, listPictures, pictureIn } from "./check.ts";
import { renamePatiently, syncFolder, writeDurably } from "../../storage/durable-file.ts";
import { pictureFile } from "../../storage/picture-file.ts";
import { openForeign } from "../ground/schema.ts";

const PART = ".part-";
const GONE = ".gone-";

/** Pages that are copied before a process looks up from its work: 10 MB. */
const PAGES_AT_ONCE = 2560;

/** Room that is left on the backup's disk at the least, bytes. */
const LEAST_ROOM = 20_000_000;

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
  /** The private half, closed, which the backup carries. */
  readonly sealed?: Uint8Array | undefined;
};

/**
 * Makes a backup while work goes on, and thins the older ones. It runs in a process of its own; the caller holds the folder's lock.
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
  await pruneBackups(folder, job.keep, null, read);
  const name = freeName(folder, job.at);
  const part = join(folder, PART + name);
  const work = recipient === null ? join(part, "talon.db") : join(dataFolder, "backup-work.db");
  try {
    checkRoom(folder, join(dataFolder, "talon.db"));
    mkdirSync(part, { mode: 0o700 });
    rmSync(work, { force: true });
    const holds = await copyDatabase(join(dataFolder, "talon.db"), work, tell).catch((error: Error) => {
      // SQLite does not say which file.
      throw "path" in error ? error : Object.assign(error, { path: work });
    });
    tell({ phase: "checking", share: 0 });
    const names = verifyCopy(work, holds, join(dataFolder, "talon.db"));
    const database = await placeDatabase(work, part, recipient, tell);
    const { pictures, missing } = await placePictures(job, names, tell);
    const manifest: BackupManifest = { format: 1, at: job.at, talon: job.talon, holds, database, recipient, pictures, missing };
    if (job.sealed) await writeDurably(join(part, CARRIED_KEY), job.sealed);
    await writeDurably(join(part, "manifest.json"), Buffer.from(`${JSON.stringify(manifest)}\n`));
    await renamePatiently(part, join(folder, name));
    syncFolder(folder);
    await pruneBackups(folder, job.keep, name, read);
    return summaryOf(name, manifest);
  } catch (error) {
    if (isMarked(folder)) rmSync(part, { recursive: true, force: true });
    throw backupRefusal(error, folder, dataFolder) ?? error;
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
  const db = openForeign(from, { readonly: true, timeout: 5000 });
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
  const db = openForeign(copy);
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
      if (recipient === null) await writeDurably(placed, readFileSync(source));
      else await writeDurably(placed, await collect(async (into) => (await cipher()).encryptInto(source, recipient, into)));
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

/**
 * Removes backups that need no longer be kept, and pictures of the pool that no backup names any more. Where a manifest cannot be read,
 * no picture is removed: it might be one of its.
 * @param made a backup that is kept whatever the clock says
 */
export async function pruneBackups(folder: string, keep: Keep, made: string | null, read: ReadManifest): Promise<void> {
  const { backups, unreadable } = listBackups(folder, read);
  const kept = thinBackups(
    backups.map(({ at }) => at),
    keep,
    backups.find(({ name }) => name === made)?.at,
  );
  const gone = backups.filter(({ at, name }) => name !== made && !kept.has(at));
  for (const { name } of gone) {
    // Out of the list at once, however long the removal takes.
    await renamePatiently(join(folder, name), join(folder, GONE + name));
    rmSync(join(folder, GONE + name), { recursive: true, force: true });
  }
  if (gone.length === 0 || unreadable.length > 0) return;
  const named = new Set<string>();
  for (const { name, encrypted } of listBackups(folder, read).backups)
    for (const picture of readBackup(folder, name, read).pictures) named.add(encrypted ? picture + SEALED : picture);
  for (const name of filesIn(join(folder, POOL))) if (!named.has(name)) rmSync(pictureIn(join(folder, POOL), name), { force: true });
}
