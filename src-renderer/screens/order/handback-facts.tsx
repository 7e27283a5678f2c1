import type { ReactNode } from "react";
import { formatDay, formatInstant } from "../../../src-main/domain/ground/date.ts";
import { formatMoney } from "../../../src-main/domain/ground/money.ts";
import type { Handback, Order } from "../../../src-main/domain/orders/order.ts";
import { FactList } from "../../components/fact-list.tsx";
import { wordOr } from "../../components/labels.ts";
import { Panel } from "../../components/panel.tsx";
import { useText } from "../../components/text.tsx";
import { useTimeZone } from "../../stores/session.ts";
import { Ink } from "./ink.tsx";

/** How the device went back: to whom, against what, for how much, with which warranty. */
export function HandbackFacts({ order, handback }: { order: Order; handback: Handback }): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const zone = useTimeZone();
  const { paidMinor, paidMethod } = handback;
  const paid = `${formatMoney({ minor: Math.abs(paidMinor), currency: order.currency }, language)}${paidMethod ? ` · ${t(`payment-method.${paidMethod}`)}` : ""}`;
  return (
    <Panel title={t(`state.${order.state}`)}>
      <FactList
        facts={[
          [t("order.handback.when"), [formatInstant(handback.at, language, zone), handback.byName].filter(Boolean).join(" · ")],
          [
            t("paper.identity"),
            handback.slipShown
              ? t("order.handback.slip")
              : [handback.identityCheck && t(`identity-check.${handback.identityCheck}`), handback.identityNote].filter(Boolean).join(": "),
          ],
          [t("paper.outcome"), wordOr(texts, "paper.outcome", handback.outcome)],
          [paidMinor < 0 ? t("paper.paid-back") : t("order.handback.paid"), paid],
          [t("paper.warranty"), handback.warrantyUntil && t("paper.warranty.until", { date: formatDay(handback.warrantyUntil, language) })],
          [t("order.signature"), handback.signature && <Ink path={handback.signature} label={t("order.signature")} />],
        ]}
      />
    </Panel>
  );
}
