import { NumberInput } from "@mantine/core";
import type { ReactNode } from "react";
import { EXPLAINED_BELOW, FieldGrid, WIDE } from "../../components/field-grid.tsx";
import { LanguagesField, PrefixField } from "../../components/paper-fields.tsx";
import { TermsField } from "../../components/terms-field.tsx";
import { useText } from "../../components/text.tsx";
import { SectionForm } from "./section-form.tsx";
import { useShopForm } from "./shop-form.ts";

/** What papers say and in which languages. Papers that exist keep what they said. */
export function PapersSection(): ReactNode {
  const { t } = useText();
  const { settings, onChange, changed, save, undo } = useShopForm("papers");
  return (
    <SectionForm title={t("settings.papers")} changed={changed} onSave={save} onUndo={undo}>
      {(errors) => (
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
            <h2 id="settings-terms">{t("shop.terms")}</h2>
            <TermsField settings={settings} onChange={onChange} errors={errors} />
          </section>
        </FieldGrid>
      )}
    </SectionForm>
  );
}
