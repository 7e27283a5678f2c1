import type { Database } from "better-sqlite3";

/**
 * The words of closed orders and of customers stand in the full-text index in stretches of rows, each word behind a sign of its
 * stretch: `samsung` of row 70,000 is the term `渁samsung`. What is looked for is looked for stretch by stretch from the newest on,
 * until there is enough of it, so that common words cost the same however old the shop is.
 */
const STRETCH_BITS = 16;
/**
 * Of characters that are letters to the tokenizer, that nobody's words here begin with, and that there are enough of: U+4E00 to U+9FFF.
 * What came in from before the shop has numbers below 0, thus there is room on both sides.
 */
const FIRST_SIGN = 0x6e00;

/** SQL for the words of a row as its stretch has them. @param row SQL of its number @param words SQL of its words, separated by spaces */
export function wordsInStretch(row: string, words: string): string {
  // Shifted, not divided: the driver gives numbers as real ones.
  const sign = `char(${FIRST_SIGN} + (${row} >> ${STRETCH_BITS}))`;
  return `${sign} || replace(${words}, ' ', ' ' || ${sign})`;
}

/** A full-text index as it is looked into. */
export type WordIndex = {
  /** Numbers of the rows that match, the newest first. */
  readonly read: (query: string, limit: number) => readonly number[];
  /** The first term from a text on, in the order of their bytes. */
  readonly termFrom: (text: string) => string | undefined;
};

/** Indexes whose words stand in stretches. */
export const STRETCHED = ["closed_search", "customer_search"] as const;

/** Lets the terms of the indexes be read over a connection, before its first transaction (FTS5, "The fts5vocab Virtual Table Module"). */
export const openTerms = (db: Database): void =>
  STRETCHED.forEach((table) => db.exec(`CREATE VIRTUAL TABLE temp.${table}_terms USING fts5vocab(main, ${table}, instance)`));

export function wordIndex(db: Database, table: (typeof STRETCHED)[number]): WordIndex {
  const rows = db.prepare<[string, number], number>(`SELECT rowid FROM ${table} WHERE ${table} MATCH ? ORDER BY rowid DESC LIMIT +?`).pluck();
  const terms = db.prepare<[string], string>(`SELECT term FROM temp.${table}_terms WHERE term >= ? LIMIT 1`).pluck();
  return { read: (query, limit) => rows.all(query, limit), termFrom: (text) => terms.get(text) };
}

/** A beginning of a word in a query. */
const BEGINNING = /"([^"]+)"\*/g;

const signOf = (stretch: number): string => String.fromCodePoint(FIRST_SIGN + stretch);

const queryInStretch = (query: string, stretch: number): string => query.replaceAll(BEGINNING, `"${signOf(stretch)}$1"*`);

/** Shorter beginnings are terms of their own, or, of customers, have few rows. */
const LONG_LETTERS = 7;
/** With more terms that begin so, their rows are read all the same. */
const MOST_TERMS = 8;

/**
 * The same with the terms themselves in the place of long beginnings: of those FTS5 would read all rows before it gives the
 * first one, where of a term it passes over what another word leaves out.
 */
const termsInStretch = (query: string, stretch: number, { termFrom }: WordIndex): string =>
  query.replaceAll(BEGINNING, (_, word: string) => {
    const begin = signOf(stretch) + word;
    const terms: string[] = [];
    if (word.length >= LONG_LETTERS)
      for (let term = termFrom(begin); term?.startsWith(begin) && terms.length <= MOST_TERMS; term = termFrom(`${term}\u0001`)) terms.push(term);
    return terms.length === 0 || terms.length > MOST_TERMS ? `"${begin}"*` : `(${terms.map((term) => `"${term}"`).join(" OR ")})`;
  });

/** What is looked for: among the newest rows, and among those before them. */
export type Wanted = { readonly query: string; readonly distant: string };

/** Numbers of the oldest and of the newest row. */
export type Span = { readonly oldest: number; readonly newest: number };

/** SQL for the span of a table. */
export const spanOf = (table: "customer" | "repair_order"): string =>
  `SELECT coalesce((SELECT min(ordinal) FROM ${table}), 0) AS oldest, coalesce((SELECT max(ordinal) FROM ${table}), 0) AS newest`;

/** Stretches in which everything is looked for; before them only where a rare word is. */
const NEAR = 2;
/** A word that fewer rows of a stretch have is rare. */
const FEW = 30;
/** So many old stretches are asked at once, and so many rows with rare words looked at in them; with more, any of them may have one. */
const AT_ONCE = 16;
const MOST_SEEN = 500;

/**
 * Numbers of rows that a query finds, the newest first. Where each of its words is common by itself and they are rare together,
 * finding the next row takes a walk through all that have one of them: such rows are found only among the newest.
 * @param span numbers of the oldest and of the newest row
 * @param known rows that were found elsewhere already, which count too
 */
export function findNewest(
  { query, distant }: Wanted,
  { oldest, newest }: Span,
  limit: number,
  known: readonly number[],
  index: WordIndex,
): readonly number[] {
  const found = [...known];
  const last = newest >> STRETCH_BITS;
  const isEnough = (before: number): boolean => found.filter((row) => row >> STRETCH_BITS > before).length >= limit;
  const ask = (what: string, stretches: readonly number[], most: number): readonly number[] =>
    index.read(
      stretches.length === 1
        ? termsInStretch(what, stretches[0]!, index)
        : stretches.map((stretch) => `(${queryInStretch(what, stretch)})`).join(" OR "),
      most,
    );
  for (let stretch = last; stretch > last - NEAR && !isEnough(stretch); stretch--) found.push(...ask(query, [stretch], limit));

  const words = [...new Set(distant.match(WORD))];
  const far = stretchesFrom(last - NEAR, oldest >> STRETCH_BITS);
  const rare = far.length === 0 || isEnough(far[0]!) ? [] : words.filter((word) => ask(word, [last - 1], FEW).length < FEW);
  for (let from = 0; rare.length > 0 && from < far.length && !isEnough(far[from]!); from += AT_ONCE) {
    const group = far.slice(from, from + AT_ONCE);
    // Nothing is walked through where all words are rare.
    if (rare.length === words.length) {
      found.push(...ask(distant, group, limit));
      continue;
    }
    const seen = ask(rare.join(" OR "), group, MOST_SEEN);
    const where = new Set(seen.map((row) => row >> STRETCH_BITS));
    for (const stretch of group)
      if ((seen.length === MOST_SEEN || where.has(stretch)) && !isEnough(stretch)) found.push(...ask(distant, [stretch], limit));
  }
  return found.toSorted((one, other) => other - one).slice(0, limit);
}

const stretchesFrom = (newest: number, oldest: number): readonly number[] =>
  Array.from({ length: Math.max(0, newest - oldest + 1) }, (_, back) => newest - back);

/** A word, or two of which one is enough. */
const WORD = /\("[^"]+"\* OR "[^"]+"\*\)|"[^"]+"\*/g;
