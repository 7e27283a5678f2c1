import { Button } from "@mantine/core";
import { useEffect, useState, type ReactNode } from "react";
import { useLocation } from "wouter";
import type { Order, OrderPage } from "../../../src-main/domain/orders/order.ts";
import { barredMove, deedAgainst } from "../../../src-main/domain/orders/order-policy.ts";
import {
  mayHandBack,
  MOVES,
  NEEDS_REASON,
  ORDER_STATES,
  TO_GIVE_BACK,
  wayToHandback,
  type OrderState,
} from "../../../src-main/domain/orders/order-state.ts";
import { client } from "../../client/client.ts";
import { useCalm } from "../../components/calm-keys.ts";
import { choiceOfKey, ChoiceList, type Choice } from "../../components/choice-list.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { KeyHint } from "../../components/keys.tsx";
import { focusForm, PlacedForm, sendAgain } from "../../components/placed-form.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { useText, type Texts } from "../../components/text.tsx";
import { useKeptForm } from "../../stores/kept-form.ts";
import { useMay } from "../../stores/session.ts";
import { ChangedNotice } from "./changed-notice.tsx";
import { seenOf, useChange } from "./use-change.ts";
import type { WarrantyDeed } from "../../../src-main/domain/orders/warranty-deeds.ts";

/** A move that waits for its note. */
type KeptMove = { readonly note: string; readonly wanted: OrderState | null };

/** States from which something else than the device goes to the customer. */
const GIVES_OTHERWISE: readonly OrderState[] = ["awaiting-goods", "replacing", "refunding"];

/** States from which a move leads to this one; none where something else does, the slip or a return. */
const sourcesOf = (state: OrderState): readonly OrderState[] => ORDER_STATES.filter((other) => MOVES[other].includes(state));

/** Every state but the present one: those that can be reached now, the others with what comes first. */
function choicesFrom(order: Order, mayOverrule: boolean, { t }: Texts): readonly Choice[] {
  const { state: from } = order;
  const others = ORDER_STATES.filter((state) => state !== from && !MOVES[from].includes(state) && sourcesOf(state).length > 0);
  const handback: Choice = mayHandBack(from)
    ? { id: "handed-back", label: t("state.handed-back"), hint: t("order.move.by-slip") }
    : {
        id: "handed-back",
        label: t("state.handed-back"),
        why: GIVES_OTHERWISE.includes(from)
          ? t("order.move.only-from", { states: namesOf(TO_GIVE_BACK, t) })
          : t("order.move.handback-first", { states: namesOf(TO_GIVE_BACK, t), way: namesOf(wayToHandback(from), t, " → ") }),
      };
  return [
    ...MOVES[from].map((state) => {
      const bar = barredMove(order, state);
      return {
        id: state,
        label: t(`state.${state}`),
        hint: bar
          ? t("order.move.barred", { why: t(`order.bar.${bar}`), deed: t(`order.deed.${deedAgainst(bar, mayOverrule)}`) })
          : NEEDS_REASON.includes(state)
            ? t("queue.move.needs-reason")
            : undefined,
      };
    }),
    ...(mayHandBack(from) ? [handback] : []),
    ...others.map((state) => ({
      id: state,
      label: t(`state.${state}`),
      why: t("order.move.only-from", { states: namesOf(sourcesOf(state), t) }),
    })),
    ...(mayHandBack(from) ? [] : [handback]),
  ];
}

const namesOf = (states: readonly OrderState[], t: Texts["t"], between = ", "): string => states.map((state) => t(`state.${state}`)).join(between);

const focusFirst = (listId: string): void => document.getElementById(listId)?.querySelector<HTMLElement>("button:enabled")?.focus();

type MoveDialogProps = {
  readonly page: OrderPage;
  /** The move that is meant, where it is not the usual one. */
  readonly first?: OrderState | undefined;
  /** A move that has to wait leads to what comes first. */
  readonly onDeed: (deed: WarrantyDeed) => void;
  readonly onClose: () => void;
};

/** Moves the order on: every move of the table, by digit, with a note where there is something to say. */
export function MoveDialog({ page, first, onDeed, onClose }: MoveDialogProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  // The moves stay as they were when the dialog opened: a digit must not change its meaning under the finger.
  const [base, setBase] = useState(page);
  const { order } = base;
  const [, go] = useLocation();
  const calm = useCalm();
  const formId = `move-${order.id}`;
  const listId = `moves-${order.id}`;
  const [kept, keep] = useKeptForm<KeptMove>(`${order.id}:move`);
  const [unsaid, setUnsaid] = useState<string>();
  const { busy, news, errors, send } = useChange(order.id);
  useEffect(() => {
    // The chosen move may be gone with the state that allowed it.
    if (document.activeElement === document.body) focusFirst(listId);
  }, [base, listId]);
  const mayOverrule = useMay("order.overrule");
  const choices = choicesFrom(order, mayOverrule, texts);
  const { note, wanted } = kept ?? { note: "", wanted: first ?? null };
  const to = wanted && MOVES[order.state].includes(wanted) ? wanted : MOVES[order.state][0];

  const noteLabel = to && NEEDS_REASON.includes(to) ? t("queue.move.reason", { state: t(`state.${to}`) }) : t("queue.move.note");

  const move = (target: OrderState | undefined): void => {
    if (!target) return;
    if (target === "handed-back") {
      onClose();
      return go(`/handback/${order.id}`);
    }
    const bar = barredMove(order, target);
    if (bar) return onDeed(deedAgainst(bar, mayOverrule));
    if (NEEDS_REASON.includes(target) && note.trim() === "") {
      keep({ note, wanted: target });
      setUnsaid(t("error.move.needs-reason", { to: t(`state.${target}`) }));
      focusForm(formId);
      return;
    }
    const done = (): void => {
      keep(null);
      onClose();
    };
    void send(seenOf(base), (at) => client.order.move({ ...at, to: target, ...(note.trim() !== "" && { note }) }), {
      fields: ["note"],
      done,
      changed: setBase,
      again: sendAgain(formId),
    });
  };
  return (
    <Dialog
      title={t("queue.move.title", { number: order.number, state: t(`state.${order.state}`) })}
      onClose={onClose}
      size="lg"
      onKeyDown={(event) => {
        const chosen = choiceOfKey(event, choices);
        if (chosen) calm(() => move(chosen as OrderState))();
      }}
    >
      <ChangedNotice news={news} currency={order.currency} />
      <div id={listId}>
        <ChoiceList label={t("order.move.list")} choices={choices} onChoose={(id) => move(id as OrderState)} />
      </div>
      <PlacedForm id={formId} label={noteLabel} standing errors={errors} onSend={() => move(to)} onLeave={() => focusFirst(listId)}>
        <TextArea
          label={noteLabel}
          minRows={2}
          maxRows={8}
          maxLength={10_000}
          value={note}
          error={(note.trim() === "" && unsaid) || errors["note"]}
          data-mantine-stop-propagation="true"
          onChange={({ currentTarget }) => keep({ note: currentTarget.value, wanted })}
        />
        {to && (
          <Button type="submit" loading={busy} rightSection={<KeyHint combo="Ctrl+Enter" />}>
            {t("queue.move.confirm", { state: t(`state.${to}`) })}
          </Button>
        )}
      </PlacedForm>
    </Dialog>
  );
}
