import { NativeSelect, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { balance, type Order, type OrderPage } from "../../../src-main/domain/orders/order.ts";
import type { ConfirmPriceInput, Target } from "../../../src-main/domain/orders/order-change.ts";
import { CONFIRMATIONS, type ConfirmationWay } from "../../../src-main/domain/warranty/warranty.ts";
import { client } from "../../client/client.ts";
import { useText } from "../../components/text.tsx";
import { FormDialog } from "./form-dialog.tsx";
import { typedAmount } from "./typed.ts";

type PriceText = Omit<ConfirmPriceInput, keyof Target>;

/** The price as the order knows it so far: what the lines come to, else the estimate. */
function priceOf(order: Order): PriceText {
  const { total } = balance(order);
  const amount = total.minor > 0 ? total.minor : order.estimateMinor;
  return { amount: typedAmount(amount, order.currency), how: "phone", by: order.customer.contact || order.customer.name };
}

/** Keeps the customer's word on the price: how much, how they said it, who. */
export function PriceDialog({ page, onClose }: { page: OrderPage; onClose: () => void }): ReactNode {
  const { t } = useText();
  return (
    <FormDialog
      page={page}
      name="price"
      title={t("order.price.title", { number: page.order.number })}
      fresh={({ order }) => priceOf(order)}
      fields={["amount", "by"]}
      ways={() => [t("order.price.save")]}
      send={(target, form) => client.order.confirmPrice({ ...target, ...form })}
      onClose={onClose}
    >
      {(form, set, errors) => (
        <>
          <div className="form-row form-even">
            <TextInput
              label={`${t("order.price.amount")}, ${page.order.currency}`}
              data-autofocus
              inputMode="decimal"
              autoComplete="off"
              withAsterisk
              value={form.amount}
              error={errors["amount"]}
              onChange={({ currentTarget }) => set({ amount: currentTarget.value })}
            />
            <NativeSelect
              label={t("order.price.how")}
              value={form.how}
              onChange={({ currentTarget }) => set({ how: currentTarget.value as ConfirmationWay })}
              data={CONFIRMATIONS.map((value) => ({ value, label: t(`order.confirmation.${value}`) }))}
            />
          </div>
          <TextInput
            label={t("order.price.by")}
            autoComplete="off"
            maxLength={200}
            value={form.by}
            error={errors["by"]}
            onChange={({ currentTarget }) => set({ by: currentTarget.value })}
          />
        </>
      )}
    </FormDialog>
  );
}
