import { useVirtualizer, defaultRangeExtractor } from "@tanstack/react-virtual";
import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, type MouseEvent, type ReactNode } from "react";
import type { OrderSummary } from "../../../src-main/domain/orders/queue.ts";
import { useText } from "../../components/text.tsx";
import type { Ask } from "./filter.ts";
import { useQueuePages } from "./pages.ts";
import { keepPlace, placeOf } from "../../stores/queue-place.ts";
import { elementId, Row } from "./row.tsx";
import { shiftOf } from "./shift.ts";
import type { ViewProps } from "./view.ts";

const PAGE = 100;
const ROW_PX = 44;
const HEAD_PX = 40;

const COLUMNS = ["number", "device", "customer", "fault", "technician", "state", "due"] as const;

/** Scrolls so far that a row is in sight; not at all where it is. */
function showRow(element: HTMLElement, index: number): void {
  const sight = element.clientHeight - HEAD_PX;
  const top = index * ROW_PX;
  if (top < element.scrollTop || top + ROW_PX > element.scrollTop + sight) element.scrollTop = Math.max(0, top - sight / 2);
}

/** The open orders, one line each. Only what is seen is in the page; the next pages are fetched before one gets there. */
export function List({ ref, ask, chosen, moment, personId, onChoose, onOpen, onFocused, onShown }: ViewProps & { readonly ask: Ask }): ReactNode {
  const { t } = useText();
  const pages = useQueuePages(ask, PAGE);
  const { rows, places, ahead } = pages;
  const at = chosen ? (places.get(chosen.id) ?? -1) : -1;
  const scroller = useRef<HTMLDivElement>(null);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    // The same function as long as the rows are the same: another one makes the virtualizer measure all of them anew.
    getItemKey: useCallback((index: number) => rows[index]?.id ?? index, [rows]),
    overscan: 10,
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
    initialOffset: () => placeOf(personId).scrollTop,
    // The chosen row stays in the page wherever one scrolls: it is what the list's focus points at.
    rangeExtractor: useCallback(
      (range: Parameters<typeof defaultRangeExtractor>[0]) => {
        const indexes = defaultRangeExtractor(range);
        return at < 0 || indexes.includes(at) ? indexes : [...indexes, at].sort((one, other) => one - other);
      },
      [at],
    ),
  });
  const items = virtual.getVirtualItems();
  const last = virtual.range?.endIndex ?? 0;
  useEffect(() => ahead(last), [ahead, last]);
  useEffect(() => onShown(rows.length, pages.more, pages.loaded, pages.error), [onShown, rows.length, pages.more, pages.loaded, pages.error]);

  // What one looks at stays where it is while orders come and go above; another question starts at its top.
  const before = useRef<{ rows: readonly OrderSummary[]; ask: Ask | null; at: number }>({ rows, ask: null, at: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || pages.stale || !pages.loaded) return;
    const { ask: askBefore, rows: rowsBefore, at: atBefore } = before.current;
    const sameAsk = askBefore === ask;
    const remembered = places.get(placeOf(personId).id ?? "") ?? 0;
    if (askBefore === null) showRow(element, remembered);
    else if (!sameAsk) showRow(element, Math.max(0, at));
    else if (rowsBefore !== rows && element.scrollTop > 0) {
      const first = Math.floor(element.scrollTop / ROW_PX);
      const seen = rowsBefore.slice(first, first + Math.ceil(element.clientHeight / ROW_PX));
      element.scrollTop += shiftOf(seen, first, places) * ROW_PX;
    }
    // An order is chosen by what it is; when it has left the list, the one that took its place is.
    const instead = chosen ? (sameAsk ? atBefore : 0) : remembered;
    const kept = rows[at >= 0 ? at : Math.min(instead, rows.length - 1)] ?? null;
    if (kept !== chosen) onChoose(kept);
    before.current = { rows, ask, at: Math.max(at, 0) };
  });

  const go = (index: number): void => {
    const to = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[to];
    if (!row) return;
    onChoose(row);
    ahead(to);
    virtual.scrollToIndex(to, { align: "auto" });
    scroller.current?.focus({ preventScroll: true });
  };
  useImperativeHandle(ref, () => ({
    step: (by) => go(at + by),
    page: (by) => go(at + by * Math.max(1, Math.floor((scroller.current!.clientHeight - HEAD_PX) / ROW_PX) - 1)),
    end: (which) => go(which === "first" ? 0 : rows.length - 1),
    side: () => undefined,
    focus: () => scroller.current?.focus({ preventScroll: true }),
  }));

  const rowOf = ({ target }: MouseEvent): OrderSummary | undefined => {
    const id = (target as HTMLElement).closest<HTMLElement>("[data-id]")?.dataset["id"];
    return id === undefined ? undefined : rows[places.get(id) ?? -1];
  };
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={t("queue.list")}
      aria-rowcount={pages.more ? -1 : rows.length + 1}
      aria-activedescendant={at >= 0 ? elementId(chosen!.id) : undefined}
      tabIndex={0}
      className="queue-list"
      onScroll={({ currentTarget }) => keepPlace(personId, { scrollTop: currentTarget.scrollTop })}
      onFocus={() => onFocused(true)}
      onBlur={() => onFocused(false)}
      onClick={(event) => {
        const row = rowOf(event);
        if (row) onChoose(row);
      }}
      onDoubleClick={(event) => {
        const row = rowOf(event);
        if (row) onOpen(row);
      }}
    >
      <div role="row" aria-rowindex={1} className="queue-row queue-names">
        {COLUMNS.map((column) => (
          <span key={column} role="columnheader" className={`queue-${column}`}>
            {column === "technician" ? t("queue.technician") : t(`queue.column.${column}`)}
          </span>
        ))}
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          return row && <Row key={row.id} row={row} index={index} top={start - HEAD_PX} chosen={index === at} moment={moment} />;
        })}
      </div>
    </div>
  );
}
