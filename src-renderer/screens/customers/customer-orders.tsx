import type { KeyboardEventHandler, ReactNode, Ref } from "react";
import { formatDay, isoDateAt } from "../../../src-main/domain/ground/date.ts";
import { deviceName } from "../../../src-main/domain/devices/device.ts";
import type { OrderSummary } from "../../../src-main/domain/orders/queue.ts";
import { wordOr } from "../../components/labels.ts";
import { Pill } from "../../components/pill.tsx";
import { useText } from "../../components/text.tsx";
import { useTimeZone } from "../../stores/session.ts";

type CustomerOrdersProps = {
  readonly orders: readonly OrderSummary[];
  readonly ref: Ref<HTMLUListElement>;
  readonly onKeyDown: KeyboardEventHandler;
};

/** A customer's orders, newest first. */
export function CustomerOrders({ orders, ref, onKeyDown }: CustomerOrdersProps): ReactNode {
  const { t } = useText();
  return (
    <ul ref={ref} onKeyDown={onKeyDown} className="customer-orders" aria-label={t("customers.orders-list")}>
      {orders.map((order) => (
        <li key={order.id}>
          <Row order={order} />
        </li>
      ))}
    </ul>
  );
}

function Row({ order }: { order: OrderSummary }): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const zone = useTimeZone();
  const device = deviceName(order, wordOr(texts, "category", order.category));
  return (
    <a href={`#/order/${order.id}`} data-row className="customer-order">
      <strong className="number">{order.number}</strong>
      <span className="number quiet">{formatDay(isoDateAt(order.receivedAt, zone), language)}</span>
      <span className="customer-order-what">
        <span className="clipped" title={device}>
          {device}
        </span>
        <span className="clipped quiet" title={order.fault}>
          {order.fault}
        </span>
      </span>
      <span>
        <Pill tone={order.state === "ready" ? "ready" : "plain"}>{t(`state.${order.state}`)}</Pill>
        {order.closedAt !== null && <span className="number quiet"> {formatDay(isoDateAt(order.closedAt, zone), language)}</span>}
      </span>
    </a>
  );
}
