import { createContext, useContext, type ReactNode } from "react";
import "./path-field.css";

/** Sentences beside the fields that were refused, by the path of the contract. */
export const ErrorsContext = createContext<Readonly<Record<string, string>>>({});

/** What every field of a form shares: its path for errors and focus, and how many of twelve columns it takes. */
export type FieldProps = { readonly path: string; readonly label: string; readonly span: number };

/** Props that tie an input to its path; a sentence about a part of what stands in it (`customer.phones.1`) is about it. */
export function useFieldProps({ path, label, span }: FieldProps): {
  label: string;
  error: string | undefined;
  "data-path": string;
  style: { gridColumn: string };
} {
  const errors = useContext(ErrorsContext);
  const within = (wrong: string): boolean => wrong === path || wrong.startsWith(`${path}.`);
  return { label, error: Object.entries(errors).find(([wrong]) => within(wrong))?.[1], "data-path": path, style: { gridColumn: `span ${span}` } };
}

/** Fields in twelve columns, six where there is less room. */
export const FieldColumns = ({ children }: { children: ReactNode }): ReactNode => <div className="field-columns">{children}</div>;
