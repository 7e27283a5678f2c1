import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import type { OrderSummary, QueueCursor, QueuePage } from "../../../src-main/domain/queue.ts";
import { api, client } from "../../client/client.ts";
import type { Ask } from "./filter.ts";
import { followLists } from "./follow-lists.ts";
import { rowsOf } from "./loaded-rows.ts";

/** All lists and columns of the queue that were loaded. */
export const lists = followLists(api.order.queue.key({ type: "infinite" }), (request) => client.order.queue(request));

const NO_ROWS: readonly OrderSummary[] = [];

/** Open orders, page by page. `ahead` is told how far one looks and fetches before the end is reached. */
export function useQueuePages(ask: Ask, limit: number) {
  const queries = useQueryClient();
  const options = useMemo(
    () =>
      api.order.queue.infiniteOptions({
        input: (after: QueueCursor | null) => ({ ...ask, after, limit }),
        initialPageParam: null as QueueCursor | null,
        getNextPageParam: ({ next }: QueuePage) => next,
        placeholderData: keepPreviousData,
      }),
    [ask, limit],
  );
  const { queryKey } = options;
  const query = useInfiniteQuery(options);
  const { data, hasNextPage, isFetching, fetchNextPage } = query;
  useEffect(() => {
    if (!isFetching) void lists.catchUp(queries);
  }, [queries, isFetching, queryKey]);
  const rows = useMemo(() => (data ? rowsOf(data) : NO_ROWS), [data]);
  const ahead = useCallback(
    (index: number) => {
      lists.look(queries, queryKey, index);
      // A refresh that is under way must come to its end first, or it would start again and again.
      if (hasNextPage && !isFetching && rows.length - index <= limit) void fetchNextPage({ cancelRefetch: false });
    },
    [queries, queryKey, hasNextPage, isFetching, fetchNextPage, rows.length, limit],
  );
  return { rows, ahead, more: hasNextPage, loaded: data !== undefined, busy: isFetching, stale: query.isPlaceholderData, error: query.error };
}
