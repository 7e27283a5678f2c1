import { type } from "@orpc/contract";
import { z } from "zod";
import {
  BACKUP_HOURS,
  BACKUP_NAME,
  MOST_KEPT,
  type BackupCheck,
  type BackupComparison,
  type BackupList,
  type BackupSettings,
  type BackupState,
  type BackupSummary,
} from "../../domain/backups/backup.ts";
import { needs } from "../ground/base.ts";

const kept = z.int().min(0).max(MOST_KEPT);

const settings = z.strictObject({
  on: z.boolean(),
  folder: z.string().trim().max(1000),
  everyHours: z.int().min(BACKUP_HOURS.least).max(BACKUP_HOURS.most),
  keep: z.strictObject({ hourly: kept, daily: kept, weekly: kept, monthly: kept }),
}) satisfies z.ZodType<BackupSettings>;

const name = z.string().regex(BACKUP_NAME);
const passphrase = z.string().max(1000).nullable();

export const backup = {
  state: needs("anyone").output(type<BackupState>()),
  /**
   * Changes when and where backups are made. `encrypt` with a passphrase makes a key for the folder, or takes the one that lies there;
   * without one what was chosen before stays.
   */
  keep: needs("backup.change")
    .input(z.strictObject({ settings, encrypt: z.boolean(), passphrase }))
    .output(type<void>()),
  /** Makes one now. */
  make: needs("backup.make").output(type<BackupSummary>()),
  list: needs("backup.restore").output(type<BackupList>()),
  check: needs("backup.restore").input(z.strictObject({ name, passphrase })).output(type<BackupCheck>()),
  compare: needs("backup.restore").input(z.strictObject({ name })).output(type<BackupComparison>()),
  /** Replaces the data by a backup; the shop closes and opens again, and everybody signs in anew. `aside` is where the replaced data lies. */
  restore: needs("backup.restore")
    .input(z.strictObject({ name, passphrase }))
    .output(type<{ readonly aside: string; readonly missingPictures: number }>()),
};
