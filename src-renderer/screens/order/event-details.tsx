import type { ReactNode } from "react";
import { formatDay } from "../../../src-main/domain/ground/date.ts";
import { parseAmount } from "../../../src-main/domain/ground/amount.ts";
import { formatMoney, formatQuantity } from "../../../src-main/domain/ground/money.ts";
import type { EventKind, OrderEvent } from "../../../src-main/domain/orders/order.ts";
import { Corrections } from "../../components/corrections.tsx";
import { customerCorrections } from "../../components/customer-facts.ts";
import { wordOr } from "../../components/labels.ts";
import { useText, type Texts } from "../../components/text.tsx";
import { dataIn, numberIn, textIn, type Data } from "./event-data.ts";
import { WarrantyEvent } from "./warranty-event.tsx";

/** What an event is called; with a colon where more follows in the same line. */
export const eventLead = (event: OrderEvent, texts: Texts): string => eventTitle(event, texts) + (ALONE.includes(event.kind) ? "" : ":");

const ALONE: readonly EventKind[] = ["received", "note", "edited", "corrected", "customer-changed", "passcode-viewed", "passcode-wiped"];

/** What an event is called. */
function eventTitle({ kind, data }: OrderEvent, { t, has }: Texts): string {
  if (kind === "note" && data["audience"] === "customer") return t("order.note.customer");
  if (kind === "decided" && has(`policy.stage.${textIn(data, "stage")}`)) return t(`policy.stage.${textIn(data, "stage")}`);
  if (kind === "settled" && has(`state.${textIn(data, "kind")}`)) return t(`state.${textIn(data, "kind")}`);
  if (kind === "payment" && numberIn(data, "amountMinor") < 0) return t("order.refund");
  return t(`event.${kind}`);
}

/** What exactly happened: from what to what, how much, which words. */
export function EventDetails({ event, currency }: { event: OrderEvent; currency: string }): ReactNode {
  const { kind, data } = event;
  const texts = useText();
  const { t, language } = texts;
  const money = (minor: number): string => formatMoney({ minor, currency: textIn(data, "currency") || currency }, language);
  switch (kind) {
    case "moved":
      return (
        <>
          <Change from={t(`state.${textIn(data, "from")}`)} to={t(`state.${textIn(data, "to")}`)} />
          {textIn(data, "note") && <p className="said">{textIn(data, "note")}</p>}
        </>
      );
    case "assigned":
      return <Change from={textIn(data, "from") || t("queue.nobody")} to={textIn(data, "to") || t("queue.nobody")} />;
    case "note":
      return <p className="said">{textIn(data, "text")}</p>;
    case "edited":
      return <Edited before={dataIn(data, "before")} after={dataIn(data, "after")} currency={currency} />;
    case "corrected":
      return <IntakeCorrected data={data} />;
    case "customer-changed":
      return <Corrections facts={customerCorrections(dataIn(data, "before"), dataIn(data, "after"), texts)} />;
    case "line-added":
    case "line-removed":
      return lineText(data, texts);
    case "line-changed":
      return "before" in data ? (
        <Change from={lineText({ ...data, ...dataIn(data, "before") }, texts)} to={lineText(data, texts)} />
      ) : (
        lineText(data, texts)
      );
    case "payment":
      return `${money(Math.abs(numberIn(data, "amountMinor")))} · ${wordOr(texts, "payment-method", textIn(data, "method"))}`;
    case "photo-added":
      return t("order.event.photos", { count: numberIn(data, "count") });
    case "printed":
      return [t(`order.paper.${textIn(data, "kind")}`), data["copy"] === true && t("order.paper.copy")].filter(Boolean).join(" · ");
    case "handed-back":
      return [
        data["slipShown"] === true ? t("order.handback.slip") : wordOr(texts, "identity-check", textIn(data, "identityCheck")),
        numberIn(data, "paidMinor") > 0 && `${t("paper.paid")} ${money(numberIn(data, "paidMinor"))}`,
        numberIn(data, "paidMinor") < 0 && `${t("paper.paid-back")} ${money(-numberIn(data, "paidMinor"))}`,
        textIn(data, "warrantyUntil") &&
          `${t("paper.warranty")} ${t("paper.warranty.until", { date: formatDay(textIn(data, "warrantyUntil"), language) })}`,
      ]
        .filter(Boolean)
        .join(" · ");
    case "imported":
      return (
        <>
          {t("order.imported", { file: textIn(data, "file") })}
          {textIn(data, "outcome") && <p className="said">{textIn(data, "outcome")}</p>}
        </>
      );
    default:
      return <WarrantyEvent event={event} currency={currency} />;
  }
}

function Change({ from, to }: { from: string; to: string }): ReactNode {
  return (
    <>
      <span className="quiet">{from}</span> → {to}
    </>
  );
}

function lineText(data: Data, { t, language }: Texts): string {
  const currency = textIn(data, "currency");
  const title = textIn(data, "title");
  const minor = currency === "" ? undefined : parseAmount(textIn(data, "price"), currency);
  if (minor === undefined) return title;
  return t("order.event.line", {
    title,
    quantity: formatQuantity(numberIn(data, "quantityMilli"), language),
    price: formatMoney({ minor, currency }, language),
  });
}

/** What was corrected of the device and what came with it. */
function IntakeCorrected({ data }: { readonly data: Data }): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const [before, after] = [dataIn(data, "before"), dataIn(data, "after")];
  const word = (family: string, value: unknown): string =>
    (Array.isArray(value) ? value : [value]).map((one) => wordOr(texts, family, String(one))).join(", ");
  const shown = (key: string, value: unknown): string => {
    if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) return t("order.none");
    if (typeof value === "boolean") return t(value ? "policy.yes" : "policy.no");
    if (key.endsWith("On")) return formatDay(String(value), language);
    const family = FAMILIES[key];
    return family === undefined ? String(value) : word(family, value);
  };
  const facts = Object.keys(after).flatMap((key) => {
    const label = CORRECTED[key];
    return label === undefined ? [] : [{ label: t(label), from: shown(key, before[key]), to: shown(key, after[key]) }];
  });
  return (
    <>
      {textIn(data, "unit") === "another" && <p>{t("order.event.another-device")}</p>}
      <Corrections facts={facts} />
    </>
  );
}

/** What the corrected facts are called, as on the intake form. */
const CORRECTED: Readonly<Record<string, string>> = {
  category: "intake.category",
  brand: "intake.brand",
  model: "intake.model",
  colour: "intake.colour",
  serial: "intake.serial",
  imei: "intake.imei",
  imei2: "intake.imei2",
  bodyCode: "intake.body-code",
  purchasedOn: "intake.purchased",
  receivedOn: "intake.received",
  manufacturedOn: "intake.manufactured",
  seller: "intake.seller",
  proofs: "intake.proofs",
  warrantyCardStamped: "intake.card-stamped",
  request: "intake.request",
  channel: "intake.channel",
  accessories: "intake.accessories",
};

/** Texts of the words that facts are kept as. */
const FAMILIES: Readonly<Record<string, string>> = {
  category: "category",
  proofs: "proof",
  request: "request",
  channel: "channel",
  accessories: "accessory",
};

function Edited({ before, after, currency }: { before: Data; after: Data; currency: string }): ReactNode {
  const { t, language } = useText();
  const shown = (key: string, value: unknown): string => {
    if (value === null || value === undefined || value === "") return t("order.none");
    if (typeof value === "number") return formatMoney({ minor: value, currency }, language);
    if (key === "priority") return t(`priority.${String(value)}`);
    return key === "promisedOn" ? formatDay(String(value), language) : String(value);
  };
  const facts = Object.keys(after).map((key) => ({ label: t(`order.fact.${key}`), from: shown(key, before[key]), to: shown(key, after[key]) }));
  return <Corrections facts={facts} />;
}
