import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useEffect, useRef, type ReactNode } from "react";
import {
  DELIMITERS,
  ENCODINGS,
  FIELDS_OF,
  IMPORT_KINDS,
  type Delimiter,
  type Encoding,
  type FileLook,
  type ImportField,
  type ImportKind,
  type ImportPlan,
} from "../../../../src-main/domain/import.ts";
import { KeyHint, useKeys } from "../../../components/keys.tsx";
import { useText } from "../../../components/text.tsx";
import { backToPlan, cancelImport, changePlan, checkFile, forgetFile, runImport, useImport } from "../../../stores/exchange.ts";
import { escapeTo } from "./escape.ts";
import { ImportFindings } from "./import-findings.tsx";
import { Working } from "./working.tsx";

const DELIMITER_NAMES: Readonly<Record<Delimiter, string>> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe" };

/** How a file is read: what is in it, how it is written, what its columns mean; then what was found, and the last word. */
export function ImportPlanForm(): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { file, look, plan, phase, report, share, rows, doing } = useImport();
  const main = useRef<HTMLButtonElement>(null);
  const mayRun = phase === "checked" && report !== null && report.right > 0 && (report.wrong === 0 || plan?.skipWrong === true);
  const act = (): void => {
    if (phase === "planning") void checkFile(texts);
    else if (mayRun) void runImport(texts);
  };
  useKeys([{ combo: "Ctrl+Enter", label: t("exchange.check"), run: act, inFields: true }]);
  useKeys(phase === "checked" ? [{ combo: "Esc", label: t("exchange.change-columns"), run: backToPlan }] : []);
  // What had the focus is gone, or its work is done.
  useEffect(() => main.current?.focus(), [phase, look]);
  const change = (changed: Partial<ImportPlan>): void => void changePlan(changed, texts);
  if (!look || !plan) return null;
  if (phase === "checking" || phase === "running") {
    return <Working share={share} text={t(phase === "checking" ? "exchange.checking" : `exchange.${doing}`, { rows })} onCancel={cancelImport} />;
  }
  return (
    <div onKeyDown={phase === "checked" ? escapeTo(backToPlan) : undefined}>
      <p className="data-file">
        <strong>{file}</strong>
        <Button variant="subtle" onClick={forgetFile}>
          {t("exchange.other-file")}
        </Button>
      </p>
      {report && phase === "checked" ? (
        <ImportFindings report={report} plan={plan} onSkip={(skipWrong) => void changePlan({ skipWrong }, texts)} />
      ) : (
        <>
          <FileFacts plan={plan} onChange={change} />
          {plan.kind === "ord" ? <p>{t("exchange.ord-columns")}</p> : <Columns look={look} plan={plan} onChange={change} />}
        </>
      )}
      <div className="data-act">
        <Button ref={main} disabled={phase === "checked" && !mayRun} onClick={act} rightSection={<KeyHint combo="Ctrl+Enter" />}>
          {phase === "checked" && report ? t("exchange.run", { count: report.right }) : t("exchange.check")}
        </Button>
        {phase === "checked" && (
          <Button variant="subtle" rightSection={<KeyHint combo="Esc" />} onClick={backToPlan}>
            {t("exchange.change-columns")}
          </Button>
        )}
      </div>
    </div>
  );
}

function FileFacts({ plan, onChange }: { readonly plan: ImportPlan; readonly onChange: (change: Partial<ImportPlan>) => void }): ReactNode {
  const { t } = useText();
  return (
    <div className="data-facts">
      <NativeSelect
        label={t("exchange.kind")}
        value={plan.kind}
        data={IMPORT_KINDS.map((kind) => ({ value: kind, label: t(`import.kind.${kind}`) }))}
        onChange={(event) => onChange({ kind: event.currentTarget.value as ImportKind })}
      />
      <NativeSelect
        label={t("exchange.encoding")}
        value={plan.encoding}
        data={ENCODINGS.map((encoding) => ({ value: encoding, label: encoding.toUpperCase().replace("WINDOWS", "Windows") }))}
        onChange={(event) => onChange({ encoding: event.currentTarget.value as Encoding })}
      />
      <NativeSelect
        label={t("exchange.delimiter")}
        value={plan.delimiter}
        data={DELIMITERS.map((delimiter) => ({ value: delimiter, label: t(`exchange.delimiter.${DELIMITER_NAMES[delimiter]}`) }))}
        onChange={(event) => onChange({ delimiter: event.currentTarget.value as Delimiter })}
      />
      {(plan.kind === "orders" || plan.kind === "ord") && (
        <TextInput
          label={t("exchange.prefix")}
          value={plan.prefix}
          maxLength={20}
          onChange={(event) => onChange({ prefix: event.currentTarget.value })}
        />
      )}
      {plan.kind === "orders" && <p className="quiet">{t("exchange.prefix.why")}</p>}
    </div>
  );
}

const EXAMPLES = 3;
const LONGEST_EXAMPLE = 60;

/** The columns of the file, each with its first cells and what it means; a field is held by one column. */
function Columns({
  look,
  plan,
  onChange,
}: {
  readonly look: FileLook;
  readonly plan: ImportPlan;
  readonly onChange: (change: Partial<ImportPlan>) => void;
}): ReactNode {
  const { t } = useText();
  const fieldOf = (column: number): string => Object.entries(plan.mapping).find(([, at]) => at === column)?.[0] ?? "";
  const assign = (column: number, field: string): void => {
    const others = Object.fromEntries(Object.entries(plan.mapping).filter(([name, at]) => at !== column && name !== field));
    onChange({ mapping: field === "" ? others : { ...others, [field as ImportField]: column } });
  };
  return (
    <div className="data-columns" tabIndex={0} role="region" aria-label={t("exchange.columns")}>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">{t("exchange.column")}</th>
            <th scope="col">{t("exchange.means")}</th>
            <th scope="col">{t("exchange.examples")}</th>
          </tr>
        </thead>
        <tbody>
          {look.columns.map((heading, column) => (
            <tr key={`${column} ${heading}`}>
              <th scope="row">{heading}</th>
              <td>
                <NativeSelect
                  aria-label={`${heading} ${t("exchange.means")}`}
                  value={fieldOf(column)}
                  data={[
                    { value: "", label: t("exchange.leave-out") },
                    ...FIELDS_OF[plan.kind].map((field) => ({ value: field, label: t(`import.field.${field}`) })),
                  ]}
                  onChange={(event) => assign(column, event.currentTarget.value)}
                />
              </td>
              <td className="quiet">
                {look.rows
                  .slice(0, EXAMPLES)
                  .map((cells) => (cells[column] ?? "").slice(0, LONGEST_EXAMPLE))
                  .filter(Boolean)
                  .join(" · ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
