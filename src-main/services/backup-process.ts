import { join } from "node:path";
import { listBackups, lookAtFolder, openBackupFolder, readBackup, summaryOf, checkFolder, backupRefusal } from "../database/backups/backup-folder.ts";
import { lockFolder } from "../database/backups/backup-lock.ts";
import type { RestoreSource } from "../database/backups/restore-stage.ts";
import type { BackupProgress } from "../domain/backups/backup.ts";
import type { BackupTask, MadeBackup, TaskNews } from "./backup-apart.ts";
import { parentLine } from "./own-process.ts";
import { sentError } from "./thread-error.ts";

/** Does one piece of work on backups, beside the process that serves the shop, and says how far it is. What it does not need is not loaded. */

const line = parentLine();
const say = (news: TaskNews): void => line.send(news);

/** So often at the most the others hear of it, ms. */
const TELL_MS = 200;
let told = 0;
let phase = "";
function tell(progress: BackupProgress): void {
  if (progress.phase === phase && performance.now() - told < TELL_MS) return;
  [told, phase] = [performance.now(), progress.phase];
  say({ progress });
}

let unlock: (() => void) | undefined;

/** Gives the folder back, where it can be reached. */
function leave(): never {
  unlock?.();
  process.exit();
}

const reader = async () => (await import("../contract/backups/backup-manifest.ts")).readManifest;

/** The private key of a backup; null where no passphrase was given. @throws DomainError `backup.wrong-passphrase`, `backup.unreadable` */
async function identityOf(source: RestoreSource, passphrase: string | null): Promise<string | null> {
  if (passphrase === null || passphrase === "" || !("folder" in source)) return null;
  const { recipient } = readBackup(source.folder, source.name, await reader());
  const keys = await import("../database/backups/backup-key.ts");
  return recipient === null ? null : keys.identityOf(source.folder, source.name, passphrase, recipient);
}

async function make({ job, own, prepare }: Extract<BackupTask, { name: "make" }>): Promise<MadeBackup> {
  const { makeBackup } = await import("../database/backups/backup.ts");
  if (prepare) await openBackupFolder(job.folder);
  else checkFolder(job.folder);
  unlock = lockFolder(job.folder);
  const key = job.recipient === null ? null : await (await import("../database/backups/backup-key.ts")).careForKey(job.folder, own);
  return { made: await makeBackup({ ...job, sealed: key?.sealed }, await reader(), tell), key };
}

async function work(task: BackupTask): Promise<unknown> {
  switch (task.name) {
    case "look":
      return lookAtFolder(task.folder);
    case "open":
      await openBackupFolder(task.folder);
      return lockFolder(task.folder)();
    case "list":
      return listBackups(task.folder, await reader());
    case "tell":
      return summaryOf(task.backup, readBackup(task.folder, task.backup, await reader()));
    case "make":
      return make(task);
    case "check": {
      const { checkBackup } = await import("../database/backups/backup-check.ts");
      const identity = await identityOf({ folder: task.folder, name: task.backup }, task.passphrase);
      return checkBackup(task.folder, task.backup, identity, join(task.dataFolder, "backup-work.db"), await reader(), tell);
    }
    case "peek": {
      const { lookInto } = await import("../database/backups/restore-stage.ts");
      return lookInto(task.source, await reader());
    }
    case "stage": {
      const { stageRestore } = await import("../database/backups/restore-stage.ts");
      const identity = await identityOf(task.job.source, task.passphrase);
      return stageRestore({ ...task.job, identity }, await reader(), tell);
    }
    case "key":
      await openBackupFolder(task.folder);
      return (await import("../database/backups/backup-key.ts")).takeKey(task.folder, task.passphrase, task.own);
    case "key-state":
      return (await import("../database/backups/backup-key.ts")).lookAtKey(task.folder, task.own).state;
  }
}

/** Where a task works, for those to whom trouble is told. */
const placesOf = (task: BackupTask): readonly [folder: string, dataFolder: string] => {
  if ("job" in task) {
    const { dataFolder } = task.job;
    if ("folder" in task.job) return [task.job.folder, dataFolder];
    return ["folder" in task.job.source ? task.job.source.folder : task.job.source.file, dataFolder];
  }
  if ("source" in task) return ["folder" in task.source ? task.source.folder : task.source.file, task.dataFolder];
  return [task.folder, task.dataFolder];
};

async function doIt(task: BackupTask): Promise<TaskNews> {
  try {
    return { done: await work(task) };
  } catch (error) {
    return { error: sentError(backupRefusal(error, ...placesOf(task)) ?? error) };
  } finally {
    // Before it is told: the next one may come at once.
    unlock?.();
    unlock = undefined;
  }
}

line.listen((message) => (message === "stop" ? leave() : void doIt(message as BackupTask).then(say)), leave);
