import { Checkbox, MultiSelect, NumberInput, Select, TagsInput, TextInput } from "@mantine/core";
import type { CSSProperties, ReactNode } from "react";
import { EXPLAINED_BELOW } from "../../../components/field-grid.tsx";
import { useField } from "./editing.ts";
import type { Path } from "./pack-path.ts";

export type FieldProps = { readonly path: Path; readonly label: string; readonly style?: CSSProperties };
type Option = { readonly value: string; readonly label: string };

/** A line of text of the policy. */
export function TextAt({
  path,
  label,
  description,
  style,
  readOnly,
}: FieldProps & { readonly description?: string; readonly readOnly?: boolean }): ReactNode {
  const { value = "", set, props } = useField<string>(path);
  return (
    <TextInput
      label={label}
      description={description}
      inputWrapperOrder={EXPLAINED_BELOW}
      style={style}
      autoComplete="off"
      readOnly={readOnly}
      value={value}
      onChange={({ currentTarget }) => set(currentTarget.value)}
      {...props}
    />
  );
}

/** A whole number of the policy; an emptied one is none. */
export function NumberAt({ path, label, max, style, decimals = 0 }: FieldProps & { readonly max: number; readonly decimals?: number }): ReactNode {
  const { value, set, props } = useField<number>(path);
  return (
    <NumberInput
      label={label}
      style={style}
      min={0}
      max={max}
      clampBehavior="strict"
      allowNegative={false}
      allowDecimal={decimals > 0}
      decimalScale={decimals}
      hideControls
      value={value ?? ""}
      onChange={(typed) => set(typed === "" ? undefined : Number(typed))}
      {...props}
    />
  );
}

/** One of a few values of the policy; with `none` there may be none. */
export function PickAt({
  path,
  label,
  options,
  none,
  style,
}: FieldProps & { readonly options: readonly Option[]; readonly none?: string }): ReactNode {
  const { value, set, props } = useField<string>(path);
  return (
    <Select
      label={label}
      style={style}
      openOnFocus={false}
      allowDeselect={false}
      data={none === undefined ? [...options] : [{ value: "", label: none }, ...options]}
      value={value ?? (none === undefined ? null : "")}
      onChange={(chosen) => set(chosen === null || chosen === "" ? undefined : chosen)}
      {...props}
    />
  );
}

/** Some of a few values of the policy, in the order in which they were chosen. An emptied one is none where `optional`. */
export function PicksAt({
  path,
  label,
  options,
  placeholder,
  style,
  optional = false,
}: FieldProps & { readonly options: readonly Option[]; readonly placeholder?: string; readonly optional?: boolean }): ReactNode {
  const { value = [], set, props } = useField<readonly string[]>(path);
  const strangers = value.filter((one) => !options.some((option) => option.value === one)).map((one) => ({ value: one, label: one }));
  return (
    <MultiSelect
      label={label}
      style={style}
      openOnFocus={false}
      placeholder={value.length === 0 ? placeholder : undefined}
      data={[...options, ...strangers]}
      value={[...value]}
      onChange={(chosen) => set(optional && chosen.length === 0 ? undefined : chosen)}
      {...props}
    />
  );
}

/** Words of the policy that are typed one after the other. */
export function TagsAt({
  path,
  label,
  description,
  style,
  optional = false,
}: FieldProps & { readonly description?: string; readonly optional?: boolean }): ReactNode {
  const { value = [], set, props } = useField<readonly string[]>(path);
  return (
    <TagsInput
      label={label}
      description={description}
      inputWrapperOrder={EXPLAINED_BELOW}
      style={style}
      acceptValueOnBlur
      value={[...value]}
      onChange={(words) => set(optional && words.length === 0 ? undefined : words)}
      {...props}
    />
  );
}

/** Yes or no. With `optional`, no is the same as nothing. */
export function CheckAt({ path, label, optional = false }: FieldProps & { readonly optional?: boolean }): ReactNode {
  const { value = false, set, props } = useField<boolean>(path);
  return (
    <Checkbox
      className="policy-check"
      label={label}
      checked={value}
      onChange={({ currentTarget }) => set(currentTarget.checked || (optional ? undefined : false))}
      {...props}
    />
  );
}
