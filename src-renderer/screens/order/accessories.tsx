import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import { wordOr } from "../../components/labels.ts";
import { Panel } from "../../components/panel.tsx";
import { useText } from "../../components/text.tsx";

/** More than these stand in two columns. */
const MANY = 8;

/** What came along with the device, numbered as on its certificate; after handback, what went back. */
export function Accessories({ order }: { order: Order }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { accessories } = order;
  return (
    <Panel title={t("order.accessories", { count: accessories.length })}>
      {accessories.length === 0 ? (
        <p className="quiet">{t("paper.accessories.none")}</p>
      ) : (
        <ol className="accessories" data-many={accessories.length > MANY || undefined}>
          {accessories.map(({ id, name, returned }) => (
            <li key={id}>
              {wordOr(texts, "accessory", name)}
              {order.handback &&
                (returned ? (
                  <IconCheck size={16} className="returned" aria-label={t("paper.returned")} role="img" />
                ) : (
                  <em>{t("paper.not-returned")}</em>
                ))}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
