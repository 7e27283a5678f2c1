import { comesBefore, cursorOf, type OrderSummary, type QueueCursor, type QueuePage, type QueueSort } from "../../../src-main/domain/queue.ts";

/** The pages of a list that are loaded. Each ends at the cursor where the next one begins, whatever its rows are by now. */
export type LoadedPages = { pages: QueuePage[]; pageParams: (QueueCursor | null)[] };

/** The orders of the loaded pages. One that moved between two pages while they were read shows once. */
export function rowsOf({ pages }: LoadedPages): readonly OrderSummary[] {
  const seen = new Map<string, OrderSummary>();
  for (const { rows } of pages) for (const row of rows) if (!seen.has(row.id)) seen.set(row.id, row);
  return [...seen.values()];
}

/**
 * The pages with an order as it is now: where its sort keys put it, or nowhere.
 * @param row undefined where the order does not belong to the list
 */
export function withRow(loaded: LoadedPages, id: string, row: OrderSummary | undefined, sort: QueueSort): LoadedPages {
  const cursor = row && cursorOf(row, sort);
  // Behind the last page it comes with a page that is still to be loaded.
  const home = cursor ? loaded.pages.findIndex(({ next }) => next === null || !comesBefore(next, cursor)) : -1;
  const pages = loaded.pages.map((page, index) => {
    const others = page.rows.some((other) => other.id === id) ? page.rows.filter((other) => other.id !== id) : page.rows;
    if (index !== home) return others === page.rows ? page : { ...page, rows: others };
    const before = others.findIndex((other) => comesBefore(cursor!, cursorOf(other, sort)));
    return { ...page, rows: others.toSpliced(before < 0 ? others.length : before, 0, row!) };
  });
  return pages.every((page, index) => page === loaded.pages[index]) ? loaded : { ...loaded, pages };
}

/** The pages down to the one with the row at this index, and one more. */
export function downTo({ pages, pageParams }: LoadedPages, index: number): LoadedPages {
  let rows = 0;
  const last = pages.findIndex((page) => (rows += page.rows.length) > index);
  const kept = last < 0 ? pages.length : last + 2;
  return { pages: pages.slice(0, kept), pageParams: pageParams.slice(0, kept) };
}
