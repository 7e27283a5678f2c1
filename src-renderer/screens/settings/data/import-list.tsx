import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { formatInstant } from "../../../../src-main/domain/ground/date.ts";
import type { ImportRecord } from "../../../../src-main/domain/transfer/import.ts";
import { api, client } from "../../../client/client.ts";
import { Dialog } from "../../../components/dialog.tsx";
import { useText } from "../../../components/text.tsx";
import { report } from "../../../stores/explain.ts";
import { runExport, useExport } from "../../../stores/exchange.ts";
import { useSession } from "../../../stores/session.ts";
import { tell } from "../../../stores/tray.ts";

const NONE: readonly ImportRecord[] = [];

/** What was brought in so far; what nobody has worked with can go again. */
export function ImportList(): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const zone = useSession(({ welcome }) => welcome?.settings.timeZone ?? "UTC");
  const { data = NONE } = useQuery({ ...api.exchange.imports.queryOptions(), refetchOnMount: "always" });
  const running = useExport((state) => state.running);
  const [asked, setAsked] = useState<ImportRecord | null>(null);
  const [busy, setBusy] = useState(false);
  if (data.length === 0) return null;
  const undo = async ({ id, file }: ImportRecord): Promise<void> => {
    setBusy(true);
    try {
      await client.exchange.undo({ id });
      tell({ tone: "good", text: t("exchange.undone", { file }) });
    } catch (error) {
      report(error, texts);
    } finally {
      setBusy(false);
      setAsked(null);
    }
  };
  return (
    <section aria-labelledby="data-imports">
      <h2 id="data-imports">{t("exchange.imports")}</h2>
      <ul className="data-imports">
        {data.map((record) => (
          <li key={record.id}>
            <span>
              <strong>{record.file}</strong>
              <small>
                {[
                  formatInstant(record.at, language, zone),
                  record.person,
                  t("exchange.counts", { orders: record.counts.orders, customers: record.counts.customers, devices: record.counts.devices }),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </small>
            </span>
            {record.undoneAt === null ? (
              <>
                <Button
                  variant="default"
                  disabled={running}
                  onClick={() => void runExport(texts, (signal) => client.exchange.exportImport({ id: record.id }, { signal }))}
                >
                  {t("exchange.write-back")}
                </Button>
                <Button variant="default" aria-label={`${t("exchange.undo")}: ${record.file}`} onClick={() => setAsked(record)}>
                  {t("exchange.undo")}
                </Button>
              </>
            ) : (
              <span className="quiet">{t("exchange.undone-at", { at: formatInstant(record.undoneAt, language, zone) })}</span>
            )}
          </li>
        ))}
      </ul>
      {asked && (
        <Dialog title={t("exchange.undo")} onClose={() => setAsked(null)}>
          <p>{t("exchange.undo.ask", { file: asked.file })}</p>
          <Button data-autofocus loading={busy} onClick={() => void undo(asked)}>
            {t("exchange.undo")}
          </Button>
        </Dialog>
      )}
    </section>
  );
}
