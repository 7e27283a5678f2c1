import { create } from "zustand";

/** Forms that are open with what was typed, by name: they outlive the screen that shows them. */
const useForms = create<{ readonly forms: Readonly<Record<string, unknown>> }>(() => ({ forms: {} }));

/**
 * Keeps what was typed into a form while it is open, so that leaving the screen or switching the person loses no text.
 * @param name unique among all forms, `<order id>:facts`
 * @returns the form, null while it is closed, and a function that keeps (null closes) it
 */
export function useKeptForm<Form>(name: string): [Form | null, (form: Form | null) => void] {
  const form = useForms(({ forms }) => (forms[name] as Form | undefined) ?? null);
  return [form, (next) => useForms.setState(({ forms }) => ({ forms: { ...forms, [name]: next ?? undefined } }))];
}

/** Whether two forms say the same: closing one that is as it was begun loses nothing. */
export const saysTheSame = <Form>(begun: Form, form: Form): boolean => JSON.stringify(begun) === JSON.stringify(form);

/** Goes on with a form after someone was faster: what was typed stays, what was not touched says what is stored now. */
export const followed = <Form extends object>(begun: Form, form: Form, fresh: Form): Form =>
  Object.fromEntries((Object.keys(form) as (keyof Form)[]).map((key) => [key, saysTheSame(form[key], begun[key]) ? fresh[key] : form[key]])) as Form;
