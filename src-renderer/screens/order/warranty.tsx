import { Button } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { formatDay, formatInstant } from "../../../src-main/domain/ground/date.ts";
import { stillAhead } from "../../../src-main/domain/orders/order-policy.ts";
import { formatMoney } from "../../../src-main/domain/ground/money.ts";
import type { Order } from "../../../src-main/domain/orders/order.ts";
import type { PolicyPack, PolicyWord } from "../../../src-main/domain/warranty/policy-pack.ts";
import { packText } from "../../../src-main/domain/warranty/policy-text.ts";
import type { OrderDecision } from "../../../src-main/domain/warranty/warranty.ts";
import { DecisionView } from "../../components/decision-view.tsx";
import { FactList } from "../../components/fact-list.tsx";
import { KeyHint } from "../../components/keys.tsx";
import { Panel } from "../../components/panel.tsx";
import { useText } from "../../components/text.tsx";
import { useTimeZone } from "../../stores/session.ts";
import { DecisionChange, useDecisionPack } from "./decision-change.tsx";
import type { Deed } from "./head.tsx";

/** The decision in force with its reasons, what became of it, and what can be done about it. */
export function Warranty({ order, deeds }: { order: Order; deeds: readonly Deed[] }): ReactNode {
  const { t } = useText();
  const [current, ...earlier] = order.warranty.decisions;
  return (
    <Panel title={t("order.warranty")}>
      {current ? <InForce order={order} current={current} /> : <p className="quiet">{t("order.warranty.none")}</p>}
      {deeds.length > 0 && (
        <div className="form-row warranty-deeds">
          {deeds.map(({ combo, label, run }) => (
            <Button key={combo} variant="default" size="compact-sm" onClick={run} rightSection={<KeyHint combo={combo} />}>
              {label}
            </Button>
          ))}
        </div>
      )}
      {current && <WarrantyFacts order={order} current={current} />}
      {current && earlier[0] && <DecisionChange now={current} before={earlier[0]} />}
      {earlier.length > 0 && <Earlier decisions={earlier} />}
    </Panel>
  );
}

function InForce({ order, current }: { order: Order; current: OrderDecision }): ReactNode {
  const pack = useDecisionPack(current.decision);
  return (
    <>
      <Made decision={current} />
      {current.reason !== "" && <p className="said">{current.reason}</p>}
      {pack && <DecisionView pack={pack} decision={stillAhead(current.decision, order)} compact />}
    </>
  );
}

/** At which stage a decision was made, by whom and when. */
function Made({ decision: { stage, person, at } }: { decision: OrderDecision }): ReactNode {
  const { t, language } = useText();
  const zone = useTimeZone();
  return (
    <p className="decision-made">
      <strong>{t(`policy.stage.${stage}`)}</strong>
      <span className="quiet number">{[person, formatInstant(at, language, zone)].filter(Boolean).join(" · ")}</span>
    </p>
  );
}

function Earlier({ decisions }: { decisions: readonly OrderDecision[] }): ReactNode {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <details className="earlier" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t("order.decision.earlier", { count: decisions.length })}</summary>
      {open && decisions.map((decision) => <EarlierOne key={decision.id} decision={decision} />)}
    </details>
  );
}

function EarlierOne({ decision }: { decision: OrderDecision }): ReactNode {
  const pack = useDecisionPack(decision.decision);
  return (
    <div className="earlier-one">
      <Made decision={decision} />
      {decision.reason !== "" && <p className="said">{decision.reason}</p>}
      {pack && <DecisionView pack={pack} decision={decision.decision} compact />}
    </div>
  );
}

/** What was found, agreed, approved and given. */
function WarrantyFacts({ order, current }: { order: Order; current: OrderDecision }): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const zone = useTimeZone();
  const pack = useDecisionPack(current.decision);
  const { facts, confirmation, approval, settlement, clocks, repairAttempts, inspectedOn, goodsReturnedOn } = order.warranty;
  const money = (minor: number): string => formatMoney({ minor, currency: order.currency }, language);
  const day = (iso: string | null): string => (iso === null ? "" : formatDay(iso, language));
  const word = (words: keyof PolicyPack["words"], id: string): string => nameOf(pack, pack?.words[words], id, language);
  const joined = (parts: readonly (string | null | false)[]): string => parts.filter(Boolean).join(" · ");
  return (
    <FactList
      facts={[
        [t("policy.fact.findings"), facts.findings.map((id) => word("findings", id)).join(", ")],
        [t("policy.fact.defect"), facts.defect && word("defects", facts.defect)],
        [t("policy.fact.product.serialState"), facts.serialState && t(`policy.serial-state.${facts.serialState}`)],
        [t("policy.fact.history.repairAttempts"), repairAttempts > 0 && String(repairAttempts)],
        [t("order.inspected-on"), day(inspectedOn)],
        ...clocks
          .filter(({ metAt }) => metAt !== null)
          .map(({ what, metAt, dueAt }): readonly [string, string] => [
            t(`policy.deadline.${what}`),
            joined([formatInstant(metAt!, language, zone), metAt! > dueAt && t("order.clock.met-late")]),
          ]),
        [
          t("event.price-confirmed"),
          confirmation &&
            joined([
              money(confirmation.amountMinor),
              t(`order.confirmation.${confirmation.how}`),
              confirmation.by,
              formatInstant(confirmation.at, language, zone),
              confirmation.person,
            ]),
        ],
        [
          t("event.return-approved"),
          approval &&
            joined([
              day(approval.givenOn),
              approval.person,
              t("order.goods-back-by", { day: day(approval.goodsBackBy) }),
              approval.address,
              approval.courierAccount && t("order.courier-account", { account: approval.courierAccount }),
            ]),
        ],
        [t("event.goods-received"), day(goodsReturnedOn)],
        ...(settlement?.kind === "refunded"
          ? ([
              [t("order.settle.price"), money(settlement.priceMinor)],
              [t("policy.charges.restocking"), settlement.restockingMinor > 0 && `− ${money(settlement.restockingMinor)}`],
              [t("policy.charges.depreciation"), settlement.depreciationMinor > 0 && `− ${money(settlement.depreciationMinor)}`],
              [t("order.settle.goes-back"), money(settlement.refundMinor)],
            ] as const)
          : []),
        [t("order.settle.new-serial"), settlement?.newSerial],
      ]}
    />
  );
}

/** What a policy calls a word of its own. */
function nameOf(pack: PolicyPack | undefined, words: readonly PolicyWord[] | undefined, id: string, language: string): string {
  const found = words?.find((word) => word.id === id || word.also?.includes(id));
  return pack && found ? packText(found.name, pack, language, id) : id;
}
