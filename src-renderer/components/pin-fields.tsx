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

const PIN: PasswordInputProps = { inputWrapperOrder: EXPLAINED_BELOW, inputMode: "numeric", autoComplete: "new-password", maxLength: 8 };

/** A new PIN, typed twice, because nobody sees what was typed. */
export function PinFields({ label, description, pin, again, onChange, errors }: PinFieldsProps): ReactNode {
  const { t } = useText();
  const eye = { visibilityToggleButtonProps: { "aria-label": t("person.pin-show") } };
  return (
    <>
      <PasswordInput {...PIN} {...eye} label={label} description={description} value={pin} onChange={({ currentTarget }) => onChange({ pin: currentTarget.value })} error={errors["pin"]} />
      <PasswordInput
        {...PIN}
        {...eye}
        label={t("person.pin-again")}
        value={again}
        onChange={({ currentTarget }) => onChange({ pinAgain: currentTarget.value })}
        error={errors["pinAgain"]}
      />
    </>
  );
}
