import type { ReactNode } from "react";
import { useText } from "../../../components/text.tsx";
import { useImport } from "../../../stores/exchange.ts";
import "./data.css";
import { ExportPart } from "./export-part.tsx";
import { FileChoice } from "./file-choice.tsx";
import { ImportList } from "./import-list.tsx";
import { ImportPlanForm } from "./import-plan.tsx";

/** Data in and out: files of other programs, everything of the shop's own, and what was brought in so far. */
export function DataSection(): ReactNode {
  const { t } = useText();
  const planned = useImport(({ plan }) => plan !== null);
  return (
    <div className="settings-fields data">
      <h1>{t("settings.data")}</h1>
      <section aria-labelledby="data-import">
        <h2 id="data-import">{t("exchange.import")}</h2>
        {planned ? <ImportPlanForm /> : <FileChoice />}
      </section>
      {!planned && (
        <>
          <ImportList />
          <ExportPart />
        </>
      )}
    </div>
  );
}
