import { z } from "zod";
import type { BackupManifest, Holdings } from "../../domain/backups/backup.ts";

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
const backupManifest = z.object({
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

/** Reads a manifest's text. @throws what JSON or the schema finds wrong */
export const readManifest = (text: string): BackupManifest => backupManifest.parse(JSON.parse(text));
