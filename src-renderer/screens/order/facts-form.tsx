import { Button, SegmentedControl, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { isoDateAt } from "../../../src-main/domain/ground/date.ts";
import { PRIORITIES, type Order, type Priority } from "../../../src-main/domain/orders/order.ts";
import type { FactsInput, Target } from "../../../src-main/domain/orders/order-change.ts";
import { client } from "../../client/client.ts";
import { DateField } from "../../components/date-field.tsx";
import { KeyHint } from "../../components/keys.tsx";
import { PlacedForm, sendAgain } from "../../components/placed-form.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { useText } from "../../components/text.tsx";
import { useTimeZone } from "../../stores/session.ts";
import { ChangedNotice } from "./changed-notice.tsx";
import { follow, type Kept } from "./kept.ts";
import { typedAmount } from "./typed.ts";
import { useChange } from "./use-change.ts";

/** The facts as they are typed. */
export type FactsText = Omit<FactsInput, keyof Target>;

/** The facts as a form shows them. */
export const factsOf = ({ fault, condition, priority, promisedOn, estimateMinor, limitMinor, currency }: Order): FactsText => ({
  fault,
  condition,
  priority,
  promisedOn: promisedOn ?? "",
  estimate: typedAmount(estimateMinor, currency),
  limit: typedAmount(limitMinor, currency),
});

const FIELDS = ["fault", "condition", "promisedOn", "estimate", "limit"];

type FactsFormProps = {
  readonly id: string;
  readonly order: Order;
  readonly kept: Kept<FactsText>;
  readonly keep: (kept: Kept<FactsText>) => void;
  readonly onClose: () => void;
  readonly onLeave: () => void;
};

/** Corrects what was written down at intake. */
export function FactsForm({ id, order, kept, keep, onClose, onLeave }: FactsFormProps): ReactNode {
  const { t } = useText();
  const today = isoDateAt(Date.now(), useTimeZone());
  const { busy, news, errors, send } = useChange(order.id);
  const { form, seen } = kept;
  const set = (change: Partial<FactsText>): void => keep({ ...kept, form: { ...form, ...change } });
  const save = (): void =>
    void send(seen, (target) => client.order.editFacts({ ...target, ...form, promisedOn: form.promisedOn || null }), {
      fields: FIELDS,
      done: onClose,
      changed: (page) => keep(follow(kept, page, factsOf(page.order))),
      again: sendAgain(id),
    });
  const amountLabel = (label: string): string => `${label}, ${order.currency}`;
  return (
    <PlacedForm id={id} label={t("order.facts")} errors={errors} onSend={save} onLeave={onLeave}>
      <ChangedNotice news={news} currency={order.currency} />
      <TextArea
        label={t("paper.fault")}
        minRows={2}
        maxRows={12}
        maxLength={10_000}
        withAsterisk
        value={form.fault}
        error={errors["fault"]}
        onChange={({ currentTarget }) => set({ fault: currentTarget.value })}
      />
      <TextArea
        label={t("paper.condition")}
        minRows={1}
        maxRows={12}
        maxLength={10_000}
        value={form.condition}
        error={errors["condition"]}
        onChange={({ currentTarget }) => set({ condition: currentTarget.value })}
      />
      <div>
        <div className="field-label" id={`${id}-priority`}>
          {t("paper.priority")}
        </div>
        <SegmentedControl
          fullWidth
          aria-labelledby={`${id}-priority`}
          value={form.priority}
          onChange={(priority) => set({ priority: priority as Priority })}
          data={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
        />
      </div>
      <div className="form-row form-even">
        <DateField
          label={t("paper.promised")}
          today={today}
          value={form.promisedOn ?? ""}
          error={errors["promisedOn"]}
          onChange={(promisedOn) => set({ promisedOn })}
        />
        <TextInput
          label={amountLabel(t("order.fact.estimateMinor"))}
          inputMode="decimal"
          autoComplete="off"
          value={form.estimate}
          error={errors["estimate"]}
          onChange={({ currentTarget }) => set({ estimate: currentTarget.value })}
        />
      </div>
      <TextInput
        label={amountLabel(t("paper.limit"))}
        inputMode="decimal"
        autoComplete="off"
        value={form.limit}
        error={errors["limit"]}
        onChange={({ currentTarget }) => set({ limit: currentTarget.value })}
      />
      <div className="form-row">
        <Button type="submit" variant="light" loading={busy} rightSection={<KeyHint combo="Ctrl+Enter" />}>
          {t("order.save")}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t("order.discard")}
        </Button>
      </div>
    </PlacedForm>
  );
}
