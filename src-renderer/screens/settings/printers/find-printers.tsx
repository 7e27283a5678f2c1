import { Button, UnstyledButton } from "@mantine/core";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import type { FoundPrinter } from "../../../../src-main/domain/printing/printer.ts";
import { client } from "../../../client/client.ts";
import { KeyHint } from "../../../components/keys.tsx";
import { useText } from "../../../components/text.tsx";
import { sentenceOf } from "../../../stores/explain.ts";
import { keepPrinterForm, NEW, openPrinter } from "../../../stores/settings-draft.ts";
import { formOfFound } from "./printer-rules.ts";
import { SaidLine } from "./printer-state.tsx";

type Search = { readonly found: readonly FoundPrinter[] } | { readonly failed: unknown } | "looking";

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Looks for printers on the network while it is open; choosing one begins its form. */
export function FindPrinters({ onClose }: { readonly onClose: () => void }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const [search, setSearch] = useState<Search>("looking");
  const [tries, setTries] = useState(0);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const leave = new AbortController();
    setSearch("looking");
    client.printer
      .find(undefined, { signal: leave.signal })
      .then((found) => leave.signal.aborted || setSearch({ found }))
      .catch((failed: unknown) => leave.signal.aborted || setSearch({ failed }));
    return () => leave.abort();
  }, [tries]);
  useEffect(() => panel.current?.querySelector("button")?.focus(), [search]);
  const choose = (found: FoundPrinter): void => {
    keepPrinterForm(NEW, undefined, formOfFound(found));
    openPrinter(NEW);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.preventDefault();
      return onClose();
    }
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const buttons = [...(panel.current?.querySelectorAll("button") ?? [])];
    buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + by]?.focus();
  };
  const found = search !== "looking" && "found" in search ? search.found : [];
  return (
    <div className="printers-panel" ref={panel} role="group" aria-label={t("printers.find")} onKeyDown={onKeyDown}>
      <div role="status">
        {search === "looking" ? (
          <SaidLine tone="asking" text={t("printers.find.looking")} />
        ) : "failed" in search ? (
          <SaidLine tone="trouble" text={sentenceOf(search.failed, texts)} />
        ) : found.length === 0 ? (
          t("printers.find.none")
        ) : (
          t("printers.find.found", { count: found.length })
        )}
      </div>
      {found.length > 0 && (
        <ul className="printers-found">
          {found.map((printer) => (
            <li key={`${printer.way} ${printer.address} ${printer.name}`}>
              <UnstyledButton onClick={() => choose(printer)}>
                {printer.name}
                <small>
                  {[
                    ...(printer.make === "" || printer.make === printer.name ? [] : [printer.make]),
                    t(`printer-at.${printer.way}`, { address: printer.address }),
                    t(`printer-language.${printer.language}`),
                  ].join(" · ")}
                </small>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
      <div className="printers-buttons">
        {search !== "looking" && (
          <Button variant="default" onClick={() => setTries(tries + 1)}>
            {t("printers.find.again")}
          </Button>
        )}
        <Button variant="subtle" onClick={onClose} rightSection={<KeyHint combo="Esc" />}>
          {t(search === "looking" ? "printers.find.stop" : "printers.close")}
        </Button>
      </div>
    </div>
  );
}
