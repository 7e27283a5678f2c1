import { comesBefore, cursorOf, type OrderSummary, type QueueCursor, type QueuePage, type QueueSort } from "../../../src-main/domain/orders/queue.ts";

/** The pages of a list that are loaded. Each ends at the cursor where the next one begins, whatever its rows are by now. */
export type LoadedPages = { pages: QueuePage[]; pageParams: (QueueCursor | null)[] };

/** The orders of the loaded pages, and the place of each among them by its id. */
export type Rows = { readonly rows: readonly OrderSummary[]; readonly places: ReadonlyMap<string, number> };

export const NO_ROWS: Rows = { rows: [], places: new Map() };

/** The orders of the loaded pages. One that moved between two pages while they were read shows once. */
export const rowsOf = (loaded: LoadedPages): readonly OrderSummary[] => readRows()(loaded).rows;

/** Reads the orders of a list again and again as it changes. Where only pages came in at the end, the others are not gone through again. */
export function readRows(): (loaded: LoadedPages) => Rows {
  let read: readonly QueuePage[] = [];
  let rows: readonly OrderSummary[] = [];
  let places = new Map<string, number>();
  return ({ pages }) => {
    const goesOn = read.every((page, index) => page === pages[index]);
    if (goesOn && read.length === pages.length) return { rows, places };
    const all = goesOn ? [...rows] : [];
    if (!goesOn) places = new Map();
    for (const page of goesOn ? pages.slice(read.length) : pages)
      for (const row of page.rows) if (!places.has(row.id)) places.set(row.id, all.push(row) - 1);
    [read, rows] = [pages, all];
    return { rows, places };
  };
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
