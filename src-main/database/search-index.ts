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

const queryInStretch = (query: string, stretch: number): string =>
  query.replaceAll(/"(?=[^"]+"\*)/g, `"${String.fromCodePoint(FIRST_SIGN + stretch)}`);

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
 * @param read numbers of the rows that match, the newest first
 */
export function findNewest(
  { query, distant }: Wanted,
  { oldest, newest }: Span,
  limit: number,
  known: readonly number[],
  read: (query: string, limit: number) => readonly number[],
): readonly number[] {
  const found = [...known];
  const last = newest >> STRETCH_BITS;
  const isEnough = (before: number): boolean => found.filter((row) => row >> STRETCH_BITS > before).length >= limit;
  const ask = (what: string, stretches: readonly number[], most: number): readonly number[] =>
    read(stretches.map((stretch) => `(${queryInStretch(what, stretch)})`).join(" OR "), most);
  for (let stretch = last; stretch > last - NEAR && !isEnough(stretch); stretch--) found.push(...ask(query, [stretch], limit));

  const words = [...new Set(distant.match(WORD))];
  const far = stretchesFrom(last - NEAR, oldest >> STRETCH_BITS);
  const rare = far.length === 0 || isEnough(far[0]!) ? [] : words.filter((word) => ask(word, [last - 1], FEW).length < FEW);
  for (let index = 0; rare.length > 0 && index < far.length && !isEnough(far[index]!); index += AT_ONCE) {
    const group = far.slice(index, index + AT_ONCE);
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
