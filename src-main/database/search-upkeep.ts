import { inUnsyncedTransaction, type Database } from "./open.ts";
import { STRETCHED } from "./search-index.ts";

const INDEXES = ["open_search", ...STRETCHED] as const;

/** So many pieces of a size are merged into one: the usual, and the most that FTS5 lets lie, for each merge writes all of them anew. */
const MERGED_PIECES = { usually: 4, seldom: 16 };

/** Says whether the indexes that an import fills are merged while it fills them; what it scatters is brought together later (FTS5, "automerge"). */
export function mergeSeldom(db: Database, seldom: boolean): void {
  for (const index of STRETCHED)
    db.prepare(`INSERT INTO ${index} (${index}, rank) VALUES ('automerge', ?)`).run(BigInt(seldom ? MERGED_PIECES.seldom : MERGED_PIECES.usually));
}

/** Pieces of a level that FTS5 merges at once, whoever waits: its usual number, and the most it takes ("crisismerge"). */
const CRISIS_PIECES = { usually: 16, never: 1999 };

/**
 * Lets the indexes lie in as many pieces as somebody writes, until `bringTogether`: of many rows that go, merging held everybody for
 * seconds at a time.
 */
export function mergeNothing(db: Database): void {
  for (const index of STRETCHED) configure(db, index, { automerge: 0, crisismerge: CRISIS_PIECES.never });
}

/** Merges these indexes step by step, and from then on as usual. */
export function* bringTogether(db: Database): Generator<void, void, void> {
  for (const index of STRETCHED) {
    yield* mergeWhole(db, index);
    configure(db, index, { automerge: MERGED_PIECES.usually, crisismerge: CRISIS_PIECES.usually });
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
