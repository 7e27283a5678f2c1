import type { ReactNode } from "react";
import { formatInstant } from "../../../src-main/domain/ground/date.ts";
import type { OrderEvent } from "../../../src-main/domain/orders/order.ts";
import { News } from "../../components/news.tsx";
import { useText } from "../../components/text.tsx";
import { useTimeZone } from "../../stores/session.ts";
import { EventDetails, eventLead } from "./event-details.tsx";

type ChangedNoticeProps = { readonly news: readonly OrderEvent[]; readonly currency: string };

/** Says who changed what while the person was at it. */
export function ChangedNotice({ news, currency }: ChangedNoticeProps): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const zone = useTimeZone();
  if (news.length === 0) return null;
  const lines = news.map((event) => ({
    id: event.id,
    line: (
      <>
        {formatInstant(event.at, language, zone)} · {event.person ?? event.bench} · {eventLead(event, texts)}{" "}
        <EventDetails event={event} currency={currency} />
      </>
    ),
  }));
  return <News lines={lines} hint={t("order.changed-hint")} />;
}
