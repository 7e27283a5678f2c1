import { readFileSync, writeFileSync } from "node:fs";
import { writeBackupFile } from "../../src-main/services/backup-file.ts";
import { readManifest } from "../../src-main/contract/backups/backup-manifest.ts";
import { openBackupFolder } from "../../src-main/database/backups/backup-folder.ts";
import { makeBackup } from "../../src-main/database/backups/backup.ts";
import { USUAL_BACKUPS, type BackupSummary } from "../../src-main/domain/backups/backup.ts";
import { NOON, openTestShop, type TestShop } from "./open-test-shop.ts";
import { takeIn } from "./orders.ts";

/** Lays the heads of all pages but the first ones waste, as a disk does that mixes up its blocks. */
export function damage(file: string): void {
  const bytes = readFileSync(file);
  for (let page = 2; page < bytes.length / 4096; page++) bytes.fill(0xff, page * 4096, page * 4096 + 64);
  writeFileSync(file, bytes);
}

/** A shop with one order and a backup of it, in a folder that its settings name. */
export async function shopWithBackup(
  data: string,
  folder: string,
  recipient: string | null = null,
): Promise<{ readonly open: TestShop; readonly backup: BackupSummary; readonly done: () => void }> {
  const open = openTestShop({ folder: data });
  takeIn(open);
  await openBackupFolder(folder);
  const job = { dataFolder: data, folder, at: NOON, talon: "0.1.0", keep: USUAL_BACKUPS.keep, recipient };
  const backup = await makeBackup(job, readManifest, () => undefined);
  const last = { at: NOON, name: backup.name, ordinal: 1 };
  await writeBackupFile(data, { settings: { ...USUAL_BACKUPS, folder }, recipient, keySha256: null, last, trouble: null, tookMs: 1000 });
  return { open, backup, done: open.cleanup };
}
