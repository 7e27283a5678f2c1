import type { Ref } from "react";
import type { OrderSummary } from "../../../src-main/domain/orders/queue.ts";
import type { Moment } from "./row.tsx";

/** What the keys of the screen ask of the list or the board. */
export type ViewHandle = {
  /** Up or down by so many orders. */
  readonly step: (by: number) => void;
  readonly page: (by: number) => void;
  readonly end: (which: "first" | "last") => void;
  /** To the column on the left or right. */
  readonly side: (by: number) => void;
  readonly focus: () => void;
};

/** What the list and the board have in common. */
export type ViewProps = {
  readonly ref: Ref<ViewHandle>;
  readonly chosen: OrderSummary | null;
  readonly moment: Moment;
  readonly personId: string;
  readonly onChoose: (row: OrderSummary | null) => void;
  readonly onOpen: (row: OrderSummary) => void;
  readonly onFocused: (focused: boolean) => void;
  /** Tells how many orders are shown, whether more follow, and what went wrong. */
  readonly onShown: (count: number, more: boolean, loaded: boolean, error: unknown) => void;
};
