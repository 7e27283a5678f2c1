import { inUnsyncedTransaction, type Database } from "./open.ts";
import { STRETCHED } from "./search-index.ts";

const INDEXES = ["open_search", ...STRETCHED] as const;

/** FTS5's own settings: pieces of a size that are merged step by step ("automerge"), and that are merged at once, whoever waits ("crisismerge"). */
const USUAL = { automerge: 4, crisismerge: 16 };
/** The least and the most that FTS5 takes: no merging at all. */
const NEVER = { automerge: 0, crisismerge: 1999 };

/**
 * Lets the indexes that an import fills lie in as many pieces as somebody writes, until `bringTogether`: while many rows came or went,
 * merging held everybody for up to a second at a time.
 */
export function mergeNothing(db: Database): void {
  for (const index of STRETCHED) configure(db, index, NEVER);
}

/** Merges indexes that were left in pieces step by step, and from then on as usual. */
export function* bringTogether(db: Database): Generator<void, void, void> {
  for (const index of STRETCHED) {
    const pieces = db.prepare<[], number>(`SELECT v FROM ${index}_config WHERE k = 'crisismerge'`).pluck().get();
    if (pieces !== NEVER.crisismerge) continue;
    yield* mergeWhole(db, index);
    configure(db, index, USUAL);
  }
}

function configure(db: Database, index: string, values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) db.prepare(`INSERT INTO ${index} (${index}, rank) VALUES (?, ?)`).run(name, BigInt(value));
}

/** Pages of so many that are merged at once: some milliseconds. */
const MERGED_PAGES = 32;
/** An index of fewer pages is quick however scattered it is. */
const MANY_PAGES = 200;
/** What came since the last time is merged when it is so large a share of the whole: a page of a large index is written once in years. */
const SCATTERED_SHARE = 0.1;

/**
 * Brings together the pieces in which full-text indexes come to lie while orders are written, since each of them is looked into for
 * each word (FTS5, "The 'merge' command"). Every step is one short transaction.
 */
export function* tidyIndexes(db: Database): Generator<void, void, void> {
  for (const index of INDEXES) {
    if (isScattered(db, index)) yield* mergeWhole(db, index);
  }
}

function* mergeWhole(db: Database, index: string): Generator<void, void, void> {
  const merge = db.prepare<[bigint]>(`INSERT INTO ${index} (${index}, rank) VALUES ('merge', ?)`);
  const changes = db.prepare<[], number>("SELECT total_changes()").pluck();
  // The first step, with a negative number, says that all pieces are meant; a step that finds nothing to do changes one row only.
  for (let pages = -MERGED_PAGES, before = -2; changes.get()! - before >= 2; pages = MERGED_PAGES) {
    before = changes.get()!;
    inUnsyncedTransaction(db, () => void merge.run(BigInt(pages)));
    yield;
  }
}

function isScattered(db: Database, index: (typeof INDEXES)[number]): boolean {
  const pieces = db.prepare<[], number>(`SELECT count(*) FROM ${index}_idx GROUP BY segid`).pluck().all();
  const pages = pieces.reduce((sum, each) => sum + each, 0);
  return pieces.length > 2 && pages >= MANY_PAGES && pages - Math.max(...pieces) > pages * SCATTERED_SHARE;
}
