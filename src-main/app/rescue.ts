import { listBackups } from "../database/backup.ts";
import { decideRestore } from "../database/restore.ts";
import { BACKUP_NAME, type BackupSummary } from "../domain/backup.ts";
import { DomainError } from "../domain/error.ts";
import { runApart } from "./backup-apart.ts";
import { readBackupFile, writeBackupFile } from "./backups.ts";

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
  const { readManifest } = await import("../contract/backup-manifest.ts");
  try {
    return { folder, backups: listBackups(folder, readManifest).backups.slice(0, MOST_OFFERED) };
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
    writeBackupFile(dataFolder, { ...readBackupFile(dataFolder, at), last: null });
    decideRestore(dataFolder, staged);
  } finally {
    busy = false;
  }
}
