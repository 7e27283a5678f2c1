import { Button, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { Order, OrderLine, OrderPage } from "../../../src-main/domain/orders/order.ts";
import type { LineInput, Target } from "../../../src-main/domain/orders/order-change.ts";
import { client } from "../../client/client.ts";
import { KeyHint } from "../../components/keys.tsx";
import { PlacedForm, sendAgain } from "../../components/placed-form.tsx";
import { useText } from "../../components/text.tsx";
import { ChangedNotice } from "./changed-notice.tsx";
import { follow, type Kept } from "./kept.ts";
import { typedAmount, typedQuantity } from "./typed.ts";
import { useChange } from "./use-change.ts";

/** A line as it is typed. */
export type LineText = Omit<LineInput, keyof Target>;

/** A new line of this kind, or one that is there to be changed. */
export const lineOf = (kind: OrderLine["kind"], currency: string, line?: OrderLine): LineText => ({
  lineId: line?.id ?? null,
  kind,
  title: line?.title ?? "",
  quantity: line ? typedQuantity(line.quantityMilli) : "1",
  price: line ? typedAmount(line.unitMinor, currency) : "",
});

type LineFormProps = {
  readonly id: string;
  readonly order: Order;
  readonly kept: Kept<LineText>;
  readonly keep: (kept: Kept<LineText>) => void;
  readonly onClose: () => void;
  readonly onLeave: () => void;
};

/** A line of work or a part as it is typed; Enter stores it. */
export function LineForm({ id, order, kept, keep, onClose, onLeave }: LineFormProps): ReactNode {
  const { t } = useText();
  const { busy, news, errors, send } = useChange(order.id);
  const { form, seen } = kept;
  const set = (change: Partial<LineText>): void => keep({ ...kept, form: { ...form, ...change } });
  const save = (): void =>
    void send(seen, (target) => client.order.storeLine({ ...target, ...form }), {
      fields: ["title", "quantity", "price"],
      done: onClose,
      changed: again,
      again: sendAgain(id),
    });
  const again = (page: OrderPage): void => {
    const line = page.order.lines.find((known) => known.id === form.lineId);
    keep(follow(kept, page, line ? lineOf(line.kind, order.currency, line) : kept.begun));
  };
  return (
    <PlacedForm id={id} label={t(`order.line.add-${form.kind}`)} errors={errors} onSend={save} onLeave={onLeave}>
      <ChangedNotice news={news} currency={order.currency} />
      <TextInput
        label={t(`order.line.${form.kind}`)}
        withAsterisk
        autoComplete="off"
        maxLength={200}
        value={form.title}
        error={errors["title"]}
        onChange={({ currentTarget }) => set({ title: currentTarget.value })}
      />
      <div className="form-row form-line">
        <TextInput
          label={t("paper.quantity")}
          inputMode="decimal"
          autoComplete="off"
          value={form.quantity}
          error={errors["quantity"]}
          onChange={({ currentTarget }) => set({ quantity: currentTarget.value })}
        />
        <TextInput
          label={`${t("paper.price")}, ${order.currency}`}
          inputMode="decimal"
          autoComplete="off"
          value={form.price}
          error={errors["price"]}
          onChange={({ currentTarget }) => set({ price: currentTarget.value })}
        />
      </div>
      <div className="form-row">
        <Button type="submit" variant="light" loading={busy} rightSection={<KeyHint combo="Enter" />}>
          {t("order.save")}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t("order.discard")}
        </Button>
      </div>
    </PlacedForm>
  );
}
