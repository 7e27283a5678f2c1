import { Select, TextInput } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { checkAddress } from "../../../../src-main/domain/printing/printer-address.ts";
import { PRINTER_LANGUAGES, PRINTER_WAYS, type PrinterLanguage, type PrinterWay } from "../../../../src-main/domain/printing/printer.ts";
import { api } from "../../../client/client.ts";
import { EXPLAINED_BELOW, FieldGrid, WIDE } from "../../../components/field-grid.tsx";
import { SearchSelect } from "../../../components/search-select.tsx";
import { useText } from "../../../components/text.tsx";
import { LabelFields } from "./label-fields.tsx";
import { holds, reachedBy, speaking } from "./printer-rules.ts";
import type { PrinterFieldsProps } from "./setting-fields.tsx";
import { useSizes } from "./use-printers.ts";
import { sizeWords } from "../../../components/size-words.ts";
import { addressProblem } from "./words.ts";

/** Everything that a printer can be told, in the order in which it is asked. */
export function PrinterFields({ form, onChange, errors }: PrinterFieldsProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const sizes = useSizes();
  const ways = useQuery(api.printer.ways.queryOptions()).data ?? PRINTER_WAYS;
  const offered = PRINTER_WAYS.filter((way) => ways.includes(way) || way === form.way);
  return (
    <FieldGrid>
      <TextInput
        label={t("printers.name")}
        description={t("printers.name.why")}
        inputWrapperOrder={EXPLAINED_BELOW}
        required
        autoComplete="off"
        maxLength={100}
        data-path="name"
        value={form.name}
        onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
        error={errors["name"]}
        style={WIDE}
      />
      <Select
        label={t("printers.way")}
        description={t(`printer-way-hint.${form.way}`)}
        inputWrapperOrder={EXPLAINED_BELOW}
        openOnFocus={false}
        allowDeselect={false}
        withScrollArea={false}
        data-path="way"
        data={offered.map((way) => ({ value: way, label: t(`printer-way.${way}`) }))}
        value={form.way}
        onChange={(way) => way !== null && onChange(reachedBy(form, way as PrinterWay))}
        error={errors["way"]}
      />
      <Address form={form} onChange={onChange} errors={errors} />
      {form.way !== "ipp" && (
        <Select
          label={t("printers.language")}
          description={t(`printer-language-hint.${form.language}`)}
          inputWrapperOrder={EXPLAINED_BELOW}
          openOnFocus={false}
          allowDeselect={false}
          withScrollArea={false}
          data-path="language"
          data={PRINTER_LANGUAGES.map((language) => ({ value: language, label: t(`printer-language.${language}`) }))}
          value={form.language}
          onChange={(language) => language !== null && onChange(speaking(form, language as PrinterLanguage))}
          error={errors["language"]}
        />
      )}
      <SearchSelect
        label={t("printers.size")}
        description={t("printers.size.why")}
        inputWrapperOrder={EXPLAINED_BELOW}
        data-path="size"
        data={sizes.filter((size) => holds(form.language, size)).map((size) => ({ value: size.id, label: sizeWords(size, texts) }))}
        value={form.size}
        onChange={(size) => onChange({ size })}
        error={errors["size"]}
      />
      <LabelFields form={form} onChange={onChange} errors={errors} />
    </FieldGrid>
  );
}

/** The address is checked while it is typed; what is wrong is said once the field is left, for half an address is always wrong. */
function Address({ form, onChange, errors }: PrinterFieldsProps): ReactNode {
  const { t } = useText();
  const [left, setLeft] = useState(form.address !== "");
  const checked = checkAddress(form.way, form.address);
  const wrong = "problem" in checked ? t(addressProblem(checked.problem)) : errors["address"];
  const isEmpty = form.address.trim() === "";
  return (
    <TextInput
      label={t(`printer-address.${form.way}`)}
      description={t(`printer-address-hint.${form.way}`)}
      inputWrapperOrder={EXPLAINED_BELOW}
      required
      autoComplete="off"
      spellCheck={false}
      data-path="address"
      value={form.address}
      onChange={({ currentTarget }) => onChange({ address: currentTarget.value })}
      onBlur={() => setLeft(true)}
      rightSection={
        "problem" in checked ? undefined : <IconCheck size={18} color="var(--ready)" role="img" aria-label={t("printers.address.fits")} />
      }
      error={(errors["address"] ?? (left && !isEmpty && "problem" in checked)) ? wrong : undefined}
    />
  );
}
