import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState, type ReactNode } from "react";
import { barredMove, deedAgainst, type BarDeed } from "../../../src-main/domain/orders/order-policy.ts";
import { MOVES, NEEDS_REASON, type OrderState } from "../../../src-main/domain/orders/order-state.ts";
import { MAX_TEXT } from "../../../src-main/domain/ground/limits.ts";
import type { OrderSummary } from "../../../src-main/domain/orders/queue.ts";
import { api } from "../../client/client.ts";
import { choiceOfKey, ChoiceList, type Choice } from "../../components/choice-list.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { KeyHint } from "../../components/keys.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { useText } from "../../components/text.tsx";
import { useKeptForm } from "../../stores/kept-form.ts";
import { useMay } from "../../stores/session.ts";
import { useDialogKeys } from "./dialog-keys.ts";

type MoveDialogProps = {
  readonly row: OrderSummary;
  /** The state that was already chosen, by dropping the card there or before main refused. */
  readonly to?: OrderState;
  /** What was typed for a move that main refused, and why it did. */
  readonly note?: string;
  readonly refusal?: string;
  readonly onMove: (to: OrderState, note: string) => void;
  /** A move that has to wait leads to what comes first. */
  readonly onDeed: (deed: BarDeed) => void;
  readonly onClose: () => void;
};

/** A note that waits for its move; the order's own screen keeps it under the same name. */
type KeptMove = { readonly note: string; readonly wanted: OrderState | null };

/** Asks where an order goes next; a note comes along, and endings ask for their reason. */
export function MoveDialog({ row, to, note: noteBefore = "", refusal, onMove, onDeed, onClose }: MoveDialogProps): ReactNode {
  const { t } = useText();
  const field = useRef<HTMLTextAreaElement>(null);
  const [kept, keep] = useKeptForm<KeptMove>(`${row.id}:move`);
  const [unsaid, setUnsaid] = useState(false);
  const mayOverrule = useMay("order.overrule");
  // A row knows nothing of its warranty. Until the order is here every move looks open, and main is the judge.
  const { data: page } = useQuery(api.order.get.queryOptions({ input: { id: row.id } }));
  const barOf = (state: OrderState) => (page ? barredMove(page.order, state) : null);
  const moves = MOVES[row.state];
  const note = kept?.note ?? noteBefore;
  // Another bench may have moved the order on while this is open: what was wanted then may no longer be possible.
  const wanted = [kept?.wanted, to].find((state) => state && moves.includes(state));
  const dropped = to !== undefined && wanted === to && refusal === undefined;
  const target = wanted ?? moves[0];
  const needsReason = target !== undefined && NEEDS_REASON.includes(target);

  const choose = (state: OrderState): void => {
    const bar = barOf(state);
    if (bar) return onDeed(deedAgainst(bar, mayOverrule));
    if (NEEDS_REASON.includes(state) && note.trim() === "") {
      keep({ note, wanted: state });
      setUnsaid(true);
      field.current?.focus();
      return;
    }
    keep(null);
    onMove(state, note.trim());
  };
  const choices = moves.map((state, index): Choice => {
    const bar = barOf(state);
    const hint = bar
      ? t("order.move.barred", { why: t(`order.bar.${bar}`), deed: t(`order.deed.${deedAgainst(bar, mayOverrule)}`) })
      : NEEDS_REASON.includes(state)
        ? t("queue.move.needs-reason")
        : index === 0
          ? t("queue.move.usual")
          : undefined;
    return { id: state, label: t(`state.${state}`), hint };
  });
  useDialogKeys((event) => {
    const confirmed = event.key === "Enter" && (event.ctrlKey || event.metaKey) ? target : undefined;
    const chosen = confirmed ?? (dropped ? undefined : choiceOfKey(event, choices));
    if (chosen === undefined) return;
    event.preventDefault();
    choose(chosen as OrderState);
  });
  const state = t(`state.${row.state}`);
  const title = dropped
    ? t("queue.move.title-to", { number: row.number, state: t(`state.${to}`) })
    : t("queue.move.title", { number: row.number, state });
  const label = needsReason ? t("queue.move.reason", { state: t(`state.${target}`) }) : t("queue.move.note");
  return (
    <Dialog title={title} onClose={onClose}>
      {refusal && (
        <Text role="alert" mb="sm" c="var(--due-overdue)">
          {refusal}
        </Text>
      )}
      {!dropped && <ChoiceList label={t("order.move.list")} choices={choices} onChoose={(id) => choose(id as OrderState)} />}
      <TextArea
        ref={field}
        mt="sm"
        minRows={2}
        maxRows={8}
        maxLength={MAX_TEXT.long}
        label={label}
        required={needsReason}
        error={needsReason && unsaid && note.trim() === "" ? t("error.move.needs-reason", { to: t(`state.${target}`) }) : undefined}
        data-autofocus={dropped || undefined}
        value={note}
        onChange={({ currentTarget }) => keep({ note: currentTarget.value, wanted: wanted ?? null })}
      />
      {target && (
        <Button mt="sm" onClick={() => choose(target)} rightSection={<KeyHint combo="Ctrl+Enter" />}>
          {t("queue.move.confirm", { state: t(`state.${target}`) })}
        </Button>
      )}
    </Dialog>
  );
}
