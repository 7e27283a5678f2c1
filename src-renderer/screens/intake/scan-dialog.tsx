import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { isImei } from "../../../src-main/domain/imei.ts";
import { foldCode } from "../../../src-main/domain/text.ts";
import { ChoiceList, choiceOfKey, type Choice } from "../../components/choice-list.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { useText } from "../../components/text.tsx";
import { changeDraft, useDraft } from "../../stores/draft.ts";

/** A code that was scanned, and the field of the form that it is for. */
export type DeviceScan = { readonly field: "imei" | "serial"; readonly text: string };

/** Which field a scanned code is for. */
export function deviceScanOf(text: string): DeviceScan {
  const digits = text.replace(/[\s/-]/g, "");
  return isImei(digits) ? { field: "imei", text: digits } : { field: "serial", text };
}

/** Puts a scanned code into its field. @returns whether it stands there now: a field that holds something else is left as it is */
export function takeDeviceScan({ field, text }: DeviceScan): boolean {
  const held = useDraft.getState().form[field];
  if (held.trim() !== "" && foldCode(held) !== foldCode(text)) return false;
  changeDraft({ [field]: text });
  return true;
}

type ScanDialogProps = { readonly scan: DeviceScan; readonly onClose: () => void };

/** Asks whether a scanned code takes the place of what its field holds. */
export function ScanDialog({ scan: { field, text }, onClose }: ScanDialogProps): ReactNode {
  const { t } = useText();
  const held = useDraft(({ form }) => form[field]);
  const choices: readonly Choice[] = [
    { id: "replace", label: t("scan.replace", { text }) },
    { id: "keep", label: t("scan.keep", { text: held }) },
  ];
  const choose = (id: string): void => {
    if (id === "replace") changeDraft({ [field]: text });
    onClose();
  };
  return (
    <Dialog
      title={t("scan.clash", { field: t(`intake.${field}`) })}
      onClose={onClose}
      onKeyDown={(event) => {
        const id = choiceOfKey(event, choices);
        if (id !== undefined) choose(id);
      }}
    >
      <Text mb="sm">{t("scan.clash-hint")}</Text>
      <ChoiceList label={t("scan.clash", { field: t(`intake.${field}`) })} choices={choices} onChoose={choose} />
    </Dialog>
  );
}
