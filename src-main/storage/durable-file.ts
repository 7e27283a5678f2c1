import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isMomentary, patiently, PAUSES_MS } from "../domain/ground/momentary.ts";

/** Renames; what another program holds for a moment is tried again for about a second. @throws the last error of the file system */
export const renamePatiently = (from: string, to: string): Promise<void> => patiently(() => rename(from, to), pause);

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
