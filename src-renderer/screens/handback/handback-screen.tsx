import "./handback.css";
import { Alert, Anchor, Button, Group, Loader, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { useLocation } from "wouter";
import { formatInstant } from "../../../src-main/domain/ground/date.ts";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import { mayHandBack, TO_GIVE_BACK, wayToHandback } from "../../../src-main/domain/orders/order-state.ts";
import { api } from "../../client/client.ts";
import { useText, type Texts } from "../../components/text.tsx";
import { sentenceOf } from "../../stores/explain.ts";
import { takeScans } from "../../stores/scanner.ts";
import { useSession } from "../../stores/session.ts";
import { HandbackDone } from "./handback-done.tsx";
import { HandbackForm } from "./handback-form.tsx";
import { FindSlip } from "./find-slip.tsx";

/** Gives a device back against its slip. @param id the order, or undefined: which one is asked first */
export function HandbackScreen({ id }: { readonly id: string | undefined }): ReactNode {
  const [, go] = useLocation();
  useEffect(() => takeScans(({ orderId }) => go(`/handback/${orderId}`)), [go]);
  return id === undefined ? <FindSlip /> : <Handback id={id} />;
}

function Handback({ id }: { id: string }): ReactNode {
  const texts = useText();
  const { data, error } = useQuery(api.order.get.queryOptions({ input: { id } }));
  const [done, setDone] = useState<{ order: Order; handbackJob: string } | null>(null);
  if (done) return <HandbackDone order={done.order} jobId={done.handbackJob} />;
  if (error)
    return (
      <Alert m="md" color="red">
        {sentenceOf(error, texts)}
      </Alert>
    );
  if (!data) return <Loader m="md" aria-label={texts.t("search.looking")} />;
  if (mayHandBack(data.order.state) && data.order.closedAt === null) return <HandbackForm key={id} order={data.order} onDone={setDone} />;
  return <NotYet order={data.order} />;
}

/** A link does not take the focus by itself. */
const takeFocus = (link: HTMLAnchorElement | null): void => link?.focus();

/** Says why the device may not leave, and what is next. */
function NotYet({ order }: { order: Order }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const zone = useSession(({ welcome }) => welcome?.settings.timeZone ?? "UTC");
  const closed = order.closedAt !== null;
  return (
    <Stack p="md" maw={760}>
      <Title order={1} size="h3">
        {t("handback.title")} <span className="number">{order.number}</span>
      </Title>
      <Alert color={closed ? "gray" : "orange"} title={closed ? t(`state.${order.state}`) : t("handback.not-yet")} role="alert">
        <Text>{whyNot(order, zone, texts)}</Text>
      </Alert>
      <Group>
        <Button component="a" href={`#/order/${order.id}`} ref={takeFocus}>
          {t("handback.to-order")}
        </Button>
        <Anchor href="#/handback">{t("handback.next")}</Anchor>
      </Group>
    </Stack>
  );
}

/** Why nothing is handed back from this order now. @param zone IANA */
function whyNot({ number, state, handback, closedAt }: Order, zone: string, { t, language }: Texts): string {
  const nameOf = (name: string): string => t(`state.${name}`);
  if (state === "handed-back" && handback) return t("handback.already", { when: formatInstant(handback.at, language, zone) });
  if (closedAt !== null) return t("handback.closed", { number, state: nameOf(state), when: formatInstant(closedAt, language, zone) });
  if (state === "awaiting-goods") return t("handback.goods-awaited", { number });
  if (state === "replacing" || state === "refunding")
    return t("handback.by-settlement", { number, state: nameOf(state), deed: t("order.deed.settle") });
  return t("error.handback.state", {
    number,
    state: nameOf(state),
    allowed: TO_GIVE_BACK.map(nameOf).join(", "),
    next: wayToHandback(state).map(nameOf).join(" → "),
  });
}
