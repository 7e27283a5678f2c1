import { parentPort, workerData } from "node:worker_threads";
import { readManifest } from "../contract/backup-manifest.ts";
import { checkBackup, keepSealedKey, makeBackup, readSealedKey } from "../database/backup.ts";
import { makeBackupKey, openBackupKey, recipientOf } from "../database/backup-cipher.ts";
import { stageRestore } from "../database/restore.ts";
import { DomainError } from "../domain/error.ts";
import type { BackupProgress } from "../domain/backup.ts";
import type { BackupTask, TaskNews } from "./backup-apart.ts";
import { sentError } from "./thread-error.ts";

/** Does one piece of work on backups, beside the thread that serves the shop, and says how far it is. */

/** So often at the most the others hear of it, ms. */
const TELL_MS = 200;
let told = 0;
let phase = "";
function tell(progress: BackupProgress): void {
  if (progress.phase === phase && performance.now() - told < TELL_MS) return;
  [told, phase] = [performance.now(), progress.phase];
  parentPort!.postMessage({ progress } satisfies TaskNews);
}

/** The private key of a folder. @throws DomainError `backup.wrong-passphrase`, `backup.unreadable` */
async function identityOf(folder: string, passphrase: string | null): Promise<string | null> {
  if (passphrase === null || passphrase === "") return null;
  const sealed = readSealedKey(folder);
  if (!sealed) throw new DomainError("backup.unreadable");
  return openBackupKey(sealed, passphrase);
}

async function work(task: BackupTask): Promise<unknown> {
  switch (task.name) {
    case "make":
      return makeBackup(task.job, readManifest, tell);
    case "check":
      return checkBackup(task.folder, task.backup, await identityOf(task.folder, task.passphrase), task.scratch, readManifest, tell);
    case "stage": {
      const { source } = task.job;
      const identity = "folder" in source ? await identityOf(source.folder, task.passphrase) : null;
      return stageRestore({ ...task.job, identity }, readManifest, tell);
    }
    case "key": {
      const sealed = readSealedKey(task.folder);
      if (sealed) return { recipient: await recipientOf(await openBackupKey(sealed, task.passphrase)), sealed };
      const key = await makeBackupKey(task.passphrase);
      keepSealedKey(task.folder, key.sealed);
      return key;
    }
  }
}

work(workerData as BackupTask).then(
  (done) => parentPort!.postMessage({ done } satisfies TaskNews),
  (error: unknown) => parentPort!.postMessage({ error: sentError(error) } satisfies TaskNews),
);
