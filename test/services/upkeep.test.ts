import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openUpkeep, type Upkeep } from "../../src-main/services/upkeep.ts";
import { openDatabase, type Database } from "../../src-main/database/ground/open.ts";
import { bringTogether, mergeNothing } from "../../src-main/database/ground/search-upkeep.ts";
import { wordsInStretch } from "../../src-main/database/ground/search-index.ts";

const MINUTE = 60_000;

let db: Database;
let upkeep: Upkeep;
const failed = vi.fn<(error: unknown) => void>();

/** Pieces of the index of closed orders. */
const pieces = (): number => db.prepare("SELECT count(DISTINCT segid) FROM closed_search_idx").pluck().get() as number;
const put = (row: number): void =>
  void db
    .prepare(`INSERT INTO closed_search (rowid, words) VALUES (@row, ${wordsInStretch("@row", "@words")})`)
    .run({ row, words: Array.from({ length: 90 }, (_, word) => `w${(row * 7919 + word * 104_729) % 1_000_003}x`).join(" ") });
const rows = (): number => db.prepare("SELECT count(*) FROM closed_search WHERE closed_search MATCH ?").pluck().get('"渀w"*') as number;

beforeEach(() => {
  vi.useFakeTimers();
  failed.mockClear();
  db = openDatabase(":memory:");
  for (let row = 1; row <= 1200; row++) put(row);
  upkeep = openUpkeep(db, failed, function* () {});
  upkeep.begin();
});
afterEach(() => {
  upkeep.stop();
  db.close();
  vi.useRealTimers();
});

test("pieces of an index come together when nobody has written for minutes, and everything is found as before", () => {
  const [before, found] = [pieces(), rows()];
  expect([before > 2, found]).toEqual([true, 1200]);
  vi.advanceTimersByTime(4 * MINUTE);
  expect(pieces()).toBe(before);
  vi.advanceTimersByTime(2 * MINUTE);
  expect([pieces(), rows()]).toEqual([1, 1200]);
  expect(db.prepare("INSERT INTO closed_search (closed_search) VALUES ('integrity-check')").run()).toBeDefined();
  expect(db.pragma("synchronous", { simple: true })).toBe(2);
});

test("it waits while somebody writes, stops for whoever writes in between, and goes on later", () => {
  for (let row = 1201; row <= 1206; row++) {
    put(row);
    vi.advanceTimersByTime(2 * MINUTE);
  }
  expect(pieces()).toBeGreaterThan(1);
  vi.advanceTimersByTime(3 * MINUTE + 60);
  put(1207);
  vi.advanceTimersByTime(MINUTE);
  const stopped = pieces();
  expect(stopped).toBeGreaterThan(1);
  vi.advanceTimersByTime(10 * MINUTE);
  expect([pieces(), rows()]).toEqual([1, 1207]);
});

test("an index that was brought together is left alone", () => {
  vi.advanceTimersByTime(10 * MINUTE);
  const writes = db.prepare("SELECT total_changes()").pluck();
  const before = writes.get();
  vi.advanceTimersByTime(60 * MINUTE);
  expect(writes.get()).toBe(before);
});

test("an error is told, and the next quiet time is used all the same", () => {
  db.exec("PRAGMA query_only = ON");
  vi.advanceTimersByTime(6 * MINUTE);
  expect(failed).toHaveBeenCalled();
  db.exec("PRAGMA query_only = OFF");
  vi.advanceTimersByTime(6 * MINUTE);
  expect(pieces()).toBe(1);
});

test("while an import goes, its index lies in pieces; at the end they are one, in many short steps, and merging is as before", () => {
  const settings = (): unknown[] =>
    db.prepare("SELECT k, v FROM closed_search_config WHERE k IN ('automerge', 'crisismerge') ORDER BY k").raw().all();
  mergeNothing(db);
  for (let row = 1201; row <= 1260; row++) put(row);
  expect(pieces()).toBeGreaterThan(60);
  const steps = [...bringTogether(db)].length;
  expect([steps > 3, pieces(), rows()]).toEqual([true, 1, 1260]);
  expect(settings()).toEqual([
    ["automerge", 4],
    ["crisismerge", 16],
  ]);
});
