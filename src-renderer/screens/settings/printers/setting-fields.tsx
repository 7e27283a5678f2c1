import { NumberInput, Select } from "@mantine/core";
import type { ReactNode } from "react";
import { PRINTER_DPI } from "../../../../src-main/domain/printing/printer.ts";
import { EXPLAINED_BELOW } from "../../../components/field-grid.tsx";
import { useText } from "../../../components/text.tsx";
import type { FieldErrors } from "../../../stores/explain.ts";
import type { PrinterForm } from "../../../stores/printer-form.ts";
import { decimalSeparator } from "./words.ts";

export type PrinterFieldsProps = {
  readonly form: PrinterForm;
  readonly onChange: (change: Partial<PrinterForm>) => void;
  readonly errors: FieldErrors;
};

/** Dots an inch, for the languages of label printers. */
export function DpiField({ form, onChange, errors }: PrinterFieldsProps): ReactNode {
  const { t } = useText();
  return (
    <Select
      label={t("printers.dpi")}
      description={t("printers.dpi.why")}
      inputWrapperOrder={EXPLAINED_BELOW}
      openOnFocus={false}
      allowDeselect={false}
      data-path="dpi"
      data={PRINTER_DPI.map((dpi) => ({ value: String(dpi), label: `${dpi} dpi` }))}
      value={String(form.dpi)}
      onChange={(dpi) => dpi !== null && onChange({ dpi: Number(dpi) })}
      error={errors["dpi"]}
    />
  );
}

type MeasureFieldProps = PrinterFieldsProps & {
  readonly name: "gapMm" | "darkness" | "speedMmS" | "offsetXMm" | "offsetYMm";
  readonly label: string;
  readonly why: string;
  readonly min: number;
  readonly max: number;
  readonly decimals?: number;
};

/** A number of the printer's settings. */
export function SettingField({ name, label, why, min, max, decimals = 0, form, onChange, errors }: MeasureFieldProps): ReactNode {
  const { language } = useText();
  return (
    <NumberInput
      label={label}
      description={why}
      inputWrapperOrder={EXPLAINED_BELOW}
      min={min}
      max={max}
      allowNegative={min < 0}
      allowDecimal={decimals > 0}
      decimalScale={decimals}
      decimalSeparator={decimalSeparator(language)}
      allowedDecimalSeparators={[",", "."]}
      data-path={`settings.${name}`}
      value={form[name]}
      onChange={(typed) => onChange({ [name]: typed })}
      error={errors[`settings.${name}`]}
    />
  );
}
