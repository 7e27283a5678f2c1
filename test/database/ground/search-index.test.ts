import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase, type Database } from "../../../src-main/database/ground/open.ts";
import { findNewest, wordIndex, wordsInStretch } from "../../../src-main/database/ground/search-index.ts";
import { foldWords } from "../../../src-main/domain/ground/text.ts";

/** Numbers of rows in the middle of stretches of 65,536 rows, the oldest first. */
const MIDDLES = Array.from({ length: 6 }, (_, stretch) => stretch * 65_536 + 30_000);
const SPAN = { oldest: -200_000, newest: MIDDLES.at(-1)! + 20_000 };
/** A row of what came in from before the shop. */
const IMPORTED = -150_000;

let db: Database;
const put = (row: number, words: string): void =>
  void db.prepare(`INSERT INTO closed_search (rowid, words) VALUES (@row, ${wordsInStretch("@row", "@words")})`).run({ row, words });

beforeAll(() => {
  db = openDatabase(":memory:");
  for (const [stretch, middle] of MIDDLES.entries()) {
    // Common words by themselves; together only in the first rows of a stretch.
    for (let row = 0; row < 80; row++) put(middle + row, row % 2 ? "samsung экран" : "coffee экран");
    put(middle + 100, "samsung coffee 王");
    put(middle + 101, `seldom${stretch} coffee`);
  }
  put(MIDDLES[1]!, "bosch coffee");
  put(IMPORTED, "imported coffee");
});
afterAll(() => db.close());

type Reading = { readonly rows: readonly number[]; readonly asked: readonly string[] };

function find(query: string, limit: number, known: readonly number[] = [], distant = query): Reading {
  const asked: string[] = [];
  const index = wordIndex(db, "closed_search");
  const read = (match: string, most: number): readonly number[] => {
    asked.push(match);
    return index.read(match, most);
  };
  const rows = findNewest({ query, distant }, SPAN, limit, known, { ...index, read });
  return { rows, asked };
}

test("the newest rows come first, and no stretch is read that can add nothing", () => {
  const { rows, asked } = find('"экран"*', 30);
  expect(rows).toEqual(Array.from({ length: 30 }, (_, index) => MIDDLES[5]! + 79 - index));
  expect(asked).toHaveLength(1);
  expect(find('"экран"*', 100).rows).toHaveLength(100);
  expect(find('"экран"*', 100).rows.at(-1)).toBe(MIDDLES[4]! + 60);
});

test("a rare word is found however old its row is, alone and among common ones", () => {
  expect(find('"bosch"*', 30).rows).toEqual([MIDDLES[1]]);
  expect(find('"imported"* AND "coffee"*', 30).rows).toEqual([IMPORTED]);
  expect(find('"bo"* AND "coffee"*', 30).rows).toEqual([MIDDLES[1]]);
  expect(find('"seldom0"* AND "coffee"*', 30).rows).toEqual([MIDDLES[0]! + 101]);
  expect(find('"seldom"*', 30).rows).toEqual(MIDDLES.map((middle) => middle + 101).toReversed());
  expect(find('"王"*', 30).rows).toEqual(MIDDLES.map((middle) => middle + 100).toReversed());
});

test("two words of which one is enough count as one: rare where both are", () => {
  const either = (word: string, other: string): string => `("${word}"* OR "${other}"*)`;
  expect(find(`${either("bosch", "none")} AND ${either("coffee", "none")}`, 30).rows).toEqual([MIDDLES[1]]);
  expect(find(`${either("none", "bosch")} AND ${either("none", "coffee")}`, 30).rows).toEqual([MIDDLES[1]]);
  const common = find(`${either("samsung", "none")} AND ${either("coffee", "none")}`, 30);
  const plain = find('"samsung"* AND "coffee"*', 30);
  expect([common.rows, common.asked.length]).toEqual([plain.rows, plain.asked.length]);
});

test("words that are common one by one and rare together are looked for among the newest alone", () => {
  const { rows, asked } = find('"samsung"* AND "coffee"*', 30);
  expect(rows).toEqual([MIDDLES[5]! + 100, MIDDLES[4]! + 100]);
  // Two stretches, and a look at each word.
  expect(asked).toHaveLength(4);
});

test("old stretches are asked otherwise, and only where the rare word is", () => {
  const { rows, asked } = find('("samsung"* AND "coffee"*) OR "seldom1"*', 30, [], '"seldom1"*');
  expect(rows).toEqual([MIDDLES[5]! + 100, MIDDLES[4]! + 100, MIDDLES[1]! + 101]);
  expect(asked.filter((query) => query.includes("samsung"))).toHaveLength(2);
});

test("what was found elsewhere counts, newer or older", () => {
  const newer = Array.from({ length: 30 }, (_, index) => SPAN.newest - index);
  expect(find('"экран"*', 30, [...newer.slice(0, 29), 5]).rows).toEqual([...newer.slice(0, 29), MIDDLES[5]! + 79]);
  // Thirty newer ones that stand behind the newest stretch: nothing is asked.
  expect(find('"экран"*', 3, [9e6, 8e6, 7e6]).asked).toEqual([]);
});

test("a word does not run into the sign of its stretch", () => {
  expect(find('"丁"*', 30).rows).toEqual([]);
  expect(find('"一"*', 30).rows).toEqual([]);
});

test("a long beginning of a word finds the rows of every word that begins so, and no others", () => {
  const own = openDatabase(":memory:");
  const insert = own.prepare(`INSERT OR REPLACE INTO closed_search (rowid, words) VALUES (@row, ${wordsInStretch("@row", "@words")})`);
  const index = wordIndex(own, "closed_search");
  // Few letters, so that words begin alike; of one stretch and the next.
  const word = fc.stringMatching(/^(televi|төлемі)[zaйё1]{1,4}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 65_500, max: 65_600 }), word), { minLength: 1, maxLength: 60 }), word, (rows, typed) => {
      own.exec("DELETE FROM closed_search");
      const words = new Map(rows.map(([row, text]) => [row, foldWords(text)[0]!]));
      for (const [row, text] of words) insert.run({ row, words: text });
      const begin = foldWords(typed)[0]!;
      const query = `"${begin}"*`;
      expect(findNewest({ query, distant: query }, { oldest: 65_500, newest: 65_600 }, 100, [], index)).toEqual(
        [...words]
          .filter(([, text]) => text.startsWith(begin))
          .map(([row]) => row)
          .sort((one, other) => other - one),
      );
    }),
    { numRuns: 300 },
  );
  own.close();
});
