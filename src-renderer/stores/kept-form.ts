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
