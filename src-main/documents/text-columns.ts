/** Letters of the small print in a line of half a page. */
const LINE = 60;

/** More lines would run over the page, where columns side by side are read in the wrong order. */
const COLUMN_LIMIT = 80;

/** Paragraphs in two columns of nearly the same length, or in one where there is nothing to part or too much of it. */
export function inColumns(paragraphs: readonly string[]): readonly (readonly string[])[] {
  const heights = paragraphs.map((paragraph) => Math.max(1, Math.ceil(paragraph.length / LINE)) + 0.3);
  const total = heights.reduce((sum, height) => sum + height, 0);
  if (paragraphs.length < 2 || total > COLUMN_LIMIT) return [paragraphs];
  let before = 0;
  let best = 1;
  let imbalance = Infinity;
  for (let cut = 1; cut < paragraphs.length; cut++) {
    before += heights[cut - 1]!;
    const difference = Math.abs(total - 2 * before);
    if (difference < imbalance) [best, imbalance] = [cut, difference];
  }
  return [paragraphs.slice(0, best), paragraphs.slice(best)];
}

/** In how many columns a list over the whole width of an A4 page is read best: 1 to 3. */
export function columnsOf(names: readonly string[]): number {
  const longest = Math.max(0, ...names.map((name) => name.length));
  if (names.length <= 3 || longest > 90) return 1;
  return longest > 32 ? 2 : 3;
}
