import { TextInput } from "@mantine/core";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import type { OrderPage } from "../../../src-main/domain/orders/order.ts";
import { foldText } from "../../../src-main/domain/ground/text.ts";
import { client } from "../../client/client.ts";
import { useCalm } from "../../components/calm-keys.ts";
import { choiceOfKey, ChoiceList } from "../../components/choice-list.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { useText } from "../../components/text.tsx";
import { useSession } from "../../stores/session.ts";
import { ChangedNotice } from "./changed-notice.tsx";
import { seenOf, useChange } from "./use-change.ts";

/** More people than digits are looked for by name. */
const BY_DIGIT = 8;
const NOBODY = "nobody";

/** Gives the order to someone, or back to everyone. */
export function AssignDialog({ page, onClose }: { page: OrderPage; onClose: () => void }): ReactNode {
  const { t } = useText();
  const { order } = page;
  const people = useSession(({ welcome }) => welcome?.people) ?? [];
  const me = useSession(({ person }) => person?.id);
  const [seen, setSeen] = useState(() => seenOf(page));
  const [text, setText] = useState("");
  const { news, send } = useChange(order.id);
  const calm = useCalm();
  const choices = [
    ...people
      .filter(({ name }) => foldText(name).includes(foldText(text.trim())))
      .map(({ id, name }) => ({
        id,
        label: id === me ? t("queue.assign.me", { name }) : name,
        hint: id === order.technicianId ? t("queue.assign.now") : undefined,
      })),
    { id: NOBODY, label: t("queue.assign.nobody"), hint: order.technicianId === null ? t("queue.assign.now") : undefined },
  ];
  const assign = (id: string): void => {
    const technicianId = id === NOBODY ? null : id;
    if (technicianId === order.technicianId) return onClose();
    void send(seen, (target) => client.order.assign({ ...target, technicianId }), {
      done: onClose,
      changed: (fresh) => setSeen(seenOf(fresh)),
      again: () => assign(id),
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const chosen = choiceOfKey(event, choices);
    if (chosen !== undefined) calm(() => assign(chosen))();
  };
  return (
    <Dialog title={t("queue.assign.title", { number: order.number })} onClose={onClose} onKeyDown={onKeyDown}>
      <ChangedNotice news={news} currency={order.currency} />
      {people.length > BY_DIGIT && (
        <TextInput
          label={t("order.assign.find")}
          data-autofocus
          autoComplete="off"
          mb="xs"
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && choices[0]) assign(choices[0].id);
          }}
        />
      )}
      <ChoiceList label={t("queue.assign.title", { number: order.number })} choices={choices} onChoose={assign} />
    </Dialog>
  );
}
