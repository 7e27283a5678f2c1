import { Button, TextInput } from "@mantine/core";
import { useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { canPrint, deedsOf, type PrintDeed, type PrintJob } from "../../src-main/domain/printing/print-job.ts";
import type { Printer } from "../../src-main/domain/printing/printer.ts";
import { ChoiceList, choiceOfKey, type Choice } from "./choice-list.tsx";
import { KeyHint } from "./keys.tsx";
import { PrintJobState } from "./print-job-state.tsx";
import { useText } from "./text.tsx";

/** Keys of the deeds where a list of jobs has the keyboard. */
const DEED_KEYS: Readonly<Record<PrintDeed, string>> = { confirm: "Y", repeat: "C", retry: "R", redirect: "P", drop: "D" };

/** What a deed needs besides the job: the reason of giving up, the printer that a job is sent to, null for by hand. */
export type DeedValue = string | null;

/** Does something about a job. @returns a sentence where what was typed is refused */
export type OnDeed = (deed: PrintDeed, value?: DeedValue) => Promise<string | undefined>;

type PrintJobRowProps = {
  readonly job: PrintJob;
  /** What is printed. */
  readonly title: ReactNode;
  readonly printers: readonly Printer[];
  readonly onDeed: OnDeed;
  /** Whether letters do the deeds while the row has the keyboard. */
  readonly keys?: boolean;
  /** Buttons besides the deeds. */
  readonly children?: ReactNode;
};

/** A print job, how it goes, and what can be done about it, in its place. */
export function PrintJobRow({ job, title, printers, onDeed, keys = false, children }: PrintJobRowProps): ReactNode {
  const { t } = useText();
  const row = useRef<HTMLLIElement>(null);
  const [asked, setAsked] = useState<"redirect" | "drop" | null>(null);
  const [busy, setBusy] = useState<PrintDeed | null>(null);
  const [wrong, setWrong] = useState<string>();
  const deeds = deedsOf(job.state);
  const question = asked !== null && deeds.includes(asked) ? asked : null;
  const places = question === "redirect" ? placesFor(job, printers, t("print.by-hand")) : [];

  const focusDeed = (deed: PrintDeed): void => row.current?.querySelector<HTMLElement>(`[data-deed=${deed}]`)?.focus();
  const leave = (): void => {
    setAsked(null);
    setWrong(undefined);
    if (question) setTimeout(() => focusDeed(question));
  };
  const act = async (deed: PrintDeed, value?: DeedValue): Promise<void> => {
    if (busy !== null) return;
    setBusy(deed);
    try {
      const refused = await onDeed(deed, value);
      setWrong(refused);
      if (refused === undefined) setAsked(null);
    } finally {
      setBusy(null);
    }
  };
  const begin = (deed: PrintDeed): void => {
    if (deed === "redirect" || deed === "drop") setAsked(deed);
    else void act(deed);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!question) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      return leave();
    }
    const place = question === "redirect" ? choiceOfKey(event.nativeEvent, places) : undefined;
    if (place === undefined) return;
    event.stopPropagation();
    void act("redirect", printerOf(place));
  };

  return (
    <li ref={row} className="print-job" data-job={job.id} data-keys={keys || undefined} onKeyDown={onKeyDown}>
      <div className="print-job-title">{title}</div>
      <PrintJobState job={job} />
      {job.state === "unsure" && <div className="print-job-question">{t("print.was-printed")}</div>}
      {question === null && (deeds.length > 0 || children) && (
        <div className="print-job-deeds">
          {deeds.map((deed) => (
            <Button
              key={deed}
              size="compact-sm"
              variant={deed === "drop" ? "subtle" : "default"}
              loading={busy === deed}
              data-deed={deed}
              data-deed-key={DEED_KEYS[deed]}
              onClick={() => begin(deed)}
              rightSection={keys && <KeyHint combo={DEED_KEYS[deed]} />}
            >
              {t(`print.deed.${deed}`)}
            </Button>
          ))}
          {children}
        </div>
      )}
      {question === "redirect" && (
        <div ref={focusFirst} className="print-job-ask">
          <ChoiceList label={t("print.send-to")} choices={places} onChoose={(id) => void act("redirect", printerOf(id))} />
          <Leave onLeave={leave} />
        </div>
      )}
      {question === "drop" && (
        <form
          ref={focusFirst}
          className="print-job-ask print-job-drop"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void act("drop", String(new FormData(event.currentTarget).get("reason") ?? ""));
          }}
        >
          <TextInput
            name="reason"
            label={t("print.drop-reason")}
            autoComplete="off"
            maxLength={200}
            error={wrong}
            onChange={() => setWrong(undefined)}
          />
          <Button type="submit" size="compact-sm" variant="default" loading={busy === "drop"} rightSection={<KeyHint combo="Enter" />}>
            {t("print.drop")}
          </Button>
          <Leave onLeave={leave} />
        </form>
      )}
    </li>
  );
}

function Leave({ onLeave }: { onLeave: () => void }): ReactNode {
  const { t } = useText();
  return (
    <Button size="compact-sm" variant="subtle" onClick={onLeave} rightSection={<KeyHint combo="Esc" />}>
      {t("print.leave")}
    </Button>
  );
}

function focusFirst(ask: HTMLElement | null): void {
  ask?.querySelector<HTMLElement>("[data-autofocus], input")?.focus();
  ask?.scrollIntoView({ block: "nearest" });
}

const BY_HAND = "by-hand";
const printerOf = (place: string): string | null => (place === BY_HAND ? null : place);

/** Where else a job's paper can be printed; by hand it always can. */
function placesFor({ kind, printerId }: PrintJob, printers: readonly Printer[], byHand: string): readonly Choice[] {
  const others = printers.filter((printer) => printer.id !== printerId && canPrint(printer, kind));
  return [...others.map(({ id, name }) => ({ id, label: name })), ...(printerId === null ? [] : [{ id: BY_HAND, label: byHand }])];
}
