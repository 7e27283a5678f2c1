import { NumberInput } from "@mantine/core";
import type { ReactNode } from "react";

type CountFieldProps = {
  readonly label: string;
  readonly max: number;
  readonly value: number;
  /** Which field of the form it is. */
  readonly path?: string;
  readonly onChange: (count: number) => void;
};

/** A whole number from 1 on. */
export function CountField({ label, max, value, path, onChange }: CountFieldProps): ReactNode {
  return (
    <NumberInput
      data-path={path}
      label={label}
      min={1}
      max={max}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="strict"
      hideControls
      value={value}
      onChange={(typed) => onChange(Math.max(1, Number(typed)))}
    />
  );
}
