import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { formatInstant } from "../../../src-main/domain/ground/date.ts";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import { drawTogether, PRINT_TROUBLES, type PrintEvent, type PrintJob } from "../../../src-main/domain/printing/print-job.ts";
import { api } from "../../client/client.ts";
import { paperOfJob } from "../../components/print-job-words.ts";
import { useText, type Translate } from "../../components/text.tsx";
import { useTimeZone } from "../../stores/session.ts";

/** What happened to the order's prints: when, who, which printer, why; newest first, folded until someone asks. */
export function PrintLog({ order, jobs }: { order: Order; jobs: readonly PrintJob[] }): ReactNode {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <details className="print-log" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t("order.print-log")}</summary>
      {open && <Entries order={order} jobs={jobs} />}
    </details>
  );
}

function Entries({ order, jobs }: { order: Order; jobs: readonly PrintJob[] }): ReactNode {
  const { t, language } = useText();
  const zone = useTimeZone();
  const { data: events } = useQuery(api.paper.log.queryOptions({ input: { orderId: order.id } }));
  if (!events) return null;
  if (events.length === 0) return <p className="quiet hint">{t("order.print-log.none")}</p>;
  const news = drawTogether(events).toReversed();
  const byId = new Map(jobs.map((job) => [job.id, job]));
  return (
    <ol>
      {news.map(({ event, times }, index) => {
        const job = byId.get(event.jobId);
        return (
          <li key={`${event.jobId} ${news.length - index}`}>
            <span className="quiet number">{formatInstant(event.at, language, zone)}</span>{" "}
            {job && <strong>{paperOfJob(job, t, order.accessories.length)}</strong>} <span>{sentenceOf(event, t)}</span>
            {times > 1 && <span className="number"> · {times} ×</span>}
            {(event.person || event.bench) && <span className="quiet"> · {[event.person, event.bench].filter(Boolean).join(" · ")}</span>}
          </li>
        );
      })}
    </ol>
  );
}

const wordOf = (data: PrintEvent["data"], name: string): string => (typeof data[name] === "string" ? data[name] : "");

/** What happened, with the reason and what the printer said. */
function sentenceOf({ what, data }: PrintEvent, t: Translate): string {
  const printer = wordOf(data, "printer") || t("print.by-hand");
  const trouble = PRINT_TROUBLES.find((each) => each === data["trouble"]);
  return [
    t(`print-log.${what}`, { printer, from: wordOf(data, "from") || t("print.by-hand"), reason: wordOf(data, "reason") }),
    trouble ? t(`print-trouble.${trouble}`) : "",
    wordOf(data, "detail"),
  ]
    .filter(Boolean)
    .join(" · ");
}
