import { Select, Switch } from "@mantine/core";
import type { ReactNode } from "react";
import type { MediaKind } from "../../../../src-main/domain/printing/printer.ts";
import { EXPLAINED_BELOW } from "../../../components/field-grid.tsx";
import { useText } from "../../../components/text.tsx";
import { abilitiesOf } from "./printer-rules.ts";
import { DpiField, SettingField, type PrinterFieldsProps } from "./setting-fields.tsx";
import { useSizes } from "./use-printers.ts";

/** What a label printer can be set to, as far as its language and paper know of it. */
export function LabelFields(props: PrinterFieldsProps): ReactNode {
  const { t } = useText();
  const { form, onChange, errors } = props;
  const isCut = useSizes().find(({ id }) => id === form.size)?.kind === "label";
  const can = abilitiesOf(form.language);
  if (!can) return null;
  return (
    <>
      {can.dpi && <DpiField {...props} />}
      {isCut && (
        <Select
          label={t("printers.media")}
          description={t(`printer-media-hint.${form.media}`)}
          inputWrapperOrder={EXPLAINED_BELOW}
          openOnFocus={false}
          allowDeselect={false}
          data-path="settings.media"
          data={can.media.map((media) => ({ value: media, label: t(`printer-media.${media}`) }))}
          value={form.media}
          onChange={(media) => media !== null && onChange({ media: media as MediaKind })}
          error={errors["settings.media"]}
        />
      )}
      {isCut && can.gap && form.media !== "continuous" && (
        <SettingField {...props} name="gapMm" label={t(`printers.gap-${form.media}`)} why={t("printers.gap.why")} min={0} max={30} decimals={1} />
      )}
      {can.darkness && <SettingField {...props} name="darkness" label={t("printers.darkness")} why={t("printers.darkness.why")} min={0} max={100} />}
      {can.speed && <SettingField {...props} name="speedMmS" label={t("printers.speed")} why={t("printers.speed.why")} min={10} max={500} />}
      <SettingField {...props} name="offsetXMm" label={t("printers.offset-x")} why={t("printers.offset-x.why")} min={-50} max={50} decimals={1} />
      <SettingField {...props} name="offsetYMm" label={t("printers.offset-y")} why={t("printers.offset-y.why")} min={-50} max={50} decimals={1} />
      <Switch
        label={t("printers.cut")}
        description={t("printers.cut.why")}
        checked={form.cut}
        onChange={({ currentTarget }) => onChange({ cut: currentTarget.checked })}
      />
      {can.twoColour && (
        <Switch
          label={t("printers.two-colour")}
          description={t("printers.two-colour.why")}
          checked={form.twoColour}
          onChange={({ currentTarget }) => onChange({ twoColour: currentTarget.checked })}
        />
      )}
      {can.drawer && (
        <Switch
          label={t("printers.drawer")}
          description={t("printers.drawer.why")}
          checked={form.drawer}
          onChange={({ currentTarget }) => onChange({ drawer: currentTarget.checked })}
        />
      )}
    </>
  );
}
