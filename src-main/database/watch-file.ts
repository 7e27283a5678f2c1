import { statSync } from "node:fs";
import type { Database } from "better-sqlite3";
import { Trouble } from "../domain/error.ts";

/** A database, and what SQLite keeps beside it while it is open. */
const PARTS = ["", "-wal", "-shm"] as const;

/** Which file lies at a path, whatever it holds; undefined where none does, or nobody can say. */
function fileAt(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}

/**
 * Tells whether an open database still lies where it was opened. SQLite goes on with a file that was removed or exchanged, and its
 * log likewise: what it says yes to then is gone with the program. Costs three looks at the file system.
 * @param db after its first read, by which the log exists
 */
export function watchFile(db: Database): () => boolean {
  const known = PARTS.map((part) => fileAt(db.name + part));
  return () => PARTS.every((part, index) => known[index] === undefined || fileAt(db.name + part) === known[index]);
}

/** Databases whose file is gone. */
const lost = new WeakSet<Database>();

/** Lets nothing more be written over a connection; what it still holds can be read. */
export function stopWrites(db: Database): void {
  lost.add(db);
  db.pragma("query_only = ON");
}

/** @throws Trouble `database-gone` */
export function checkWrites(db: Database): void {
  if (lost.has(db)) throw new Trouble("database-gone");
}

/** Copies all that a connection holds into a file, though its own may be gone. Others are served between the pieces. */
export async function saveCopy(db: Database, file: string): Promise<void> {
  await db.backup(file, { progress: () => PAGES_AT_ONCE });
}

/** 2 MB. */
const PAGES_AT_ONCE = 512;
