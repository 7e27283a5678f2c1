import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import type { Database } from "better-sqlite3";
import { Trouble } from "../domain/ground/error.ts";

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

/** What a database's header says of itself (sqlite.org/fileformat.html, 1.3): both numbers are 0 in a file that is no database. */
type Header = { readonly pages: number; readonly id: number };

const HEADER_BYTES = 100;
const [PAGES_AT, ID_AT] = [28, 68];

/** The header as it lies on the disk; undefined where it cannot be read just now. */
function headerOf(file: number): Header | undefined {
  const bytes = Buffer.alloc(HEADER_BYTES);
  try {
    readSync(file, bytes, 0, HEADER_BYTES, 0);
  } catch {
    return undefined;
  }
  const isOne = bytes.toString("latin1", 0, 16) === "SQLite format 3\0";
  return isOne ? { pages: bytes.readUInt32BE(PAGES_AT), id: bytes.readUInt32BE(ID_AT) } : { pages: 0, id: 0 };
}

/** When a file was last written, and its size. */
function writtenAt(file: number): string {
  const { mtimeMs, ctimeMs, size } = fstatSync(file);
  return `${mtimeMs} ${ctimeMs} ${size}`;
}

/**
 * Tells whether another database was copied over an open one: the file is the same, and SQLite would mix its pages with what it
 * remembers. Another shop's bears another number; an older copy of the same has fewer pages, for an open shop's file only grows. The file
 * is written at checkpoints alone, and only then is its header looked at.
 */
function watchHeader(db: Database, file: number): () => boolean {
  const own = db.pragma("application_id", { simple: true }) as number;
  const first = headerOf(file);
  if (!first) return () => true;
  // A migration may have made the file smaller, which the next checkpoint writes.
  let pages = Math.min(first.pages, db.pragma("page_count", { simple: true }) as number);
  // Until the first checkpoint after a migration the header has the number of before.
  const ids = [own, first.id];
  let written = writtenAt(file);
  return () => {
    const now = writtenAt(file);
    if (now === written) return true;
    const header = headerOf(file);
    if (!header) return true;
    if (!ids.includes(header.id) || header.pages < pages) return false;
    pages = header.pages;
    written = now;
    return true;
  };
}

/** Watches an open database's file. */
export type FileWatch = {
  /** Whether the database still lies where it was opened, and is still the same. */
  readonly isInPlace: () => boolean;
  /** Only once the database is closed; again, it does nothing. */
  readonly close: () => void;
};

/**
 * Watches whether an open database is removed or exchanged. SQLite goes on with such a file, and its log likewise: what it says yes to then
 * is gone with the program. A look costs four looks at the file system.
 * @param db after its first read, by which the log exists
 * @throws the system's error where the file cannot be read
 */
export function watchFile(db: Database): FileWatch {
  const known = PARTS.map((part) => fileAt(db.name + part));
  // Held open for as long as the database: a process that closes any handle of a file loses all its locks on it (fcntl, POSIX), SQLite's too.
  const file = openSync(db.name, "r");
  const isSame = watchHeader(db, file);
  let isOpen = true;
  return {
    isInPlace: () => PARTS.every((part, index) => known[index] === undefined || fileAt(db.name + part) === known[index]) && isSame(),
    close() {
      if (isOpen) closeSync(file);
      isOpen = false;
    },
  };
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
