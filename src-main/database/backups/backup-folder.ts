import { existsSync, mkdirSync, readdirSync, readFileSync, statfsSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { BACKUP_NAME, type BackupList, type BackupManifest, type BackupSummary, type BackupTroubleKind } from "../../domain/backups/backup.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { isDamage } from "./check.ts";
import { writeDurably } from "../../storage/durable-file.ts";

/*
 * A backup folder, format 1:
 *
 *   talon-backups.json                 marks the folder: where it is missing, the stick or share is not there
 *   talon-2026-11-25T22-41-36Z/        one backup; while it is written its folder is called `.part-…`, so that what has this name is whole
 *     manifest.json                    what it holds (`BackupManifest`); written last
 *     talon.db                         the database, a single SQLite file that any SQLite opens; `talon.db.age` where it is encrypted
 *     backup-key.age                   where it is encrypted: what opens it with the passphrase, whatever becomes of `talon-key.age`
 *   pictures/ab/<SHA-256>[-320][.age]  pictures of all backups, each once; those of one backup stand in its manifest
 *   talon-key.age                      where backups are encrypted: the private key, under the passphrase (see `backup-cipher.ts`)
 *
 * The key file of passcodes and drafts is never in a backup: a stick that is lost gives away no customer's passcode.
 * Manifests are never encrypted: they hold the shop's name, counts, the newest order's number and the hashes of pictures.
 */

const MARK = "talon-backups.json";
/** What opens a backup, in the backup itself. */
export const CARRIED_KEY = "backup-key.age";
/** Pictures of all backups, and the ending of what is encrypted. */
export const POOL = "pictures";
export const SEALED = ".age";

/** What the world did, as a refusal. */
export const trouble = (kind: BackupTroubleKind, cause?: unknown, data: { readonly folder?: string } = {}): DomainError => {
  const error = new DomainError(`backup.${kind}`, data);
  error.cause = cause;
  return error;
};

const BY_CODE: readonly (readonly [RegExp, BackupTroubleKind])[] = [
  [/^(ENOSPC|EDQUOT|SQLITE_FULL|SQLITE_IOERR_SHMSIZE)/, "disk-full"],
  [/^(ENOENT|ENOTDIR|EEXIST|ENODEV|ENXIO|EHOSTDOWN|EHOSTUNREACH|ESTALE|ENOTCONN)/, "folder-gone"],
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

/** Whether a path is a folder or lies in it. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way === "" || !(way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way));
}

/**
 * What kept a backup from being made or used, as a refusal that names the folder at fault: that of the backups, or the data's own.
 * @returns undefined for a bug
 */
export function backupRefusal(error: unknown, folder: string, dataFolder: string): DomainError | undefined {
  if (error instanceof DomainError) return error;
  const kind = backupTroubleOf(error);
  if (kind === undefined) return undefined;
  const { path } = error as { path?: unknown };
  if (typeof path !== "string" || !isWithin(dataFolder, path)) return trouble(kind, error, { folder });
  return trouble(kind === "folder-gone" ? "disk-error" : kind, error, { folder: dataFolder });
}

/** Makes a folder fit for backups, and the folder itself where there is none. @throws the file system's error */
export async function openBackupFolder(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isMarked(folder)) await writeDurably(join(folder, MARK), Buffer.from(`${JSON.stringify({ format: 1 })}\n`));
}

/** Whether a folder is one of backups, and there. */
export const isMarked = (folder: string): boolean => existsSync(join(folder, MARK));

/** @throws DomainError `backup.folder-gone`: an empty mount point is not taken for the stick that belongs there */
export function checkFolder(folder: string): void {
  if (!isMarked(folder)) throw trouble("folder-gone");
}

/** Asks a folder for something that no cache answers. @throws DomainError `backup.folder-gone`; the file system's error */
export function lookAtFolder(folder: string): void {
  statfsSync(folder);
  readdirSync(folder);
  checkFolder(folder);
}

/** A file's bytes; undefined where there is none. A pipe or a device in its place would never come to an end. */
export function readPlainFile(file: string): Buffer | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found?.isFile() ? readFileSync(file) : undefined;
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
    return read(readPlainFile(join(folder, name, "manifest.json"))!.toString());
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
