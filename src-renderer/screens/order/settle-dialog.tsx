import { NativeSelect, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { parseAmount } from "../../../src-main/domain/ground/amount.ts";
import { formatMoney } from "../../../src-main/domain/ground/money.ts";
import { PAYMENT_METHODS, type OrderPage, type PaymentMethod } from "../../../src-main/domain/orders/order.ts";
import type { SettleInput, Target } from "../../../src-main/domain/orders/order-change.ts";
import type { Charges } from "../../../src-main/domain/warranty/policy-decision.ts";
import { refundOf } from "../../../src-main/domain/warranty/warranty.ts";
import { client } from "../../client/client.ts";
import { useText } from "../../components/text.tsx";
import { report } from "../../stores/explain.ts";
import { printQueued } from "../../stores/print-deeds.ts";
import { FormDialog } from "./form-dialog.tsx";

type SettlementText = Omit<SettleInput, keyof Target>;
type TakenOff = Pick<Charges, "restockingPercent" | "depreciation">;

/** Ends a return or a warranty case by what was given: the money, less what the decision takes off, or another unit. */
export function SettleDialog({ page, onClose }: { page: OrderPage; onClose: () => void }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { order } = page;
  const refunds = order.state === "refunding";
  const charges: TakenOff = order.warranty.decisions[0]?.decision.charges ?? { restockingPercent: 0, depreciation: false };
  const print = (orderId: string, job: string): void =>
    void printQueued(orderId, job, texts).catch((error: unknown) => report(error, texts, () => print(orderId, job)));
  return (
    <FormDialog<SettlementText>
      page={page}
      name="settle"
      title={t(refunds ? "order.settle.refund-title" : "order.settle.replace-title", { number: order.number })}
      fresh={(now) => ({
        kind: now.order.state === "refunding" ? "refunded" : "replaced",
        price: "",
        depreciation: "",
        method: "cash",
        newSerial: "",
      })}
      fields={["price", "depreciation", "newSerial"]}
      ways={() => [t(refunds ? "order.settle.refund" : "order.settle.replace")]}
      send={async (target, form) => {
        const settled = await client.order.settle({ ...target, ...form });
        print(settled.order.id, settled.handbackJob);
        return settled.order;
      }}
      onClose={onClose}
    >
      {(form, set, errors) =>
        form.kind === "refunded" ? (
          <>
            <div className="form-row form-even">
              <TextInput
                label={`${t("order.settle.price")}, ${order.currency}`}
                data-autofocus
                inputMode="decimal"
                autoComplete="off"
                withAsterisk
                value={form.price}
                error={errors["price"]}
                onChange={({ currentTarget }) => set({ price: currentTarget.value })}
              />
              {charges.depreciation && (
                <TextInput
                  label={`${t("policy.charges.depreciation")}, ${order.currency}`}
                  inputMode="decimal"
                  autoComplete="off"
                  value={form.depreciation}
                  error={errors["depreciation"]}
                  onChange={({ currentTarget }) => set({ depreciation: currentTarget.value })}
                />
              )}
              <NativeSelect
                label={t("order.settle.method")}
                value={form.method}
                onChange={({ currentTarget }) => set({ method: currentTarget.value as PaymentMethod })}
                data={PAYMENT_METHODS.map((value) => ({ value, label: t(`payment-method.${value}`) }))}
              />
            </div>
            <Sum form={form} charges={charges} currency={order.currency} />
          </>
        ) : (
          <TextInput
            data-code=""
            label={t("order.settle.new-serial")}
            data-autofocus
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={form.newSerial}
            error={errors["newSerial"]}
            onChange={({ currentTarget }) => set({ newSerial: currentTarget.value })}
          />
        )
      }
    </FormDialog>
  );
}

/** What goes back and what is taken off, while it is typed. */
function Sum({ form, charges, currency }: { form: SettlementText; charges: TakenOff; currency: string }): ReactNode {
  const { t, language } = useText();
  const price = parseAmount(form.price, currency);
  const lost = charges.depreciation ? (parseAmount(form.depreciation.trim() || "0", currency) ?? 0) : 0;
  const money = (minor: number): string => formatMoney({ minor, currency }, language);
  const { restockingMinor, depreciationMinor, refundMinor } = refundOf(price ?? 0, charges.restockingPercent, lost);
  const shown = (minor: number): string => (price === undefined ? "…" : money(minor));
  return (
    <div role="status">
      <dl className="totals">
        {charges.restockingPercent > 0 && (
          <div>
            <dt>{t("order.settle.restocking", { percent: charges.restockingPercent })}</dt>
            <dd className="number">− {shown(restockingMinor)}</dd>
          </div>
        )}
        {charges.depreciation && (
          <div>
            <dt>{t("policy.charges.depreciation")}</dt>
            <dd className="number">− {shown(depreciationMinor)}</dd>
          </div>
        )}
        <div className="total">
          <dt>{t("order.settle.goes-back")}</dt>
          <dd className="number">{shown(refundMinor)}</dd>
        </div>
      </dl>
    </div>
  );
}
