import { useCallback, useEffect, useImperativeHandle, useRef, useState, type ReactNode } from "react";
import type { OrderState } from "../../../src-main/domain/orders/order-state.ts";
import type { OrderSummary, QueueCounts } from "../../../src-main/domain/orders/queue.ts";
import { useText } from "../../components/text.tsx";
import { CardFace } from "./card.tsx";
import { Column, type Stack } from "./column.tsx";
import { useDrag } from "./drag.ts";
import { OPEN_STATES, type Ask } from "./filter.ts";
import { placeOf } from "../../stores/queue-place.ts";
import type { ViewProps } from "./view.ts";

type BoardProps = ViewProps & {
  readonly ask: Ask;
  /** Counts per state, where they say how many each column holds. */
  readonly counts: QueueCounts["states"] | undefined;
  readonly onDrop: (row: OrderSummary, to: OrderState) => void;
};

const NO_STACK: Stack = { rows: [], more: false, loaded: false, busy: true, error: null };

/** The open orders as cards, a column for each state. */
export function Board({ ref, ask, counts, chosen, moment, personId, onChoose, onOpen, onFocused, onShown, onDrop }: BoardProps): ReactNode {
  const { t } = useText();
  const board = useRef<HTMLDivElement>(null);
  const { carried, ghost, lift } = useDrag(board, onDrop);
  const [stacks, setStacks] = useState<ReadonlyMap<OrderState, Stack>>(new Map());
  const onStack = useCallback((state: OrderState, stack: Stack) => setStacks((before) => new Map(before).set(state, stack)), []);
  const states = ask.states ?? OPEN_STATES;
  const stackOf = (state: OrderState | undefined): Stack => (state && stacks.get(state)) ?? NO_STACK;
  const column = chosen ? states.findIndex((state) => stackOf(state).rows.some(({ id }) => id === chosen.id)) : -1;
  const at = stackOf(states[column]).rows.findIndex(({ id }) => id === chosen?.id);
  const loaded = states.every((state) => stackOf(state).loaded);
  const count = states.reduce((sum, state) => sum + stackOf(state).rows.length, 0);
  const more = states.some((state) => stackOf(state).more);
  const error = states.map((state) => stackOf(state).error).find(Boolean) ?? null;
  useEffect(() => onShown(count, more, loaded, error), [onShown, count, more, loaded, error]);

  // An order is chosen by what it is, in whatever column; when it has left the board, the one that took its place is.
  const before = useRef({ column: 0, at: 0 });
  useEffect(() => {
    // While columns are read again, an order that moves may stand in none of them.
    if (!loaded || (at < 0 && states.some((state) => stackOf(state).busy))) return;
    const all = states.flatMap((state) => stackOf(state).rows);
    const near = stackOf(states[before.current.column]).rows;
    const instead = chosen ? near[Math.min(before.current.at, near.length - 1)] : all.find(({ id }) => id === placeOf(personId).id);
    const kept = at >= 0 ? stackOf(states[column]).rows[at]! : (instead ?? all[0] ?? null);
    if (kept !== chosen) onChoose(kept);
    if (at >= 0) before.current = { column, at };
  });

  const wantsFocus = useRef(false);
  const focusColumn = useCallback(
    () => board.current?.querySelectorAll<HTMLElement>("[role=listbox]")[Math.max(0, column)]?.focus({ preventScroll: true }),
    [column],
  );
  useEffect(() => {
    if (column < 0) return;
    board.current?.querySelectorAll(".queue-column")[column]?.scrollIntoView({ inline: "nearest", block: "nearest" });
    if (wantsFocus.current || board.current?.contains(document.activeElement)) focusColumn();
    wantsFocus.current = false;
  }, [column, focusColumn]);

  const go = (to: number, index: number): void => {
    const { rows } = stackOf(states[to]);
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    onChoose(row);
    if (to === column) focusColumn();
    else wantsFocus.current = true;
  };
  useImperativeHandle(ref, () => ({
    step: (by) => go(Math.max(0, column), at + by),
    page: (by) => go(column, at + by * 4),
    end: (which) => go(column, which === "first" ? 0 : Infinity),
    side: (by) => {
      for (let to = column + by; to >= 0 && to < states.length; to += by) if (stackOf(states[to]).rows.length > 0) return go(to, at);
    },
    focus: () => {
      wantsFocus.current = true;
      focusColumn();
    },
  }));
  return (
    <div
      ref={board}
      role="group"
      aria-label={t("queue.view.board")}
      className="queue-board"
      data-carrying={carried !== null || undefined}
      onFocus={() => onFocused(true)}
      onBlur={() => onFocused(false)}
    >
      {states.map((state) => (
        <Column
          key={state}
          state={state}
          ask={ask}
          count={counts && (counts[state] ?? 0)}
          chosen={chosen}
          carried={carried}
          moment={moment}
          onStack={onStack}
          onChoose={onChoose}
          onOpen={onOpen}
          onLift={lift}
        />
      ))}
      {carried && (
        <div ref={ghost} className="queue-card queue-ghost" aria-hidden>
          <CardFace row={carried.row} moment={moment} />
        </div>
      )}
    </div>
  );
}
