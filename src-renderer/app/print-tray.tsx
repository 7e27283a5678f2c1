import { Button, CloseButton, VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconClock, IconHelpCircle, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode, type RefObject } from "react";
import { partCode } from "../../src-main/domain/papers/paper.ts";
import { countJobs, isTroubled, sortByNeed, type PrintCounts, type PrintJob } from "../../src-main/domain/printing/print-job.ts";
import { api } from "../client/client.ts";
import { useCalm } from "../components/calm-keys.ts";
import { KeyHint, useKeys } from "../components/keys.tsx";
import { paperOfJob } from "../components/print-job-words.ts";
import { PrintJobRow } from "../components/print-job-row.tsx";
import { useText, type Translate } from "../components/text.tsx";
import { doDeed } from "../stores/print-deeds.ts";
import "./print-tray.css";

const KEY = "F2";
/** So many jobs are looked through at once. */
const FIRST = 40;

/** What waits for a printer and what went wrong, at a glance in the foot; by a click or one key each job, with what can be done about it. */
export function PrintTray(): ReactNode {
  const { t } = useText();
  const { data } = useQuery(api.paper.unfinished.queryOptions());
  const jobs = sortByNeed(data ?? []);
  const [open, setOpen] = useState(false);
  const before = useRef<Element | null>(null);
  const id = useId();
  const show = (): void => {
    before.current = document.activeElement;
    setOpen(true);
  };
  const close = (): void => {
    setOpen(false);
    if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
  };
  const toggle = open ? close : show;
  useKeys([{ combo: KEY, label: t("prints.title"), run: toggle, inFields: true }]);
  return (
    <>
      <Button
        size="compact-sm"
        variant={open ? "light" : "subtle"}
        className="prints-button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={toggle}
        rightSection={<KeyHint combo={KEY} />}
      >
        <VisuallyHidden>{`${t("prints.title")}: `}</VisuallyHidden>
        <Glance counts={countJobs(jobs)} />
      </Button>
      <Announcement jobs={jobs} known={data !== undefined} />
      {open && <Panel id={id} jobs={jobs} onClose={close} onLeave={() => setOpen(false)} />}
    </>
  );
}

/** Counts with sign and word, what needs a person first. */
function Glance({ counts }: { counts: PrintCounts }): ReactNode {
  const { t } = useText();
  const { unsure, failed, sending, queued, stuck } = counts;
  if (unsure + failed + sending + queued === 0)
    return (
      <span className="prints-count quiet">
        <IconPrinter size={16} aria-hidden /> {t("foot.prints.none")}
      </span>
    );
  return (
    <>
      {unsure > 0 && (
        <span className="prints-count" data-tone="today">
          <IconHelpCircle size={16} aria-hidden /> {t("foot.prints.unsure", { count: unsure })}
        </span>
      )}
      {failed > 0 && (
        <span className="prints-count" data-tone="overdue">
          <IconAlertTriangle size={16} aria-hidden /> {t("foot.prints.failed", { count: failed })}
        </span>
      )}
      {sending > 0 && (
        <span className="prints-count">
          <IconPrinter size={16} aria-hidden /> {t("foot.prints.sending", { count: sending })}
        </span>
      )}
      {queued > 0 && (
        <span className="prints-count" data-tone={stuck > 0 ? "today" : undefined}>
          <IconClock size={16} aria-hidden /> {t("foot.prints.queued", { count: queued })}
        </span>
      )}
    </>
  );
}

/** How a job is called wherever it stands among those of other orders. */
const codeOf = ({ number, part }: PrintJob): string => (part === null ? number : partCode(number, part));

const sayTrouble = (job: PrintJob, t: Translate): string =>
  [
    `${codeOf(job)}, ${paperOfJob(job, t)}: ${t(`order.paper.state.${job.state}`)}.`,
    job.printer ? `${job.printer}.` : "",
    job.trouble ? t(`print-trouble.${job.trouble}`) : "",
  ]
    .filter(Boolean)
    .join(" ");

/** Nobody listens to more at once. */
const MOST_SAID = 3;

/** Reads new trouble aloud, once, and only what was not there when the screen came up. */
function Announcement({ jobs, known }: { jobs: readonly PrintJob[]; known: boolean }): ReactNode {
  const { t } = useText();
  const [said, setSaid] = useState("");
  const heard = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!known) return;
    const troubled = jobs.filter(isTroubled);
    const news = troubled.filter(({ id, state }) => heard.current && !heard.current.has(`${id} ${state}`));
    heard.current = new Set(troubled.map(({ id, state }) => `${id} ${state}`));
    if (news.length > 0)
      setSaid(
        news
          .slice(0, MOST_SAID)
          .map((job) => sayTrouble(job, t))
          .join(" "),
      );
  }, [jobs, known, t]);
  return <VisuallyHidden role="status">{said}</VisuallyHidden>;
}

type PanelProps = {
  readonly id: string;
  readonly jobs: readonly PrintJob[];
  /** Back to where the keyboard was. */
  readonly onClose: () => void;
  /** To where a link leads. */
  readonly onLeave: () => void;
};

const rowsOf = (panel: HTMLElement | null): readonly HTMLElement[] => [...(panel?.querySelectorAll<HTMLElement>("[data-job]") ?? [])];
const focusRow = (row: HTMLElement | undefined): void => row?.querySelector<HTMLElement>("a")?.focus();
const focusClose = (panel: HTMLElement | null): void => panel?.querySelector<HTMLElement>("button")?.focus();
const isTyping = (target: EventTarget): boolean => target instanceof HTMLInputElement;

function Panel({ id, jobs, onClose, onLeave }: PanelProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { data: printers = [] } = useQuery(api.printer.list.queryOptions());
  const [all, setAll] = useState(false);
  const panel = useRef<HTMLElement>(null);
  const calm = useCalm();
  const shown = all ? jobs : jobs.slice(0, FIRST);
  const place = useFocusOnward(panel, shown);

  /** The keys of the panel; letters that are none of its own must not reach the screen behind. */
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      return onClose();
    }
    if (event.key.length > 1 && !event.key.startsWith("Arrow")) return;
    if (event.key === "?") return;
    event.stopPropagation();
    if (isTyping(event.target) || event.defaultPrevented) return;
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-job]") : null;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const rows = rowsOf(panel.current);
      return focusRow(rows[Math.min(Math.max((row ? rows.indexOf(row) : -1) + step, 0), rows.length - 1)]);
    }
    const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
    const deed = letter && row?.querySelector<HTMLButtonElement>(`[data-deed-key=${letter}]`);
    if (!deed) return;
    event.preventDefault();
    calm(() => deed.click())();
  };

  const leaveByLink = ({ target }: MouseEvent): void => {
    if (target instanceof Element && target.closest("a")) onLeave();
  };

  return (
    <section ref={panel} id={id} className="prints" aria-label={t("prints.title")} onKeyDown={onKeyDown} onFocus={place} onClick={leaveByLink}>
      <div className="prints-head">
        <h2>{t("prints.title")}</h2>
        <CloseButton size="lg" aria-label={t("frame.close")} onClick={onClose} />
      </div>
      {jobs.length === 0 ? (
        <p className="quiet">{t("prints.none")}</p>
      ) : (
        <ul className="print-jobs">
          {shown.map((job) => (
            <PrintJobRow
              key={job.id}
              keys
              job={job}
              printers={printers}
              onDeed={(deed, value = null) => doDeed(job.id, deed, value, texts)}
              title={
                <>
                  <a href={`#/order/${job.orderId}`} className="number">
                    {codeOf(job)}
                  </a>
                  {paperOfJob(job, t)}
                </>
              }
            />
          ))}
        </ul>
      )}
      {shown.length < jobs.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
          {t("order.papers.all", { count: jobs.length })}
        </Button>
      )}
    </section>
  );
}

/**
 * Takes the keyboard into the panel, and on to the next job where the one that had it is done with.
 * @returns to be called when something in the panel gets the focus
 */
function useFocusOnward(panel: RefObject<HTMLElement | null>, jobs: readonly PrintJob[]): () => void {
  const last = useRef({ id: "", index: 0 });
  useEffect(() => {
    const rows = rowsOf(panel.current);
    if (rows[0]) focusRow(rows[0]);
    else focusClose(panel.current);
  }, [panel]);
  useEffect(() => {
    const { id, index } = last.current;
    // A button that was pressed is gone with its job, and the focus with it.
    if (id === "" || jobs.some((job) => job.id === id && panel.current?.contains(document.activeElement))) return;
    if (document.activeElement !== document.body) return;
    const rows = rowsOf(panel.current);
    const row = rows.find(({ dataset }) => dataset["job"] === id) ?? rows[Math.min(index, rows.length - 1)];
    if (row) focusRow(row);
    else focusClose(panel.current);
  }, [panel, jobs]);
  return () => {
    const row = document.activeElement?.closest<HTMLElement>("[data-job]");
    if (row) last.current = { id: row.dataset["job"]!, index: rowsOf(panel.current).indexOf(row) };
  };
}
