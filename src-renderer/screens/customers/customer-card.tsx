import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { useLocation } from "wouter";
import type { KnownCustomer } from "../../../src-main/domain/known.ts";
import { formatPhone } from "../../../src-main/domain/phone.ts";
import type { OrderSummary } from "../../../src-main/domain/queue.ts";
import { api } from "../../client/client.ts";
import { troubleOfCall } from "../../client/trouble.ts";
import { FactList } from "../../components/fact-list.tsx";
import { useCalmKeys } from "../../components/calm-keys.ts";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { useText } from "../../components/text.tsx";
import { sentenceOf } from "../../stores/explain.ts";
import { CustomerOrders } from "./customer-orders.tsx";
import { walk } from "./walk.ts";

/** One customer with all their orders. */
export function CustomerCard({ id }: { id: string }): ReactNode {
  const { data, error, refetch } = useQuery(api.known.customer.queryOptions({ input: { id } }));
  if (data) return <Card {...data} />;
  return error ? <Unopened error={error} onAgain={() => void refetch()} /> : null;
}

function Card({ customer, orders }: { customer: KnownCustomer; orders: readonly OrderSummary[] }): ReactNode {
  const { t } = useText();
  const [, go] = useLocation();
  const title = useRef<HTMLHeadingElement>(null);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => title.current?.focus(), []);
  const takeIn = (): void => go(`/intake/${customer.id}`);
  useCalmKeys([{ combo: "N", label: t("customers.new-intake"), run: takeIn }]);
  useKeys([
    { combo: "J", label: t("customers.next-order"), run: () => void walk(list.current, 1) },
    { combo: "K", label: t("customers.previous-order"), run: () => void walk(list.current, -1) },
    { combo: "Esc", label: t("customers.back"), run: () => go("/customers") },
  ]);
  const inList = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    walk(list.current, event.key === "ArrowDown" ? 1 : -1);
  };
  return (
    <article className="customer-card" aria-label={customer.name}>
      <Anchor href="#/customers" className="customers-back">
        {t("customers.back")}
      </Anchor>
      <header>
        <h1 ref={title} tabIndex={-1}>
          {customer.name}
        </h1>
        <Button onClick={takeIn} rightSection={<KeyHint combo="N" />}>
          {t("customers.new-intake")}
        </Button>
      </header>
      <FactList
        facts={[
          [t("customers.kind"), t(`customer-kind.${customer.kind}`)],
          [t("paper.contact"), customer.contact],
          [t("paper.registration"), customer.registration],
          [t("paper.phone"), customer.phones.length > 0 && customer.phones.map((phone) => <div key={phone}>{formatPhone(phone)}</div>)],
          [t("paper.whatsapp"), customer.whatsapp && formatPhone(customer.whatsapp)],
          [t("paper.email"), customer.email],
          [t("paper.address"), customer.address],
          [t("order.customer.language"), t(`language.${customer.language}`)],
        ]}
      />
      <h2>{t("customers.all-orders", { count: customer.orders })}</h2>
      <CustomerOrders orders={orders} ref={list} onKeyDown={inList} />
      {customer.orders > orders.length && <p className="quiet">{t("customers.newest-only", { count: orders.length })}</p>}
    </article>
  );
}

function Unopened({ error, onAgain }: { error: unknown; onAgain: () => void }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const [, go] = useLocation();
  const { kind } = troubleOfCall(error);
  const unknown = kind === "refused" || kind === "invalid";
  return (
    <div className="customer-card" role="alert">
      <h1>{unknown ? t("customers.unknown") : t("order.unreachable")}</h1>
      <p>{unknown ? t("customers.unknown-hint") : sentenceOf(error, texts)}</p>
      <Button onClick={unknown ? () => go("/customers") : onAgain}>{unknown ? t("customers.back") : t("frame.retry")}</Button>
    </div>
  );
}
