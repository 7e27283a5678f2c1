import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useEffect, useRef, type ReactNode } from "react";
import {
  DELIMITERS,
  ENCODINGS,
  FIELDS_OF,
  IMPORT_KINDS,
  UNCLOSED,
  type Delimiter,
  type Encoding,
  type FileLook,
  type ImportField,
  type ImportKind,
  type ImportPlan,
  type Mapping,
  type Unclosed,
} from "../../../../src-main/domain/transfer/import.ts";
import { HEAD_ROWS } from "../../../../src-main/domain/transfer/import-heading.ts";
import { KeyHint, useKeys } from "../../../components/keys.tsx";
import { useText } from "../../../components/text.tsx";
import { backToPlan, cancelImport, changePlan, checkAgain, checkFile, forgetFile, runImport, useImport } from "../../../stores/exchange.ts";
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
  const form = useRef<HTMLDivElement>(null);
  // What had the focus is gone, or its work is done. Where nothing can be brought in yet, what is asked comes first.
  useEffect(() => {
    const button = main.current;
    const next = button?.disabled ? form.current?.querySelector<HTMLElement>(".data-findings :is(button, input), .data-act button:enabled") : button;
    next?.focus();
  }, [phase, look]);
  const change = (changed: Partial<ImportPlan>): void => void changePlan(changed, texts);
  if (!look || !plan) return null;
  if (phase === "checking" || phase === "running") {
    return <Working share={share} text={t(phase === "checking" ? "exchange.checking" : `exchange.${doing}`, { rows })} onCancel={cancelImport} />;
  }
  return (
    <div ref={form} onKeyDown={phase === "checked" ? escapeTo(backToPlan) : undefined}>
      <p className="data-file">
        <strong>{file}</strong>
        <Button variant="subtle" onClick={forgetFile}>
          {t("exchange.other-file")}
        </Button>
      </p>
      {report && phase === "checked" ? (
        <ImportFindings
          report={report}
          plan={plan}
          onSkip={(skipWrong) => void changePlan({ skipWrong }, texts)}
          onDayOrder={(dayOrder) => void checkAgain({ dayOrder }, texts)}
        />
      ) : (
        <>
          <FileFacts look={look} plan={plan} onChange={change} />
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

/** Encodings as offices know them. */
const encodingName = (encoding: Encoding): string => ENCODING_NAMES[encoding] ?? encoding.toUpperCase().replace("WINDOWS", "Windows");
const ENCODING_NAMES: Readonly<Partial<Record<Encoding, string>>> = { ibm866: "CP866 (DOS)" };

const HEAD_ROW_CHOICES: readonly number[] = Array.from({ length: HEAD_ROWS }, (_, index) => index + 1);

type FactsProps = { readonly look: FileLook; readonly plan: ImportPlan; readonly onChange: (change: Partial<ImportPlan>) => void };

function FileFacts({ look, plan, onChange }: FactsProps): ReactNode {
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
        description={look.encodingSure ? undefined : t("exchange.encoding.unsure")}
        value={plan.encoding}
        data={ENCODINGS.map((encoding) => ({ value: encoding, label: encodingName(encoding) }))}
        onChange={(event) => onChange({ encoding: event.currentTarget.value as Encoding })}
      />
      <NativeSelect
        label={t("exchange.delimiter")}
        value={plan.delimiter}
        data={DELIMITERS.map((delimiter) => ({ value: delimiter, label: t(`exchange.delimiter.${DELIMITER_NAMES[delimiter]}`) }))}
        onChange={(event) => onChange({ delimiter: event.currentTarget.value as Delimiter })}
      />
      <NativeSelect
        label={t("exchange.head-row")}
        value={String(plan.headRow)}
        data={HEAD_ROW_CHOICES.map(String)}
        onChange={(event) => onChange({ headRow: Number(event.currentTarget.value) })}
      />
      {(plan.kind === "orders" || plan.kind === "ord") && (
        <TextInput
          label={t("exchange.prefix")}
          value={plan.prefix}
          maxLength={20}
          onChange={(event) => onChange({ prefix: event.currentTarget.value })}
        />
      )}
      {plan.kind === "orders" && (
        <NativeSelect
          label={t("exchange.unclosed")}
          value={plan.unclosed}
          data={UNCLOSED.map((choice) => ({ value: choice, label: t(`exchange.unclosed.${choice}`) }))}
          onChange={(event) => onChange({ unclosed: event.currentTarget.value as Unclosed })}
        />
      )}
      {plan.kind === "orders" && (
        <p className="quiet">
          {t("exchange.prefix.why")} {t("exchange.unclosed.why")}
        </p>
      )}
    </div>
  );
}

const EXAMPLES = 3;
const LONGEST_EXAMPLE = 60;

/** Puts a column where a person says: behind those that the field has already. */
function assigned(mapping: Mapping, column: number, field: string): Mapping {
  const others = Object.entries(mapping)
    .map(([name, places]): readonly [string, readonly number[]] => [name, places.filter((place) => place !== column)])
    .filter(([, places]) => places.length > 0);
  const kept: Mapping = Object.fromEntries(others);
  return field === "" ? kept : { ...kept, [field]: [...(kept[field as ImportField] ?? []), column] };
}

/** The columns of the file, each with its first cells and what it means; columns of one field are joined in the order of their numbers. */
function Columns({ look, plan, onChange }: FactsProps): ReactNode {
  const { t } = useText();
  const fieldOf = (column: number): string => Object.entries(plan.mapping).find(([, places]) => places.includes(column))?.[0] ?? "";
  const turnOf = (column: number): string => {
    const places = plan.mapping[fieldOf(column) as ImportField] ?? [];
    return places.length > 1 ? t("exchange.joined", { place: places.indexOf(column) + 1, count: places.length }) : "";
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
              <th scope="row">{heading.trim() || t("exchange.column-number", { place: column + 1 })}</th>
              <td>
                <NativeSelect
                  aria-label={`${heading.trim() || t("exchange.column-number", { place: column + 1 })} ${t("exchange.means")}`}
                  value={fieldOf(column)}
                  data={[
                    { value: "", label: t("exchange.leave-out") },
                    ...FIELDS_OF[plan.kind].map((field) => ({ value: field, label: t(`import.field.${field}`) })),
                  ]}
                  onChange={(event) => onChange({ mapping: assigned(plan.mapping, column, event.currentTarget.value) })}
                />
                {turnOf(column) !== "" && <small className="quiet">{turnOf(column)}</small>}
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
