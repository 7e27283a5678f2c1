import { Button } from "@mantine/core";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import type { Printer } from "../../../../src-main/domain/printing/printer.ts";
import { client } from "../../../client/client.ts";
import { KeyHint } from "../../../components/keys.tsx";
import { useText } from "../../../components/text.tsx";
import { report } from "../../../stores/explain.ts";
import { dropPrinterForm, openPrinter } from "../../../stores/settings-draft.ts";
import { useFreshPrinters } from "./use-printers.ts";

/** Takes a printer out of use, after one question in its place. */
export function RemovePrinter({ printer }: { readonly printer: Printer }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const refresh = useFreshPrinters();
  const [asking, setAsking] = useState<boolean>();
  const [busy, setBusy] = useState(false);
  const part = useRef<HTMLElement>(null);
  useEffect(() => {
    // The first of the buttons that take this one's place, or this one again.
    if (asking !== undefined) part.current?.querySelector("button")?.focus();
    part.current?.scrollIntoView({ block: "nearest" });
  }, [asking]);
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      await client.printer.remove({ id: printer.id });
      dropPrinterForm(printer.id);
      openPrinter(null);
      await refresh();
    } catch (error) {
      setBusy(false);
      report(error, texts, () => void remove());
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !asking) return;
    event.preventDefault();
    setAsking(false);
  };
  return (
    <section className="printers-part" ref={part} onKeyDown={onKeyDown}>
      {asking ? (
        <div
          className="printers-panel"
          role="alertdialog"
          aria-label={t("printers.remove.of", { name: printer.name })}
          aria-describedby="printers-remove"
        >
          <h3>{t("printers.remove.of", { name: printer.name })}</h3>
          <p id="printers-remove">{t("printers.remove.why")}</p>
          <div className="printers-buttons">
            <Button variant="default" onClick={() => setAsking(false)} rightSection={<KeyHint combo="Esc" />}>
              {t("printers.keep")}
            </Button>
            <Button color="red" loading={busy} onClick={() => void remove()}>
              {t("printers.remove")}
            </Button>
          </div>
        </div>
      ) : (
        <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
          {t("printers.remove")}
        </Button>
      )}
    </section>
  );
}
