import type { PageFormat } from "../../domain/shop/paper-layout.ts";

/** Letters of the small print in a line of half a page; more lines than the limit would not leave room for signatures and slip. */
const SMALL_PRINT: Readonly<Record<PageFormat, { readonly line: number; readonly limit: number }>> = {
  a4: { line: 60, limit: 80 },
  a5: { line: 46, limit: 44 },
};

/** Lines that a paragraph of small print takes in a column. */
const heightOf = (paragraph: string, format: PageFormat): number => Math.max(1, Math.ceil(paragraph.length / SMALL_PRINT[format].line)) + 0.3;

const totalOf = (paragraphs: readonly string[], format: PageFormat): number =>
  paragraphs.reduce((sum, paragraph) => sum + heightOf(paragraph, format), 0);

/** Whether columns of small print are low enough to stay on one page with what stands below them. */
export const isLow = (columns: readonly (readonly string[])[], format: PageFormat): boolean =>
  Math.max(...columns.map((column) => totalOf(column, format))) <= SMALL_PRINT[format].limit / 2 + 4;

/**
 * Paragraphs in two columns of nearly the same length, or in one where there is nothing to part or too much of it: columns that run
 * over the page are read in the wrong order.
 */
export function inColumns(paragraphs: readonly string[], format: PageFormat = "a4"): readonly (readonly string[])[] {
  const heights = paragraphs.map((paragraph) => heightOf(paragraph, format));
  const total = heights.reduce((sum, height) => sum + height, 0);
  if (paragraphs.length < 2 || total > SMALL_PRINT[format].limit) return [paragraphs];
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

/** In how many columns a list over the whole width of a page is read best: 1 to 3. */
export function columnsOf(names: readonly string[], format: PageFormat = "a4"): number {
  const longest = Math.max(0, ...names.map((name) => name.length)) * (format === "a5" ? 1.3 : 1);
  if (names.length <= 3 || longest > 90) return 1;
  return longest > 32 ? 2 : 3;
}
