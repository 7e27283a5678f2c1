import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { DomainError } from "../../domain/ground/error.ts";
import { lockFolder } from "./backup-lock.ts";
import { isDamage } from "./check.ts";
import { renameAtStart, renamePatiently, syncFolder, writeDurably } from "../../storage/durable-file.ts";

/*
 * A restore has two halves, so that a kill at any moment leaves either the old data or the new, never a mix:
 *
 *   1. While the shop is still open, the backup's database is brought to `restoring.part/` in the data folder and checked there, and its
 *      pictures are added to `pictures/`, where they lie under their own hash and harm nobody. Then `restoring.part` is renamed to
 *      `restoring`: from here on the restore is decided.
 *   2. Whoever opens the data folder next moves the old database to `replaced-<time>/` and the new one into its place, by renames alone.
 *      Killed in between, the next one goes on where it was.
 */
/** Where a restore is prepared. */
export const STAGE = "restoring.part";
const DECIDED = "restoring";
const NOTE = "restore.json";

/** Decides a staged restore (see `stageRestore`): whoever opens the data folder next finishes it. */
export async function decideRestore(dataFolder: string, { aside }: { readonly aside: string }): Promise<void> {
  const free = freeFolder(dataFolder, aside);
  await writeDurably(join(dataFolder, STAGE, NOTE), Buffer.from(JSON.stringify({ aside: free })));
  // Left by one that was finished and killed before it had cleared away.
  rmSync(join(dataFolder, DECIDED), { recursive: true, force: true });
  await renamePatiently(join(dataFolder, STAGE), join(dataFolder, DECIDED));
  syncFolder(dataFolder);
}

function freeFolder(dataFolder: string, name: string): string {
  for (let count = 1; ; count++) {
    const free = count === 1 ? name : `${name}-${count}`;
    if (!existsSync(join(dataFolder, free))) return free;
  }
}

/** How long a neighbour that finishes a restore is waited for, ms, and the pause between looks. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 20;

/**
 * The second half, before anything else opens the data folder: puts a decided restore into effect.
 * @returns the folder in which the replaced data lies now; null where there was no restore
 * @throws the database's SQLITE_BUSY while another program has the old data open
 */
export function finishRestore(dataFolder: string): string | null {
  const decided = join(dataFolder, DECIDED);
  for (let waited = 0; ; waited += PAUSE_MS) {
    if (!existsSync(decided)) return null;
    try {
      const unlock = lockFolder(decided);
      try {
        return swap(dataFolder, decided);
      } finally {
        unlock();
      }
    } catch (error) {
      const gone = (error as NodeJS.ErrnoException).code === "ENOENT" && !existsSync(decided);
      const busy = error instanceof DomainError && error.code === "backup.in-use" && waited < PATIENCE_MS;
      if (!gone && !busy) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

/** The database and what SQLite keeps beside it. */
const FILES = ["talon.db", "talon.db-wal", "talon.db-shm", "talon.db-journal"] as const;

function swap(dataFolder: string, decided: string): string | null {
  const fresh = join(decided, "talon.db");
  let replaced: string | null = null;
  // Where it is in its place already, only the clearing away was cut short.
  if (existsSync(fresh)) {
    const { aside } = JSON.parse(readFileSync(join(decided, NOTE), "utf8")) as { aside: string };
    replaced = join(dataFolder, aside);
    mkdirSync(replaced, { recursive: true, mode: 0o700 });
    letGo(join(dataFolder, "talon.db"));
    for (const name of FILES) if (existsSync(join(dataFolder, name))) renameAtStart(join(dataFolder, name), join(replaced, name));
    syncFolder(replaced);
    renameAtStart(fresh, join(dataFolder, "talon.db"));
    syncFolder(dataFolder);
  }
  rmSync(decided, { recursive: true, force: true });
  return replaced;
}

/** Makes sure that nobody else has a database open, and a single file of it. One that is damaged is moved as it lies there. */
export function letGo(file: string): void {
  if (!existsSync(file)) return;
  const db = new Sqlite(file, { fileMustExist: true, timeout: 0 });
  try {
    db.pragma("journal_mode = DELETE");
  } catch (error) {
    if (!isDamage(error)) throw error;
  } finally {
    db.close();
  }
}
