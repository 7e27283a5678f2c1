import { createContext, useContext } from "react";
import type { Language } from "../../../../src-main/domain/ground/language.ts";
import type { PolicyPack } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { getIn, putIn, type Path } from "./pack-path.ts";

/** The policy in the editor, and what its fields share. */
export type Editing = {
  readonly pack: PolicyPack;
  /** Whether the policy was never saved: its id may still change. */
  readonly isNew: boolean;
  readonly change: (change: (pack: PolicyPack) => PolicyPack) => void;
  /** What is wrong, a sentence by the path of the field. */
  readonly errors: Readonly<Record<string, string>>;
  /** The language whose texts are shown. */
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
};

export const EditingContext = createContext<Editing | null>(null);

/** The policy in the editor. */
export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error("no policy is being edited");
  return editing;
}

/** The sentence about a field or about a part of what stands in it. */
export const errorAt = (errors: Editing["errors"], field: string): string | undefined =>
  errors[field] ?? Object.entries(errors).find(([wrong]) => wrong.startsWith(`${field}.`))?.[1];

/** What a field shows and what it does. */
export type Field<Value> = {
  readonly value: Value | undefined;
  /** `undefined` takes the field away. */
  readonly set: (next: Value | undefined) => void;
  readonly props: { readonly error: string | undefined; readonly "data-path": string };
};

/** Ties a field to its place in the policy. */
export function useField<Value>(path: Path): Field<Value> {
  const { pack, change, errors } = useEditing();
  const field = path.join(".");
  return {
    value: getIn(pack, path) as Value | undefined,
    set: (next) => change((whole) => putIn(whole, path, next)),
    props: { error: errorAt(errors, field), "data-path": field },
  };
}
