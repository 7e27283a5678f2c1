import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { PolicyPack } from "../../../src-main/domain/warranty/policy-pack.ts";
import type { Charges, Decision, PolicyReason } from "../../../src-main/domain/warranty/policy-decision.ts";
import type { OrderDecision } from "../../../src-main/domain/warranty/warranty.ts";
import { api } from "../../client/client.ts";
import { Corrections } from "../../components/corrections.tsx";
import { Reasons } from "../../components/decision-view.tsx";
import { wordOr } from "../../components/labels.ts";
import { useText, type Texts } from "../../components/text.tsx";

/** The policy as it was when a decision was made; undefined until it is here. */
export function useDecisionPack({ policy, version }: Decision): PolicyPack | undefined {
  return useQuery(api.policy.get.queryOptions({ input: { id: policy, version } })).data;
}

function chargesText({ labour, parts, shipping, restockingPercent, depreciation }: Charges, { t }: Texts): string {
  const pays = [labour && t("policy.charges.labour"), parts && t("policy.charges.parts"), shipping === "customer" && t("policy.charges.shipping")];
  const paid = pays.filter(Boolean).join(", ");
  return (
    [
      paid && `${paid}: ${t("policy.charges.customer")}`,
      restockingPercent > 0 && t("policy.charges.percent", { percent: restockingPercent }),
      depreciation && `${t("policy.charges.depreciation")}: ${t("policy.charges.taken-off")}`,
    ]
      .filter(Boolean)
      .join("; ") || t("policy.charges.free")
  );
}

/** One part of a decision in words. */
function partText(what: string, { coverage, class: serviceClass, entitled, charges }: Decision, texts: Texts): string {
  const { t } = texts;
  if (what === "coverage") return t(`policy.coverage.${coverage}`);
  if (what === "class") return serviceClass === null ? t("order.none") : t("policy.class", { class: serviceClass });
  if (what === "offered") return entitled[0] ? t(`policy.remedy.${entitled[0]}`) : t("order.none");
  return chargesText(charges, texts);
}

/**
 * What speaks for one decision and not for the other one. A condition that is met speaks only where the other one found it otherwise: a
 * decision that turned out early asks no further.
 */
const onlyIn = (here: Decision, there: Decision): readonly PolicyReason[] =>
  here.reasons.filter(({ rule, verdict }) => {
    const others = there.reasons.filter((other) => other.rule === rule);
    if (verdict === "note" || others.some((other) => other.verdict === verdict)) return false;
    return verdict !== "met" || others.length > 0;
  });

/** What a decision changed against the one before it, and the rules that argued for the one and for the other. */
export function DecisionChange({ now, before }: { now: OrderDecision; before: OrderDecision }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const facts = now.changed.map((what) => ({
    label: wordOr(texts, "policy.changed", what),
    from: partText(what, before.decision, texts),
    to: partText(what, now.decision, texts),
  }));
  if (facts.length === 0 && now.stage === before.stage) return null;
  return (
    <div className="decision-change">
      <h3>{t("order.decision.changed", { stage: t(`policy.stage.${before.stage}`) })}</h3>
      {facts.length === 0 ? <p className="quiet">{t("order.decision.same")}</p> : <Corrections facts={facts} />}
      {facts.length > 0 && (
        <>
          <Argued title={t("order.decision.was")} decision={before.decision} reasons={onlyIn(before.decision, now.decision)} />
          <Argued title={t("order.decision.is")} decision={now.decision} reasons={onlyIn(now.decision, before.decision)} />
        </>
      )}
    </div>
  );
}

type ArguedProps = { readonly title: string; readonly decision: Decision; readonly reasons: readonly PolicyReason[] };

function Argued({ title, decision, reasons }: ArguedProps): ReactNode {
  const { language } = useText();
  const pack = useDecisionPack(decision);
  if (!pack || reasons.length === 0) return null;
  return (
    <>
      <div className="quiet">{title}</div>
      <Reasons pack={pack} reasons={reasons} language={language} />
    </>
  );
}
