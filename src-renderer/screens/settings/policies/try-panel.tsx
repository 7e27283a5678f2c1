import { UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { changesBetween } from "../../../../src-main/domain/orders/order-policy.ts";
import type { PolicyCase } from "../../../../src-main/domain/warranty/policy-case.ts";
import type { PolicyPack } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { packText } from "../../../../src-main/domain/warranty/policy-text.ts";
import type { Decision } from "../../../../src-main/domain/warranty/policy-decision.ts";
import { DecisionView } from "../../../components/decision-view.tsx";
import { Panel } from "../../../components/panel.tsx";
import { useText, type Texts } from "../../../components/text.tsx";
import { sentenceOf } from "../../../stores/explain.ts";
import { OwnCase } from "./own-case.tsx";
import type { Example } from "./pack-examples.ts";
import type { Trial } from "./use-trial.ts";

type TryPanelProps = {
  readonly pack: PolicyPack;
  /** The version that the changes began from; null for a new policy. */
  readonly saved: PolicyPack | null;
  readonly examples: readonly Example[];
  readonly own: PolicyCase;
  readonly onOwn: (own: PolicyCase) => void;
  /** The case that is shown; the one of one's own comes after the examples. */
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  readonly now: Trial;
  readonly before: Trial;
};

/** A decision in a few words. */
export function outcome(decision: Decision, { t }: Texts): string {
  const [first] = decision.entitled;
  return [t(`policy.coverage.${decision.coverage}`), first && t(`policy.remedy.${first}`)].filter(Boolean).join(" · ");
}

const turned = (before: Decision | undefined, now: Decision | undefined): boolean =>
  before !== undefined && now !== undefined && changesBetween(before, now).length > 0;

/** Cases beside the form, and how each turns out under the policy as it is now and as it was saved. */
export function TryPanel({ pack, saved, examples, own, onOwn, chosen, onChoose, now, before }: TryPanelProps): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const nameOf = ({ id, rule }: Example): string =>
    rule === undefined ? t(`policies.example.${id}`) : t(`policies.example.${id}`, { rule: packText(pack.texts[rule], pack, language, rule) });
  const names = [...examples.map(nameOf), t("policies.example.own")];
  const [decision, wasDecision] = [now.decisions[chosen], before.decisions[chosen]];
  return (
    <Panel title={t("policies.try")} className="policy-try">
      <ul className="policy-cases">
        {names.map((name, index) => {
          const [result, was] = [now.decisions[index], before.decisions[index]];
          return (
            <li key={name}>
              <UnstyledButton aria-current={index === chosen} onClick={() => onChoose(index)}>
                <span className="policy-case-name" title={name}>
                  {name}
                </span>
                {result && <span className="quiet">{outcome(result, texts)}</span>}
                {result && was && turned(was, result) && (
                  <span className="policy-turned">{t("policies.try.was", { outcome: outcome(was, texts) })}</span>
                )}
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
      {chosen === examples.length && <OwnCase pack={pack} value={own} onChange={onOwn} />}
      {now.problems.length > 0 && <p className="policy-wrong">{t("policies.try.wrong", { count: now.problems.length })}</p>}
      {now.error !== null && <p className="policy-wrong">{sentenceOf(now.error, texts)}</p>}
      {decision && (
        <div className="policy-decision" data-testid="decision-now">
          {saved && turned(wasDecision, decision) && <h3>{t("policies.try.now")}</h3>}
          <DecisionView pack={pack} decision={decision} compact />
        </div>
      )}
      {decision && wasDecision && saved && turned(wasDecision, decision) && (
        <div className="policy-decision policy-before" data-testid="decision-before">
          <h3>{t("policies.try.before", { version: saved.version })}</h3>
          <DecisionView pack={saved} decision={wasDecision} compact />
        </div>
      )}
    </Panel>
  );
}
