import { isAbsolute, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isWithin } from "../database/backups/backup-folder.ts";
import { holdingsOf } from "../database/backups/check.ts";
import { writesSoFar } from "../database/ground/open.ts";
import { decideRestore } from "../database/backups/restore.ts";
import {
  backupHealth,
  isBackupDue,
  isMadeAllTheSame,
  type BackupFile,
  type BackupHealth,
  type BackupList,
  type BackupProgress,
  type BackupSettings,
  type BackupSummary,
  type BackupTroubleKind,
} from "../domain/backups/backup.ts";
import { hasPassed } from "../domain/ground/deadline.ts";
import { DomainError } from "../domain/ground/error.ts";
import type { Doorway } from "../router/doorway.ts";
import type { Shop } from "../usecases/ground/shop.ts";
import { runApart, type BackupTask, type Patience } from "./backup-apart.ts";
import { keepOwnKey, ownKeyOf, readBackupFile, talonVersion, writeBackupFile } from "./backup-file.ts";

/** The backups of an open shop, and when they are made. */
export type Backups = Doorway["backups"] & {
  /** Makes one soon, and then every so many hours in which something changed. */
  readonly begin: () => void;
  /** Makes one where it is time for it. */
  readonly look: () => Promise<void>;
  /** Makes a last one where it can be expected to take some seconds only; one that takes longer is given up, and the next start makes it. */
  readonly closing: () => Promise<void>;
  readonly stop: () => void;
};

/** What the first backup waits for after a start, ms: a shop that opens has the disk for itself. */
const START_MS = 20_000;
/** How often it is looked whether it is time, and how long after a failure the next one waits, ms. */
const LOOK_MS = 60_000;
const RETRY_MS = 5 * 60_000;
/** A start so soon after the last backup makes none, ms. */
const FRESH_MS = 10 * 60_000;
/** From so long on that another program has the folder, a person has to look, ms. */
const HELD_MS = 3_600_000;
/** Longest that closing waits for a last backup, ms. */
const QUIT_MS = 6000;
/** The answer to whoever asked for a restore is on its way by then, ms. */
const ANSWER_MS = 300;

/** What opened the shop. */
export type BackupsOf = {
  readonly shop: Pick<Shop, "db" | "clock" | "publish">;
  readonly dataFolder: string;
  readonly log: (error: unknown) => string;
  readonly damaged: (error: unknown) => void;
  /** Closes the shop and opens it again: what was decided before happens in between. */
  readonly reopen: () => void;
  readonly patience?: Partial<Patience> | undefined;
  /** How many passcodes and drafts no key opens. */
  readonly locked: () => number;
};

export function openBackups({ shop, dataFolder, log, damaged, reopen, patience, locked }: BackupsOf): Backups {
  let file = readBackupFile(dataFolder, shop.clock());
  const openedAt = shop.clock();
  /** Until when nothing had changed since the last backup. */
  let calmUntil = openedAt;
  let running: BackupProgress | null = null;
  const ending = new AbortController();
  /** What had been written when the last backup was begun. */
  let seen: string | undefined;
  /** Since when another program has the folder. */
  let heldSince: number | undefined;
  let shownHealth: BackupHealth | undefined;
  const timers = new Set<NodeJS.Timeout>();

  const health = (): BackupHealth => backupHealth(file.settings, file, shop.clock(), calmUntil);
  const publish = (): void => shop.publish({ kind: "backup" });
  let written: Promise<void> = Promise.resolve();
  const change = (changed: Partial<BackupFile>): Promise<void> => {
    const next = (file = { ...file, ...changed });
    publish();
    // A full disk must not keep the trouble from being shown.
    written = written.then(() => writeBackupFile(dataFolder, next)).catch((error: unknown) => void log(error));
    return written;
  };
  const fail = (trouble: Omit<NonNullable<BackupFile["trouble"]>, "at">): Promise<void> => change({ trouble: { at: shop.clock(), ...trouble } });
  const apart = <Task extends BackupTask>(task: Task, tell?: (progress: BackupProgress) => void) =>
    runApart(task, { tell, signal: ending.signal, patience });

  /** One piece of work at a time, shown while it runs. */
  async function alone<Result>(first: BackupProgress["phase"], work: (tell: (progress: BackupProgress) => void) => Promise<Result>): Promise<Result> {
    if (running) throw new DomainError("backup.in-use");
    const tell = (progress: BackupProgress): void => {
      running = progress;
      publish();
    };
    tell({ phase: first, share: 0 });
    try {
      return await work(tell);
    } finally {
      running = null;
      publish();
    }
  }

  function make(): Promise<BackupSummary> {
    return alone("copying", async (tell) => {
      const { settings, recipient } = file;
      const began = performance.now();
      try {
        if (settings.folder === "") throw new DomainError("backup.folder-gone", { field: "folder" });
        const before = writesSoFar(shop.db);
        const job = { dataFolder, folder: settings.folder, at: shop.clock(), talon: talonVersion(), keep: settings.keep, recipient };
        const { made, key } = await apart({ name: "make", job, own: ownKeyOf(dataFolder, file), prepare: false }, tell);
        [seen, heldSince] = [before, undefined];
        const last = { at: made.at, name: made.name, ordinal: made.holds.newest?.ordinal ?? 0 };
        const trouble = key?.state === "changed" ? { at: made.at, kind: "key-changed" as const, folder: settings.folder } : null;
        const known = key && (await keepOwnKey(dataFolder, key.sealed));
        await change({ last, trouble, tookMs: Math.round(performance.now() - began), ...known });
        return made;
      } catch (error) {
        throw await failed(error);
      }
    });
  }

  /** Notes why none was made. @returns what whoever asked for it is told */
  async function failed(error: unknown): Promise<unknown> {
    if (!(error instanceof DomainError)) {
      log(error);
      await fail({ kind: "disk-error" });
      return error;
    }
    const kind = error.code.slice("backup.".length) as BackupTroubleKind;
    if (kind !== "stopped") log(error.cause ?? error);
    if (kind === "in-use") {
      heldSince ??= shop.clock();
      if (hasPassed(heldSince, HELD_MS, shop.clock())) await fail({ kind: "held", folder: file.settings.folder });
      return error;
    }
    // Being closed is no failure.
    if (kind !== "stopped") await fail({ kind, ...(typeof error.data["folder"] === "string" && { folder: error.data["folder"] }) });
    if (kind === "source-damaged") damaged(error);
    return error;
  }

  const isQuiet = (): boolean => seen !== undefined && seen === writesSoFar(shop.db);

  async function look(): Promise<void> {
    const { settings, last, trouble } = file;
    const now = shop.clock();
    // A clock that was set back would keep every backup from being overdue.
    calmUntil = Math.min(calmUntil, now);
    if (settings.on && settings.folder !== "" && !running) {
      const failing = trouble !== null && !isMadeAllTheSame(trouble.kind);
      const due = failing ? hasPassed(trouble.at, RETRY_MS, now) : isBackupDue(last?.at ?? null, now, settings.everyHours);
      if (!failing && isQuiet()) calmUntil = now;
      // What it failed of stands in the record, and in the log.
      else if (due) await make().catch(() => undefined);
    }
    if (health() !== shownHealth) publish();
    shownHealth = health();
  }

  async function first(): Promise<void> {
    const { settings, last } = file;
    if (!settings.on || settings.folder === "" || running) return;
    if (last === null || hasPassed(last.at, FRESH_MS, shop.clock())) await make().catch(() => undefined);
  }

  async function closing(): Promise<void> {
    const { settings, trouble, tookMs } = file;
    if (!running) {
      const wanted = settings.on && settings.folder !== "" && !trouble && tookMs < QUIT_MS && !isQuiet();
      if (!wanted) return;
      await Promise.race([make().catch(() => undefined), pause(QUIT_MS, undefined, { ref: false })]);
    }
    ending.abort();
  }

  async function keep(settings: BackupSettings, encrypt: boolean, passphrase: string | null): Promise<void> {
    const folder = settings.folder === "" ? "" : await checkedFolder(settings.folder);
    const key = encrypt && folder !== "" ? await apart({ name: "key", folder, dataFolder, passphrase, own: ownKeyOf(dataFolder, file) }) : null;
    const known = key && (await keepOwnKey(dataFolder, key.sealed));
    const moved = folder !== file.settings.folder;
    if (moved) [seen, heldSince] = [undefined, undefined];
    const { trouble } = file;
    // What failed in the old folder says nothing about the new one; the key has just been put right.
    const over = moved || !settings.on || trouble?.kind === "key-changed";
    await change({ settings: { ...settings, folder }, recipient: key?.recipient ?? null, trouble: over ? null : trouble, ...known });
    if (settings.on && folder !== "" && (moved || trouble !== null || file.last === null)) void make().catch(() => undefined);
  }

  async function checkedFolder(path: string): Promise<string> {
    if (!isAbsolute(path)) throw new DomainError("backup.not-absolute", { field: "folder" });
    const folder = resolve(path);
    // With the data folder, a backup inside it would be lost as well.
    if (isWithin(dataFolder, folder)) throw new DomainError("backup.inside-data", { field: "folder" });
    try {
      await apart({ name: "open", folder, dataFolder });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.code !== "backup.in-use") throw new DomainError(error.code, { ...error.data, field: "folder" });
    }
    return folder;
  }

  async function restore(name: string, passphrase: string | null): Promise<{ aside: string; missingPictures: number }> {
    const staged = await alone("restoring", (tell) => {
      const job = { dataFolder, source: { folder: file.settings.folder, name }, at: shop.clock() };
      return apart({ name: "stage", job, passphrase }, tell);
    });
    // An older database has fewer orders than the last backup, and is not damaged for that.
    await change({ last: null });
    await decideRestore(dataFolder, staged);
    ending.abort();
    setTimeout(reopen, ANSWER_MS);
    return { aside: join(dataFolder, staged.aside), missingPictures: staged.missingPictures };
  }

  const folder = (): string => file.settings.folder;
  let listing: Promise<BackupList> | undefined;
  /** Every open screen asks at once when a backup was made. */
  function list(): Promise<BackupList> {
    if (folder() === "") return Promise.resolve({ backups: [], unreadable: [] });
    return (listing ??= apart({ name: "list", folder: folder(), dataFolder }).finally(() => (listing = undefined)));
  }

  return {
    state: () => ({
      settings: file.settings,
      encrypted: file.recipient !== null,
      health: health(),
      last: file.last,
      trouble: file.trouble,
      running,
      locked: locked(),
    }),
    keep: (settings, encrypt, passphrase) => keep(settings, encrypt, passphrase),
    make,
    list,
    check: (name, passphrase) => alone("checking", (tell) => apart({ name: "check", folder: folder(), dataFolder, backup: name, passphrase }, tell)),
    compare: async (name) => ({ backup: await apart({ name: "tell", folder: folder(), dataFolder, backup: name }), here: holdingsOf(shop.db) }),
    restore,
    begin() {
      timers.add(setTimeout(() => void first(), START_MS).unref());
      timers.add(setInterval(() => void look(), LOOK_MS).unref());
    },
    look,
    closing,
    stop() {
      timers.forEach((timer) => clearTimeout(timer));
      ending.abort();
    },
  };
}
