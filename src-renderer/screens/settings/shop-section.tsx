import { Checkbox, NumberInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { api } from "../../client/client.ts";
import { storeLogo } from "../../client/picture.ts";
import { EXPLAINED_BELOW, FieldGrid, WIDE } from "../../components/field-grid.tsx";
import { LogoField } from "../../components/logo-field.tsx";
import { PlaceFields } from "../../components/place-fields.tsx";
import { ShopFields } from "../../components/shop-fields.tsx";
import { useText } from "../../components/text.tsx";
import { fieldErrorsOf, report } from "../../stores/explain.ts";
import { SectionForm } from "./section-form.tsx";
import { useShopForm } from "./shop-form.ts";

/** Who the shop is, where it stands, and when waiting orders stand out. */
export function ShopSection(): ReactNode {
  const { t } = useText();
  const { settings, onChange, changed, save, undo } = useShopForm("shop");
  return (
    <SectionForm title={t("settings.shop")} changed={changed} onSave={save} onUndo={undo}>
      {(errors) => (
        <FieldGrid>
          <ShopFields settings={settings} onChange={onChange} errors={errors} />
          <div style={WIDE}>
            <Logo sha256={settings.logo} onChange={(logo) => onChange({ logo })} refused={errors["logo"]} />
          </div>
          <PlaceFields settings={settings} onChange={onChange} errors={errors} />
          <NumberInput
            label={t("settings.untaken-hours")}
            description={t("settings.untaken-hours.why")}
            inputWrapperOrder={EXPLAINED_BELOW}
            min={1}
            max={8760}
            allowDecimal={false}
            allowNegative={false}
            value={settings.untakenHours}
            onChange={(hours) => onChange({ untakenHours: Number(hours) })}
            error={errors["untakenHours"]}
          />
          <Checkbox
            label={t("settings.photo-details")}
            description={t("settings.photo-details.why")}
            style={WIDE}
            checked={settings.keepPhotoDetails}
            onChange={({ currentTarget }) => onChange({ keepPhotoDetails: currentTarget.checked })}
          />
        </FieldGrid>
      )}
    </SectionForm>
  );
}

function Logo({
  sha256,
  onChange,
  refused,
}: {
  sha256: string | null;
  onChange: (sha256: string | null) => void;
  refused: string | undefined;
}): ReactNode {
  const texts = useText();
  const [wrong, setWrong] = useState<string>();
  const { data: file } = useQuery({ ...api.picture.get.queryOptions({ input: { sha256: sha256 ?? "" } }), enabled: sha256 !== null });
  const choose = async (picked: File): Promise<void> => {
    try {
      const { sha256: drawn } = await storeLogo(picked);
      setWrong(undefined);
      onChange(drawn);
    } catch (error) {
      const [sentence] = Object.values(fieldErrorsOf(error, texts));
      if (sentence) setWrong(sentence);
      else report(error, texts, () => void choose(picked));
    }
  };
  return (
    <LogoField
      chosen={sha256 !== null}
      file={file}
      onFile={(picked) => void choose(picked)}
      onRemove={() => onChange(null)}
      error={wrong ?? refused}
    />
  );
}
