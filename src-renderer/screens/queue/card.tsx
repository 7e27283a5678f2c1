import { memo, type ReactNode } from "react";
import { deviceName } from "../../../src-main/domain/devices/device.ts";
import type { OrderSummary } from "../../../src-main/domain/orders/queue.ts";
import { clockColour } from "../../../src-main/domain/warranty/warranty.ts";
import { ageText } from "../../components/age.ts";
import { ClockPill } from "../../components/clock-pill.tsx";
import { wordOr } from "../../components/labels.ts";
import { Pill } from "../../components/pill.tsx";
import { useText } from "../../components/text.tsx";
import { PriorityMark, Technician } from "./marks.tsx";
import { elementId, type Moment } from "./row.tsx";
import { dueOf } from "./times.ts";

/** How much a clock or a promised day presses. */
const LOUDNESS = { plain: 0, ready: 0, green: 0, today: 1, amber: 1, overdue: 2, red: 2 } as const;

/** What stands on an order's card. */
export function CardFace({ row, moment }: { row: OrderSummary; moment: Moment }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const device = deviceName(row, wordOr(texts, "category", row.category));
  const due = dueOf(row, moment.today, texts);
  const age = ageText(row.stateSince, moment.now, texts);
  // There is room for one of the two: the one that presses more.
  const clock = row.clock && LOUDNESS[clockColour(row.clock, moment.now)] >= LOUDNESS[due.tone] ? row.clock : null;
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
      <span className="queue-card-line" title={[due.near, due.day].filter(Boolean).join(" · ")}>
        {clock ? (
          <ClockPill clock={clock} now={moment.now} timeZone={moment.timeZone} short />
        ) : due.tone === "plain" ? (
          <span className="quiet">{due.near}</span>
        ) : (
          <Pill tone={due.tone}>{due.near}</Pill>
        )}
        <span className="quiet number" title={t("queue.in-state", { age })}>
          {age}
        </span>
      </span>
      <Technician row={row} now={moment.now} untakenHours={moment.untakenHours} />
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
