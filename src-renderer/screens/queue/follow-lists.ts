import { hashKey, notifyManager, type Query, type QueryClient, type QueryKey } from "@tanstack/react-query";
import type { OrderSummary, QueuePage, QueueRequest } from "../../../src-main/domain/orders/queue.ts";
import { downTo, rowsOf, withRow, type LoadedPages } from "./loaded-rows.ts";

/** From so many changed orders on, a list is loaded anew instead. */
const MOST_AT_ONCE = 200;

/** How the lists of the queue, loaded page by page, follow what changes without being loaded anew. */
export type FollowedLists = {
  /** An order has changed on some bench. */
  readonly tell: (queries: QueryClient, id: string) => void;
  /** Asks main how changed orders look now and puts them where they belong in the lists that are shown. */
  readonly catchUp: (queries: QueryClient) => Promise<void>;
  /** Before lists are loaded anew: forgets what nobody looks at, so that it need not be loaded too. */
  readonly trim: (queries: QueryClient) => void;
  /** Notes how far down a list one looks. */
  readonly look: (queries: QueryClient, key: QueryKey, index: number) => void;
  /** Shows an order as it is about to be, in every list and column where it stands or now belongs. */
  readonly show: (queries: QueryClient, row: OrderSummary) => void;
  /** Leaves an order as the screen shows it until what was begun is done: what main said before would undo it. */
  readonly hold: <Result>(queries: QueryClient, id: string, work: () => Promise<Result>) => Promise<Result>;
  /** The order as the screen shows it now, if it still does. */
  readonly find: (queries: QueryClient, id: string) => OrderSummary | undefined;
};

const requestOf = (list: Query): QueueRequest => (list.queryKey[1] as { input: QueueRequest }).input;
const dataOf = (list: Query): LoadedPages | undefined => list.state.data as LoadedPages | undefined;
const belongs = (list: Query, row: OrderSummary): boolean => requestOf(list).states?.includes(row.state) ?? true;

/** What a list asks for but for what the screen can tell by itself: columns of a board share one question. */
function questionOf(list: Query): QueueRequest {
  const { states: _, ...question } = requestOf(list);
  return question;
}

/** @param key of all lists @param ask asks main for one page */
export function followLists(key: QueryKey, ask: (request: QueueRequest) => Promise<QueuePage>): FollowedLists {
  const missed = new WeakMap<Query, Set<string>>();
  const looked = new WeakMap<Query, number>();
  const held = new Map<string, number>();
  let catchingUp = false;

  const lists = (queries: QueryClient, type: "active" | "all"): readonly Query[] => queries.getQueryCache().findAll({ queryKey: key, type });
  const miss = (list: Query, id: string): void => void missed.set(list, (missed.get(list) ?? new Set()).add(id));
  const isIdle = ({ state }: Query): boolean => state.fetchStatus === "idle";
  const due = (list: Query): readonly string[] => (isIdle(list) ? [...(missed.get(list) ?? [])].filter((id) => !held.has(id)) : []);
  const put = (queries: QueryClient, list: Query, id: string, row: OrderSummary | undefined): unknown =>
    queries.setQueryData<LoadedPages>(list.queryKey, (loaded) => loaded && withRow(loaded, id, row, requestOf(list).sort));

  function reload(queries: QueryClient, list: Query): void {
    missed.delete(list);
    queries.setQueryData<LoadedPages>(list.queryKey, (loaded) => loaded && downTo(loaded, looked.get(list) ?? 0));
    void queries.invalidateQueries({ queryKey: list.queryKey, exact: true });
  }

  async function bringUp(queries: QueryClient, group: readonly Query[]): Promise<void> {
    const ids = [...new Set(group.flatMap(due))];
    if (ids.length > MOST_AT_ONCE || group.some((list) => dataOf(list) === undefined)) return group.forEach((list) => reload(queries, list));
    for (const list of group) ids.forEach((id) => missed.get(list)?.delete(id));
    try {
      const { rows } = await ask({ ...questionOf(group[0]!), ids, after: null, limit: ids.length });
      const now = new Map(rows.map((row) => [row.id, row]));
      notifyManager.batch(() => {
        for (const list of group)
          for (const id of ids) {
            const row = now.get(id);
            // What is being loaded or done right now would overwrite it or be overwritten: it is asked for again afterwards.
            if (!isIdle(list) || held.has(id)) miss(list, id);
            else put(queries, list, id, row && belongs(list, row) ? row : undefined);
          }
      });
    } catch {
      // The list itself says what is in the way when it is loaded anew.
      group.forEach((list) => reload(queries, list));
    }
  }

  async function catchUp(queries: QueryClient): Promise<void> {
    if (catchingUp) return;
    catchingUp = true;
    try {
      for (;;) {
        const behind = lists(queries, "active").filter((list) => due(list).length > 0);
        if (behind.length === 0) return;
        const question = hashKey([questionOf(behind[0]!)]);
        await bringUp(
          queries,
          behind.filter((list) => hashKey([questionOf(list)]) === question),
        );
      }
    } finally {
      catchingUp = false;
    }
  }

  return {
    catchUp,
    tell(queries, id) {
      for (const list of lists(queries, "all")) miss(list, id);
      void catchUp(queries);
    },
    trim(queries) {
      for (const list of lists(queries, "all")) {
        missed.delete(list);
        queries.setQueryData<LoadedPages>(list.queryKey, (loaded) => loaded && downTo(loaded, looked.get(list) ?? 0));
      }
    },
    look(queries, listKey, index) {
      const list = queries.getQueryCache().find({ queryKey: listKey });
      if (list) looked.set(list, index);
    },
    show(queries, row) {
      // At once, or a card would for a moment stand nowhere and lose the choice.
      notifyManager.batch(() => {
        for (const list of lists(queries, "active")) put(queries, list, row.id, belongs(list, row) ? row : undefined);
      });
    },
    async hold(queries, id, work) {
      held.set(id, (held.get(id) ?? 0) + 1);
      try {
        return await work();
      } finally {
        const others = held.get(id)! - 1;
        if (others > 0) held.set(id, others);
        else held.delete(id);
        void catchUp(queries);
      }
    },
    find: (queries, id) =>
      lists(queries, "active")
        .flatMap((list) => dataOf(list) ?? [])
        .flatMap(rowsOf)
        .find((row) => row.id === id),
  };
}
