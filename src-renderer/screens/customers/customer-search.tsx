import { Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { useLocation } from "wouter";
import type { KnownCustomer } from "../../../src-main/domain/customers/customer.ts";
import { formatPhone } from "../../../src-main/domain/ground/phone.ts";
import { api } from "../../client/client.ts";
import { troubleOfCall } from "../../client/trouble.ts";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { useText } from "../../components/text.tsx";
import { sentenceOf } from "../../stores/explain.ts";
import { useKeptForm } from "../../stores/kept-form.ts";
import { walk } from "./walk.ts";

const FOUND = 50;

/** Finds customers as one types; what was typed stays while one looks at a customer. */
export function CustomerSearch({ chosen }: { chosen: string | undefined }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const [, go] = useLocation();
  const [kept, keep] = useKeptForm<string>("customers:search");
  const text = kept ?? "";
  const asked = text.trim();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const { data, error, isPlaceholderData } = useQuery({
    ...api.known.customers.queryOptions({ input: { text: asked, limit: FOUND } }),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
  });
  const found = asked === "" ? [] : (data ?? []);
  useEffect(() => {
    if (chosen === undefined) field.current?.focus();
  }, [chosen]);
  useKeys([
    { combo: "/", label: t("customers.search"), run: () => field.current?.focus() },
    ...(chosen === undefined
      ? [
          { combo: "J", label: t("customers.next"), run: () => void walk(list.current, 1) },
          { combo: "K", label: t("customers.previous"), run: () => void walk(list.current, -1) },
        ]
      : []),
  ]);
  // A customer's name is the heading where one is shown.
  const Title = chosen === undefined ? "h1" : "h2";
  const inField = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && found[0] && !isPlaceholderData) go(`/customers/${found[0].id}`);
    if (event.key === "ArrowDown") {
      event.preventDefault();
      walk(list.current, 1);
    }
    if (event.key === "Escape") {
      event.preventDefault();
      field.current?.blur();
    }
  };
  const inList = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    if (!walk(list.current, event.key === "ArrowDown" ? 1 : -1) && event.key === "ArrowUp") field.current?.focus();
  };
  return (
    <section className="customers-search" aria-label={t("rail.customers")}>
      <Title className="customers-title">{t("rail.customers")}</Title>
      <TextInput
        ref={field}
        aria-label={t("customers.search")}
        placeholder={t("customers.placeholder")}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={<KeyHint combo="/" />}
        autoComplete="off"
        maxLength={200}
        value={text}
        onChange={({ currentTarget }) => keep(currentTarget.value)}
        onKeyDown={inField}
      />
      {error && troubleOfCall(error).kind !== "signed-out" && (
        <Text c="var(--due-overdue)" role="alert">
          {sentenceOf(error, texts)}
        </Text>
      )}
      <p className="quiet customers-count" role="status">
        {asked !== "" &&
          data &&
          !isPlaceholderData &&
          (found.length >= FOUND ? t("customers.many", { count: FOUND }) : t("customers.found", { count: found.length }))}
      </p>
      <ul ref={list} onKeyDown={inList} aria-label={t("customers.results")}>
        {found.map((customer) => (
          <li key={customer.id}>
            <Row customer={customer} chosen={customer.id === chosen} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ customer, chosen }: { customer: KnownCustomer; chosen: boolean }): ReactNode {
  const { t } = useText();
  const shown = (phone: string): string => formatPhone(phone, t("phone.extension"));
  const reach = customer.phones[0] ? shown(customer.phones[0]) : customer.email || (customer.whatsapp && shown(customer.whatsapp));
  return (
    <a href={`#/customers/${customer.id}`} data-row className="customer-row" aria-current={chosen ? "true" : undefined}>
      <span className="clipped customer-name" title={customer.name}>
        {customer.name}
      </span>
      <span className="quiet">{t("intake.orders", { count: customer.orders })}</span>
      <span className="clipped number quiet">{[reach, customer.contact].filter(Boolean).join(" · ")}</span>
    </a>
  );
}
