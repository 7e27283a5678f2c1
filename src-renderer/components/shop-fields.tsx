import { TextInput, type TextInputProps } from "@mantine/core";
import type { ReactNode } from "react";
import type { ShopSettings } from "../../src-main/domain/shop/shop.ts";
import { WIDE } from "./field-grid.tsx";
import { TextArea } from "./text-area.tsx";
import { useText } from "./text.tsx";

/** What every part of the shop's form works on. */
export type ShopFieldsProps = {
  readonly settings: ShopSettings;
  readonly onChange: (change: Partial<ShopSettings>) => void;
  /** Sentences by the setting's name. */
  readonly errors: Readonly<Record<string, string>>;
};

type TextSetting = "name" | "legalName" | "registration" | "phone" | "statusPhone" | "email" | "openingHours";

/** Who the shop is and how it is reached, as papers say it. */
export function ShopFields({ settings, onChange, errors }: ShopFieldsProps): ReactNode {
  const { t } = useText();
  const text = (name: TextSetting): TextInputProps => ({
    autoComplete: "off",
    value: settings[name],
    onChange: ({ currentTarget }) => onChange({ [name]: currentTarget.value }),
    error: errors[name],
  });
  return (
    <>
      <TextInput label={t("shop.name")} {...text("name")} style={WIDE} />
      <TextInput label={t("shop.legal-name")} {...text("legalName")} />
      <TextInput label={t("shop.registration")} {...text("registration")} />
      <TextArea
        label={t("shop.address")}
        minRows={1}
        maxRows={4}
        value={settings.address}
        onChange={({ currentTarget }) => onChange({ address: currentTarget.value })}
        error={errors["address"]}
        style={WIDE}
      />
      <TextInput label={t("shop.phone")} type="tel" {...text("phone")} />
      <TextInput label={t("shop.status-phone")} type="tel" placeholder={settings.phone} {...text("statusPhone")} />
      <TextInput label={t("shop.email")} type="email" {...text("email")} />
      <TextInput label={t("shop.hours")} placeholder={t("shop.hours.example")} {...text("openingHours")} />
    </>
  );
}
