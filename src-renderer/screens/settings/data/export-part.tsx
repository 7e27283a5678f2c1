import { Button, Checkbox } from "@mantine/core";
import { IconFileExport } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { client } from "../../../client/client.ts";
import { useCalmKeys } from "../../../components/calm-keys.ts";
import { KeyHint } from "../../../components/keys.tsx";
import { useText } from "../../../components/text.tsx";
import { cancelExport, runExport, useExport } from "../../../stores/exchange.ts";
import { Working } from "./working.tsx";

/** Minutes that the papers of a thousand orders take: three papers of some 20 ms each. */
const MINUTES = 1;

/** The way out: everything, or the shop's own repairs as Open Repair Data. */
export function ExportPart(): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { running, file, share, done } = useExport();
  const [documents, setDocuments] = useState(false);
  const [problem, setProblem] = useState(false);
  const everything = (): void => {
    if (!running) void runExport(texts, (signal) => client.exchange.export({ documents, exact: false }, { signal }));
  };
  useCalmKeys([{ combo: "E", label: t("exchange.export.run"), run: everything }]);
  return (
    <section aria-labelledby="data-export">
      <h2 id="data-export">{t("exchange.export")}</h2>
      {running ? (
        <Working share={share} text={t("exchange.export.running", { file })} onCancel={cancelExport} />
      ) : (
        <>
          <p className="quiet">{t("exchange.export.why")}</p>
          <div className="data-export">
            <Button
              variant="default"
              leftSection={<IconFileExport size={18} aria-hidden />}
              rightSection={<KeyHint combo="E" />}
              onClick={everything}
            >
              {t("exchange.export.run")}
            </Button>
            <Checkbox
              label={t("exchange.export.documents", { minutes: MINUTES })}
              checked={documents}
              onChange={(event) => setDocuments(event.currentTarget.checked)}
            />
          </div>
          <p className="quiet">{t("exchange.export.ord.why")}</p>
          <div className="data-export">
            <Button variant="default" onClick={() => void runExport(texts, (signal) => client.exchange.exportOpenRepair({ problem }, { signal }))}>
              {t("exchange.export.ord")}
            </Button>
            <Checkbox label={t("exchange.export.problem")} checked={problem} onChange={(event) => setProblem(event.currentTarget.checked)} />
          </div>
        </>
      )}
      {done && (
        <p role="status" className="data-path">
          {t("exchange.export.done", { rows: done.rows })} <code>{done.path}</code>
        </p>
      )}
    </section>
  );
}
