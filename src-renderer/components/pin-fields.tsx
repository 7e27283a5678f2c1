import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import type { ReactNode } from "react";
import { EXPLAINED_BELOW } from "./field-grid.tsx";
import { useText } from "./text.tsx";

type PinFieldsProps = {
  readonly label: string;
  readonly description?: string;
  readonly pin: string;
  readonly again: string;
  readonly onChange: (change: { readonly pin?: string; readonly pinAgain?: string }) => void;
  readonly errors: Readonly<Record<string, string>>;
};

/** A new PIN, typed twice, because nobody sees what was typed. */
export function PinFields({ label, description, pin, again, onChange, errors }: PinFieldsProps): ReactNode {
  const { t } = useText();
  const field = (value: string, name: "pin" | "pinAgain"): PasswordInputProps => ({
    inputMode: "numeric",
    autoComplete: "new-password",
    maxLength: 8,
    inputWrapperOrder: EXPLAINED_BELOW,
    visibilityToggleButtonProps: { "aria-label": t("person.pin-show") },
    value,
    onChange: ({ currentTarget }) => onChange({ [name]: currentTarget.value }),
    error: errors[name],
    // Mantine marks every other input itself.
    "aria-invalid": errors[name] ? true : undefined,
  });
  return (
    <>
      <PasswordInput label={label} description={description} {...field(pin, "pin")} />
      <PasswordInput label={t("person.pin-again")} {...field(again, "pinAgain")} />
    </>
  );
}
