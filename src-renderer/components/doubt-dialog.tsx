import { Text } from "@mantine/core";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { DeviceHistory } from "../../src-main/domain/orders/known.ts";
import { ChoiceList, choiceOfKey, type Choice } from "./choice-list.tsx";
import { Dialog } from "./dialog.tsx";
import { wordOr } from "./labels.ts";
import { useText } from "./text.tsx";

/** A number that other devices bear, and those devices. */
export type Doubt = { readonly text: string; readonly units: readonly DeviceHistory[] };

/** What a refusal says of it. */
export const doubtIn = (data: Readonly<Record<string, unknown>>): Doubt => ({
  text: String(data["text"] ?? ""),
  units: (data["units"] ?? []) as readonly DeviceHistory[],
});

type QuestionProps = {
  readonly lead: string;
  readonly doubt: Doubt;
  /** With the id of a known unit, or null for another device. */
  readonly onChoose: (deviceId: string | null) => void;
};

/** Stands for "another device" among the ids of known ones. */
const OTHER = "other";

/** Which device it is: one that is known, whose facts were wrong, or another one. Digits, arrows and Enter choose. */
export function DoubtQuestion({ lead, doubt, onChoose }: QuestionProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const box = useRef<HTMLDivElement>(null);
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    box.current?.querySelector("button")?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [before]);
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
    <div
      ref={box}
      onKeyDown={(event) => {
        const id = choiceOfKey(event, choices);
        if (id !== undefined) choose(id);
      }}
    >
      <Text mb="sm">{lead}</Text>
      <ChoiceList label={t("doubt.title")} choices={choices} onChoose={choose} />
    </div>
  );
}

/** The same as a dialog of its own. */
export function DoubtDialog({ doubt, onChoose, onClose }: Omit<QuestionProps, "lead"> & { readonly onClose: () => void }): ReactNode {
  const { t } = useText();
  return (
    <Dialog title={t("doubt.title")} onClose={onClose}>
      <DoubtQuestion lead={t("doubt.lead", { text: doubt.text })} doubt={doubt} onChoose={onChoose} />
    </Dialog>
  );
}
