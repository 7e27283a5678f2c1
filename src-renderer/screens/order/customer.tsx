import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import { customerFacts } from "../../components/customer-facts.ts";
import { FactList } from "../../components/fact-list.tsx";
import { Panel } from "../../components/panel.tsx";
import { useText } from "../../components/text.tsx";

/** Who the device belongs to and how to reach them. */
export function Customer({ order }: { order: Order }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { customer, customerId } = order;
  return (
    <Panel
      title={t("paper.customer")}
      actions={
        <Anchor href={`#/customers/${customerId}`} className="panel-link" underline="always">
          {t("order.customer.open")}
        </Anchor>
      }
    >
      <p className="panel-lead">{customer.name}</p>
      <FactList facts={customerFacts(customer, texts)} />
    </Panel>
  );
}
