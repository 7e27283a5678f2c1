import { Checkbox } from "@mantine/core";
import type { ReactNode } from "react";
import { formatDay } from "../../../../src-main/domain/ground/date.ts";
import {
  IMPORT_FIELDS,
  type DayOrder,
  type ImportField,
  type ImportPlan,
  type ImportReport,
  type RowProblem,
} from "../../../../src-main/domain/transfer/import.ts";
import { wordOr } from "../../../components/labels.ts";
import { useText } from "../../../components/text.tsx";
import { ImportNotes } from "./import-notes.tsx";

type FindingsProps = {
  readonly report: ImportReport;
  readonly plan: ImportPlan;
  readonly onSkip: (skip: boolean) => void;
  readonly onDayOrder: (order: DayOrder) => void;
};

const DAYS: readonly ImportField[] = ["received", "promised", "closed", "purchased"];

/** What a file would bring: how much, which rows have mistakes, and the first rows as they will be. */
export function ImportFindings({ report, plan, onSkip, onDayOrder }: FindingsProps): ReactNode {
  const { t } = useText();
  const { right, rows, customers, devices, orders, known, wrong, problems } = report;
  return (
    <div className="data-findings">
      <p role="status">
        <strong>{t("exchange.found", { right, rows, customers, devices, orders })}</strong> {known > 0 && t("exchange.known", { count: known })}
      </p>
      <ImportNotes report={report} onDayOrder={onDayOrder} />
      {wrong > 0 && (
        <>
          <h3>{t("exchange.wrong", { count: wrong })}</h3>
          <Rows label={t("exchange.mistake")} problems={problems} />
          {problems.length < wrong && <p className="quiet">{t("exchange.wrong-more", { count: problems.length })}</p>}
          {right > 0 && (
            <Checkbox label={t("exchange.skip-wrong")} checked={plan.skipWrong} onChange={(event) => onSkip(event.currentTarget.checked)} />
          )}
        </>
      )}
      {report.warned > 0 && (
        <>
          <h3>{t("exchange.warned", { count: report.warned })}</h3>
          <p className="quiet">{t("exchange.warned-hint")}</p>
          <Rows label={t("exchange.to-look-at")} problems={report.warnings} />
        </>
      )}
      <Preview report={report} />
    </div>
  );
}

/** What is said of single rows. */
function Rows({ label, problems }: { readonly label: string; readonly problems: readonly RowProblem[] }): ReactNode {
  const { t } = useText();
  return (
    <div className="data-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">{t("exchange.row")}</th>
            <th scope="col">{t("exchange.column")}</th>
            <th scope="col">{label}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ row, field, column, problem, text = "" }) => (
            <tr key={`${row} ${field} ${problem}`}>
              <td>{row}</td>
              <td>{column || t(`import.field.${field}`)}</td>
              <td>{t(`problem.${problem}`, { text })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Preview({ report: { preview } }: { readonly report: ImportReport }): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const right = preview.filter(({ problems }) => problems.length === 0);
  const fields = IMPORT_FIELDS.filter((field) => right.some(({ values }) => values[field] !== undefined));
  if (right.length === 0) return null;
  const shown = (field: ImportField, value: string): string => {
    if (DAYS.includes(field)) return formatDay(value, language);
    if (field === "status") return wordOr(texts, "state", value);
    if (field === "kind") return wordOr(texts, "customer-kind", value);
    return field === "category" ? wordOr(texts, "category", value) : value;
  };
  return (
    <>
      <h3>{t("exchange.preview")}</h3>
      <div className="data-scroll" tabIndex={0} role="region" aria-label={t("exchange.preview")}>
        <table className="data-table data-preview">
          <thead>
            <tr>
              <th scope="col">{t("exchange.row")}</th>
              {fields.map((field) => (
                <th key={field} scope="col">
                  {t(`import.field.${field}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {right.map(({ row, values }) => (
              <tr key={row}>
                <td>{row}</td>
                {fields.map((field) => (
                  <td key={field}>{shown(field, values[field] ?? "")}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
