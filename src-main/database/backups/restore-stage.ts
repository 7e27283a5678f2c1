import { copyFileSync, createWriteStream, existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { BACKUP_NAME, backupName, type BackupManifest, type BackupProgress, type Holdings } from "../../domain/backups/backup.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { copyDatabase, syncFile } from "./backup.ts";
import { cipher, holdsSame, isSoundFile, readPooled, TELL_EVERY } from "./backup-check.ts";
import { readBackup, type ReadManifest } from "./backup-folder.ts";
import { hashOf, holdingsOf, isDamage, pictureIn } from "./check.ts";
import { writeDurably } from "../../storage/durable-file.ts";
import { MIGRATIONS } from "../migrations/all.ts";
import { STAGE } from "./restore.ts";
import { openForeign, strangeParts } from "../ground/schema.ts";

/** So many parts of a strange database are named. */
const MOST_NAMED = 5;

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

/** What a source holds, and when it was made. */
export type LookedInto = { readonly holds: Holdings; readonly at: number; readonly encrypted: boolean };

/** @throws DomainError `backup.unreadable`, `backup.newer`, `backup.copy-damaged` */
export function lookInto(source: RestoreSource, read: ReadManifest): LookedInto {
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
    const db = openForeign(file, { readonly: true });
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
 * The first half: brings a backup beside the data and checks it. Nothing is replaced yet. Runs in a process of its own.
 * @throws DomainError `backup.…`
 */
export async function stageRestore(job: StageRestore, read: ReadManifest, tell: (progress: BackupProgress) => void): Promise<Staged> {
  const { dataFolder, source, identity } = job;
  const { holds, encrypted } = lookInto(source, read);
  if (encrypted && identity === null) throw new DomainError("backup.needs-passphrase", { field: "passphrase" });
  const part = join(dataFolder, STAGE);
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
    makeFit(database);
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

/**
 * Makes sure that a database is as Talon makes it, and a single file: opening it has left no log beside it, and none is made before it
 * lies in its place.
 * @throws DomainError `backup.strange`
 */
function makeFit(file: string): void {
  const db = openForeign(file);
  try {
    const strange = strangeParts(db);
    if (strange.length > 0) throw new DomainError("backup.strange", { text: strange.slice(0, MOST_NAMED).join(", ") });
    db.pragma("journal_mode = DELETE");
  } finally {
    db.close();
  }
}

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
    if (typeof bytes !== "string") await writeDurably(file, bytes);
    else if (isLarge) lost++;
  }
  return lost;
}
