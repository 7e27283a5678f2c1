import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from "react";
import { useLocation } from "wouter";
import type { OrderPage } from "../../../src-main/domain/orders/order.ts";
import { barredMove, deedAgainst } from "../../../src-main/domain/orders/order-policy.ts";
import type { OrderState } from "../../../src-main/domain/orders/order-state.ts";
import { CLOCK_OF, openDeeds, usualStep, type WarrantyDeed } from "../../../src-main/domain/orders/warranty-deeds.ts";
import { api, client } from "../../client/client.ts";
import { troubleOfCall } from "../../client/trouble.ts";
import { useCalmKeys } from "../../components/calm-keys.ts";
import { useKeys } from "../../components/keys.tsx";
import { useText } from "../../components/text.tsx";
import { takeErrand } from "../../stores/errand.ts";
import { sentenceOf } from "../../stores/explain.ts";
import { useMay, useSession } from "../../stores/session.ts";
import { tell } from "../../stores/tray.ts";
import { Accessories } from "./accessories.tsx";
import { ApproveDialog } from "./approve-dialog.tsx";
import { AssignDialog } from "./assign-dialog.tsx";
import { ChangedNotice } from "./changed-notice.tsx";
import { CorrectDialog } from "./correct-dialog.tsx";
import { Customer } from "./customer.tsx";
import { Device } from "./device.tsx";
import { Facts } from "./facts.tsx";
import { HandbackFacts } from "./handback-facts.tsx";
import { Head, type Deed } from "./head.tsx";
import { Money } from "./money.tsx";
import { MoveDialog } from "./move-dialog.tsx";
import { NoteComposer } from "./notes.tsx";
import { OverruleDialog } from "./overrule-dialog.tsx";
import { Papers } from "./papers.tsx";
import { Photos } from "./photos.tsx";
import { PriceDialog } from "./price-dialog.tsx";
import { SettleDialog } from "./settle-dialog.tsx";
import { Timeline } from "./timeline.tsx";
import { seenOf, useChange } from "./use-change.ts";
import { Warranty } from "./warranty.tsx";
import "./order.css";
import "./order-story.css";
import "./order-warranty.css";
import "./order-money.css";
import "./order-papers.css";

const DEED_KEYS: Readonly<Record<WarrantyDeed, string>> = {
  inspect: "I",
  overrule: "O",
  price: "V",
  approve: "B",
  receive: "R",
  settle: "X",
  answered: "J",
  visited: "K",
};

/** It decides while it is filled in, and brings the whole engine along for that. */
const InspectDialog = lazy(() => import("./inspect-dialog.tsx").then((module) => ({ default: module.InspectDialog })));

/** Everything about one order, and what can be done with it. */
export function OrderScreen({ id }: { readonly id: string }): ReactNode {
  const { data: page, error, refetch } = useQuery(api.order.get.queryOptions({ input: { id } }));
  if (page) return <Opened page={page} />;
  return error ? <Unopened error={error} onAgain={() => void refetch()} /> : null;
}

function Opened({ page }: { page: OrderPage }): ReactNode {
  const { order, events } = page;
  const { t } = useText();
  const [, go] = useLocation();
  const me = useSession(({ person }) => person?.id);
  const mayOverrule = useMay("order.overrule");
  const maySettle = useMay("payment.refund");
  const title = useRef<HTMLHeadingElement>(null);
  const [dialog, setDialog] = useState<"move" | "give-up" | "assign" | "correct" | WarrantyDeed | null>(null);
  const { busy, news, send, clear } = useChange(order.id);
  useEffect(() => title.current?.focus(), [order.id]);
  useEffect(() => {
    const errand = takeErrand(order.id);
    if (errand) setDialog(errand);
  }, [order.id]);

  const open = order.closedAt === null;
  const advance = (to: OrderState): void => void send(seenOf(page), (target) => client.order.move({ ...target, to }), { again: () => advance(to) });
  const take = (): void => {
    if (me) void send(seenOf(page), (target) => client.order.assign({ ...target, technicianId: me }), { again: take });
  };
  const act = (deed: WarrantyDeed): void => {
    if (deed === "receive") void send(seenOf(page), (target) => client.order.receiveGoods(target), { again: () => act(deed) });
    else if (deed === "answered" || deed === "visited")
      void send(seenOf(page), (target) => client.order.meetClock({ ...target, what: CLOCK_OF[deed] }), { again: () => act(deed) });
    else setDialog(deed);
  };
  const deedOf = (deed: WarrantyDeed): Deed => ({
    combo: DEED_KEYS[deed],
    label: deed === "inspect" && order.warranty.decisions.length === 0 ? t("order.deed.put-under") : t(`order.deed.${deed}`),
    run: () => act(deed),
  });
  const deeds = openDeeds(order, { overrule: mayOverrule, settle: maySettle }).map(deedOf);
  const { main, barred } = ((): { main?: Deed; barred?: Deed } => {
    const step = usualStep(order);
    if (step === undefined) return {};
    if (step === "hand-back") return { main: { combo: "H", label: t("queue.hand-back"), run: () => go(`/handback/${order.id}`) } };
    if (step === "give-up") return { main: { combo: "G", label: t("order.go.cancelled"), run: () => setDialog("give-up") } };
    if ("deed" in step) {
      const deed = deedOf(step.deed);
      if (step.deed !== "settle" || maySettle) return { main: deed };
      const why = t("error.person.not-supervisor");
      return { barred: { ...deed, why, run: () => tell({ tone: "bad", text: why }) } };
    }
    const bar = barredMove(order, step.to);
    const move = { combo: "G", label: t(`order.go.${step.to}`) };
    if (!bar) return { main: { ...move, run: () => advance(step.to) } };
    const first = deedOf(deedAgainst(bar, mayOverrule));
    return { main: first, barred: { ...move, why: t(`order.bar.${bar}`), run: first.run } };
  })();
  const others: readonly Deed[] = open
    ? [
        ...(barred ? [barred] : []),
        { combo: "M", label: t("queue.move"), run: () => setDialog("move") },
        ...(order.technicianId === me ? [] : [{ combo: "T", label: t("queue.take"), run: take }]),
        { combo: "A", label: t("queue.assign"), run: () => setDialog("assign") },
      ]
    : [];
  const correct = (): void => setDialog("correct");
  useCalmKeys([{ combo: "D", label: `${t("order.edit")}: ${t("paper.device")}`, run: correct }]);
  useCalmKeys([...(main ? [main] : []), ...others, ...deeds.filter(({ combo }) => combo !== main?.combo)]);
  useKeys([{ combo: "Esc", label: t("order.back"), run: () => (window.navigation.canGoBack ? history.back() : go("/queue")) }]);
  const close = (): void => setDialog(null);
  const leaveNote = (): void => title.current?.focus();

  return (
    <article className="order" aria-label={order.number}>
      <Head order={order} titleRef={title} main={main} others={others} busy={busy} />
      {news.length > 0 && (
        <div className="order-news">
          <ChangedNotice news={news} currency={order.currency} />
          <Button variant="default" onClick={clear}>
            {t("frame.dismiss")}
          </Button>
        </div>
      )}
      <div className="order-columns">
        <div className="order-story">
          <NoteComposer id={order.id} onLeave={leaveNote} />
          <Photos page={page} />
          <Timeline events={events} currency={order.currency} />
        </div>
        <div>
          {order.handback && <HandbackFacts order={order} handback={order.handback} />}
          <Facts page={page} />
          <Warranty order={order} deeds={deeds} />
          <Device order={order} onCorrect={correct} />
          <Accessories order={order} />
        </div>
        <div>
          <Money page={page} />
          <Customer order={order} />
          <Papers order={order} />
        </div>
      </div>
      {(dialog === "move" || dialog === "give-up") && (
        <MoveDialog page={page} first={dialog === "give-up" ? "cancelled" : undefined} onDeed={act} onClose={close} />
      )}
      {dialog === "assign" && <AssignDialog page={page} onClose={close} />}
      {dialog === "correct" && <CorrectDialog page={page} onClose={close} />}
      {dialog === "price" && <PriceDialog page={page} onClose={close} />}
      {dialog === "overrule" && <OverruleDialog page={page} onClose={close} />}
      {dialog === "approve" && <ApproveDialog page={page} onClose={close} />}
      {dialog === "settle" && <SettleDialog page={page} onClose={close} />}
      <Suspense>{dialog === "inspect" && <InspectDialog page={page} onClose={close} />}</Suspense>
    </article>
  );
}

/** An address that leads to no order, or data that cannot be reached. */
function Unopened({ error, onAgain }: { error: unknown; onAgain: () => void }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const [, go] = useLocation();
  const { kind } = troubleOfCall(error);
  const unknown = kind === "refused" || kind === "invalid";
  return (
    <div className="order-unopened" role="alert">
      <h1>{unknown ? t("order.unknown") : t("order.unreachable")}</h1>
      <p>{unknown ? t("error.order.unknown") : sentenceOf(error, texts)}</p>
      <Button autoFocus onClick={unknown ? () => go("/queue") : onAgain}>
        {unknown ? t("order.to-queue") : t("frame.retry")}
      </Button>
    </div>
  );
}
