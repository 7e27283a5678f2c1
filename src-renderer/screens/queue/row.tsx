import { memo, type ReactNode } from "react";
import { MOVES, mayHandBack, type OrderState } from "../../../src-main/domain/orders/order-state.ts";
import { deviceName } from "../../../src-main/domain/devices/device.ts";
import type { OrderSummary } from "../../../src-main/domain/orders/queue.ts";
import { ageText } from "../../components/age.ts";
import { ClockPill } from "../../components/clock-pill.tsx";
import { wordOr } from "../../components/labels.ts";
import { Pill } from "../../components/pill.tsx";
import { useText } from "../../components/text.tsx";
import { PriorityMark, Technician } from "./marks.tsx";
import { dueOf } from "./times.ts";

/** What day and time the rows are shown for. */
export type Moment = { readonly today: string; readonly now: number; readonly untakenHours: number; readonly timeZone: string };

/** What comes next where it is no move. */
const NEXT: Partial<Record<OrderState, string>> = { "awaiting-goods": "receive", replacing: "replace", refunding: "refund" };

type RowProps = { readonly row: OrderSummary; readonly index: number; readonly top: number; readonly chosen: boolean; readonly moment: Moment };

/** Id of a row or card in the page, for `aria-activedescendant`. */
export const elementId = (orderId: string): string => `queue-${orderId}`;

/** One order in one line of the list. */
export const Row = memo(function Row({ row, index, top, chosen, moment }: RowProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const device = deviceName(row, wordOr(texts, "category", row.category));
  const state = t(`state.${row.state}`);
  const next = t(`queue.next.${NEXT[row.state] ?? (mayHandBack(row.state) ? "handed-back" : MOVES[row.state][0])}`);
  const age = ageText(row.stateSince, moment.now, texts);
  const due = dueOf(row, moment.today, texts);
  return (
    <div
      role="row"
      id={elementId(row.id)}
      data-id={row.id}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className="queue-row"
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="gridcell" className="queue-number">
        <a className="number" href={`#/order/${row.id}`} tabIndex={-1}>
          {row.number}
        </a>
        <PriorityMark priority={row.priority} />
      </span>
      <span role="gridcell" className="queue-device" title={device}>
        {device}
      </span>
      <span role="gridcell" className="queue-customer" title={row.customer}>
        {row.customer}
      </span>
      <span role="gridcell" className="queue-fault" title={row.fault}>
        {row.fault}
      </span>
      <span role="gridcell" className="queue-technician">
        <Technician row={row} now={moment.now} untakenHours={moment.untakenHours} />
      </span>
      <span role="gridcell" className="queue-state" title={`${state}. ${t("queue.in-state", { age })}. ${t("queue.next.step", { step: next })}`}>
        <span className="queue-stay">
          <span className="queue-cut">{row.state === "ready" ? <Pill tone="ready">{state}</Pill> : state}</span>
          <span className="quiet number">{age}</span>
        </span>
        <span className="queue-second">→ {next}</span>
      </span>
      <span role="gridcell" className="queue-due" title={due.day || undefined}>
        {due.tone === "plain" ? <span className={due.day ? undefined : "quiet"}>{due.near}</span> : <Pill tone={due.tone}>{due.near}</Pill>}
        {row.clock ? (
          <span className="queue-second">
            <ClockPill clock={row.clock} now={moment.now} timeZone={moment.timeZone} short />
          </span>
        ) : (
          due.day && <span className="queue-second number">{due.day}</span>
        )}
      </span>
    </div>
  );
});
