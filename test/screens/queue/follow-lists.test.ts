import { InfiniteQueryObserver, QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  comesBefore,
  cursorOf,
  type OrderSummary,
  type QueueCursor,
  type QueuePage,
  type QueueRequest,
} from "../../../src-main/domain/orders/queue.ts";
import { followLists, type FollowedLists } from "../../../src-renderer/screens/queue/follow-lists.ts";
import { rowsOf, type LoadedPages } from "../../../src-renderer/screens/queue/loaded-rows.ts";
import { summaryOf } from "../../helpers/summary.ts";

const PAGE = 2;

/** The orders as main has them, and what it was asked. */
let orders: Map<string, OrderSummary>;
let asked: QueueRequest[];
let queries: QueryClient;
let lists: FollowedLists;
/** What main waits for before it answers. */
let door: Promise<void>;
let fails: boolean;
let leave: (() => void)[];

async function ask(request: QueueRequest): Promise<QueuePage> {
  asked.push(request);
  const { ids, states, after, limit, sort } = request;
  const found = [...orders.values()]
    .filter((row) => (ids?.includes(row.id) ?? true) && (states?.includes(row.state) ?? true))
    .filter((row) => after === null || comesBefore(after, cursorOf(row, sort)))
    .sort((one, other) => (comesBefore(cursorOf(one, sort), cursorOf(other, sort)) ? -1 : 1));
  await door;
  if (fails) throw new Error("no line");
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? cursorOf(rows.at(-1)!, sort) : null };
}

beforeEach(() => {
  orders = new Map(Array.from({ length: 7 }, (_, index) => [`order-${index + 1}`, summaryOf(index + 1)]));
  asked = [];
  door = Promise.resolve();
  fails = false;
  leave = [];
  queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  lists = followLists(["queue"], ask);
});
afterEach(() => {
  leave.forEach((run) => run());
  queries.clear();
});

type Shown = {
  readonly ids: () => readonly number[];
  readonly rows: () => readonly OrderSummary[];
  readonly more: () => Promise<unknown>;
  readonly key: readonly unknown[];
  readonly leave: () => void;
};

/** Shows a list with so many pages loaded, as the screen does. */
async function show(question: Partial<QueueRequest> = {}, pages = 1): Promise<Shown> {
  const input: QueueRequest = { sort: "age", after: null, limit: PAGE, ...question };
  const queryKey = ["queue", { input, type: "infinite" }] as const;
  const observer = new InfiniteQueryObserver(queries, {
    queryKey,
    queryFn: ({ pageParam }) => ask({ ...input, after: pageParam }),
    initialPageParam: null as QueueCursor | null,
    getNextPageParam: ({ next }: QueuePage) => next,
  });
  const stop = observer.subscribe(({ isFetching }) => void (isFetching || lists.catchUp(queries)));
  leave.push(stop);
  await observer.refetch();
  for (let page = 1; page < pages; page++) await observer.fetchNextPage();
  asked = [];
  const rows = (): readonly OrderSummary[] => {
    const loaded = queries.getQueryData<LoadedPages>(queryKey);
    return loaded ? rowsOf(loaded) : [];
  };
  return { rows, ids: () => rows().map(({ ordinal }) => ordinal), more: () => observer.fetchNextPage(), key: queryKey, leave: stop };
}

function change(ordinal: number, changes: Partial<OrderSummary> | null): void {
  const id = `order-${ordinal}`;
  if (changes === null) orders.delete(id);
  else orders.set(id, { ...summaryOf(ordinal), ...orders.get(id), ...changes });
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
};

/** Closes main's door. @returns what opens it */
function closeDoor(): () => void {
  let open: () => void = () => undefined;
  door = new Promise((resolve) => (open = resolve));
  return open;
}

test("a changed order is asked for alone and stands where it belongs, however many pages are loaded", async () => {
  const list = await show({}, 3);
  expect(list.ids()).toEqual([1, 2, 3, 4, 5, 6]);
  change(2, { stateSince: 4.5, fault: "Кофе" });
  lists.tell(queries, "order-2");
  await settled();
  expect(list.ids()).toEqual([1, 3, 4, 2, 5, 6]);
  expect(list.rows()[3]).toMatchObject({ fault: "Кофе" });
  expect(asked).toEqual([{ sort: "age", after: null, limit: 1, ids: ["order-2"] }]);
});

test("an order that was closed goes, a new one comes, one behind the loaded pages comes with its page", async () => {
  const list = await show({}, 2);
  change(1, null);
  change(8, { stateSince: 2.5 });
  change(9, { stateSince: 99 });
  for (const ordinal of [1, 8, 9]) lists.tell(queries, `order-${ordinal}`);
  await settled();
  expect(list.ids()).toEqual([2, 8, 3, 4]);
  await list.more();
  await list.more();
  expect(list.ids()).toEqual([2, 8, 3, 4, 5, 6, 7, 9]);
});

test("what changes while main is asked is asked for together", async () => {
  await show();
  const open = closeDoor();
  for (const ordinal of [1, 2, 3, 4]) lists.tell(queries, `order-${ordinal}`);
  open();
  await settled();
  expect(asked.map(({ ids }) => ids)).toEqual([["order-1"], ["order-2", "order-3", "order-4"]]);
});

test("the columns of a board share one question", async () => {
  const [left, right] = [await show({ states: ["received"] }, 4), await show({ states: ["diagnosing", "ready"] })];
  change(3, { state: "diagnosing" });
  lists.tell(queries, "order-3");
  await settled();
  expect(left.ids()).toEqual([1, 2, 4, 5, 6, 7]);
  expect(right.ids()).toEqual([3]);
  expect(asked).toHaveLength(1);
  expect(asked[0]).not.toHaveProperty("states");
});

test("a list that is not shown catches up when it is shown again", async () => {
  const list = await show({}, 2);
  list.leave();
  change(2, { stateSince: 3.5 });
  lists.tell(queries, "order-2");
  await settled();
  expect(asked).toEqual([]);
  expect(list.ids()).toEqual([1, 2, 3, 4]);
  const observer = new InfiniteQueryObserver(queries, {
    queryKey: list.key,
    queryFn: () => Promise.reject(new Error("not to be loaded anew")),
    initialPageParam: null as QueueCursor | null,
    getNextPageParam: ({ next }: QueuePage) => next,
    staleTime: Infinity,
  });
  leave.push(observer.subscribe(() => undefined));
  await lists.catchUp(queries);
  expect(list.ids()).toEqual([1, 3, 2, 4]);
});

test("a page that is being loaded does not undo a change", async () => {
  const list = await show({}, 2);
  const open = closeDoor();
  const more = list.more();
  change(1, { stateSince: 3.5, version: 2 });
  lists.tell(queries, "order-1");
  await settled();
  open();
  await more;
  await settled();
  expect(list.ids()).toEqual([2, 3, 1, 4, 5, 6]);
});

test("a page that begins to load while main is asked for a change does not undo it either", async () => {
  const list = await show({}, 2);
  const open = closeDoor();
  change(1, { stateSince: 3.5 });
  lists.tell(queries, "order-1");
  const more = list.more();
  open();
  await more;
  await settled();
  expect(list.ids()).toEqual([2, 3, 1, 4, 5, 6]);
});

test("what the screen shows ahead of main stays until it is done, then main has the last word", async () => {
  const list = await show({}, 2);
  const [left, right] = [await show({ states: ["received"] }), await show({ states: ["diagnosing"] })];
  let done: () => void = () => undefined;
  const work = new Promise<void>((resolve) => (done = resolve));
  const holding = lists.hold(queries, "order-1", () => {
    lists.show(queries, { ...summaryOf(1), state: "diagnosing", stateSince: 50 });
    return work;
  });
  expect([left.ids(), right.ids()]).toEqual([[2], [1]]);
  lists.tell(queries, "order-1");
  await settled();
  expect(asked).toEqual([]);
  expect(lists.find(queries, "order-1")).toMatchObject({ state: "diagnosing" });
  change(1, { state: "diagnosing", stateSince: 3.5 });
  done();
  await holding;
  await settled();
  expect(list.ids()).toEqual([2, 3, 1, 4]);
  expect(right.ids()).toEqual([1]);
});

test("when main cannot be asked, or too much has changed, what one looks at is loaded anew", async () => {
  const list = await show({}, 3);
  lists.look(queries, list.key, 1);
  fails = true;
  change(1, null);
  lists.tell(queries, "order-1");
  await Promise.resolve();
  await Promise.resolve();
  fails = false;
  await settled();
  await queries.refetchQueries({ queryKey: list.key });
  expect(list.ids()).toEqual([2, 3, 4, 5]);

  asked = [];
  for (let ordinal = 1; ordinal <= 300; ordinal++) lists.tell(queries, `order-${ordinal}`);
  await settled();
  expect(asked.filter(({ ids }) => ids === undefined)).toHaveLength(2);
  expect(list.ids()).toEqual([2, 3, 4, 5]);
});

test("trimming leaves what one looks at and one page more", async () => {
  const list = await show({}, 4);
  lists.look(queries, list.key, 2);
  lists.trim(queries);
  expect(list.ids()).toEqual([1, 2, 3, 4, 5, 6]);
  lists.look(queries, list.key, 0);
  lists.trim(queries);
  expect(list.ids()).toEqual([1, 2, 3, 4]);
});

test("a list that has nothing yet is loaded", async () => {
  const list = await show();
  const query = queries.getQueryCache().find({ queryKey: list.key })!;
  query.setState({ data: undefined, status: "pending" });
  lists.tell(queries, "order-1");
  await settled();
  expect(list.ids()).toEqual([1, 2]);
});
