import { Input, NumberInput } from "@mantine/core";
import { useId, type ReactNode } from "react";
import type { Period } from "../../../../src-main/domain/ground/calendar.ts";
import { useText } from "../../../components/text.tsx";
import { useEditing, useField } from "./editing.ts";
import type { FieldProps } from "./fields.tsx";

/** The longest periods that a policy takes, by their unit. */
const LONGEST = [
  ["months", 1200],
  ["days", 36_500],
] as const;

/** A length of time: months, then days. Where `optional`, an emptied one is none. */
export function PeriodAt({ path, label, optional = false }: FieldProps & { readonly optional?: boolean }): ReactNode {
  const { t } = useText();
  const { errors } = useEditing();
  const { value = {}, set } = useField<Period>(path);
  const id = useId();
  const field = path.join(".");
  const change = (unit: "months" | "days", typed: string | number): void => {
    const { [unit]: _, ...other } = value;
    const next = typed === "" ? other : { ...value, [unit]: Number(typed) };
    set(optional && Object.keys(next).length === 0 ? undefined : next);
  };
  return (
    <Input.Wrapper label={label} labelElement="div" labelProps={{ id }} error={errors[field]}>
      <div role="group" aria-labelledby={id} className="policy-period" data-path={field}>
        {LONGEST.map(([unit, max]) => (
          <NumberInput
            key={unit}
            aria-label={t(`policies.${unit}`)}
            rightSection={<span className="policy-unit">{t(`policies.${unit}-short`)}</span>}
            rightSectionWidth="3.25rem"
            min={0}
            max={max}
            clampBehavior="strict"
            allowNegative={false}
            allowDecimal={false}
            value={value[unit] ?? ""}
            onChange={(typed) => change(unit, typed)}
            data-path={`${field}.${unit}`}
            error={errors[`${field}.${unit}`] ?? errors[field] !== undefined}
          />
        ))}
      </div>
    </Input.Wrapper>
  );
}
