import { Anchor, Button, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { OrderApart } from "../../../src-main/domain/orders/known.ts";
import { api } from "../../client/client.ts";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { wordOr } from "../../components/labels.ts";
import { Panel } from "../../components/panel.tsx";
import { useText } from "../../components/text.tsx";
import { report } from "../../stores/explain.ts";
import "./apart.css";

/** Orders whose device had been mixed up with another one: what each said until now and what it says, to be looked at and confirmed. */
export function ApartScreen(): ReactNode {
  const texts = useText();
  const { t } = texts;
  const queries = useQueryClient();
  const { data } = useQuery(api.order.apart.queryOptions());
  const { mutate, isPending } = useMutation({
    ...api.order.confirmApart.mutationOptions(),
    onSuccess: (left) => queries.setQueryData(api.order.apart.queryKey(), left),
    onError: (error) => report(error, texts),
  });
  const orders = data?.orders ?? [];
  const confirm = (orderIds: readonly string[]): void => {
    if (!isPending && orderIds.length > 0) mutate({ orderIds });
  };
  useKeys([{ combo: "Ctrl+Enter", label: t("apart.confirm-all"), run: () => confirm(orders.map(({ orderId }) => orderId)), inFields: true }]);
  if (!data) return null;
  return (
    <div className="apart">
      <Title order={1} size="h3">
        {t("apart.title")}
      </Title>
      <p>{data.count === 0 ? t("apart.none") : t("apart.lead", { count: data.count })}</p>
      {orders.map((order) => (
        <Entry key={order.orderId} order={order} onConfirm={() => confirm([order.orderId])} />
      ))}
      {orders.length > 1 && (
        <Button
          variant="light"
          loading={isPending}
          onClick={() => confirm(orders.map(({ orderId }) => orderId))}
          rightSection={<KeyHint combo="Ctrl+Enter" />}
        >
          {t("apart.confirm-all")}
        </Button>
      )}
    </div>
  );
}

function Entry({
  order: { orderId, number, customer, said, says },
  onConfirm,
}: {
  readonly order: OrderApart;
  readonly onConfirm: () => void;
}): ReactNode {
  const texts = useText();
  const { t } = texts;
  const name = (of: OrderApart["said"]): string =>
    [wordOr(texts, "category", of.category ?? ""), of.brand, of.model, of.serial || of.imei].filter(Boolean).join(" · ");
  return (
    <Panel
      title={number}
      actions={
        <Button variant="default" size="compact-sm" onClick={onConfirm}>
          {t("apart.confirm")}
        </Button>
      }
    >
      <p>
        <Anchor href={`#/order/${orderId}`} underline="always">
          {t("apart.open", { number })}
        </Anchor>{" "}
        · {customer}
      </p>
      <p>
        {t("apart.says")}: <strong>{name(says)}</strong>
      </p>
      <p className="quiet">
        {t("apart.said")}: {name(said)}
      </p>
    </Panel>
  );
}
