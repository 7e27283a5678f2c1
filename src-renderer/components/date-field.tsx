import { TextInput, type TextInputProps } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { parseDay } from "../../src-main/domain/ground/day-text.ts";
import { formatDay } from "../../src-main/domain/ground/date.ts";
import { useText } from "./text.tsx";

type DateFieldProps = Omit<TextInputProps, "value" | "onChange"> & {
  /** ISO day, empty for none; a text that is no day is given on as it is, so that it is refused beside the field and not lost. */
  readonly value: string;
  readonly onChange: (day: string) => void;
  /** ISO day that it is today. */
  readonly today: string;
  /** Whether the day lies in the past. */
  readonly past?: boolean;
};

/** A day as people type it (`04.12`, `+5`), shown in the reader's way once the field is left; given on at every key. */
export function DateField({ value, onChange, today, past = false, onBlur, ...rest }: DateFieldProps): ReactNode {
  const { language, t } = useText();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      placeholder={t("date.placeholder")}
      inputMode="numeric"
      autoComplete="off"
      {...rest}
      value={typed ?? formatDay(value, language)}
      onChange={({ currentTarget }) => {
        const text = currentTarget.value.trim();
        setTyped(currentTarget.value);
        onChange(text === "" ? "" : (parseDay(text, today, past) ?? text));
      }}
      onBlur={(event) => {
        setTyped(null);
        onBlur?.(event);
      }}
    />
  );
}
