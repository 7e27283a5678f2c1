import { IconAlertTriangle, IconCheck, IconClock, IconFileText, IconHelpCircle, IconPrinter, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { isTroubled, wasRepeated, type PrintJob, type PrintState } from "../../src-main/domain/printing/print-job.ts";
import { ownTemplateFailed, wordsOfWarning } from "./print-job-words.ts";
import { useSecond } from "./second.ts";
import { useText } from "./text.tsx";
import "./print-job.css";

const ICONS: Readonly<Record<PrintState, typeof IconClock>> = {
  queued: IconClock,
  sending: IconPrinter,
  printed: IconCheck,
  ready: IconFileText,
  failed: IconAlertTriangle,
  unsure: IconHelpCircle,
  dropped: IconX,
};

/** How a job goes: its state with sign and word, on which printer, why it does not get on, and when it is tried again. */
export function PrintJobState({ job }: { job: PrintJob }): ReactNode {
  const { t } = useText();
  const Icon = ICONS[job.state];
  const word = wasRepeated(job) ? t("print.repeated") : t(`order.paper.state.${job.state}`);
  return (
    <>
      <div className="print-job-state">
        <strong data-state={job.state} data-troubled={isTroubled(job) || undefined}>
          <Icon size={16} aria-hidden /> {word}
        </strong>
        <span className="print-job-printer">{job.printer ?? t("print.by-hand")}</span>
        {job.state === "queued" && job.nextAt !== null && <NextTry at={job.nextAt} />}
      </div>
      <Why job={job} />
      {job.warning && (
        <div className="print-job-warning">
          <IconAlertTriangle size={16} aria-hidden /> {wordsOfWarning(job.warning, t)}
          {ownTemplateFailed(job.warning) && (
            <>
              {" "}
              <a href={`#/settings/papers/${job.kind}`}>{t("order.paper.mend-template")}</a>
            </>
          )}
        </div>
      )}
    </>
  );
}

function Why({ job }: { job: PrintJob }): ReactNode {
  const { t } = useText();
  // What a person wrote, or what the printer said, as it stands.
  if (job.state === "dropped") return job.reason && <div className="print-job-why">{job.reason}</div>;
  if (job.trouble === null) return null;
  return (
    <div className="print-job-why">
      {t(`print-trouble.${job.trouble}`)} {job.reason && <span className="print-job-detail">{job.reason}</span>}
    </div>
  );
}

function NextTry({ at }: { at: number }): ReactNode {
  const { t } = useText();
  const seconds = Math.ceil((at - useSecond(true)) / 1000);
  return <span className="quiet number">{seconds > 0 ? t("print.next-try", { seconds }) : t("print.next-try-now")}</span>;
}
