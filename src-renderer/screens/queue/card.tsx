import { memo, type ReactNode } from "react";
import { deviceName } from "../../../src-main/domain/order.ts";
import type { OrderSummary } from "../../../src-main/domain/queue.ts";
import { ageText } from "../../components/age.ts";
import { ClockPill } from "../../components/clock-pill.tsx";
import { wordOr } from "../../components/labels.ts";
import { Pill } from "../../components/pill.tsx";
import { useText } from "../../components/text.tsx";
import { PriorityMark, Technician } from "./marks.tsx";
import { elementId, type Moment } from "./row.tsx";
import { dueOf } from "./times.ts";

/** What stands on an order's card. */
export function CardFace({ row, moment }: { row: OrderSummary; moment: Moment }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const device = deviceName(row, wordOr(texts, "category", row.category));
  const due = dueOf(row, moment.today, texts);
  const age = ageText(row.stateSince, moment.now, texts);
  return (
    <>
      <span className="queue-card-line">
        <strong className="number">{row.number}</strong>
        <PriorityMark priority={row.priority} />
      </span>
      <span className="queue-cut" title={`${device}\n${row.fault}`}>
        {device}
      </span>
      <span className="quiet queue-cut" title={row.customer}>
        {row.customer}
      </span>
      <span className="queue-card-line" title={due.day || undefined}>
        {due.tone === "plain" ? <span className="quiet">{due.near}</span> : <Pill tone={due.tone}>{due.near}</Pill>}
        <span className="quiet number" title={t("queue.in-state", { age })}>
          {age}
        </span>
      </span>
      <span className="queue-card-line">
        <Technician row={row} now={moment.now} untakenHours={moment.untakenHours} />
        {row.clock && <ClockPill clock={row.clock} now={moment.now} timeZone={moment.timeZone} short />}
      </span>
    </>
  );
}

type CardProps = {
  readonly row: OrderSummary;
  readonly index: number;
  readonly top: number;
  readonly chosen: boolean;
  readonly carried: boolean;
  readonly moment: Moment;
};

/** One order on the board. */
export const Card = memo(function Card({ row, index, top, chosen, carried, moment }: CardProps): ReactNode {
  return (
    <div
      role="option"
      id={elementId(row.id)}
      data-id={row.id}
      data-carried={carried || undefined}
      aria-selected={chosen}
      aria-posinset={index + 1}
      aria-setsize={-1}
      className="queue-card"
      style={{ transform: `translateY(${top}px)` }}
    >
      <CardFace row={row} moment={moment} />
    </div>
  );
});
