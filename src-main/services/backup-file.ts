import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { OwnKey } from "../database/backups/backup-key.ts";
import { writeDurably } from "../storage/durable-file.ts";
import { backupFileOf, NEW_BACKUP_FILE, type BackupFile } from "../domain/backups/backup.ts";

/** This Talon's version, as its backups name it. */
export const talonVersion = (): string =>
  (JSON.parse(readFileSync(join(import.meta.dirname, "..", "..", "package.json"), "utf8")) as { version: string }).version;

const fileOf = (dataFolder: string): string => join(dataFolder, "backups.json");
/** A copy of the closed private key, for a folder that is chosen later; what it opens needs the passphrase all the same. */
const keyOf = (dataFolder: string): string => join(dataFolder, "backup-key.age");

/** What this PC knows of the key of its backups. */
export const ownKeyOf = (dataFolder: string, { recipient, keySha256 }: Pick<BackupFile, "recipient" | "keySha256">): OwnKey => ({
  sealed: existsSync(keyOf(dataFolder)) ? readFileSync(keyOf(dataFolder)) : null,
  recipient,
  sha256: keySha256,
});

/** Keeps this PC's copy of the closed key. @returns what is to be remembered of it */
export async function keepOwnKey(dataFolder: string, sealed: Uint8Array): Promise<Pick<BackupFile, "keySha256">> {
  const { sealed: known } = ownKeyOf(dataFolder, { recipient: null, keySha256: null });
  if (!known || Buffer.compare(known, sealed) !== 0) await writeDurably(keyOf(dataFolder), sealed);
  return { keySha256: createHash("sha256").update(sealed).digest("hex") };
}

/** What a data folder says about its backups; one that cannot be read says that. */
export function readBackupFile(dataFolder: string, now: number): BackupFile {
  if (!existsSync(fileOf(dataFolder))) return NEW_BACKUP_FILE;
  const lost: BackupFile = { ...NEW_BACKUP_FILE, trouble: { at: now, kind: "settings-lost" } };
  try {
    return backupFileOf(JSON.parse(readFileSync(fileOf(dataFolder), "utf8"))) ?? lost;
  } catch {
    return lost;
  }
}

export const writeBackupFile = (dataFolder: string, file: BackupFile): Promise<void> =>
  writeDurably(fileOf(dataFolder), Buffer.from(`${JSON.stringify(file, undefined, 2)}\n`));
