import { useEffect, useRef, useState, type PointerEvent as ReactPointerEvent } from "react";
import { mayMove, type OrderState } from "../../../src-main/domain/orders/order-state.ts";
import type { OrderSummary } from "../../../src-main/domain/orders/queue.ts";

/** A card that is being carried, where it was taken, and the column under the pointer. */
export type Carried = { readonly row: OrderSummary; readonly over: OrderState | null };

/** So far a pointer may tremble before it carries, px. */
const TREMBLE_PX = 6;
/** So near the board's edge the board scrolls along, px, and so far each frame. */
const EDGE_PX = 56;
const STEP_PX = 14;

const columnAt = (x: number, y: number): OrderState | null =>
  (document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-column]")?.dataset["column"] as OrderState | undefined) ?? null;

/**
 * Carries cards between columns with any pointer. The board scrolls along at its edges; Esc puts the card back.
 * @param onDrop is called only where the rules allow the move
 */
export function useDrag(board: { readonly current: HTMLElement | null }, onDrop: (row: OrderSummary, to: OrderState) => void) {
  const [carried, setCarried] = useState<Carried | null>(null);
  const ghost = useRef<HTMLDivElement>(null);
  const drop = useRef(onDrop);
  drop.current = onDrop;
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);

  function lift(event: ReactPointerEvent, row: OrderSummary): void {
    if (event.button !== 0) return;
    const { clientX, clientY, pointerId } = event;
    let place = { x: clientX, y: clientY };
    let over: OrderState | null = null;
    let carrying = false;
    let frame = 0;
    const end = new AbortController();
    const follow = (): void => {
      if (ghost.current) ghost.current.style.transform = `translate(${place.x + 8}px, ${place.y + 8}px)`;
      const now = columnAt(place.x, place.y);
      if (now === over) return;
      over = now;
      setCarried({ row, over });
    };
    const scrollAlong = (): void => {
      const box = board.current?.getBoundingClientRect();
      if (box && place.x < box.left + EDGE_PX) board.current!.scrollLeft -= STEP_PX;
      if (box && place.x > box.right - EDGE_PX) board.current!.scrollLeft += STEP_PX;
      follow();
      frame = requestAnimationFrame(scrollAlong);
    };
    stop.current = () => {
      end.abort();
      cancelAnimationFrame(frame);
      setCarried(null);
    };
    const listen = <Name extends keyof WindowEventMap>(name: Name, run: (event: WindowEventMap[Name]) => void): void =>
      window.addEventListener(name, run, { signal: end.signal, capture: true });
    listen("pointermove", (move) => {
      if (move.pointerId !== pointerId) return;
      place = { x: move.clientX, y: move.clientY };
      if (carrying || Math.hypot(place.x - clientX, place.y - clientY) < TREMBLE_PX) return;
      carrying = true;
      setCarried({ row, over });
      frame = requestAnimationFrame(scrollAlong);
    });
    listen("pointerup", () => {
      stop.current?.();
      const to = carrying ? columnAt(place.x, place.y) : null;
      if (to && mayMove(row.state, to)) drop.current(row, to);
    });
    listen("pointercancel", () => stop.current?.());
    listen("keydown", (key) => {
      if (key.key !== "Escape" || !carrying) return;
      key.preventDefault();
      key.stopPropagation();
      stop.current?.();
    });
  }

  return { carried, ghost, lift };
}
