import { Button, Combobox, Group, SegmentedControl, Select, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { formatPhone, parsePhone } from "../../../src-main/domain/phone.ts";
import { CUSTOMER_KINDS } from "../../../src-main/domain/order.ts";
import { LANGUAGES, type Language } from "../../../src-main/domain/language.ts";
import { api } from "../../client/client.ts";
import { useText } from "../../components/text.tsx";
import { changeDraft, customerFields, useDraft } from "../../stores/draft.ts";
import { useSession } from "../../stores/session.ts";
import { TextField, useFieldProps } from "./fields.tsx";

/** Shortest text for which customers are looked up. */
const LEAST = 2;
const PAUSE_MS = 120;

/** A field that finds who was here before while it is typed; picking someone fills the rest. */
function FindingField({
  name,
  path,
  label,
  span,
  inputMode,
}: {
  name: "phone" | "name" | "email";
  path: string;
  label: string;
  span: number;
  inputMode?: "tel" | "email";
}): ReactNode {
  const { t } = useText();
  const value = useDraft(({ form }) => form[name]);
  const customerId = useDraft(({ form }) => form.customerId);
  const country = useSession(({ welcome }) => welcome?.settings.country ?? "LV");
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [asked] = useDebouncedValue(value.trim(), PAUSE_MS);
  const { data: found } = useQuery({
    ...api.known.customers.queryOptions({ input: { text: asked.slice(0, 200) } }),
    enabled: combobox.dropdownOpened && asked.length >= LEAST && customerId === null,
    placeholderData: keepPreviousData,
  });
  const shown = customerId === null && value.trim().length >= LEAST ? (found ?? []) : [];
  return (
    <Combobox
      store={combobox}
      shadow="md"
      width={480}
      position="bottom-start"
      onOptionSubmit={(id) => {
        const known = shown.find((customer) => customer.id === id);
        if (known) changeDraft({ ...customerFields(known), phone: formatPhone(known.phones[0] ?? "") });
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <TextInput
          {...useFieldProps({ path, label, span })}
          required={name !== "email"}
          withAsterisk={name === "name"}
          autoComplete="off"
          inputMode={inputMode}
          value={value}
          onChange={({ currentTarget }) => {
            changeDraft({ [name]: currentTarget.value });
            combobox.openDropdown();
          }}
          onBlur={() => {
            combobox.closeDropdown();
            const phone = name === "phone" ? parsePhone(value, country) : undefined;
            if (phone && formatPhone(phone) !== value) changeDraft({ phone: formatPhone(phone) });
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={shown.length === 0}>
        <Combobox.Options aria-label={t("intake.known-customers")}>
          {shown.map((customer) => (
            <Combobox.Option key={customer.id} value={customer.id}>
              <strong>{customer.name}</strong>{" "}
              <span className="quiet">
                {[customer.contact, ...customer.phones.slice(0, 1).map(formatPhone), customer.email].filter(Boolean).join(" · ")} ·{" "}
                {t("intake.orders", { count: customer.orders })}
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** Who brings the device. */
export function CustomerPart(): ReactNode {
  const { t } = useText();
  const kind = useDraft(({ form }) => form.kind);
  const language = useDraft(({ form }) => form.language);
  const customerId = useDraft(({ form }) => form.customerId);
  const languages = useSession(({ welcome }) => welcome?.settings.languages);
  const languageField = useFieldProps({ path: "customer.language", label: t("intake.language"), span: 2 });
  // The shop's own languages first; a customer may read any that the papers speak.
  const offered = [...new Set<Language>([...(languages ?? []), ...LANGUAGES])];
  return (
    <fieldset className="intake-part">
      <legend>
        <Group gap="md">
          {t("intake.customer")}
          <SegmentedControl
            size="xs"
            aria-label={t("intake.customer-kind")}
            value={kind}
            onChange={(value) => changeDraft({ kind: value })}
            data={CUSTOMER_KINDS.map((value) => ({ value, label: t(`customer-kind.${value}`) }))}
          />
          {customerId !== null && (
            <Button size="compact-sm" variant="subtle" mih={0} onClick={() => changeDraft({ customerId: null })}>
              {t("intake.not-this-customer")}
            </Button>
          )}
        </Group>
      </legend>
      <div className="intake-grid">
        <FindingField name="phone" path="customer.phone" label={t("intake.phone")} span={3} inputMode="tel" />
        <FindingField name="name" path="customer.name" label={t(kind === "person" ? "intake.name" : "intake.company")} span={4} />
        <FindingField name="email" path="customer.email" label={t("intake.email")} span={3} inputMode="email" />
        <Select
          {...languageField}
          allowDeselect={false}
          value={language}
          onChange={(value) => value && changeDraft({ language: value })}
          data={offered.map((value) => ({ value, label: t(`language.${value}`) }))}
        />
        {kind === "organisation" && (
          <>
            <TextField name="contact" path="customer.contact" label={t("intake.contact")} span={6} />
            <TextField name="registration" path="customer.registration" label={t("intake.registration")} span={6} />
          </>
        )}
        <TextField name="otherPhones" path="customer.phones.0" label={t("intake.other-phones")} span={3} inputMode="tel" />
        <TextField name="whatsapp" path="customer.whatsapp" label={t("intake.whatsapp")} span={3} inputMode="tel" />
        <TextField name="address" path="customer.address" label={t("intake.address")} span={6} />
      </div>
    </fieldset>
  );
}
