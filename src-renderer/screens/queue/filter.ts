import { PRIORITIES, type Priority } from "../../../src-main/domain/orders/order.ts";
import { MOVES, ORDER_STATES, type OrderState } from "../../../src-main/domain/orders/order-state.ts";
import { QUEUE_SORTS, type QueueRequest, type QueueSort } from "../../../src-main/domain/orders/queue.ts";
import type { Person } from "../../../src-main/domain/shop/shop.ts";

/** Which of the open orders a person wants to see. `technicianId` null means: nobody has taken it. */
export type Filter = {
  readonly states: readonly OrderState[];
  readonly technicianId?: string | null;
  readonly priority?: Priority;
  readonly due?: "overdue" | "today";
  readonly untaken?: boolean;
};

/** How a person looks at the queue: kept with the person. */
export type Choice = { readonly view: "list" | "board"; readonly sort: QueueSort; readonly filter: Filter };

/** What a view asks main for, but for the place in the list. */
export type Ask = Omit<QueueRequest, "after" | "limit">;

/** States in which an order is still in the shop, in the order of its way. */
export const OPEN_STATES = ORDER_STATES.filter((state) => MOVES[state].length > 0);

/** States that few orders ever have: they are shown while an order stands there. */
export const RARE_STATES: readonly OrderState[] = ["awaiting-goods", "replacing", "refunding"];

export const NO_FILTER: Filter = { states: [] };

/** Reads what was kept for a person; whatever does not make sense any more is left out. */
export function readChoice(
  kept: { view: unknown; sort: unknown; filter: Readonly<Record<string, unknown>> | null },
  people: readonly Person[],
): Choice {
  const { states, technicianId, priority, due, untaken } = kept.filter ?? {};
  const known = technicianId === null || people.some(({ id }) => id === technicianId);
  return {
    view: kept.view === "board" ? "board" : "list",
    sort: QUEUE_SORTS.find((sort) => sort === kept.sort) ?? "due",
    filter: {
      states: Array.isArray(states) ? OPEN_STATES.filter((state) => states.includes(state)) : [],
      technicianId: known ? (technicianId as string | null) : undefined,
      priority: PRIORITIES.find((value) => value === priority),
      due: due === "overdue" || due === "today" ? due : undefined,
      untaken: untaken === true || undefined,
    },
  };
}

/** Whether anything but the states is filtered: then the counts per state say nothing about the hits. */
export const narrows = ({ technicianId, priority, due, untaken }: Filter, text: string): boolean =>
  technicianId !== undefined || priority !== undefined || due !== undefined || untaken === true || text !== "";

/** Whether anything is filtered at all. */
export const isFiltered = (filter: Filter, text: string): boolean => filter.states.length > 0 || narrows(filter, text);

/** The question to main for a choice. */
export function askOf({ sort, filter }: Choice, text: string): Ask {
  const { states, ...rest } = filter;
  return { ...rest, sort, ...(states.length > 0 && { states }), ...(text !== "" && { text }) };
}
