import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { QueueCursor, QueuePage } from "../../../src-main/domain/orders/queue.ts";
import { api, client } from "../../client/client.ts";
import type { Ask } from "./filter.ts";
import { followLists } from "./follow-lists.ts";
import { NO_ROWS, readRows } from "./loaded-rows.ts";

/** All lists and columns of the queue that were loaded. */
export const lists = followLists(api.order.queue.key({ type: "infinite" }), (request) => client.order.queue(request));

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
  const [read] = useState(readRows);
  const { rows, places } = useMemo(() => (data ? read(data) : NO_ROWS), [read, data]);
  const ahead = useCallback(
    (index: number) => {
      lists.look(queries, queryKey, index);
      // A refresh that is under way must come to its end first, or it would start again and again.
      if (hasNextPage && !isFetching && rows.length - index <= limit) void fetchNextPage({ cancelRefetch: false });
    },
    [queries, queryKey, hasNextPage, isFetching, fetchNextPage, rows.length, limit],
  );
  return { rows, places, ahead, more: hasNextPage, loaded: data !== undefined, busy: isFetching, stale: query.isPlaceholderData, error: query.error };
}
