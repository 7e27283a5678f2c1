import { extname } from "node:path";
import type { MakeBackup } from "../database/backups/backup.ts";
import type { BackupKey } from "../database/backups/backup-cipher.ts";
import type { KeyCare, KeyState, OwnKey } from "../database/backups/backup-key.ts";
import type { LookedInto, RestoreSource, StageRestore, Staged } from "../database/backups/restore-stage.ts";
import type { BackupCheck, BackupList, BackupProgress, BackupSummary } from "../domain/backups/backup.ts";
import { DomainError } from "../domain/ground/error.ts";
import { startProcess } from "./own-process.ts";
import { receivedError, type ThreadError } from "./thread-error.ts";

type InFolder = { readonly folder: string; readonly dataFolder: string };

/** What the process is told to do. */
export type BackupTask =
  /** Asks the folder whether it is there. */
  | ({ readonly name: "look" } & InFolder)
  /** Makes it fit for backups. */
  | ({ readonly name: "open" } & InFolder)
  | ({ readonly name: "list" } & InFolder)
  | ({ readonly name: "tell"; readonly backup: string } & InFolder)
  /** @param prepare whether the folder is first made fit for backups */
  | { readonly name: "make"; readonly job: Omit<MakeBackup, "sealed">; readonly own: OwnKey; readonly prepare: boolean }
  | ({ readonly name: "check"; readonly backup: string; readonly passphrase: string | null } & InFolder)
  | { readonly name: "peek"; readonly source: RestoreSource; readonly dataFolder: string }
  | { readonly name: "stage"; readonly job: Omit<StageRestore, "identity">; readonly passphrase: string | null }
  /** Makes a folder's key, or takes the one that lies there. */
  | ({ readonly name: "key"; readonly passphrase: string | null; readonly own: OwnKey } & InFolder)
  | ({ readonly name: "key-state"; readonly own: OwnKey } & InFolder);

/** A backup that was made, and the key that it carries; null where it is open to everybody. */
export type MadeBackup = { readonly made: BackupSummary; readonly key: KeyCare | null };

type Results = {
  readonly look: undefined;
  readonly open: undefined;
  readonly list: BackupList;
  readonly tell: BackupSummary;
  readonly make: MadeBackup;
  readonly check: BackupCheck;
  readonly peek: LookedInto;
  readonly stage: Staged;
  readonly key: BackupKey;
  readonly "key-state": KeyState;
};

/** What the process says. */
export type TaskNews = { readonly progress: BackupProgress } | { readonly done: unknown } | { readonly error: ThreadError };

/** How long a folder may say nothing. */
export type Patience = {
  /** After so long without news the folder is asked whether it is there, ms. */
  readonly silentMs: number;
  /** A disk that has to start turning answers within this, ms. */
  readonly answerMs: number;
  /** While the folder answers, a single step may take so long, ms: a large file is read over a slow network, or a check of all data runs. */
  readonly longestMs: number;
};

const PATIENCE: Patience = { silentMs: 5000, answerMs: 20_000, longestMs: 15 * 60_000 };

/** What a person waits for takes no longer, ms. */
const LONGEST_LOOK_MS = 60_000;
const LOOKS: readonly BackupTask["name"][] = ["look", "open", "list", "tell", "peek"];

/** How long one that is stopped has for giving the folder back, ms. */
const LEAVE_MS = 500;

/** A file beside this one: as it was written, or as it was built. */
const program = (): URL => new URL(`./backup-process${extname(import.meta.url)}`, import.meta.url);

const placeOf = (task: BackupTask): string => {
  const at = "job" in task ? task.job : task;
  if ("folder" in at) return at.folder;
  return "folder" in at.source ? at.source.folder : at.source.file;
};

/** Places at which a process hangs that was ended. Another one would only hang beside it. */
const stuck = new Map<string, Set<symbol>>();

export type Apart = { readonly tell?: (progress: BackupProgress) => void; readonly signal?: AbortSignal; readonly patience?: Partial<Patience> };

/** Whether a place answers at all: whoever is silent there may be busy. */
const answers = (folder: string, answerMs: number): Promise<boolean> =>
  runApart({ name: "look", folder, dataFolder: "" }, { patience: { silentMs: answerMs, answerMs, longestMs: answerMs } }).then(
    () => true,
    (error: unknown) => !(error instanceof DomainError && error.code === "backup.no-answer"),
  );

/**
 * Has a process of its own do some work on backups. Whoever serves the shop goes on meanwhile, and can be closed whatever becomes of it:
 * on a share that does not answer, a call of the system may never return.
 * @throws what the work threw; DomainError `backup.no-answer` where the folder does not answer, `backup.stopped` where the signal ended it
 */
export function runApart<Task extends BackupTask>(task: Task, { tell, signal, patience }: Apart = {}): Promise<Results[Task["name"]]> {
  const place = placeOf(task);
  const { silentMs, answerMs, longestMs } = { ...PATIENCE, ...patience };
  const longest = LOOKS.includes(task.name) ? Math.min(longestMs, LONGEST_LOOK_MS) : longestMs;
  const noAnswer = (): DomainError => new DomainError("backup.no-answer", { folder: place });
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new DomainError("backup.stopped"));
    if (stuck.has(place)) return reject(noAnswer());
    const own = Symbol(place);
    let settled = false;
    let heardAt = performance.now();
    let watch: NodeJS.Timeout | undefined;

    const settle = (end: () => void): void => {
      if (settled) return;
      settled = true;
      clearTimeout(watch);
      signal?.removeEventListener("abort", stop);
      end();
    };
    const ended = (): void => {
      stuck.get(place)?.delete(own);
      if (stuck.get(place)?.size === 0) stuck.delete(place);
      settle(() => reject(new Error(`the process that works on backups ended in the middle: ${task.name}`)));
    };
    const stop = (): void =>
      settle(() => {
        child.send("stop");
        setTimeout(() => child.kill(), LEAVE_MS).unref();
        reject(new DomainError("backup.stopped"));
      });
    const giveUp = (): void =>
      settle(() => {
        stuck.set(place, (stuck.get(place) ?? new Set()).add(own));
        child.kill();
        reject(noAnswer());
      });
    const look = async (): Promise<void> => {
      const silent = performance.now() - heardAt;
      if (silent < silentMs) return wait(silentMs - silent);
      if (silent >= longest) return giveUp();
      if (await answers(place, answerMs)) wait(silentMs);
      else giveUp();
    };
    const wait = (ms: number): void => {
      if (!settled) watch = setTimeout(() => void look(), ms);
    };
    const hear = (news: TaskNews): void => {
      heardAt = performance.now();
      if ("progress" in news) return tell?.(news.progress);
      settle(() => {
        child.kill();
        if ("done" in news) resolve(news.done as Results[Task["name"]]);
        else reject(receivedError(news.error) as Error);
      });
    };

    signal?.addEventListener("abort", stop, { once: true });
    wait(silentMs);
    const child = startProcess(program(), { message: (news) => hear(news as TaskNews), ended });
    child.send(task);
  });
}
