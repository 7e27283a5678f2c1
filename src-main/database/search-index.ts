/**
 * The words of closed orders and of customers stand in the full-text index in stretches of rows, each word behind a sign of its
 * stretch: `samsung` of row 70,000 is the term `丁samsung`. What is looked for is looked for stretch by stretch from the newest on,
 * until there is enough of it, so that common words cost the same however old the shop is.
 */
const STRETCH_BITS = 16;
/** Characters that are letters to the tokenizer, that nobody's words here begin with, and that there are enough of. */
const FIRST_SIGN = 0x4e00;

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

/**
 * How much work of the processor a search may take before it looks into older stretches no more, µs. Only words that are common one
 * by one and rare together come that far; waiting for the disk does not count.
 */
const MOST_WORK_US = 8000;

/**
 * Numbers of rows that a query finds, the newest first.
 * @param newest number of the newest row
 * @param known rows that were found elsewhere already, which count too
 * @param read numbers of the rows that match, the newest first
 */
export function findNewest(
  { query, distant }: Wanted,
  newest: number,
  limit: number,
  known: readonly number[],
  read: (query: string, limit: number) => readonly number[],
): readonly number[] {
  const found = [...known];
  const begun = process.threadCpuUsage();
  const last = newest >> STRETCH_BITS;
  for (let stretch = last; stretch >= 0; stretch--) {
    const { user, system } = process.threadCpuUsage(begun);
    const after = (stretch + 1) * 2 ** STRETCH_BITS;
    if (found.filter((row) => row >= after).length >= limit || user + system > MOST_WORK_US) break;
    found.push(...read(queryInStretch(stretch >= last - 1 ? query : distant, stretch), limit));
  }
  return found.toSorted((one, other) => other - one).slice(0, limit);
}
