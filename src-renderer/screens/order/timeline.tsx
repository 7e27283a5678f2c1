import { Button } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { formatDay, formatTime, isoDateAt } from "../../../src-main/domain/ground/date.ts";
import type { EventKind, OrderEvent } from "../../../src-main/domain/orders/order.ts";
import { Panel } from "../../components/panel.tsx";
import { useText } from "../../components/text.tsx";
import { useTimeZone } from "../../stores/session.ts";
import { EventDetails, eventLead } from "./event-details.tsx";

/** As many as anyone looks back at once. */
const FIRST = 40;

/** Events that are read first when someone asks how it goes. */
const LOUD: readonly EventKind[] = ["received", "moved", "note", "decided", "overruled", "settled", "handed-back"];

/** Everything that happened to the order, newest first, by day. */
export function Timeline({ events, currency }: { events: readonly OrderEvent[]; currency: string }): ReactNode {
  const { t, language } = useText();
  const zone = useTimeZone();
  const [all, setAll] = useState(false);
  const newest = events.toReversed();
  const shown = all ? newest : newest.slice(0, FIRST);
  const days = Map.groupBy(shown, ({ at }) => isoDateAt(at, zone));
  const today = isoDateAt(Date.now(), zone);
  return (
    <Panel title={t("order.timeline")}>
      {[...days].map(([day, ofDay]) => (
        <div key={day} className="timeline-day">
          <h3>{day === today ? t("order.today") : formatDay(day, language)}</h3>
          <ol>
            {ofDay.map((event) => (
              <Entry key={event.id} event={event} currency={currency} />
            ))}
          </ol>
        </div>
      ))}
      {newest.length > shown.length && (
        <Button variant="default" onClick={() => setAll(true)}>
          {t("order.timeline.all", { count: newest.length })}
        </Button>
      )}
    </Panel>
  );
}

function Entry({ event, currency }: { event: OrderEvent; currency: string }): ReactNode {
  const texts = useText();
  const zone = useTimeZone();
  const told = event.kind === "note" && event.data["audience"] === "customer";
  return (
    <li data-kind={event.kind} data-told={told || undefined}>
      <time className="number quiet" dateTime={new Date(event.at).toISOString()}>
        {formatTime(event.at, texts.language, zone)}
      </time>
      <div>
        <span className={LOUD.includes(event.kind) ? "event-title" : undefined}>{eventLead(event, texts)}</span>{" "}
        <EventDetails event={event} currency={currency} />
        <div className="event-who">
          {event.person && `${event.person} · `}
          {event.bench}
        </div>
      </div>
    </li>
  );
}
