import { Button } from "@mantine/core";
import { IconAlertTriangle, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { formatInstant } from "../../../src-main/domain/date.ts";
import type { Order, PaperKind } from "../../../src-main/domain/order.ts";
import type { PrintJob } from "../../../src-main/domain/print-job.ts";
import { api, client } from "../../client/client.ts";
import { useCalmKeys } from "../../components/calm-keys.ts";
import { KeyHint } from "../../components/keys.tsx";
import { Panel } from "../../components/panel.tsx";
import { useText } from "../../components/text.tsx";
import { report } from "../../stores/explain.ts";
import { printPaper } from "../../stores/print.ts";
import { useTimeZone } from "../../stores/session.ts";
import { PaperPicture } from "./paper-picture.tsx";

/** Labels of accessories are printed one by one, so that no key prints them. */
type WholePaper = Exclude<PaperKind, "accessory">;
const KEYS: Readonly<Record<WholePaper, string>> = { certificate: "C", label: "L", handback: "H", decision: "D", approval: "Q" };
const FIRST = 6;

/** The papers that an order can have by now. */
const kindsOf = ({ warranty, handback }: Order): readonly WholePaper[] => [
  "certificate",
  "label",
  ...(warranty.decisions.length > 0 ? (["decision"] as const) : []),
  ...(warranty.approval ? (["approval"] as const) : []),
  ...(handback ? (["handback"] as const) : []),
];

/** A decision that was printed says nothing any more once another one is in force. */
const isCurrent = ({ kind, createdAt }: PrintJob, { warranty }: Order): boolean =>
  kind !== "decision" || createdAt >= (warranty.decisions[0]?.at ?? 0);

/** The papers of the order as pictures, what was printed and how it went, and every one of them again. */
export function Papers({ order }: { order: Order }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { data: jobs = [] } = useQuery(api.paper.jobs.queryOptions({ input: { orderId: order.id } }));
  const [printing, setPrinting] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const kinds = kindsOf(order);

  const run = (what: string, work: () => Promise<void>): void => {
    if (printing !== null) return;
    setPrinting(what);
    work()
      .catch((error: unknown) => report(error, texts, () => run(what, work)))
      .finally(() => setPrinting(null));
  };
  const print = (job: PrintJob): void => run(job.id, () => printPaper(job.id));
  const printAgain = (kind: WholePaper): void =>
    run(kind, async () => {
      const { id } = await client.paper.reprint({ orderId: order.id, kind });
      await printPaper(id);
    });
  useCalmKeys(
    kinds.map((kind) => ({ combo: KEYS[kind], label: t("order.paper.again", { paper: t(`order.paper.${kind}`) }), run: () => printAgain(kind) })),
  );

  return (
    <Panel title={t("order.papers")}>
      <div className="paper-pictures">
        {kinds.map((kind) => {
          const ofKind = jobs.filter((job) => job.kind === kind && isCurrent(job, order));
          const ready = ofKind.find(({ state }) => state === "ready");
          if (ready) return <PaperPicture key={kind} job={ready} onPrint={() => print(ready)} />;
          // A decision and what follows from it are printed when someone wants them.
          if (ofKind.length === 0 && kind !== "certificate" && kind !== "label") return null;
          return (
            <div key={kind} className="paper-empty" data-kind={kind}>
              {ofKind[0] && t(`order.paper.state.${ofKind[0].state}`)}
            </div>
          );
        })}
      </div>
      <div className="form-row">
        {kinds.map((kind) => (
          <Button
            key={kind}
            variant="default"
            size="compact-sm"
            loading={printing === kind}
            onClick={() => printAgain(kind)}
            title={t("order.paper.again", { paper: t(`order.paper.${kind}`) })}
            leftSection={<IconPrinter size={18} aria-hidden />}
            rightSection={<KeyHint combo={KEYS[kind]} />}
          >
            {t(`order.paper.${kind}`)}
          </Button>
        ))}
      </div>
      <p className="quiet hint">{t("order.paper.copy-hint")}</p>
      <ul className="jobs">
        {(all ? jobs : jobs.slice(0, FIRST)).map((job) => (
          <Job
            key={job.id}
            job={job}
            busy={printing === job.id}
            onPrint={() => print(job)}
            onRetry={() => run(job.id, async () => void (await client.paper.retry({ id: job.id })))}
          />
        ))}
      </ul>
      {!all && jobs.length > FIRST && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
          {t("order.papers.all", { count: jobs.length })}
        </Button>
      )}
    </Panel>
  );
}

function Job({ job, busy, onPrint, onRetry }: { job: PrintJob; busy: boolean; onPrint: () => void; onRetry: () => void }): ReactNode {
  const { t, language } = useText();
  const zone = useTimeZone();
  const failed = job.state === "failed";
  return (
    <li>
      <div className="job-text">
        {t(`order.paper.${job.kind}`)}
        {job.copy && ` · ${t("order.paper.copy")}`} · <span className={failed ? "job-failed" : undefined}>{t(`order.paper.state.${job.state}`)}</span>
        <div className="quiet number">{formatInstant(job.createdAt, language, zone)}</div>
        {failed && (
          <div className="job-failed" role="alert">
            <IconAlertTriangle size={16} aria-hidden /> {job.reason}
          </div>
        )}
        {job.warning && <Warning warning={job.warning} />}
      </div>
      {failed ? (
        <Button variant="default" size="compact-sm" loading={busy} onClick={onRetry}>
          {t("frame.retry")}
        </Button>
      ) : (
        <Button variant="subtle" size="compact-sm" loading={busy} disabled={job.state === "queued"} onClick={onPrint}>
          {t("order.paper.print")}
        </Button>
      )}
    </li>
  );
}

/** What the paper could not show, in words. */
function Warning({ warning }: { warning: string }): ReactNode {
  const { t } = useText();
  const sentences = warning.split("; ").map((part) => {
    if (part.startsWith("missing-glyphs:")) return t("order.paper.missing-glyphs", { characters: part.slice("missing-glyphs:".length) });
    return part === "logo-unreadable" ? t("order.paper.logo-unreadable") : part;
  });
  return (
    <div className="job-warning">
      <IconAlertTriangle size={16} aria-hidden /> {sentences.join(" ")}
    </div>
  );
}
