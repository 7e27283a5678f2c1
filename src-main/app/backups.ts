import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import {
  backupTroubleOf,
  keepSealedKey,
  listBackups,
  lockFolder,
  openBackupFolder,
  readBackup,
  readSealedKey,
  summaryOf,
  type ReadManifest,
} from "../database/backup.ts";
import { holdingsOf } from "../database/check.ts";
import { writesSoFar } from "../database/open.ts";
import { writeDurably } from "../database/picture-file.ts";
import { decideRestore } from "../database/restore.ts";
import {
  backupFileOf,
  backupHealth,
  isBackupDue,
  LEAST_PASSPHRASE,
  NEW_BACKUP_FILE,
  type BackupFile,
  type BackupHealth,
  type BackupProgress,
  type BackupSettings,
  type BackupSummary,
  type BackupTroubleKind,
} from "../domain/backup.ts";
import { hasPassed } from "../domain/deadline.ts";
import { DomainError } from "../domain/error.ts";
import type { Doorway } from "../router/doorway.ts";
import type { Shop } from "../usecases/shop.ts";
import { runApart } from "./backup-apart.ts";

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
/** Longest that closing waits for a last backup, ms. */
const QUIT_MS = 6000;
/** The answer to whoever asked for a restore is on its way by then, ms. */
const ANSWER_MS = 300;

/** This Talon's version, as its backups name it. */
export const talonVersion = (): string =>
  (JSON.parse(readFileSync(join(import.meta.dirname, "..", "..", "package.json"), "utf8")) as { version: string }).version;

const fileOf = (dataFolder: string): string => join(dataFolder, "backups.json");
/** A copy of the closed private key, for a folder that is chosen later; what it opens needs the passphrase all the same. */
const keyOf = (dataFolder: string): string => join(dataFolder, "backup-key.age");

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

export const writeBackupFile = (dataFolder: string, file: BackupFile): void =>
  writeDurably(fileOf(dataFolder), Buffer.from(`${JSON.stringify(file, undefined, 2)}\n`));

/** What opened the shop. */
export type BackupsOf = {
  readonly shop: Pick<Shop, "db" | "clock" | "publish">;
  readonly dataFolder: string;
  readonly log: (error: unknown) => string;
  readonly damaged: (error: unknown) => void;
  /** Closes the shop and opens it again: what was decided before happens in between. */
  readonly reopen: () => void;
};

export function openBackups({ shop, dataFolder, log, damaged, reopen }: BackupsOf): Backups {
  let file = readBackupFile(dataFolder, shop.clock());
  const openedAt = shop.clock();
  /** Until when nothing had changed since the last backup. */
  let calmUntil = openedAt;
  let running: BackupProgress | null = null;
  const ending = new AbortController();
  /** What had been written when the last backup was begun. */
  let seen: string | undefined;
  let shownHealth: BackupHealth | undefined;
  const timers = new Set<NodeJS.Timeout>();

  const health = (): BackupHealth => backupHealth(file.settings, file, shop.clock(), calmUntil);
  const publish = (): void => shop.publish({ kind: "backup" });
  const change = (changed: Partial<BackupFile>): void => {
    file = { ...file, ...changed };
    try {
      writeBackupFile(dataFolder, file);
    } catch (error) {
      // A full disk must not keep the trouble from being shown.
      log(error);
    }
    publish();
  };
  const fail = (kind: BackupTroubleKind): void => change({ trouble: { at: shop.clock(), kind } });

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
        const before = writesSoFar(shop.db);
        const unlock = lockHere(settings.folder, recipient);
        try {
          const job = { dataFolder, folder: settings.folder, at: shop.clock(), talon: talonVersion(), keep: settings.keep, recipient };
          const made = await runApart({ name: "make", job }, tell, ending.signal);
          seen = before;
          const last = { at: made.at, name: made.name, ordinal: made.holds.newest?.ordinal ?? 0 };
          change({ last, trouble: null, tookMs: Math.round(performance.now() - began) });
          return made;
        } finally {
          unlock();
        }
      } catch (error) {
        const kind = backupTroubleOf(error);
        if (kind === undefined) {
          log(error);
          fail("disk-error");
          throw error;
        }
        const refused = error instanceof DomainError ? error : new DomainError(`backup.${kind}`);
        if (kind !== "stopped") log(error instanceof DomainError ? (error.cause ?? error) : error);
        // Another program that makes one, or being closed, is no failure.
        if (kind !== "in-use" && kind !== "stopped") fail(kind);
        if (kind === "source-damaged") damaged(error);
        throw refused;
      }
    });
  }

  /** Takes the folder, and lays the key there again where somebody has removed it. */
  function lockHere(folder: string, recipient: string | null): () => void {
    if (folder === "") throw new DomainError("backup.folder-gone", { field: "folder" });
    const unlock = lockFolder(folder);
    if (recipient !== null && !readSealedKey(folder)) keepSealedKey(folder, readFileSync(keyOf(dataFolder)));
    return unlock;
  }

  const isQuiet = (): boolean => seen !== undefined && seen === writesSoFar(shop.db);

  async function look(): Promise<void> {
    const { settings, last, trouble } = file;
    const now = shop.clock();
    // A clock that was set back would keep every backup from being overdue.
    calmUntil = Math.min(calmUntil, now);
    if (settings.on && settings.folder !== "" && !running) {
      const due = trouble ? hasPassed(trouble.at, RETRY_MS, now) : isBackupDue(last?.at ?? null, now, settings.everyHours);
      if (!trouble && isQuiet()) calmUntil = now;
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
    const folder = settings.folder === "" ? "" : checkedFolder(settings.folder);
    const recipient = encrypt && folder !== "" ? await recipientFor(folder, passphrase) : null;
    const moved = folder !== file.settings.folder;
    if (moved) seen = undefined;
    // What failed in the old folder says nothing about the new one.
    change({ settings: { ...settings, folder }, recipient, trouble: moved || !settings.on ? null : file.trouble });
    if (settings.on && folder !== "" && (moved || file.trouble !== null || file.last === null)) void make().catch(() => undefined);
  }

  function checkedFolder(path: string): string {
    if (!isAbsolute(path)) throw new DomainError("backup.not-absolute", { field: "folder" });
    const folder = resolve(path);
    const inside = relative(resolve(dataFolder), folder);
    // With the data folder, a backup inside it would be lost as well.
    if (inside === "" || !(inside.startsWith("..") || isAbsolute(inside))) throw new DomainError("backup.inside-data", { field: "folder" });
    try {
      openBackupFolder(folder);
      lockFolder(folder)();
    } catch (error) {
      const kind = backupTroubleOf(error);
      if (kind === undefined) throw error;
      if (kind !== "in-use") throw new DomainError(`backup.${kind}`, { field: "folder" });
    }
    return folder;
  }

  async function recipientFor(folder: string, passphrase: string | null): Promise<string> {
    const there = readSealedKey(folder);
    const mine = existsSync(keyOf(dataFolder)) ? readFileSync(keyOf(dataFolder)) : undefined;
    if (passphrase === null || passphrase === "") {
      const same = mine !== undefined && (there === undefined || mine.equals(there));
      if (file.recipient === null || !same) throw new DomainError("backup.needs-passphrase", { field: "passphrase" });
      if (!there) keepSealedKey(folder, mine);
      return file.recipient;
    }
    if (!there && passphrase.length < LEAST_PASSPHRASE)
      throw new DomainError("backup.short-passphrase", { field: "passphrase", count: LEAST_PASSPHRASE });
    const { recipient, sealed } = await runApart({ name: "key", folder, passphrase });
    writeDurably(keyOf(dataFolder), sealed);
    return recipient;
  }

  async function restore(name: string, passphrase: string | null): Promise<{ aside: string; missingPictures: number }> {
    const staged = await alone("restoring", (tell) => {
      const job = { dataFolder, source: { folder: file.settings.folder, name }, at: shop.clock() };
      return runApart({ name: "stage", job, passphrase }, tell, ending.signal);
    });
    // An older database has fewer orders than the last backup, and is not damaged for that.
    change({ last: null });
    decideRestore(dataFolder, staged);
    ending.abort();
    setTimeout(reopen, ANSWER_MS);
    return { aside: join(dataFolder, staged.aside), missingPictures: staged.missingPictures };
  }

  const folder = (): string => file.settings.folder;
  /** Turns what the file system says into a refusal that a person reads. */
  const told = async <Result>(work: (read: ReadManifest) => Result): Promise<Result> => {
    try {
      // A start has better things to do than to load what reads manifests.
      const { readManifest } = await import("../contract/backup-manifest.ts");
      return work(readManifest);
    } catch (error) {
      const kind = backupTroubleOf(error);
      throw kind && !(error instanceof DomainError) ? new DomainError(`backup.${kind}`) : error;
    }
  };

  return {
    state: () => ({
      settings: file.settings,
      encrypted: file.recipient !== null,
      health: health(),
      last: file.last,
      trouble: file.trouble,
      running,
    }),
    keep: (settings, encrypt, passphrase) => keep(settings, encrypt, passphrase),
    make,
    list: () => told((read) => (folder() === "" ? { backups: [], unreadable: [] } : listBackups(folder(), read))),
    check: (name, passphrase) =>
      alone("checking", (tell) =>
        runApart({ name: "check", folder: folder(), backup: name, passphrase, scratch: join(dataFolder, "backup-work.db") }, tell, ending.signal),
      ),
    compare: (name) => told((read) => ({ backup: summaryOf(name, readBackup(folder(), name, read)), here: holdingsOf(shop.db) })),
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
