import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** What a rename fails of while an antivirus or a sync client has the file open. */
const MOMENTARY: readonly unknown[] = ["EPERM", "EACCES", "EBUSY"];

/** Pauses between attempts, ms; about a second in all. */
const PAUSES_MS = [10, 20, 40, 80, 160, 320, 400] as const;

/** Whether trying a moment later may help. */
export const isMomentary = (error: unknown): boolean => MOMENTARY.includes((error as { code?: unknown } | null)?.code);

/** Renames; what another program holds for a moment is tried again for about a second. @throws the last error of the file system */
export async function renamePatiently(from: string, to: string, attempt: typeof rename = rename): Promise<void> {
  for (const ms of PAUSES_MS) {
    try {
      return await attempt(from, to);
    } catch (error) {
      if (!isMomentary(error)) throw error;
    }
    await pause(ms);
  }
  await attempt(from, to);
}

/** Like {@link renamePatiently}, for a start that serves nobody yet: the thread sleeps between attempts. */
export function renameAtStart(from: string, to: string, attempt: typeof renameSync = renameSync): void {
  for (const ms of PAUSES_MS) {
    try {
      return attempt(from, to);
    } catch (error) {
      if (!isMomentary(error)) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  }
  attempt(from, to);
}

/** Writes a file so that after a power cut it is there whole or not at all. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const aside = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(aside, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await renamePatiently(aside, path);
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined);
    throw error;
  }
  syncFolder(dirname(path));
}

/** Makes durable what was made, renamed or removed in a folder. */
export function syncFolder(folder: string): void {
  // Windows cannot open a folder for syncing; its file system orders the rename itself.
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
