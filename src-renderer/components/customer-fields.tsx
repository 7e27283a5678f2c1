import { SegmentedControl, Select } from "@mantine/core";
import type { ComponentType, ReactNode } from "react";
import { LANGUAGES, type Language } from "../../src-main/domain/ground/language.ts";
import { CUSTOMER_KINDS, type CustomerKind } from "../../src-main/domain/customers/customer.ts";
import { FieldColumns, useFieldProps, type FieldProps } from "./path-field.tsx";
import { useText } from "./text.tsx";

/** A line of text of a customer, by its name in the form. */
export type CustomerTextProps = FieldProps & {
  readonly name: "phone" | "name" | "email" | "contact" | "registration" | "otherPhones" | "whatsapp" | "address";
  readonly inputMode?: "tel" | "email";
};

/** How many of twelve columns each field takes: in as few lines as can be, or with room for long addresses. */
const SPANS = {
  dense: { phone: 3, name: 4, email: 3, language: 2, otherPhones: 3, whatsapp: 3, address: 6 },
  roomy: { phone: 4, name: 8, email: 8, language: 4, otherPhones: 6, whatsapp: 6, address: 12 },
} as const;

type CustomerFieldsProps = {
  readonly room: keyof typeof SPANS;
  readonly kind: CustomerKind;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  /** The shop's own languages, which are offered first. */
  readonly languages: readonly Language[];
  /** How a line of text is typed; its identity must stay the same. */
  readonly Field: ComponentType<CustomerTextProps>;
};

/** Who a customer is and how they are reached, in the order in which it is asked. */
export function CustomerFields({ room, kind, language, onLanguage, languages, Field }: CustomerFieldsProps): ReactNode {
  const { t } = useText();
  const span = SPANS[room];
  const languageField = useFieldProps({ path: "customer.language", label: t("intake.language"), span: span.language });
  // A customer may read any language that the papers speak.
  const offered = [...new Set<Language>([...languages, ...LANGUAGES])];
  return (
    <FieldColumns>
      <Field name="phone" path="customer.phone" label={t("intake.phone")} span={span.phone} inputMode="tel" />
      <Field name="name" path="customer.name" label={t(kind === "person" ? "intake.name" : "intake.company")} span={span.name} />
      <Field name="email" path="customer.email" label={t("intake.email")} span={span.email} inputMode="email" />
      <Select
        {...languageField}
        allowDeselect={false}
        value={language}
        onChange={(value) => value && onLanguage(value)}
        data={offered.map((value) => ({ value, label: t(`language.${value}`) }))}
      />
      {kind === "organisation" && (
        <>
          <Field name="contact" path="customer.contact" label={t("intake.contact")} span={6} />
          <Field name="registration" path="customer.registration" label={t("intake.registration")} span={6} />
        </>
      )}
      <Field name="otherPhones" path="customer.phones" label={t("intake.other-phones")} span={span.otherPhones} inputMode="tel" />
      <Field name="whatsapp" path="customer.whatsapp" label={t("intake.whatsapp")} span={span.whatsapp} inputMode="tel" />
      <Field name="address" path="customer.address" label={t("intake.address")} span={span.address} />
    </FieldColumns>
  );
}

/** Whether the customer is a person or an organisation. */
export function CustomerKindControl({ kind, onChange }: { kind: CustomerKind; onChange: (kind: CustomerKind) => void }): ReactNode {
  const { t } = useText();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("intake.customer-kind")}
      value={kind}
      onChange={onChange}
      data={CUSTOMER_KINDS.map((value) => ({ value, label: t(`customer-kind.${value}`) }))}
    />
  );
}
