import { Button } from "@mantine/core";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { PrintEnd } from "../../../../src-main/domain/printing/print-job.ts";
import { client } from "../../../client/client.ts";
import { KeyHint, useKeys } from "../../../components/keys.tsx";
import { useText } from "../../../components/text.tsx";
import { fieldErrorsOf, sentenceOf, type FieldErrors } from "../../../stores/explain.ts";
import { printerOf, type PrinterForm } from "../../../stores/printer-form.ts";
import { Calibrate } from "./calibrate.tsx";
import { abilitiesOf } from "./printer-rules.ts";
import { SaidLine } from "./printer-state.tsx";
import { useSizes } from "./use-printers.ts";

type Offsets = { readonly offsetXMm: number; readonly offsetYMm: number };

/** `printed` keeps the offsets of the page that lies there now: what is measured on it belongs to them. */
type Printing =
  | { readonly at: "idle" | "printing" }
  | { readonly at: "printed"; readonly offsets: Offsets }
  | { readonly at: "failed"; readonly why: string };

type TestPageProps = {
  readonly form: PrinterForm;
  readonly input: Parameters<typeof client.printer.test>[0];
  readonly check: () => FieldErrors;
  readonly onRefused: (errors: FieldErrors) => void;
  readonly onChange: (change: Partial<PrinterForm>) => void;
};

/** Prints a test page as the form says, saved or not, tells how it went, and sets the printer by what is measured on it. */
export function TestPage({ form, input, check, onRefused, onChange }: TestPageProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const [printing, setPrinting] = useState<Printing>({ at: "idle" });
  const stop = useRef<AbortController>(null);
  const isCut = useSizes().find(({ id }) => id === form.size)?.kind === "label";
  useEffect(() => () => stop.current?.abort(), []);
  const said = (end: PrintEnd): string =>
    end.end === "printed" ? t("printers.test.printed") : t(`printers.test.${end.end}`, { why: t(`print-trouble.${end.trouble}`) });
  const print = async (): Promise<void> => {
    if (printing.at === "printing") return;
    const wrong = check();
    onRefused(wrong);
    if (Object.keys(wrong).length > 0) return;
    const leave = new AbortController();
    stop.current = leave;
    setPrinting({ at: "printing" });
    try {
      const end = await client.printer.test(input, { signal: leave.signal });
      const { offsetXMm, offsetYMm } = printerOf(form).settings;
      if (!leave.signal.aborted)
        setPrinting(end.end === "printed" ? { at: "printed", offsets: { offsetXMm, offsetYMm } } : { at: "failed", why: said(end) });
    } catch (error) {
      if (leave.signal.aborted) return;
      const refused = fieldErrorsOf(error, texts);
      if (Object.keys(refused).length > 0) onRefused(refused);
      setPrinting(Object.keys(refused).length > 0 ? { at: "idle" } : { at: "failed", why: sentenceOf(error, texts) });
    }
  };
  const cancel = (): void => {
    stop.current?.abort();
    setPrinting({ at: "failed", why: t("printers.test.stopped") });
  };
  useKeys([{ combo: "Ctrl+P", label: t("printers.test"), run: () => void print(), inFields: true }]);
  return (
    <section className="printers-part" aria-labelledby="printers-test">
      <h2 id="printers-test">{t("printers.test.title")}</h2>
      <p className="quiet">{t("printers.test.why")}</p>
      <div className="printers-buttons">
        <Button variant="default" loading={printing.at === "printing"} onClick={() => void print()} rightSection={<KeyHint combo="Ctrl+P" />}>
          {t("printers.test")}
        </Button>
        {printing.at === "printing" && (
          <Button variant="subtle" onClick={cancel}>
            {t("printers.find.stop")}
          </Button>
        )}
      </div>
      <div role="status">
        {printing.at === "printing" && <SaidLine tone="asking" text={t("printers.test.printing")} />}
        {printing.at === "printed" && <SaidLine tone="ready" text={t("printers.test.printed")} />}
        {printing.at === "failed" && <SaidLine tone="trouble" text={printing.why} />}
      </div>
      {printing.at === "printed" && isCut && abilitiesOf(form.language) && (
        <Calibrate printed={printing.offsets} onSet={onChange} onDone={() => setPrinting({ at: "idle" })} />
      )}
    </section>
  );
}
