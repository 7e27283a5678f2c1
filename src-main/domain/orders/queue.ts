import { PRIORITIES, type Priority } from "./order.ts";
import type { OrderState } from "./order-state.ts";
import type { DeadlineKind } from "../warranty/policy-pack.ts";

/** An order as lists show it. `fault` is cut to its beginning. */
export type OrderSummary = {
  readonly id: string;
  /** Counts up with every order that comes in. */
  readonly ordinal: number;
  readonly number: string;
  readonly version: number;
  readonly state: OrderState;
  readonly stateSince: number;
  readonly receivedAt: number;
  readonly closedAt: number | null;
  readonly priority: Priority;
  readonly promisedOn: string | null;
  /** Sorts orders by when they are due: an ISO day, or a text behind all days where there is none or nothing is left to do. */
  readonly dueKey: string;
  readonly technicianId: string | null;
  readonly technician: string | null;
  readonly customer: string;
  readonly phone: string;
  readonly category: string;
  readonly brand: string;
  readonly model: string;
  readonly serial: string;
  readonly fault: string;
  /** The deadline that runs out first, or null; `dueAt` epoch ms. */
  readonly clock: { readonly what: DeadlineKind; readonly dueAt: number } | null;
};

export const QUEUE_SORTS = ["due", "priority", "arrival", "age"] as const;
export type QueueSort = (typeof QUEUE_SORTS)[number];

/** Where a row stands in the queue, or where a page ends: its sort keys and, as no two rows are to be equal, its ordinal. */
export type QueueCursor = readonly (string | number)[];

const CURSORS: Readonly<Record<QueueSort, (row: Pick<OrderSummary, "ordinal" | "dueKey" | "priority" | "stateSince">) => QueueCursor>> = {
  due: ({ dueKey, ordinal }) => [dueKey, ordinal],
  priority: ({ priority, dueKey, ordinal }) => [-PRIORITIES.indexOf(priority), dueKey, ordinal],
  arrival: ({ ordinal }) => [-ordinal],
  age: ({ stateSince, ordinal }) => [stateSince, ordinal],
};

const CURSOR_KEYS: Readonly<Record<QueueSort, readonly ("string" | "number")[]>> = {
  due: ["string", "number"],
  priority: ["number", "string", "number"],
  arrival: ["number"],
  age: ["number", "number"],
};

/** Whether something is a cursor of this sort. */
export const isCursor = (sort: QueueSort, after: QueueCursor): boolean =>
  after.length === CURSOR_KEYS[sort].length && CURSOR_KEYS[sort].every((type, index) => typeof after[index] === type);

/** Where a row stands in the queue of this sort. */
export const cursorOf = (row: OrderSummary, sort: QueueSort): QueueCursor => CURSORS[sort](row);

/** Whether one cursor of a sort comes before another one of the same sort. */
export function comesBefore(one: QueueCursor, other: QueueCursor): boolean {
  const at = one.findIndex((key, index) => key !== other[index]);
  return at >= 0 && one[at]! < other[at]!;
}

export type QueuePage = { readonly rows: readonly OrderSummary[]; readonly next: QueueCursor | null };

/** Which open orders a screen asks for. `technicianId` null means: nobody has taken it. `after` is where the last page ended. */
export type QueueRequest = {
  /** Of these orders alone: to learn which of them belong to the queue now, and how they look. */
  readonly ids?: readonly string[];
  readonly states?: readonly OrderState[];
  readonly technicianId?: string | null;
  readonly priority?: Priority;
  readonly due?: "overdue" | "today";
  readonly untaken?: boolean;
  readonly text?: string;
  readonly sort: QueueSort;
  readonly after: QueueCursor | null;
  readonly limit: number;
};

/** What the queue's side shows. */
export type QueueCounts = {
  readonly states: Readonly<Partial<Record<OrderState, number>>>;
  readonly total: number;
  readonly overdue: number;
  readonly dueToday: number;
  readonly untaken: number;
  readonly mine: number;
  /** The ISO day that the counts were made for. */
  readonly today: string;
};
