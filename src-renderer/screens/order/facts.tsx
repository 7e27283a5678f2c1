import { Anchor, Button } from "@mantine/core";
import { useRef, type ReactNode } from "react";
import { formatDay, formatInstant } from "../../../src-main/domain/ground/date.ts";
import { formatMoney } from "../../../src-main/domain/ground/money.ts";
import type { Order, OrderPage } from "../../../src-main/domain/orders/order.ts";
import { FactList } from "../../components/fact-list.tsx";
import { useCalmKeys } from "../../components/calm-keys.ts";
import { KeyHint } from "../../components/keys.tsx";
import { Panel } from "../../components/panel.tsx";
import { focusForm } from "../../components/placed-form.tsx";
import { useText } from "../../components/text.tsx";
import { useKeptForm } from "../../stores/kept-form.ts";
import { useTimeZone } from "../../stores/session.ts";
import { FactsForm, factsOf, type FactsText } from "./facts-form.tsx";
import { Ink } from "./ink.tsx";
import { begin, isUntouched, type Kept } from "./kept.ts";
import { usePolicyName } from "./policy-name.ts";

/** What is wrong, how it came, and what was agreed; corrected in place. */
export function Facts({ page }: { page: OrderPage }): ReactNode {
  const { order } = page;
  const { t } = useText();
  const formId = `facts-${order.id}`;
  const [kept, keep] = useKeptForm<Kept<FactsText>>(`${order.id}:facts`);
  const opener = useRef<HTMLButtonElement>(null);
  const edit = (): void => {
    if (order.closedAt !== null || focusForm(formId)) return;
    keep(begin(page, factsOf(order)));
  };
  useCalmKeys([{ combo: "E", label: `${t("order.edit")}: ${t("order.facts")}`, run: edit }]);
  const close = (): void => {
    keep(null);
    opener.current?.focus();
  };
  const leave = (): void => {
    if (kept && isUntouched(kept)) close();
    else opener.current?.focus();
  };
  return (
    <Panel
      title={t("order.facts")}
      actions={
        order.closedAt === null && (
          <Button ref={opener} variant="subtle" size="compact-sm" onClick={edit} rightSection={<KeyHint combo="E" />}>
            {t("order.edit")}
          </Button>
        )
      }
    >
      {kept ? <FactsForm id={formId} order={order} kept={kept} keep={keep} onClose={close} onLeave={leave} /> : <FactsShown order={order} />}
    </Panel>
  );
}

function FactsShown({ order }: { order: Order }): ReactNode {
  const { t, language } = useText();
  const zone = useTimeZone();
  const money = (minor: number | null): string => (minor === null ? "" : formatMoney({ minor, currency: order.currency }, language));
  return (
    <>
      <p className="fault">{order.fault}</p>
      <FactList
        facts={[
          [t("paper.condition"), order.condition],
          [t("paper.request"), t(`request.${order.request}`)],
          [t("paper.priority"), t(`priority.${order.priority}`)],
          [t("paper.promised"), order.promisedOn && formatDay(order.promisedOn, language)],
          [t("paper.estimate"), money(order.estimateMinor)],
          [t("paper.limit"), money(order.limitMinor)],
          [t("order.policy"), order.policy && <PolicyName id={order.policy} />],
          [
            t("paper.same-fault"),
            order.sameFaultAs && (
              <Anchor href={`#/order/${order.sameFaultAs.id}`} className="number" underline="always">
                {order.sameFaultAs.number}
              </Anchor>
            ),
          ],
          [
            t("paper.accepted"),
            [formatInstant(order.receivedAt, language, zone), order.receivedBy, order.bench, t(`channel.${order.channel}`)]
              .filter(Boolean)
              .join(" · "),
          ],
          [t("order.signature"), order.signature && <Ink path={order.signature} label={t("order.signature")} />],
        ]}
      />
    </>
  );
}

function PolicyName({ id }: { id: string }): ReactNode {
  return usePolicyName(id);
}
