import {
  IconAlertCircle,
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconHelpCircle,
  IconInfoCircle,
  IconShieldCheck,
  IconShieldOff,
  IconShieldQuestion,
  IconShieldX,
  IconX,
} from "@tabler/icons-react";
import { memo, useId, type ReactNode } from "react";
import { formatDay } from "../../src-main/domain/ground/date.ts";
import { formatNumber } from "../../src-main/domain/ground/locale.ts";
import type { Language } from "../../src-main/domain/ground/language.ts";
import type { PolicyPack, Remedy } from "../../src-main/domain/warranty/policy-pack.ts";
import { isRefusedForGood, packText, toldDeadlines, verdictValues, type ToldDeadline } from "../../src-main/domain/warranty/policy-text.ts";
import type { Decision, PolicyReason } from "../../src-main/domain/warranty/policy-decision.ts";
import "./decision-view.css";
import { FactList } from "./fact-list.tsx";
import { factWord } from "./policy-words.ts";
import { useText, type Texts } from "./text.tsx";

type DecisionViewProps = {
  readonly pack: PolicyPack;
  readonly decision: Decision;
  /** The language of the pack's own sentences; the reader's where none is named. */
  readonly language?: Language;
  /** Folds the reasons away. */
  readonly compact: boolean;
  /** Leads to the field of a fact that is missing. */
  readonly onMissing?: (fact: string) => void;
};

const COVERAGE_ICONS = {
  "in-warranty": IconShieldCheck,
  "out-of-warranty": IconShieldX,
  void: IconShieldOff,
  none: IconBan,
  undetermined: IconShieldQuestion,
} as const;

const VERDICT_ICONS = {
  met: IconCircleCheck,
  granted: IconCircleCheck,
  "not-met": IconCircleX,
  unknown: IconHelpCircle,
  applies: IconAlertCircle,
  note: IconInfoCircle,
} as const;

/** Repairs cost work and parts; what goes back for money costs what is taken off. */
const REPAIRS: readonly Remedy[] = ["free-repair", "paid-repair", "free-replacement"];

/** A decision as a person at the counter reads it out: covered or not, what is offered, what it costs, what it needs, by when, and why. */
export const DecisionView = memo(function DecisionView({ pack, decision, language, compact, onMissing }: DecisionViewProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { coverage, entitled, requires, missing } = decision;
  const reasons = <Reasons pack={pack} reasons={decision.reasons} language={language ?? texts.language} />;
  const named = (facts: readonly string[]): readonly Item[] => facts.map((fact) => ({ id: fact, text: factWord(texts, fact) }));
  const Icon = COVERAGE_ICONS[coverage];
  return (
    <div className="decision">
      <p className="decision-coverage" data-coverage={coverage} role="status">
        <Icon size={22} aria-hidden />
        <span>
          {coverageText(pack, decision, texts)}
          {decision.class && <span className="decision-class"> · {t("policy.class", { class: decision.class })}</span>}
        </span>
      </p>
      <Refusal pack={pack} decision={decision} />
      {entitled[0] && <p className="decision-offer">{t(`policy.remedy.${entitled[0]}`)}</p>}
      {entitled.length > 1 && (
        <p className="quiet">
          {t("policy.also", {
            remedies: entitled
              .slice(1)
              .map((remedy) => t(`policy.remedy.${remedy}`))
              .join(", "),
          })}
        </p>
      )}
      <FactList facts={costs(decision, texts)} />
      <Items label={t("policy.before")} items={requires.map((need) => ({ id: need, text: t(`policy.requirement.${need}`) }))} />
      <Items label={t("policy.still-needed")} items={named(missing.filter(isPaper))} onChoose={onMissing} tone="missing" />
      <Items label={t("policy.to-find-out")} items={named(missing.filter((fact) => !isPaper(fact)))} onChoose={onMissing} tone="missing" />
      <Deadlines deadlines={toldDeadlines(pack, decision)} />
      {decision.reasons.length > 0 &&
        (compact ? (
          <details className="decision-why">
            <summary>{t("policy.why")}</summary>
            {reasons}
          </details>
        ) : (
          <div className="decision-why">
            <span className="decision-label">{t("policy.why")}</span>
            {reasons}
          </div>
        ))}
    </div>
  );
});

/** What is brought, and not only known. */
const isPaper = (fact: string): boolean => /^purchase\.(?:proof|documents|warrantyCardStamped)/.test(fact);

function coverageText({ warranty }: PolicyPack, { coverage, until, reasons }: Decision, { t, language }: Texts): string {
  const runs = reasons.some(({ rule, verdict }) => rule === warranty.rule && verdict === "met");
  if (until === null || coverage === "none" || (coverage === "undetermined" && !runs)) return t(`policy.coverage.${coverage}`);
  return t(`policy.coverage-until.${coverage}`, { day: formatDay(until, language) });
}

/** Says that what was asked for is not given, or not yet. */
function Refusal({ pack, decision }: { pack: PolicyPack; decision: Decision }): ReactNode {
  const { t } = useText();
  const [request] = decision.refused;
  if (!request) return null;
  const hopeless = isRefusedForGood(pack, decision);
  const Icon = hopeless ? IconX : IconHelpCircle;
  return (
    <p className="decision-refusal" data-hopeless={hopeless || undefined}>
      <Icon size={18} aria-hidden />
      {hopeless ? t(`policy.refused.${request}`) : t(`policy.refused-yet.${request}`)}
    </p>
  );
}

function costs({ entitled: [first], charges }: Decision, { t, language }: Texts): readonly (readonly [string, string])[] {
  if (!first) return [];
  const paid = (customer: boolean): string => (customer ? t("policy.charges.customer") : t("policy.charges.free"));
  const repairs = REPAIRS.includes(first);
  const { labour, parts, shipping, restockingPercent, depreciation } = charges;
  return [
    ...(repairs || labour ? [[t("policy.charges.labour"), paid(labour)] as const] : []),
    ...(repairs || parts ? [[t("policy.charges.parts"), paid(parts)] as const] : []),
    [t("policy.charges.shipping"), shipping === "customer" ? t("policy.charges.customer") : t("policy.charges.seller")],
    ...(restockingPercent > 0
      ? [[t("policy.charges.restocking"), t("policy.charges.percent", { percent: formatNumber(restockingPercent, language) })] as const]
      : []),
    ...(depreciation ? [[t("policy.charges.depreciation"), t("policy.charges.taken-off")] as const] : []),
    ...(first === "refund" && restockingPercent === 0 && !depreciation ? [[t("policy.charges.price"), t("policy.charges.in-full")] as const] : []),
  ];
}

type Item = { readonly id: string; readonly text: string };

function Items({
  label,
  items,
  onChoose,
  tone,
}: {
  label: string;
  items: readonly Item[];
  onChoose?: ((id: string) => void) | undefined;
  tone?: "missing";
}): ReactNode {
  const id = useId();
  if (items.length === 0) return null;
  return (
    <div className="decision-items" data-tone={tone}>
      <span className="decision-label" id={id}>
        {tone && <IconAlertCircle size={16} aria-hidden />}
        {label}
      </span>
      <ul aria-labelledby={id}>
        {items.map((item) => (
          <li key={item.id}>
            {onChoose ? (
              <button type="button" onClick={() => onChoose(item.id)}>
                {item.text}
              </button>
            ) : (
              item.text
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Deadlines({ deadlines }: { deadlines: readonly ToldDeadline[] }): ReactNode {
  const { t, language } = useText();
  if (deadlines.length === 0) return null;
  const when = (deadline: ToldDeadline): string =>
    deadline.over
      ? t("policy.deadline-over", { day: formatDay(deadline.by, language) })
      : deadline.hours === undefined
        ? t("policy.deadline-by", { day: formatDay(deadline.by, language) })
        : t("policy.deadline-hours", { count: deadline.hours });
  return (
    <dl className="facts">
      {deadlines.map((deadline) => (
        <div key={`${deadline.what} ${deadline.by}`} data-over={deadline.over || undefined}>
          <dt>{t(`policy.deadline.${deadline.what}`)}</dt>
          <dd>{when(deadline)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Rules in the pack's own words, each with how it turned out. @param language of the pack's sentences */
export function Reasons({ pack, reasons, language }: { pack: PolicyPack; reasons: readonly PolicyReason[]; language: string }): ReactNode {
  const texts = useText();
  const words = { day: (iso: string) => formatDay(iso, texts.language), fact: (path: string) => factWord(texts, path) };
  return (
    <ol className="decision-reasons">
      {reasons.map((reason, index) => {
        const Icon = VERDICT_ICONS[reason.verdict];
        return (
          <li key={`${index} ${reason.rule}`} data-verdict={reason.verdict}>
            <span>{packText(pack.texts[reason.rule], pack, language, reason.rule)}</span>
            <span className="decision-verdict">
              <Icon size={16} aria-hidden />
              {texts.t(`policy.verdict.${reason.verdict}`, verdictValues(reason, words))}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
