import type { Texts } from "../../../components/text.tsx";

/** Values with their names, `<family>.<value>`, for a field to choose from. */
export const named = ({ t }: Texts, family: string, values: readonly string[]): readonly { readonly value: string; readonly label: string }[] =>
  values.map((value) => ({ value, label: t(`${family}.${value}`) }));
