import { NumberInput } from "@mantine/core";
import type { ReactNode } from "react";
import { EXPLAINED_BELOW, FieldGrid, WIDE } from "../../../components/field-grid.tsx";
import { LanguagesField, PrefixField } from "../../../components/paper-fields.tsx";
import type { ShopFieldsProps } from "../../../components/shop-fields.tsx";
import { TermsField } from "../../../components/terms-field.tsx";
import { useText } from "../../../components/text.tsx";

/** What papers say, and in which languages. */
export function RestFields({ settings, onChange, errors }: ShopFieldsProps): ReactNode {
  const { t } = useText();
  return (
    <section aria-labelledby="papers-rest">
      <h2 id="papers-rest">{t("papers.rest")}</h2>
      <FieldGrid>
        <PrefixField settings={settings} onChange={onChange} errors={errors} />
        <NumberInput
          label={t("settings.warranty-days")}
          description={t("settings.warranty-days.why")}
          inputWrapperOrder={EXPLAINED_BELOW}
          min={0}
          max={3650}
          allowDecimal={false}
          allowNegative={false}
          value={settings.repairWarrantyDays}
          onChange={(days) => onChange({ repairWarrantyDays: Number(days) })}
          error={errors["repairWarrantyDays"]}
        />
        <div style={WIDE}>
          <LanguagesField settings={settings} onChange={onChange} errors={errors} />
        </div>
        <section style={WIDE} aria-labelledby="settings-terms">
          <h3 id="settings-terms">{t("shop.terms")}</h3>
          <TermsField settings={settings} onChange={onChange} errors={errors} />
        </section>
      </FieldGrid>
    </section>
  );
}
