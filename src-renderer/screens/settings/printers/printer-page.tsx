import { Button } from "@mantine/core";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { checkAddress } from "../../../../src-main/domain/printing/printer-address.ts";
import type { Printer } from "../../../../src-main/domain/printing/printer.ts";
import { client } from "../../../client/client.ts";
import { showWrong } from "../../../components/first-wrong.ts";
import { KeyHint } from "../../../components/keys.tsx";
import { useText } from "../../../components/text.tsx";
import type { FieldErrors } from "../../../stores/explain.ts";
import { printerFormOf, printerOf, type PrinterForm } from "../../../stores/printer-form.ts";
import { dropPrinterForm, keepPrinterForm, NEW, openPrinter, useSettingsDraft } from "../../../stores/settings-draft.ts";
import { SectionForm } from "../section-form.tsx";
import { PrinterFields } from "./printer-fields.tsx";
import { RemovePrinter } from "./remove-printer.tsx";
import { TestPage } from "./test-page.tsx";
import { useFreshPrinters } from "./use-printers.ts";
import { addressProblem } from "./words.ts";

const NO_ERRORS: FieldErrors = {};

/** One printer: its form, a test page, and its end. What was typed waits when the form is left. */
export function PrinterPage({ id, printer }: { readonly id: string; readonly printer: Printer | undefined }): ReactNode {
  const { t } = useText();
  const refresh = useFreshPrinters();
  const draft = useSettingsDraft(({ printers }) => printers[id]);
  const form = draft ?? printerFormOf(printer);
  const page = useRef<HTMLDivElement>(null);
  const [refused, setRefused] = useState(NO_ERRORS);
  useEffect(() => page.current?.querySelector<HTMLElement>("form input")?.focus(), []);
  const change = (part: Partial<PrinterForm>): void => {
    setRefused(NO_ERRORS);
    keepPrinterForm(id, printer, { ...form, ...part });
  };
  const input = { id: printer?.id ?? null, ...printerOf(form) };
  const check = (): FieldErrors => {
    setRefused(NO_ERRORS);
    return wrongIn(form, t);
  };
  const save = async (): Promise<void> => {
    const kept = await client.printer.keep(input);
    await refresh();
    dropPrinterForm(id);
    useSettingsDraft.setState({ printerId: null, leftPrinter: kept.id });
  };
  const undo = (): void => {
    dropPrinterForm(id);
    if (!printer) openPrinter(null);
  };
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || (event.target as HTMLElement).getAttribute("aria-expanded") === "true") return;
    event.preventDefault();
    openPrinter(null);
  };
  return (
    <div className="printer-page" ref={page} onKeyDown={leave}>
      <SectionForm
        title={printer?.name ?? t("printers.new")}
        changed={id === NEW || draft !== undefined}
        check={check}
        onSave={save}
        onUndo={undo}
        tools={
          <Button variant="default" onClick={() => openPrinter(null)} rightSection={<KeyHint combo="Esc" />}>
            {t("printers.back")}
          </Button>
        }
      >
        {(errors) => (
          <>
            <PrinterFields form={form} onChange={change} errors={{ ...errors, ...refused }} />
            <TestPage
              form={form}
              input={input}
              check={() => wrongIn(form, t)}
              onRefused={(wrong) => showWrong(page.current, () => setRefused(wrong))}
              onChange={change}
            />
            {printer && <RemovePrinter printer={printer} />}
          </>
        )}
      </SectionForm>
    </div>
  );
}

/** What the form can see for itself; main judges the rest. */
function wrongIn({ name, way, address }: PrinterForm, t: (key: string) => string): FieldErrors {
  const checked = checkAddress(way, address);
  return {
    ...(name.trim() === "" ? { name: t("problem.required") } : {}),
    ...("problem" in checked ? { address: t(addressProblem(checked.problem)) } : {}),
  };
}
