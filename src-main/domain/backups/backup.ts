import { CLOCK_SLACK_MS, hasPassed } from "../ground/deadline.ts";

/** How many backups are kept of each kind: the newest of each of the last so many hours, days, weeks and months that have any. */
export type Keep = { readonly hourly: number; readonly daily: number; readonly weekly: number; readonly monthly: number };

/** What a shop says about its backups. */
export type BackupSettings = {
  /** False once a person has switched backups off. */
  readonly on: boolean;
  /** Absolute path; empty while nobody has chosen one. */
  readonly folder: string;
  /** Hours of use between two backups. */
  readonly everyHours: number;
  readonly keep: Keep;
};

export const USUAL_BACKUPS: BackupSettings = {
  on: true,
  folder: "",
  everyHours: 2,
  keep: { hourly: 12, daily: 7, weekly: 4, monthly: 12 },
};

/** The least and most hours between two backups, and how many of a kind may be kept. */
export const BACKUP_HOURS = { least: 1, most: 168 } as const;
export const MOST_KEPT = 100;

/** How much a database holds, to be compared before and after. */
export type Holdings = {
  readonly orders: number;
  readonly customers: number;
  readonly payments: number;
  readonly pictures: number;
  /** The order that was taken in last; null where there is none. */
  readonly newest: { readonly number: string; readonly at: number; readonly ordinal: number } | null;
  /** The shop's name, empty before the set-up. */
  readonly shop: string;
  /** Migrations that the database has been through. */
  readonly version: number;
};

/** What a backup says of itself, in its `manifest.json`. */
export type BackupManifest = {
  readonly format: 1;
  /** When it was made, epoch ms UTC, and by which Talon. */
  readonly at: number;
  readonly talon: string;
  readonly holds: Holdings;
  readonly database: { readonly file: string; readonly bytes: number; readonly sha256: string };
  /** The public key to which its files are encrypted; null where they are not. */
  readonly recipient: string | null;
  /** Names of its files in the pool: a picture's SHA-256, followed by `-320` for a small one. */
  readonly pictures: readonly string[];
  /** Pictures that the database names and whose files were missing or damaged when the backup was made. */
  readonly missing: readonly string[];
};

/** A backup in a list. */
export type BackupSummary = Pick<BackupManifest, "at" | "talon" | "holds"> & {
  /** Its folder. */
  readonly name: string;
  readonly bytes: number;
  readonly encrypted: boolean;
  /** How many pictures were missing when it was made. */
  readonly missing: number;
};

/** What keeps a backup from being made or used; each has a sentence `error.backup.<kind>` in the locales. */
export type BackupTroubleKind =
  | "folder-gone"
  /** A share that hangs. */
  | "no-answer"
  | "folder-read-only"
  | "disk-full"
  | "disk-error"
  | "in-use"
  /** In use for so long that somebody has to look. */
  | "held"
  | "stopped"
  | "source-damaged"
  | "copy-damaged"
  /** It has parts that Talon does not make. */
  | "strange"
  | "unreadable"
  | "newer"
  | "needs-passphrase"
  | "wrong-passphrase"
  | "short-passphrase"
  | "not-absolute"
  | "inside-data"
  /** The folder's key is another one than this PC knows; what is made carries the right one. */
  | "key-changed"
  /** No sound copy of the key is left. */
  | "key-lost"
  | "settings-lost";

/** How far a backup, a check or a restore is; `share` of its phase, 0 to 1. */
export type BackupProgress = { readonly phase: "copying" | "checking" | "encrypting" | "pictures" | "restoring"; readonly share: number };

/** How backups are going, as every screen shows it. */
export type BackupHealth = "off" | "unset" | "good" | "failed" | "overdue";

/** What happened so far. Times in epoch ms UTC. */
export type BackupRecord = {
  /** The last backup that was made and verified. */
  readonly last: { readonly at: number; readonly name: string; readonly ordinal: number } | null;
  /** Why the one after it failed. */
  readonly trouble: {
    readonly at: number;
    readonly kind: BackupTroubleKind;
    /** The folder at fault, where it is known. */
    readonly folder?: string | undefined;
  } | null;
};

/** Whether backups are made in spite of this trouble: it is told, and nothing is tried again sooner for it. */
export const isMadeAllTheSame = (kind: BackupTroubleKind): boolean => kind === "key-changed";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A start makes a backup itself; nobody is told that it is late before it had the time, ms. */
export const GRACE_MS = 15 * 60_000;

/**
 * How backups are going.
 * @param openSince when this program opened the shop: while the shop is closed no backup is late
 */
export function backupHealth(
  { on, folder, everyHours }: BackupSettings,
  { last, trouble }: BackupRecord,
  now: number,
  openSince: number,
): BackupHealth {
  if (!on) return "off";
  if (folder === "") return "unset";
  if (trouble) return "failed";
  const since = Math.max(...[last?.at ?? 0, openSince].filter((at) => at <= now + CLOCK_SLACK_MS), 0);
  return now - since > everyHours * HOUR_MS + GRACE_MS ? "overdue" : "good";
}

/** Whether it is time for the next backup of a shop in which something changed. A clock that was set back makes none late for ever. */
export const isBackupDue = (lastAt: number | null, now: number, everyHours: number): boolean =>
  lastAt === null || hasPassed(lastAt, everyHours * HOUR_MS, now);

/** Days from Thursday, 1 January 1970, to the first Monday. */
const TO_MONDAY = 4;

const PERIODS: Readonly<Record<keyof Keep, (at: number) => number>> = {
  hourly: (at) => Math.floor(at / HOUR_MS),
  daily: (at) => Math.floor(at / DAY_MS),
  weekly: (at) => Math.floor((Math.floor(at / DAY_MS) - TO_MONDAY) / 7),
  monthly: (at) => new Date(at).getUTCFullYear() * 12 + new Date(at).getUTCMonth(),
};

/**
 * Chooses the backups to be kept: of the last so many hours, days, weeks and months (UTC) in which there were any, the newest of each.
 * The newest of all is always kept. Backups of a future are thinned by themselves: after the clock was set back they would be the newest
 * for as long as it was ahead, and each new one would be too old to be kept.
 * @param times when they were made, epoch ms UTC, in any order
 * @param now when the one was made that was made last
 */
export function thinBackups(times: readonly number[], keep: Keep, now = Infinity): ReadonlySet<number> {
  const ahead = times.filter((at) => at > now);
  return ahead.length === 0
    ? thinOnce(times, keep)
    : new Set([
        ...thinOnce(ahead, keep),
        ...thinOnce(
          times.filter((at) => at <= now),
          keep,
        ),
      ]);
}

function thinOnce(times: readonly number[], keep: Keep): Set<number> {
  const newestFirst = times.toSorted((one, other) => other - one);
  const kept = new Set(newestFirst.slice(0, 1));
  for (const [kind, period] of Object.entries(PERIODS) as [keyof Keep, (at: number) => number][]) {
    const seen = new Set<number>();
    for (const at of newestFirst) {
      if (seen.has(period(at))) continue;
      if (seen.size >= keep[kind]) break;
      seen.add(period(at));
      kept.add(at);
    }
  }
  return kept;
}

/** The folder of a backup that was made at this time: sorts by time, and is a name on every file system. */
export const backupName = (at: number): string => `talon-${new Date(at).toISOString().slice(0, 19).replaceAll(":", "-")}Z`;

/** What a backup's folder may be called; the number at the end keeps two of one second apart. */
export const BACKUP_NAME = /^talon-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ(-\d+)?$/;

/** What a check of the whole data found. */
export type DataCheck = {
  /** What SQLite's own check says is wrong; empty where the file is sound. */
  readonly integrity: readonly string[];
  /** Parts that no Talon makes, and those that are not as it makes them: triggers, tables, indexes. */
  readonly strange: readonly string[];
  /** Passcodes and drafts that no key file here opens. */
  readonly locked: number;
  /** Rows that name a row which is not there. */
  readonly references: number;
  /** Order numbers that are missing in their row, by prefix and year. */
  readonly gaps: readonly string[];
  /** Pictures that a row names and whose file is missing, and those whose bytes are others than their name says. */
  readonly missingPictures: readonly string[];
  readonly damagedPictures: readonly string[];
  /** Files of pictures that no row names: what a killed program or a restore left. They do no harm. */
  readonly loosePictures: number;
  readonly holds: Holdings | null;
};

/** Whether nothing is wrong. What is locked may be: after a move to another PC its key is not there. */
export const isSound = (check: DataCheck): boolean =>
  check.integrity.length +
    check.strange.length +
    check.references +
    check.gaps.length +
    check.missingPictures.length +
    check.damagedPictures.length ===
  0;

/** Everything that a screen shows of backups. */
export type BackupState = {
  readonly settings: BackupSettings;
  readonly encrypted: boolean;
  readonly health: BackupHealth;
  readonly last: BackupRecord["last"];
  readonly trouble: BackupRecord["trouble"];
  /** What runs just now. */
  readonly running: BackupProgress | null;
  /** Passcodes and drafts that no key file here opens. */
  readonly locked: number;
};

/** All backups of the chosen folder, the newest first. */
export type BackupList = {
  readonly backups: readonly BackupSummary[];
  /** Names of those whose manifest cannot be read. */
  readonly unreadable: readonly string[];
};

/** What a check of one backup found. */
export type BackupCheck = {
  readonly sound: boolean;
  /** Of an encrypted backup: whether the passphrase was there, so that everything could be looked into. */
  readonly opened: boolean;
  readonly missingPictures: number;
  readonly damagedPictures: number;
};

/** What is in a backup, against what is there now; `here` is null where the present data cannot be read. */
export type BackupComparison = { readonly backup: BackupSummary; readonly here: Holdings | null };

/** Shortest passphrase that is taken, characters. */
export const LEAST_PASSPHRASE = 10;

/** What a data folder says about its backups, in its `backups.json`. */
export type BackupFile = BackupRecord & {
  readonly settings: BackupSettings;
  /** The public key that backups are encrypted to; null where they are not. */
  readonly recipient: string | null;
  /** The SHA-256 of the closed key, in hex: a copy that was damaged or exchanged is told by it. Null where it is not known yet. */
  readonly keySha256: string | null;
  /** How long the last one took, ms: one that takes long is not begun when Talon is closed. */
  readonly tookMs: number;
};

export const NEW_BACKUP_FILE: BackupFile = { settings: USUAL_BACKUPS, recipient: null, keySha256: null, last: null, trouble: null, tookMs: 0 };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;
const isCount = (value: unknown, least: number, most: number): boolean =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;

/** Reads what `backups.json` holds; undefined where that is not what Talon writes there. */
export function backupFileOf(value: unknown): BackupFile | undefined {
  if (!isObject(value)) return undefined;
  // Talons before this one kept none.
  const { settings, recipient, last, trouble, tookMs, keySha256 = null } = value;
  const keep = isObject(settings) ? settings["keep"] : undefined;
  const right =
    isObject(settings) &&
    typeof settings["on"] === "boolean" &&
    typeof settings["folder"] === "string" &&
    isCount(settings["everyHours"], BACKUP_HOURS.least, BACKUP_HOURS.most) &&
    isObject(keep) &&
    Object.keys(USUAL_BACKUPS.keep).every((kind) => isCount(keep[kind], 0, MOST_KEPT)) &&
    (recipient === null || typeof recipient === "string") &&
    (last === null ||
      (isObject(last) && typeof last["at"] === "number" && typeof last["name"] === "string" && typeof last["ordinal"] === "number")) &&
    (trouble === null || (isObject(trouble) && typeof trouble["at"] === "number" && typeof trouble["kind"] === "string")) &&
    (keySha256 === null || typeof keySha256 === "string") &&
    typeof tookMs === "number";
  return right ? ({ ...value, keySha256 } as BackupFile) : undefined;
}
