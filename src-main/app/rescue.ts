import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { decideRestore } from "../database/backups/restore.ts";
import { saveCopy } from "../storage/watch-file.ts";
import { BACKUP_NAME, backupName, type BackupSummary } from "../domain/backups/backup.ts";
import { DomainError } from "../domain/ground/error.ts";
import { runApart } from "../services/backup-apart.ts";
import { readBackupFile, writeBackupFile } from "../services/backup-file.ts";
import type { OpenShop } from "./open-shop.ts";

/** What can be offered to whoever stands before damaged data. */
export type Offers = {
  /** Where the backups should be; empty where nobody has chosen a folder. */
  readonly folder: string;
  /** The newest first; null where the folder is not there. */
  readonly backups: readonly BackupSummary[] | null;
};

/** So many backups are offered. */
const MOST_OFFERED = 8;

/** The backups of a data folder whose shop cannot be opened. */
export async function offersOf(dataFolder: string): Promise<Offers> {
  const { folder } = readBackupFile(dataFolder, 0).settings;
  if (folder === "") return { folder, backups: [] };
  try {
    return { folder, backups: (await runApart({ name: "list", folder, dataFolder })).backups.slice(0, MOST_OFFERED) };
  } catch {
    return { folder, backups: null };
  }
}

let busy = false;

/**
 * Replaces the data of a shop that is closed by one of its backups; the next one who opens it has the new data.
 * @throws DomainError `backup.…`
 */
export async function restoreInto(dataFolder: string, name: string, passphrase: string | null, at: number): Promise<void> {
  const { settings } = readBackupFile(dataFolder, at);
  if (!BACKUP_NAME.test(name)) throw new DomainError("backup.unreadable");
  if (busy) throw new DomainError("backup.in-use");
  busy = true;
  try {
    const staged = await runApart({ name: "stage", job: { dataFolder, source: { folder: settings.folder, name }, at }, passphrase });
    await writeBackupFile(dataFolder, { ...readBackupFile(dataFolder, at), last: null });
    await decideRestore(dataFolder, staged);
  } finally {
    busy = false;
  }
}

/**
 * Saves all that a shop holds whose file is gone, beside the data; where that folder cannot be written, in the home folder.
 * @returns the copy
 */
export async function saveLiving({ shop }: Pick<OpenShop, "shop">, dataFolder: string, at: number): Promise<string> {
  const name = `talon-rescued-${backupName(at).slice("talon-".length)}.db`;
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    await saveCopy(shop.db, join(dataFolder, name));
    return join(dataFolder, name);
  } catch {
    await saveCopy(shop.db, join(homedir(), name));
    return join(homedir(), name);
  }
}

/** Saves such a copy, checks it, and has it take the place of what lies there now when the shop is opened next. @throws DomainError `backup.…` */
export async function saveAndRestore(living: Pick<OpenShop, "shop">, dataFolder: string, at: number): Promise<void> {
  const file = await saveLiving(living, dataFolder, at);
  const staged = await runApart({ name: "stage", job: { dataFolder, source: { file }, at }, passphrase: null });
  await decideRestore(dataFolder, staged);
}
