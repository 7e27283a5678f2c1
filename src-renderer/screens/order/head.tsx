import { Button } from "@mantine/core";
import { IconLock, IconTool } from "@tabler/icons-react";
import type { ReactNode, Ref } from "react";
import { daysBetween, dueState, formatDay, formatInstant, isoDateAt } from "../../../src-main/domain/ground/date.ts";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import { deviceName } from "../../../src-main/domain/devices/device.ts";
import { TO_GIVE_BACK } from "../../../src-main/domain/orders/order-state.ts";
import { ClockPill } from "../../components/clock-pill.tsx";
import { KeyHint } from "../../components/keys.tsx";
import { wordOr } from "../../components/labels.ts";
import { useMinute } from "../../components/minute.ts";
import { Pill, type Tone } from "../../components/pill.tsx";
import { useText } from "../../components/text.tsx";
import { useTimeZone } from "../../stores/session.ts";

/** Something that can be done with the order now, by button and by key. One that is barred says why, and its key leads to what comes first. */
export type Deed = { readonly combo: string; readonly label: string; readonly run: () => void; readonly why?: string };

/** Names the sentence that says why a move has to wait. */
const WHY = "order-why";

type HeadProps = {
  readonly order: Order;
  readonly titleRef: Ref<HTMLHeadingElement>;
  /** The one thing that is usually done now; nothing for a closed order. */
  readonly main: Deed | undefined;
  readonly others: readonly Deed[];
  readonly busy: boolean;
};

/** What an order is, at arm's length: number, state, due, device, customer, who has it, and what to do now. */
export function Head({ order, titleRef, main, others, busy }: HeadProps): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const zone = useTimeZone();
  const barred = others.find(({ why }) => why !== undefined);
  const device = deviceName(order.device, wordOr(texts, "category", order.device.category));
  return (
    <header className="order-head">
      <div className="order-title">
        <h1 ref={titleRef} tabIndex={-1} className="number">
          {order.number}
        </h1>
        <span className="order-signs">
          <span role="status" title={t("order.state-since", { date: formatInstant(order.stateSince, language, zone) })}>
            <Pill tone={order.state === "ready" ? "ready" : "plain"}>
              <strong>{t(`state.${order.state}`)}</strong>
            </Pill>
          </span>
          <Due order={order} />
          <Clocks order={order} />
          {order.priority !== "normal" && (
            <Pill tone={order.closedAt === null && order.priority === "urgent" ? "overdue" : "plain"}>
              {t("order.priority", { priority: t(`priority.${order.priority}`) })}
            </Pill>
          )}
        </span>
      </div>
      <div className="order-who">
        <strong className="clipped" title={device}>
          {device}
        </strong>
        <div className="order-people">
          <span className="clipped" title={order.customer.name}>
            {order.customer.name}
          </span>
          {(order.technician !== null || order.closedAt === null) && (
            <span className="order-technician" title={order.technician ?? undefined}>
              <IconTool size={16} aria-hidden />
              <span className="clipped">{order.technician ?? t("order.untaken")}</span>
            </span>
          )}
        </div>
      </div>
      <div className="order-deeds">
        {main && (
          <Button onClick={main.run} loading={busy} rightSection={<KeyHint combo={main.combo} />}>
            {main.label}
          </Button>
        )}
        {others.map(({ combo, label, run, why }) => (
          <Button
            key={combo}
            variant="default"
            onClick={run}
            data-barred={why !== undefined || undefined}
            aria-describedby={why === undefined ? undefined : WHY}
            leftSection={why === undefined ? undefined : <IconLock size={16} aria-hidden />}
            rightSection={<KeyHint combo={combo} />}
          >
            {label}
          </Button>
        ))}
      </div>
      {barred && (
        <p id={WHY} className="order-why">
          <IconLock size={16} aria-hidden />
          {t("order.barred", { move: barred.label, why: barred.why! })}
        </p>
      )}
    </header>
  );
}

/** The deadlines that run, the next one first. */
function Clocks({ order: { warranty, closedAt } }: { order: Order }): ReactNode {
  const now = useMinute();
  const zone = useTimeZone();
  if (closedAt !== null) return null;
  return warranty.clocks
    .filter(({ metAt }) => metAt === null)
    .toSorted((one, other) => one.dueAt - other.dueAt)
    .map((clock) => <ClockPill key={clock.what} clock={clock} now={now} timeZone={zone} />);
}

/** The promised day, absolute and relative; it only presses while there is work to do. */
function Due({ order: { promisedOn, state, closedAt } }: { order: Order }): ReactNode {
  const { t, language } = useText();
  const today = isoDateAt(Date.now(), useTimeZone());
  if (promisedOn === null || closedAt !== null) return null;
  const due = dueState(promisedOn, today);
  const waits = TO_GIVE_BACK.includes(state);
  const tone: Tone = !waits && (due === "overdue" || due === "today") ? due : "plain";
  const days = daysBetween(today, promisedOn);
  const near = waits ? t("queue.due.waits") : days < 0 ? t("queue.due.overdue", { days: -days }) : t("queue.due.near", { days });
  return <Pill tone={tone}>{t("order.due", { date: formatDay(promisedOn, language), near })}</Pill>;
}
