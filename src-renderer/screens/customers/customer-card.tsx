import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { useLocation } from "wouter";
import type { KnownCustomer } from "../../../src-main/domain/customers/customer.ts";
import type { OrderSummary } from "../../../src-main/domain/orders/queue.ts";
import { api } from "../../client/client.ts";
import { troubleOfCall } from "../../client/trouble.ts";
import { useCalmKeys } from "../../components/calm-keys.ts";
import { customerFacts } from "../../components/customer-facts.ts";
import { FactList } from "../../components/fact-list.tsx";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { focusForm } from "../../components/placed-form.tsx";
import { useText } from "../../components/text.tsx";
import { sentenceOf } from "../../stores/explain.ts";
import { useKeptForm } from "../../stores/kept-form.ts";
import { begin, CustomerForm, isUntouched, type KeptCustomer } from "./customer-form.tsx";
import { CustomerOrders } from "./customer-orders.tsx";
import { walk } from "./walk.ts";

/** One customer with all their orders. */
export function CustomerCard({ id }: { id: string }): ReactNode {
  const { data, error, refetch } = useQuery(api.known.customer.queryOptions({ input: { id } }));
  if (data) return <Card {...data} />;
  return error ? <Unopened error={error} onAgain={() => void refetch()} /> : null;
}

function Card({ customer, orders }: { customer: KnownCustomer; orders: readonly OrderSummary[] }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const [, go] = useLocation();
  const formId = `customer-${customer.id}`;
  const [kept, keep] = useKeptForm<KeptCustomer>(`${customer.id}:customer`);
  const title = useRef<HTMLHeadingElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => title.current?.focus(), []);
  const takeIn = (): void => go(`/intake/${customer.id}`);
  const edit = (): void => {
    if (!focusForm(formId)) keep(begin(customer, t("phone.extension")));
  };
  const close = (): void => {
    keep(null);
    opener.current?.focus();
  };
  const leave = (): void => {
    if (kept && isUntouched(kept)) close();
    else opener.current?.focus();
  };
  useCalmKeys([
    { combo: "N", label: t("customers.new-intake"), run: takeIn },
    { combo: "E", label: t("order.edit"), run: edit },
  ]);
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
        <div className="customer-deeds">
          <Button ref={opener} variant="default" onClick={edit} rightSection={<KeyHint combo="E" />}>
            {t("order.edit")}
          </Button>
          <Button variant={kept ? "default" : "filled"} onClick={takeIn} rightSection={<KeyHint combo="N" />}>
            {t("customers.new-intake")}
          </Button>
        </div>
      </header>
      {kept ? (
        <CustomerForm id={formId} kept={kept} keep={keep} onClose={close} onLeave={leave} />
      ) : (
        <FactList facts={customerFacts(customer, texts)} />
      )}
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
