import { type } from "@orpc/contract";
import { z } from "zod";
import {
  BACKUP_HOURS,
  BACKUP_NAME,
  MOST_KEPT,
  type BackupCheck,
  type BackupComparison,
  type BackupList,
  type BackupManifest,
  type BackupRecord,
  type BackupSettings,
  type BackupState,
  type BackupSummary,
  type Holdings,
} from "../domain/backup.ts";
import { base } from "./base.ts";

const count = z.int().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const holds = z.object({
  orders: count,
  customers: count,
  payments: count,
  pictures: count,
  newest: z.object({ number: z.string(), at: z.number(), ordinal: count }).nullable(),
  shop: z.string(),
  version: count,
}) satisfies z.ZodType<Holdings>;

/** A backup's `manifest.json`. Names in it become paths: none may lead out of its folder. */
export const backupManifest = z.object({
  format: z.literal(1),
  at: z.number(),
  talon: z.string(),
  holds,
  database: z.object({ file: z.enum(["talon.db", "talon.db.age"]), bytes: count, sha256 }),
  recipient: z
    .string()
    .regex(/^age1[0-9a-z]+$/)
    .nullable(),
  pictures: z.array(z.string().regex(/^[0-9a-f]{64}(-\d+)?$/)).readonly(),
  missing: z.array(sha256).readonly(),
}) satisfies z.ZodType<BackupManifest>;

const kept = z.int().min(0).max(MOST_KEPT);

const settings = z.strictObject({
  on: z.boolean(),
  folder: z.string().trim().max(1000),
  everyHours: z.int().min(BACKUP_HOURS.least).max(BACKUP_HOURS.most),
  keep: z.strictObject({ hourly: kept, daily: kept, weekly: kept, monthly: kept }),
}) satisfies z.ZodType<BackupSettings>;

/** `backups.json` in the data folder: it has to be there where the database is damaged, and no restore may bring back an old one. */
export const backupFile = z.object({
  settings,
  recipient: z.string().nullable(),
  last: z.object({ at: z.number(), name: z.string(), ordinal: count }).nullable(),
  trouble: z.object({ at: z.number(), kind: z.string() as unknown as z.ZodType<NonNullable<BackupRecord["trouble"]>["kind"]> }).nullable(),
  /** How long the last one took, ms: one that takes long is not begun when Talon is closed. */
  tookMs: count,
});

export type BackupFile = z.infer<typeof backupFile>;

const name = z.string().regex(BACKUP_NAME);
const passphrase = z.string().max(1000).nullable();

export const backup = {
  state: base.output(type<BackupState>()),
  /**
   * Changes when and where backups are made. `encrypt` with a passphrase makes a key for the folder, or takes the one that lies there;
   * without one what was chosen before stays.
   */
  keep: base.input(z.strictObject({ settings, encrypt: z.boolean(), passphrase })).output(type<void>()),
  /** Makes one now. */
  make: base.output(type<BackupSummary>()),
  list: base.output(type<BackupList>()),
  check: base.input(z.strictObject({ name, passphrase })).output(type<BackupCheck>()),
  compare: base.input(z.strictObject({ name })).output(type<BackupComparison>()),
  /** Replaces the data by a backup; the shop closes and opens again, and everybody signs in anew. `aside` is where the replaced data lies. */
  restore: base.input(z.strictObject({ name, passphrase })).output(type<{ readonly aside: string; readonly missingPictures: number }>()),
};
