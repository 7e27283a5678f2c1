import { Button, NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { stillOwed, PAYMENT_METHODS, type Order, type PaymentMethod } from "../../../src-main/domain/orders/order.ts";
import type { PaymentInput, Target } from "../../../src-main/domain/orders/order-change.ts";
import { client } from "../../client/client.ts";
import { KeyHint } from "../../components/keys.tsx";
import { PlacedForm, sendAgain } from "../../components/placed-form.tsx";
import { useText } from "../../components/text.tsx";
import { useMay } from "../../stores/session.ts";
import { ChangedNotice } from "./changed-notice.tsx";
import { follow, type Kept } from "./kept.ts";
import { typedAmount } from "./typed.ts";
import { useChange } from "./use-change.ts";

/** A payment as it is typed. */
export type PaymentText = Omit<PaymentInput, keyof Target>;

/** A payment that settles the order: what is owed, or what is to be paid back. */
export function paymentOf(order: Order): PaymentText {
  const owed = stillOwed(order);
  const amount = owed.minor === 0 ? "" : typedAmount(Math.abs(owed.minor), owed.currency);
  return { amount, refund: owed.minor < 0, method: "cash", note: "" };
}

type PaymentFormProps = {
  readonly id: string;
  readonly order: Order;
  readonly kept: Kept<PaymentText>;
  readonly keep: (kept: Kept<PaymentText>) => void;
  readonly onClose: () => void;
  readonly onLeave: () => void;
};

/** Notes that money changed hands. */
export function PaymentForm({ id, order, kept, keep, onClose, onLeave }: PaymentFormProps): ReactNode {
  const { t } = useText();
  const { busy, news, errors, send } = useChange(order.id);
  const { seen, form } = kept;
  const mayRefund = useMay("payment.refund");
  const set = (change: Partial<PaymentText>): void => keep({ ...kept, form: { ...form, ...change } });
  const save = (): void =>
    void send(seen, (target) => client.order.notePayment({ ...target, ...form }), {
      fields: ["amount", "note"],
      done: onClose,
      changed: (page) => keep(follow(kept, page, paymentOf(page.order))),
      again: sendAgain(id),
    });
  return (
    <PlacedForm id={id} label={t("order.pay")} errors={errors} onSend={save} onLeave={onLeave}>
      <ChangedNotice news={news} currency={order.currency} />
      <div className="form-row form-even">
        <TextInput
          label={`${t("paper.amount")}, ${order.currency}`}
          inputMode="decimal"
          autoComplete="off"
          value={form.amount}
          error={errors["amount"]}
          onChange={({ currentTarget }) => set({ amount: currentTarget.value })}
        />
        <NativeSelect
          label={t("order.pay.method")}
          value={form.method}
          onChange={({ currentTarget }) => set({ method: currentTarget.value as PaymentMethod })}
          data={PAYMENT_METHODS.map((value) => ({ value, label: t(`payment-method.${value}`) }))}
        />
      </div>
      <SegmentedControl
        aria-label={t("order.pay.direction")}
        value={form.refund ? "refund" : "payment"}
        onChange={(value) => set({ refund: value === "refund" })}
        data={[
          { value: "payment", label: t("event.payment") },
          { value: "refund", label: t("order.refund"), disabled: !mayRefund },
        ]}
      />
      {!mayRefund && form.refund && (
        <p className="quiet" role="note">
          {t("error.person.not-supervisor")}
        </p>
      )}
      <TextInput
        label={t("order.pay.note")}
        autoComplete="off"
        maxLength={200}
        value={form.note}
        error={errors["note"]}
        onChange={({ currentTarget }) => set({ note: currentTarget.value })}
      />
      <div className="form-row">
        <Button type="submit" variant="light" loading={busy} disabled={form.refund && !mayRefund} rightSection={<KeyHint combo="Ctrl+Enter" />}>
          {form.refund ? t("order.pay.refund") : t("order.pay")}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t("order.discard")}
        </Button>
      </div>
    </PlacedForm>
  );
}
