import { Button, Combobox, Group, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Language } from "../../../src-main/domain/ground/language.ts";
import { formatPhone, parsePhone } from "../../../src-main/domain/ground/phone.ts";
import { api } from "../../client/client.ts";
import { CustomerFields, CustomerKindControl, type CustomerTextProps } from "../../components/customer-fields.tsx";
import { useFieldProps } from "../../components/path-field.tsx";
import { useText } from "../../components/text.tsx";
import { changeDraft, useDraft } from "../../stores/draft.ts";
import { customerFields } from "../../stores/intake-form.ts";
import { useSession } from "../../stores/session.ts";
import { TextField } from "./fields.tsx";

const NO_LANGUAGES: readonly Language[] = [];

/** Shortest text for which customers are looked up. */
const LEAST = 2;
const PAUSE_MS = 120;

/** Fields by which customers are found; a name is what an intake cannot do without. */
const FINDS = ["phone", "name", "email"] as const;
type Finds = (typeof FINDS)[number];
const finds = (field: CustomerTextProps): field is CustomerTextProps & { readonly name: Finds } => (FINDS as readonly string[]).includes(field.name);

const Field = (field: CustomerTextProps): ReactNode => (finds(field) ? <FindingField {...field} /> : <TextField {...field} />);

/** A field that finds who was here before while it is typed; picking someone fills the rest. */
function FindingField({ name, inputMode, ...field }: CustomerTextProps & { readonly name: Finds }): ReactNode {
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
        if (known) changeDraft(customerFields(known, t("phone.extension")));
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <TextInput
          {...useFieldProps(field)}
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
            if (phone && formatPhone(phone, t("phone.extension")) !== value) changeDraft({ phone: formatPhone(phone, t("phone.extension")) });
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={shown.length === 0}>
        <Combobox.Options aria-label={t("intake.known-customers")}>
          {shown.map((customer) => (
            <Combobox.Option key={customer.id} value={customer.id}>
              <strong>{customer.name}</strong>{" "}
              <span className="quiet">
                {[customer.contact, ...customer.phones.slice(0, 1).map((phone) => formatPhone(phone, t("phone.extension"))), customer.email]
                  .filter(Boolean)
                  .join(" · ")}{" "}
                · {t("intake.orders", { count: customer.orders })}
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
  const languages = useSession(({ welcome }) => welcome?.settings.languages ?? NO_LANGUAGES);
  return (
    <fieldset className="intake-part">
      <legend>
        <Group gap="md">
          {t("intake.customer")}
          <CustomerKindControl kind={kind} onChange={(value) => changeDraft({ kind: value })} />
          {customerId !== null && (
            <Button size="compact-sm" variant="subtle" mih={0} onClick={() => changeDraft({ customerId: null })}>
              {t("intake.not-this-customer")}
            </Button>
          )}
        </Group>
      </legend>
      <CustomerFields
        room="dense"
        kind={kind}
        language={language}
        onLanguage={(value) => changeDraft({ language: value })}
        languages={languages}
        Field={Field}
      />
    </fieldset>
  );
}
