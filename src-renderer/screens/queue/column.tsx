import { IconArrowDown, IconBan } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef, type MouseEvent, type PointerEvent, type ReactNode } from "react";
import { mayMove, NEEDS_REASON, type OrderState } from "../../../src-main/domain/orders/order-state.ts";
import type { OrderSummary } from "../../../src-main/domain/orders/queue.ts";
import { useText } from "../../components/text.tsx";
import { Card } from "./card.tsx";
import type { Carried } from "./drag.ts";
import { RARE_STATES, type Ask } from "./filter.ts";
import { useQueuePages } from "./pages.ts";
import { elementId, type Moment } from "./row.tsx";

const PAGE = 50;
const CARD_PX = 120;
const GAP_PX = 8;

/** The orders of one column, as far as they are loaded. */
export type Stack = {
  readonly rows: readonly OrderSummary[];
  readonly more: boolean;
  readonly loaded: boolean;
  /** Whether main is being asked right now. */
  readonly busy: boolean;
  readonly error: unknown;
};

type ColumnProps = {
  readonly state: OrderState;
  readonly ask: Ask;
  /** How many there are in all, where that is known. */
  readonly count: number | undefined;
  readonly chosen: OrderSummary | null;
  readonly carried: Carried | null;
  readonly moment: Moment;
  readonly onStack: (state: OrderState, stack: Stack) => void;
  readonly onChoose: (row: OrderSummary) => void;
  readonly onOpen: (row: OrderSummary) => void;
  readonly onLift: (event: PointerEvent, row: OrderSummary) => void;
};

/** One state's orders on the board. */
export function Column({ state, ask, count, chosen, carried, moment, onStack, onChoose, onOpen, onLift }: ColumnProps): ReactNode {
  const { t } = useText();
  const ours = useMemo((): Ask => ({ ...ask, states: [state] }), [ask, state]);
  const { rows, more, loaded, busy, error, ahead } = useQueuePages(ours, PAGE);
  useEffect(() => onStack(state, { rows, more, loaded, busy, error }), [onStack, state, rows, more, loaded, busy, error]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD_PX,
    gap: GAP_PX,
    paddingStart: GAP_PX,
    paddingEnd: GAP_PX,
    scrollPaddingStart: GAP_PX,
    scrollPaddingEnd: GAP_PX,
    getItemKey: useCallback((index: number) => rows[index]?.id ?? index, [rows]),
    overscan: 4,
  });
  const last = virtual.range?.endIndex ?? 0;
  useEffect(() => ahead(last), [ahead, last]);

  const at = chosen ? rows.findIndex(({ id }) => id === chosen.id) : -1;
  const chosenHere = at < 0 ? undefined : chosen?.id;
  const place = useRef(at);
  place.current = at;
  useEffect(() => {
    // Only a choice scrolls; orders that come and go do not.
    if (chosenHere !== undefined) virtual.scrollToIndex(place.current, { align: "auto" });
  }, [chosenHere, virtual]);

  const rowOf = ({ target }: MouseEvent): OrderSummary | undefined => {
    const id = (target as HTMLElement).closest<HTMLElement>("[data-id]")?.dataset["id"];
    return rows.find((row) => row.id === id);
  };
  const name = t(`state.${state}`);
  const total = count ?? rows.length;
  return (
    <section
      className="queue-column"
      data-column={state}
      hidden={rows.length === 0 && RARE_STATES.includes(state) && !ask.states && !(carried && mayMove(carried.row.state, state))}
      data-drop={carried && carried.row.state !== state ? (mayMove(carried.row.state, state) ? "yes" : "no") : undefined}
      data-over={carried?.over === state || undefined}
    >
      <h2>
        <span className="queue-cut" title={name}>
          {name}
        </span>
        <span className="number">{count === undefined && more ? t("queue.shown-more", { count: total }) : total}</span>
      </h2>
      <div
        ref={scroller}
        role="listbox"
        aria-label={name}
        aria-activedescendant={chosenHere && elementId(chosenHere)}
        tabIndex={rows.length > 0 ? 0 : -1}
        className="queue-cards"
        onFocus={() => {
          if (at < 0 && rows[0]) onChoose(rows[virtual.range?.startIndex ?? 0] ?? rows[0]);
        }}
        onPointerDown={(event) => {
          const row = rowOf(event);
          if (!row) return;
          onChoose(row);
          onLift(event, row);
        }}
        onDoubleClick={(event) => {
          const row = rowOf(event);
          if (row) onOpen(row);
        }}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return (
              row && (
                <Card key={row.id} row={row} index={index} top={start} chosen={index === at} carried={carried?.row.id === row.id} moment={moment} />
              )
            );
          })}
        </div>
      </div>
      {carried && carried.row.state !== state && <Drop from={carried.row.state} to={state} />}
    </section>
  );
}

/** Says whether the carried card may be dropped here, and if not, why. */
function Drop({ from, to }: { from: OrderState; to: OrderState }): ReactNode {
  const { t } = useText();
  if (!mayMove(from, to))
    return (
      <p className="queue-drop">
        <IconBan size={18} aria-hidden />
        {t("queue.drop.not", { state: t(`state.${from}`) })}
      </p>
    );
  return (
    <p className="queue-drop">
      <IconArrowDown size={18} aria-hidden />
      {NEEDS_REASON.includes(to) ? t("queue.drop.reason") : t("queue.drop.here")}
    </p>
  );
}
