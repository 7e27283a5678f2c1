import { TextInput, type TextInputProps } from "@mantine/core";
import type { ReactNode } from "react";
import { useFieldProps, type FieldProps } from "../../components/path-field.tsx";
import { changeDraft, useDraft } from "../../stores/draft.ts";
import { type IntakeForm } from "../../stores/intake-form.ts";

type TextKey = {
  [Key in keyof IntakeForm]: IntakeForm[Key] extends string ? (string extends IntakeForm[Key] ? Key : never) : never;
}[keyof IntakeForm];

/** One line of text of the form. */
export function TextField({
  name,
  path,
  label,
  span,
  ...rest
}: FieldProps & { readonly name: TextKey } & Omit<TextInputProps, "name" | "span">): ReactNode {
  const value = useDraft(({ form }) => form[name]);
  return (
    <TextInput
      {...useFieldProps({ path, label, span })}
      autoComplete="off"
      value={value}
      onChange={({ currentTarget }) => changeDraft({ [name]: currentTarget.value })}
      {...rest}
    />
  );
}
