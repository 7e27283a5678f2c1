import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import type { Order } from "../../../src-main/domain/order.ts";
import { formatPhone } from "../../../src-main/domain/phone.ts";
import { FactList } from "../../components/fact-list.tsx";
import { Panel } from "../../components/panel.tsx";
import { useText } from "../../components/text.tsx";

/** Who the device belongs to and how to reach them. */
export function Customer({ order }: { order: Order }): ReactNode {
  const { t } = useText();
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
      <FactList
        facts={[
          [t("paper.contact"), customer.contact],
          [t("paper.registration"), customer.registration],
          [t("paper.phone"), customer.phones.length > 0 && customer.phones.map((phone) => <div key={phone}>{formatPhone(phone)}</div>)],
          [t("paper.whatsapp"), customer.whatsapp && formatPhone(customer.whatsapp)],
          [t("paper.email"), customer.email],
          [t("paper.address"), customer.address],
          [t("order.customer.language"), t(`language.${customer.language}`)],
        ]}
      />
    </Panel>
  );
}
