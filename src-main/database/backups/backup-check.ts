import { createHash } from "node:crypto";
import { createWriteStream, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import type { Database } from "better-sqlite3";
import type { BackupCheck, BackupManifest, BackupProgress, Holdings } from "../../domain/backups/backup.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { POOL, readBackup, SEALED, type ReadManifest } from "./backup-folder.ts";
import { brokenReferences, hashOf, holdingsOf, integrityOf, isDamage, pictureIn } from "./check.ts";
import { openForeign } from "../ground/schema.ts";

/** Loaded where something is encrypted: many backups do without. */
export const cipher = () => import("./backup-cipher.ts");

const hashOfBytes = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** How often a long row of pictures is told of. */
export const TELL_EVERY = 50;

/** Reads a whole backup and compares it with its manifest. @param identity the private key; null checks an encrypted one from outside */
export async function checkBackup(
  folder: string,
  name: string,
  identity: string | null,
  scratch: string,
  read: ReadManifest,
  tell: (progress: BackupProgress) => void,
): Promise<BackupCheck> {
  const manifest = readBackup(folder, name, read);
  tell({ phase: "checking", share: 0 });
  const opened = manifest.recipient === null || identity !== null;
  const database = await isDatabaseSound(join(folder, name), manifest, identity, scratch);
  let [missingPictures, damagedPictures] = [0, 0];
  for (const [index, picture] of manifest.pictures.entries()) {
    if (index % TELL_EVERY === 0) tell({ phase: "pictures", share: index / manifest.pictures.length });
    const found = await readPooled(folder, picture, manifest.recipient !== null, identity);
    if (found === "missing") missingPictures++;
    else if (found === "damaged") damagedPictures++;
  }
  return { sound: database && missingPictures + damagedPictures === 0, opened, missingPictures, damagedPictures };
}

async function isDatabaseSound(backup: string, manifest: BackupManifest, identity: string | null, scratch: string): Promise<boolean> {
  const file = join(backup, manifest.database.file);
  if ((await hashOf(file)) !== manifest.database.sha256) return false;
  if (manifest.recipient === null) return holdsSame(file, manifest.holds);
  if (identity === null) return true;
  try {
    await (await cipher()).decryptInto(file, identity, createWriteStream(scratch, { mode: 0o600 }));
    return holdsSame(scratch, manifest.holds);
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  } finally {
    rmSync(scratch, { force: true });
  }
}

/** Whether a database file is sound and holds what its manifest says. */
export function holdsSame(file: string, holds: Holdings): boolean {
  try {
    const db = openForeign(file, { readonly: true });
    try {
      return isWhole(db, holds);
    } finally {
      db.close();
    }
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

/** A picture of the pool, checked against its name; without the key an encrypted one can only be seen to be there. */
export async function readPooled(
  folder: string,
  name: string,
  encrypted: boolean,
  identity: string | null,
): Promise<Buffer | "missing" | "damaged" | "sealed"> {
  const file = pictureIn(join(folder, POOL), name) + (encrypted ? SEALED : "");
  if (!((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0)) return "missing";
  if (encrypted && identity === null) return "sealed";
  try {
    const bytes =
      identity === null || !encrypted ? readFileSync(file) : await collect(async (into) => (await cipher()).decryptInto(file, identity, into));
    // A small picture has the name of the large one.
    return name.length === 64 && hashOfBytes(bytes) !== name ? "damaged" : bytes;
  } catch (error) {
    if (error instanceof DomainError) return "damaged";
    throw error;
  }
}

/** Whether a database is sound from end to end and holds what was counted. */
export const isWhole = (db: Database, holds: Holdings): boolean =>
  integrityOf(db).length === 0 && brokenReferences(db) === 0 && JSON.stringify(holdingsOf(db)) === JSON.stringify(holds);

/** Whether SQLite finds nothing wrong with a database file, references included. */
export function isSoundFile(file: string): boolean {
  try {
    const db = openForeign(file, { readonly: true, timeout: 5000 });
    try {
      return integrityOf(db).length === 0 && brokenReferences(db) === 0;
    } finally {
      db.close();
    }
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

/** All bytes that some work writes into a stream. */
export async function collect(work: (into: PassThrough) => Promise<void>): Promise<Buffer> {
  const into = new PassThrough();
  const pieces: Buffer[] = [];
  into.on("data", (piece: Buffer) => pieces.push(piece));
  await work(into);
  return Buffer.concat(pieces);
}
