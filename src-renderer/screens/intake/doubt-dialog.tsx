import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { DeviceHistory } from "../../../src-main/domain/known.ts";
import { ChoiceList, choiceOfKey, type Choice } from "../../components/choice-list.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { wordOr } from "../../components/labels.ts";
import { useText } from "../../components/text.tsx";

/** A number that other devices bear, and those devices. */
export type Doubt = { readonly text: string; readonly units: readonly DeviceHistory[] };

/** What a refused intake says of it. */
export const doubtIn = (data: Readonly<Record<string, unknown>>): Doubt => ({
  text: String(data["text"] ?? ""),
  units: (data["units"] ?? []) as readonly DeviceHistory[],
});

/** Stands for "another device" among the ids of known ones. */
const OTHER = "other";

/** Asks which device it is: one that is known, whose facts were wrong, or another one with the same number. @param onChoose null: another one */
export function DoubtDialog({
  doubt,
  onChoose,
  onClose,
}: {
  readonly doubt: Doubt;
  readonly onChoose: (deviceId: string | null) => void;
  readonly onClose: () => void;
}): ReactNode {
  const texts = useText();
  const { t } = texts;
  const choices: readonly Choice[] = [
    ...doubt.units.map(({ deviceId, device, stays }) => ({
      id: deviceId,
      label: t("doubt.same", { name: [wordOr(texts, "category", device.category), device.brand, device.model].filter(Boolean).join(" ") }),
      hint: t("doubt.same-hint", { orders: stays.map(({ number }) => number).join(", ") || "–" }),
    })),
    { id: OTHER, label: t("doubt.other"), hint: t("doubt.other-hint") },
  ];
  const choose = (id: string): void => onChoose(id === OTHER ? null : id);
  return (
    <Dialog
      title={t("doubt.title")}
      onClose={onClose}
      onKeyDown={(event) => {
        const id = choiceOfKey(event, choices);
        if (id !== undefined) choose(id);
      }}
    >
      <Text mb="sm">{t("doubt.lead", { text: doubt.text })}</Text>
      <ChoiceList label={t("doubt.title")} choices={choices} onChoose={choose} />
    </Dialog>
  );
}
