import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useRef, type ReactNode } from "react";
import { formatDay, isoDateAt } from "../../../src-main/domain/ground/date.ts";
import { formatMoney } from "../../../src-main/domain/ground/money.ts";
import { balance, stillOwed, type Order, type OrderPage } from "../../../src-main/domain/orders/order.ts";
import { useCalmKeys } from "../../components/calm-keys.ts";
import { KeyHint } from "../../components/keys.tsx";
import { Panel } from "../../components/panel.tsx";
import { focusForm } from "../../components/placed-form.tsx";
import { useText } from "../../components/text.tsx";
import { useKeptForm } from "../../stores/kept-form.ts";
import { useTimeZone } from "../../stores/session.ts";
import { begin, isUntouched, type Kept } from "./kept.ts";
import { Lines } from "./lines.tsx";
import { PaymentForm, paymentOf, type PaymentText } from "./payment-form.tsx";

/** Work and parts, what they come to, what was agreed, what was paid. */
export function Money({ page }: { page: OrderPage }): ReactNode {
  const { order } = page;
  const { t } = useText();
  const formId = `payment-${order.id}`;
  // A debt is paid when the customer comes with the money, not only while the device is here.
  const open = order.closedAt === null || stillOwed(order).minor !== 0;
  const [kept, keep] = useKeptForm<Kept<PaymentText>>(`${order.id}:payment`);
  const opener = useRef<HTMLButtonElement>(null);
  const pay = (): void => {
    if (!focusForm(formId)) keep(begin(page, paymentOf(order)));
  };
  const close = (): void => {
    keep(null);
    opener.current?.focus();
  };
  const leave = (): void => {
    if (kept && isUntouched(kept)) close();
    else opener.current?.focus();
  };
  const wasOpen = useRef(open);
  useEffect(() => {
    // The button that led here goes with the debt.
    if (wasOpen.current && !open && document.activeElement === document.body) document.querySelector<HTMLElement>(".order h1")?.focus();
    wasOpen.current = open;
  }, [open]);
  useCalmKeys(open ? [{ combo: "Y", label: t("order.pay"), run: pay }] : []);
  return (
    <Panel
      title={t("order.money")}
      actions={
        open && (
          <Button ref={opener} variant="subtle" size="compact-sm" onClick={pay} rightSection={<KeyHint combo="Y" />}>
            {t("order.pay")}
          </Button>
        )
      }
    >
      <Lines page={page} />
      <Totals order={order} />
      <Payments order={order} />
      {kept && <PaymentForm id={formId} order={order} kept={kept} keep={keep} onClose={close} onLeave={leave} />}
    </Panel>
  );
}

function Totals({ order }: { order: Order }): ReactNode {
  const { t, language } = useText();
  const { total, paid, owed } = balance(order);
  const money = (minor: number): string => formatMoney({ minor, currency: order.currency }, language);
  const agreed = [
    [t("paper.estimate"), order.estimateMinor],
    [t("paper.limit"), order.limitMinor],
  ] as const;
  const settled = owed.minor === 0 && total.minor > 0;
  return (
    <>
      <dl className="totals">
        <Row label={t("paper.total")} value={money(total.minor)} strong />
        {agreed.map(([label, minor]) => minor !== null && <Row key={label} label={label} value={money(minor)} />)}
        {paid.minor !== 0 && <Row label={paid.minor < 0 ? t("paper.paid-back") : t("paper.paid")} value={money(Math.abs(paid.minor))} />}
        {!order.warranty.settlement && (
          <Row
            label={owed.minor < 0 ? t("paper.to-pay-back") : settled ? t("paper.settled") : t("paper.owed")}
            value={settled ? "" : money(Math.abs(owed.minor))}
            strong
          />
        )}
      </dl>
      <div role="status">
        {order.closedAt !== null ? null : order.limitMinor !== null && total.minor > order.limitMinor ? (
          <Warning text={t("order.over-limit", { amount: money(total.minor - order.limitMinor) })} />
        ) : order.estimateMinor !== null && total.minor > order.estimateMinor ? (
          <Warning text={t("order.over-estimate", { amount: money(total.minor - order.estimateMinor) })} />
        ) : null}
      </div>
    </>
  );
}

function Row({ label, value, strong }: { label: string; value: string; strong?: boolean }): ReactNode {
  return (
    <div className={strong ? "total" : undefined}>
      <dt>{label}</dt>
      <dd className="number">{value}</dd>
    </div>
  );
}

function Warning({ text }: { text: string }): ReactNode {
  return (
    <p className="money-warning">
      <IconAlertTriangle size={18} aria-hidden />
      <span>{text}</span>
    </p>
  );
}

function Payments({ order }: { order: Order }): ReactNode {
  const { t, language } = useText();
  const zone = useTimeZone();
  if (order.payments.length === 0) return null;
  return (
    <ul className="payments" aria-label={t("order.payments")}>
      {order.payments.map(({ id, method, amountMinor, note, at }) => (
        <li key={id}>
          <span className="number quiet">{formatDay(isoDateAt(at, zone), language)}</span>
          <span className="clipped" title={note}>
            {[amountMinor < 0 ? t("order.refund") : t("event.payment"), t(`payment-method.${method}`), note].filter(Boolean).join(" · ")}
          </span>
          <span className="number">{formatMoney({ minor: amountMinor, currency: order.currency }, language)}</span>
        </li>
      ))}
    </ul>
  );
}
