import { keepPreviousData, notifyManager, useInfiniteQuery, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { TO_GIVE_BACK } from "../../../src-main/domain/order-state.ts";
import { PRIORITIES } from "../../../src-main/domain/order.ts";
import type { OrderSummary, QueueCursor, QueuePage, QueueRequest, QueueSort } from "../../../src-main/domain/queue.ts";
import { api } from "../../client/client.ts";
import type { Ask } from "./filter.ts";

type Pages = InfiniteData<QueuePage, QueueCursor | null>;

const NO_ROWS: readonly OrderSummary[] = [];

/** The orders of the loaded pages. One that moved between two pages while they were read shows once. */
function rowsOf(pages: Pages): readonly OrderSummary[] {
  const seen = new Map<string, OrderSummary>();
  for (const { rows } of pages.pages) for (const row of rows) if (!seen.has(row.id)) seen.set(row.id, row);
  return [...seen.values()];
}

/** Open orders, page by page. `ahead` is told how far one looks and fetches before the end is reached. */
export function useQueuePages(ask: Ask, limit: number) {
  const query = useInfiniteQuery(
    api.order.queue.infiniteOptions({
      input: (after: QueueCursor | null) => ({ ...ask, states: ask.states && [...ask.states], after: after && [...after], limit }),
      initialPageParam: null as QueueCursor | null,
      getNextPageParam: ({ next }: QueuePage) => next,
      placeholderData: keepPreviousData,
    }),
  );
  const { data, hasNextPage, isFetching, fetchNextPage } = query;
  const rows = useMemo(() => (data ? rowsOf(data) : NO_ROWS), [data]);
  const ahead = useCallback(
    (index: number) => {
      // A refresh that is under way must come to its end first, or it would start again and again.
      if (hasNextPage && !isFetching && rows.length - index <= limit) void fetchNextPage({ cancelRefetch: false });
    },
    [hasNextPage, isFetching, fetchNextPage, rows.length, limit],
  );
  return { rows, ahead, more: hasNextPage, loaded: data !== undefined, busy: isFetching, stale: query.isPlaceholderData, error: query.error };
}

/** Sort keys as main has them; where two are equal, who came first stays first. */
const KEYS: Readonly<Record<QueueSort, (row: OrderSummary) => readonly (string | number)[]>> = {
  due: (row) => [dueKey(row)],
  priority: (row) => [-PRIORITIES.indexOf(row.priority), dueKey(row)],
  arrival: (row) => [-row.receivedAt],
  age: (row) => [row.stateSince],
};
const dueKey = ({ state, promisedOn }: OrderSummary): string => (TO_GIVE_BACK.includes(state) ? "9999" : (promisedOn ?? "9998"));

function comesBefore(one: OrderSummary, other: OrderSummary, sort: QueueSort): boolean {
  const [ones, others] = [KEYS[sort](one), KEYS[sort](other)];
  const at = ones.findIndex((key, index) => key !== others[index]);
  return at < 0 ? one.receivedAt < other.receivedAt : ones[at]! < others[at]!;
}

function withRow(data: Pages, row: OrderSummary, belongs: boolean, sort: QueueSort): Pages {
  const known = data.pages.some(({ rows }) => rows.some(({ id }) => id === row.id));
  if (known)
    return {
      ...data,
      pages: data.pages.map((page) => ({ ...page, rows: page.rows.flatMap((other) => (other.id !== row.id ? [other] : belongs ? [row] : [])) })),
    };
  if (!belongs) return data;
  const at = data.pages.findIndex(({ rows, next }) => next === null || rows.some((other) => comesBefore(row, other, sort)));
  return {
    ...data,
    pages: data.pages.map((page, index) => {
      if (index !== at) return page;
      const before = page.rows.findIndex((other) => comesBefore(row, other, sort));
      return { ...page, rows: before < 0 ? [...page.rows, row] : page.rows.toSpliced(before, 0, row) };
    }),
  };
}

const shownQueries = (queries: QueryClient) =>
  queries.getQueryCache().findAll({ queryKey: api.order.queue.key({ type: "infinite" }), type: "active" });

/** Shows an order as it is about to be, in every list and column where it stands or now belongs; main has the last word. */
export function showRow(queries: QueryClient, row: OrderSummary): void {
  // At once, or a card would for a moment stand nowhere and lose the choice.
  notifyManager.batch(() => {
    for (const query of shownQueries(queries)) {
      const { input } = query.queryKey[1] as { input: QueueRequest };
      const belongs = input.states?.includes(row.state) ?? true;
      queries.setQueryData<Pages>(query.queryKey, (data) => data && withRow(data, row, belongs, input.sort));
    }
  });
}

/** The order as the screen shows it now, if it still does. */
export const findShown = (queries: QueryClient, id: string): OrderSummary | undefined =>
  shownQueries(queries)
    .flatMap(({ state }) => (state.data as Pages | undefined)?.pages ?? [])
    .flatMap(({ rows }) => rows)
    .find((row) => row.id === id);
