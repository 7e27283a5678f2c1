import { TextInput, type TextInputProps } from "@mantine/core";
import { createContext, useContext, type ReactNode } from "react";
import type { FieldErrors } from "../../stores/explain.ts";
import { changeDraft, useDraft, type IntakeForm } from "../../stores/draft.ts";

/** Sentences beside the fields that were refused, by the path of the contract. */
export const ErrorsContext = createContext<FieldErrors>({});

/** What every field of the form shares: its path for errors and focus, and how many of twelve columns it takes. */
export type FieldProps = { readonly path: string; readonly label: string; readonly span: number };

/** Props that tie an input to its path. */
export function useFieldProps({ path, label, span }: FieldProps): {
  label: string;
  error: string | undefined;
  "data-path": string;
  style: { gridColumn: string };
} {
  const errors = useContext(ErrorsContext);
  return { label, error: errors[path], "data-path": path, style: { gridColumn: `span ${span}` } };
}

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
