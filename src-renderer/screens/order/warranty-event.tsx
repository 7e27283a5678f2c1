import type { ReactNode } from "react";
import { formatDay } from "../../../src-main/domain/ground/date.ts";
import { formatMoney } from "../../../src-main/domain/ground/money.ts";
import type { OrderEvent } from "../../../src-main/domain/orders/order.ts";
import { wordOr } from "../../components/labels.ts";
import { useText } from "../../components/text.tsx";
import { numberIn, textIn, textsIn, type Data } from "./event-data.ts";
import { usePolicyName } from "./policy-name.ts";

/** What exactly happened to the warranty of an order; nothing for other events. */
export function WarrantyEvent({ event: { kind, data }, currency }: { event: OrderEvent; currency: string }): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const money = (key: string): string => formatMoney({ minor: numberIn(data, key), currency: textIn(data, "currency") || currency }, language);
  const day = (key: string): string => formatDay(textIn(data, key), language);
  switch (kind) {
    case "decided":
      return <Decided data={data} />;
    case "overruled":
      return (
        <>
          {wordOr(texts, "policy.remedy", textIn(data, "remedy"))}
          <p className="said">{textIn(data, "reason")}</p>
        </>
      );
    case "price-confirmed":
      return [money("amountMinor"), wordOr(texts, "order.confirmation", textIn(data, "how")), textIn(data, "by")].filter(Boolean).join(" · ");
    case "return-approved":
      return [t("order.goods-back-by", { day: day("goodsBackBy") }), data["goodsHere"] === true && t("order.goods-here")].filter(Boolean).join(" · ");
    case "return-lapsed":
      return textIn(data, "goodsBackBy") && t("order.goods-back-by", { day: day("goodsBackBy") });
    case "goods-received":
      return day("on");
    case "settled":
      return textIn(data, "kind") === "replaced"
        ? t("order.new-serial", { serial: textIn(data, "newSerial") || "—" })
        : [
            t("order.settled.price", { amount: money("priceMinor") }),
            numberIn(data, "restockingMinor") > 0 && t("order.settled.restocking", { amount: money("restockingMinor") }),
            numberIn(data, "depreciationMinor") > 0 && t("order.settled.depreciation", { amount: money("depreciationMinor") }),
            t("order.settled.goes-back", { amount: money("refundMinor") }),
          ]
            .filter(Boolean)
            .join(" · ");
    case "clock-met":
      return wordOr(texts, "policy.deadline", textIn(data, "what"));
    default:
      return null;
  }
}

function Decided({ data }: { data: Data }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const policy = usePolicyName(textIn(data, "policy"));
  const changed = textsIn(data, "changed").map((what) => wordOr(texts, "policy.changed", what));
  return [
    wordOr(texts, "policy.coverage", textIn(data, "coverage")),
    textIn(data, "class") && t("policy.class", { class: textIn(data, "class") }),
    textIn(data, "offered") && wordOr(texts, "policy.remedy", textIn(data, "offered")),
    t("order.policy-version", { policy, version: numberIn(data, "version") }),
    changed.length > 0 && t("order.changed-facts", { facts: changed.join(", ") }),
  ]
    .filter(Boolean)
    .join(" · ");
}
