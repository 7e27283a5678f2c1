import { Button } from "@mantine/core";
import { IconGridDots, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState, type ReactNode } from "react";
import { formatInstant } from "../../../src-main/domain/ground/date.ts";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import { hasPicture, sortByNeed, type PrintJob } from "../../../src-main/domain/printing/print-job.ts";
import { api } from "../../client/client.ts";
import { useCalmKeys } from "../../components/calm-keys.ts";
import { KeyHint } from "../../components/keys.tsx";
import { wordOr } from "../../components/labels.ts";
import { Panel } from "../../components/panel.tsx";
import { focusForm } from "../../components/placed-form.tsx";
import { paperOfJob } from "../../components/print-job-words.ts";
import { PrintJobRow } from "../../components/print-job-row.tsx";
import { useText } from "../../components/text.tsx";
import { report } from "../../stores/explain.ts";
import { doDeed, printAgain } from "../../stores/print-deeds.ts";
import { printPaper } from "../../stores/print.ts";
import { useTimeZone } from "../../stores/session.ts";
import { isCurrent, kindsOf, type WholePaper } from "./paper-kinds.ts";
import { PaperPicture } from "./paper-picture.tsx";
import { PrintForm } from "./print-form.tsx";
import { PrintLog } from "./print-log.tsx";
import { SheetForm } from "./sheet-form.tsx";

const KEYS: Readonly<Record<WholePaper, string>> = { certificate: "C", label: "L", handback: "H", decision: "D", approval: "Q" };
const ACCESSORIES_KEY = "Z";
const FORM_KEY = "U";
const SHEET_KEY = "Shift+L";
const FIRST = 6;

/** The papers of the order as pictures, what was printed where and how it went, and every one of them again. */
export function Papers({ order }: { order: Order }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { data: jobs = [] } = useQuery(api.paper.jobs.queryOptions({ input: { orderId: order.id } }));
  const { data: printers = [] } = useQuery(api.printer.list.queryOptions());
  const [printing, setPrinting] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const [form, setForm] = useState<"print" | "sheet" | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const sheetOpener = useRef<HTMLButtonElement>(null);
  const kinds = kindsOf(order);
  const parts = order.accessories.map((_, index) => index + 1);
  const needy = sortByNeed(jobs);
  const sorted = [...needy, ...jobs.filter((job) => !needy.includes(job))];

  const run = (what: string, work: () => Promise<void>): void => {
    if (printing !== null) return;
    setPrinting(what);
    work()
      .catch((error: unknown) => report(error, texts, () => run(what, work)))
      .finally(() => setPrinting(null));
  };
  const print = (job: PrintJob): void => run(job.id, () => printPaper(job.id));
  const again = (kind: WholePaper): void => run(kind, () => printAgain({ orderId: order.id, kind }, texts));
  const labelAccessories = (): void => run("accessory", () => printAgain({ orderId: order.id, kind: "accessory" }, texts, parts));
  const repeat = ({ id, kind, part }: PrintJob): void => run(id, () => printAgain({ orderId: order.id, kind }, texts, [part ?? undefined]));
  const open = (which: "print" | "sheet"): void => {
    setForm(which);
    focusForm(`${which}-${order.id}`);
  };
  const leave = (): void => {
    setForm(null);
    (form === "sheet" ? sheetOpener : opener).current?.focus();
  };
  useCalmKeys([
    ...kinds.map((kind) => ({ combo: KEYS[kind], label: t("order.paper.again", { paper: t(`order.paper.${kind}`) }), run: () => again(kind) })),
    ...(parts.length > 0 ? [{ combo: ACCESSORIES_KEY, label: t("order.print.accessories", { count: parts.length }), run: labelAccessories }] : []),
    { combo: FORM_KEY, label: t("order.print.title"), run: () => open("print") },
    { combo: SHEET_KEY, label: t("order.sheet.title"), run: () => open("sheet") },
  ]);

  return (
    <Panel
      title={t("order.papers")}
      actions={
        <Button ref={opener} variant="subtle" size="compact-sm" onClick={() => open("print")} rightSection={<KeyHint combo={FORM_KEY} />}>
          {t("order.print.elsewhere")}
        </Button>
      }
    >
      {form === "print" && <PrintForm order={order} kinds={kinds} run={run} busy={printing === "form"} onLeave={leave} />}
      {form === "sheet" && <SheetForm order={order} jobs={jobs} run={run} busy={printing === "sheet"} onLeave={leave} />}
      <div className="paper-pictures">
        {kinds.map((kind) => {
          const ofKind = jobs.filter((job) => job.kind === kind && isCurrent(job, order));
          const made = ofKind.find(hasPicture);
          if (made) return <PaperPicture key={kind} job={made} onPrint={() => (made.state === "ready" ? print(made) : again(kind))} />;
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
            onClick={() => again(kind)}
            title={t("order.paper.again", { paper: t(`order.paper.${kind}`) })}
            leftSection={<IconPrinter size={18} aria-hidden />}
            rightSection={<KeyHint combo={KEYS[kind]} />}
          >
            {t(`order.paper.${kind}`)}
          </Button>
        ))}
        {parts.length > 0 && (
          <Button
            variant="default"
            size="compact-sm"
            loading={printing === "accessory"}
            onClick={labelAccessories}
            leftSection={<IconPrinter size={18} aria-hidden />}
            rightSection={<KeyHint combo={ACCESSORIES_KEY} />}
          >
            {t("order.print.accessories", { count: parts.length })}
          </Button>
        )}
        <Button
          ref={sheetOpener}
          variant="default"
          size="compact-sm"
          onClick={() => open("sheet")}
          leftSection={<IconGridDots size={18} aria-hidden />}
          rightSection={<KeyHint combo={SHEET_KEY} />}
        >
          {t("order.sheet.open")}
        </Button>
      </div>
      <p className="quiet hint">{t("order.paper.copy-hint")}</p>
      <ul className="print-jobs">
        {(all ? sorted : sorted.slice(0, FIRST)).map((job) => (
          <PrintJobRow
            key={job.id}
            job={job}
            printers={printers}
            onDeed={(deed, value = null) => doDeed(job.id, deed, value, texts)}
            title={<JobTitle order={order} job={job} />}
          >
            {job.state === "ready" && (
              <Button variant="default" size="compact-sm" loading={printing === job.id} onClick={() => print(job)}>
                {t("order.paper.print")}
              </Button>
            )}
            {job.state === "printed" && (
              <Button variant="subtle" size="compact-sm" loading={printing === job.id} onClick={() => repeat(job)}>
                {t("print.again")}
              </Button>
            )}
          </PrintJobRow>
        ))}
      </ul>
      {!all && jobs.length > FIRST && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
          {t("order.papers.all", { count: jobs.length })}
        </Button>
      )}
      <PrintLog order={order} jobs={jobs} />
    </Panel>
  );
}

function JobTitle({ order, job }: { order: Order; job: PrintJob }): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const zone = useTimeZone();
  const accessory = job.part === null ? undefined : order.accessories[job.part - 1];
  return (
    <>
      {paperOfJob(job, t, order.accessories.length)}
      {accessory && <span className="print-job-what">: {wordOr(texts, "accessory", accessory.name)}</span>}
      <span className="print-job-when quiet number">{formatInstant(job.createdAt, language, zone)}</span>
    </>
  );
}
