import { Button, UnstyledButton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { Printer } from "../../../../src-main/domain/printing/printer.ts";
import { api } from "../../../client/client.ts";
import { KeyHint, useKeys } from "../../../components/keys.tsx";
import { useText } from "../../../components/text.tsx";
import { useMay } from "../../../stores/session.ts";
import { NEW, openPrinter, useSettingsDraft } from "../../../stores/settings-draft.ts";
import { FindPrinters } from "./find-printers.tsx";
import { routesHere } from "./printer-rules.ts";
import { PrinterState } from "./printer-state.tsx";
import { useRoutes, useSizes } from "./use-printers.ts";
import { printerWords } from "./words.ts";

/** The shop's printers, how each of them is, and what goes to it from this bench. */
export function PrinterList({ printers }: { readonly printers: readonly Printer[] }): ReactNode {
  const { t } = useText();
  const queries = useQueryClient();
  const drafts = useSettingsDraft((draft) => draft.printers);
  const left = useSettingsDraft((draft) => draft.leftPrinter);
  const [finding, setFinding] = useState(false);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (left === null) return;
    const at = (id: string): HTMLElement | null | undefined => section.current?.querySelector(`[data-printer="${CSS.escape(id)}"]`);
    (at(left) ?? at("add"))?.focus();
  }, [left]);
  const ask = (): void => void queries.invalidateQueries({ queryKey: api.printer.state.key() });
  const may = useMay("printer.change");
  useKeys([
    ...(may
      ? [
          { combo: "F", label: t("printers.find"), run: () => setFinding(true) },
          { combo: "N", label: t("printers.add"), run: () => openPrinter(NEW) },
        ]
      : []),
    { combo: "R", label: t("printers.ask"), run: ask },
  ]);
  const known = new Set(printers.map(({ id }) => id));
  const begun = Object.entries(drafts).filter(([id]) => !known.has(id));
  const none = printers.length === 0 && begun.length === 0;
  return (
    <section ref={section} aria-labelledby="printers-title">
      <h1 id="printers-title">{t("settings.printers")}</h1>
      {none && !finding && <p>{t("printers.none")}</p>}
      {!none && (
        <table className="printers-table">
          <thead>
            <tr>
              <th scope="col">{t("printers.name")}</th>
              <th scope="col">{t("printers.state")}</th>
              <th scope="col">{t("printers.prints")}</th>
            </tr>
          </thead>
          <tbody>
            {printers.map((printer) => (
              <Row key={printer.id} printer={printer} changed={printer.id in drafts} />
            ))}
            {begun.map(([id, { name }]) => (
              <tr key={id}>
                <th scope="row" colSpan={3}>
                  <UnstyledButton data-printer={id} onClick={() => openPrinter(id)}>
                    {name.trim() || t("printers.new")}
                  </UnstyledButton>
                  <small className="printers-unsaved">{t("settings.not-saved")}</small>
                </th>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {finding && <FindPrinters onClose={() => setFinding(false)} />}
      <div className="printers-buttons">
        {may && !finding && (
          <Button variant={none ? "filled" : "default"} data-printer="find" onClick={() => setFinding(true)} rightSection={<KeyHint combo="F" />}>
            {t("printers.find")}
          </Button>
        )}
        {may && (
          <Button variant="default" data-printer="add" onClick={() => openPrinter(NEW)} rightSection={<KeyHint combo="N" />}>
            {t("printers.add")}
          </Button>
        )}
        {printers.length > 0 && (
          <Button variant="subtle" onClick={ask} rightSection={<KeyHint combo="R" />}>
            {t("printers.ask")}
          </Button>
        )}
      </div>
    </section>
  );
}

function Row({ printer, changed }: { readonly printer: Printer; readonly changed: boolean }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const may = useMay("printer.change");
  const routes = useRoutes();
  const sizes = useSizes();
  const papers = (routes ? routesHere(routes) : [])
    .filter(({ printerId }) => printerId === printer.id)
    .map(({ kind, copies }) => (copies > 1 ? `${t(`paper-kind.${kind}`)} × ${copies}` : t(`paper-kind.${kind}`)));
  return (
    <tr>
      <th scope="row">
        {may ? (
          <UnstyledButton data-printer={printer.id} onClick={() => openPrinter(printer.id)}>
            {printer.name}
          </UnstyledButton>
        ) : (
          printer.name
        )}
        {changed && <small className="printers-unsaved">{t("settings.not-saved")}</small>}
        <small>{t(`printer-at.${printer.way}`, { address: printer.address })}</small>
        <small>{printerWords(printer, sizes, texts)}</small>
      </th>
      <td>
        <PrinterState id={printer.id} />
      </td>
      <td>{papers.length > 0 ? papers.join(", ") : <span className="quiet">{t("printers.prints.nothing")}</span>}</td>
    </tr>
  );
}
