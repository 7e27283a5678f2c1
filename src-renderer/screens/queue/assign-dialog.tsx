import { TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { OrderSummary } from "../../../src-main/domain/orders/queue.ts";
import type { Person } from "../../../src-main/domain/shop/shop.ts";
import { foldText } from "../../../src-main/domain/ground/text.ts";
import { choiceOfKey, ChoiceList } from "../../components/choice-list.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { useText } from "../../components/text.tsx";
import { useDialogKeys } from "./dialog-keys.ts";

/** More people than digits are looked for by name. */
const BY_DIGIT = 8;
const NOBODY = "nobody";

type AssignDialogProps = {
  readonly row: OrderSummary;
  readonly people: readonly Person[];
  readonly meId: string;
  readonly onAssign: (person: Person | null) => void;
  readonly onClose: () => void;
};

/** Asks who shall do an order. */
export function AssignDialog({ row, people, meId, onAssign, onClose }: AssignDialogProps): ReactNode {
  const { t } = useText();
  const [text, setText] = useState("");
  const hint = (id: string | null): string | undefined => (row.technicianId === id ? t("queue.assign.now") : undefined);
  const choices = [
    ...people
      .filter(({ name }) => foldText(name).includes(foldText(text.trim())))
      .map(({ id, name }) => ({ id, label: id === meId ? t("queue.assign.me", { name }) : name, hint: hint(id) })),
    { id: NOBODY, label: t("queue.assign.nobody"), hint: hint(null) },
  ];
  const assign = (id: string | undefined): void => {
    if (id === undefined) return;
    const person = people.find((other) => other.id === id) ?? null;
    if (row.technicianId === (person?.id ?? null)) onClose();
    else onAssign(person);
  };
  useDialogKeys((event) => assign(choiceOfKey(event, choices)));
  const title = t("queue.assign.title", { number: row.number });
  return (
    <Dialog title={title} onClose={onClose}>
      {people.length > BY_DIGIT && (
        <TextInput
          label={t("order.assign.find")}
          data-autofocus
          autoComplete="off"
          mb="xs"
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") assign(choices[0]?.id);
          }}
        />
      )}
      <ChoiceList label={title} choices={choices} onChoose={assign} />
    </Dialog>
  );
}
