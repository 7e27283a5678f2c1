import { Select, type ComboboxItem, type SelectProps } from "@mantine/core";
import { useMemo, type ReactNode } from "react";
import { foldText } from "../../src-main/domain/ground/text.ts";
import { useText } from "./text.tsx";

type SearchSelectProps = Omit<SelectProps, "data" | "value" | "onChange"> & {
  readonly data: readonly ComboboxItem[];
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** One of many, found by typing any part of its name, without regard to case and diacritics. */
export function SearchSelect({ data, value, onChange, ...rest }: SearchSelectProps): ReactNode {
  const { t } = useText();
  // A value that the list does not know is shown as it is instead of as nothing.
  const offered = useMemo(
    () => (value === "" || data.some((item) => item.value === value) ? [...data] : [{ value, label: value }, ...data]),
    [data, value],
  );
  return (
    <Select
      searchable
      allowDeselect={false}
      openOnFocus={false}
      withScrollArea={false}
      styles={{ options: { maxHeight: 280, overflowY: "auto" } }}
      nothingFoundMessage={t("search.nothing")}
      filter={({ options, search }) => (options as ComboboxItem[]).filter(({ label }) => foldText(label).includes(foldText(search.trim())))}
      {...rest}
      data={offered}
      value={value}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
    />
  );
}
