import type { Priority } from "./order.ts";
import type { OrderState } from "./order-state.ts";

/** An order as lists show it. `fault` is cut to its beginning. */
export type OrderSummary = {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly state: OrderState;
  readonly stateSince: number;
  readonly receivedAt: number;
  readonly closedAt: number | null;
  readonly priority: Priority;
  readonly promisedOn: string | null;
  readonly technicianId: string | null;
  readonly technician: string | null;
  readonly customer: string;
  readonly phone: string;
  readonly category: string;
  readonly brand: string;
  readonly model: string;
  readonly serial: string;
  readonly fault: string;
};

export const QUEUE_SORTS = ["due", "priority", "arrival", "age"] as const;
export type QueueSort = (typeof QUEUE_SORTS)[number];

/** Where the next page begins: the sort key and the ordinal of the last row seen. */
export type QueueCursor = readonly (string | number)[];

export type QueuePage = { readonly rows: readonly OrderSummary[]; readonly next: QueueCursor | null };

/** Which open orders a screen asks for. `technicianId` null means: nobody has taken it. `after` is where the last page ended. */
export type QueueRequest = {
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
