import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { BackupCheck, BackupProgress, BackupSummary } from "../domain/backup.ts";
import type { MakeBackup } from "../database/backup.ts";
import type { BackupKey } from "../database/backup-cipher.ts";
import type { StageRestore, Staged } from "../database/restore.ts";
import { DomainError } from "../domain/error.ts";
import { receivedError, type ThreadError } from "./thread-error.ts";

/** What the thread is told to do. */
export type BackupTask =
  | { readonly name: "make"; readonly job: MakeBackup }
  | { readonly name: "check"; readonly folder: string; readonly backup: string; readonly passphrase: string | null; readonly scratch: string }
  | { readonly name: "stage"; readonly job: Omit<StageRestore, "identity">; readonly passphrase: string | null }
  /** Makes a folder's key, or opens the one that lies there. */
  | { readonly name: "key"; readonly folder: string; readonly passphrase: string };

type Results = { readonly make: BackupSummary; readonly check: BackupCheck; readonly stage: Staged; readonly key: BackupKey };

/** What the thread says. */
export type TaskNews = { readonly progress: BackupProgress } | { readonly done: unknown } | { readonly error: ThreadError };

/** A file beside this one: as it was written, or as it was built. */
const thread = (): URL => new URL(`./backup-thread${extname(import.meta.url)}`, import.meta.url);

/**
 * Has a thread of its own do some work on backups: whoever serves the shop goes on meanwhile.
 * @throws what the work threw; DomainError `backup.stopped` where the signal ended it
 */
export function runApart<Task extends BackupTask>(
  task: Task,
  tell: (progress: BackupProgress) => void = () => undefined,
  signal?: AbortSignal,
): Promise<Results[Task["name"]]> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new DomainError("backup.stopped"));
    const worker = new Worker(thread(), { workerData: task });
    const end = (): void => void worker.terminate();
    signal?.addEventListener("abort", end, { once: true });
    worker
      .on("message", (news: TaskNews) => {
        if ("progress" in news) return tell(news.progress);
        if ("done" in news) return resolve(news.done as Results[Task["name"]]);
        reject(receivedError(news.error) as Error);
      })
      .on("error", reject)
      .on("exit", () => {
        signal?.removeEventListener("abort", end);
        reject(new DomainError("backup.stopped"));
      });
  });
}
