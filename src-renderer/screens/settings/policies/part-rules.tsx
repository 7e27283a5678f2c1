import type { ReactNode } from "react";
import { CLASSES, COVERAGES, DEADLINES, type PolicyPack, type Rule } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { useText } from "../../../components/text.tsx";
import { NumberAt, PickAt, PicksAt } from "./fields.tsx";
import { named } from "./named.ts";
import { RuleList } from "./rule-card.tsx";

const always = (rule: string): Rule => ({ rule, when: [] });

/** Lists of rules that have nothing but clauses: which list, and how it is spoken of. */
const PLAIN = { papers: "papers", covers: "cover", exclusions: "exclusion", notes: "note" } as const;

function PlainRules({ list }: { readonly list: keyof typeof PLAIN }): ReactNode {
  const { t } = useText();
  return (
    <RuleList<Rule>
      path={[list]}
      title={t(`policies.${list}`)}
      description={t(`policies.${list}.why`)}
      addLabel={t(`policies.${list}.add`)}
      family={PLAIN[list]}
      fresh={always}
      clauses={{ name: "when", title: t(`policies.${list}.when`) }}
    />
  );
}

/** What must be shown before the warranty holds. */
export const PapersPart = (): ReactNode => <PlainRules list="papers" />;

/** What the warranty covers, and what ends it. */
export const CoverPart = (): ReactNode => (
  <>
    <PlainRules list="covers" />
    <PlainRules list="exclusions" />
  </>
);

type ScopeRow = PolicyPack["scope"][number];
type ClassRow = PolicyPack["classes"][number];
type DeadlineRow = PolicyPack["deadlines"][number];

/** Who is not served, or only for money, and the classes of service. */
export function ServicePart(): ReactNode {
  const texts = useText();
  const { t } = texts;
  return (
    <>
      <RuleList<ScopeRow>
        path={["scope"]}
        title={t("policies.scope")}
        description={t("policies.scope.why")}
        addLabel={t("policies.scope.add")}
        family="scope"
        fresh={(rule) => ({ rule, when: [], gives: "paid" })}
        noteOf={({ gives }) => t(`policies.scope.${gives}`)}
        clauses={{ name: "when", title: t("policies.when") }}
      >
        {(path) => (
          <PickAt path={[...path, "gives"]} label={t("policies.scope.gives")} options={named(texts, "policies.scope", ["nothing", "paid"])} />
        )}
      </RuleList>
      <RuleList<ClassRow>
        path={["classes"]}
        title={t("policies.classes")}
        description={t("policies.classes.why")}
        addLabel={t("policies.classes.add")}
        family="class"
        fresh={(rule) => ({ rule, class: "A", coverage: ["in-warranty"], when: [] })}
        noteOf={(row) => [t("policy.class", { class: row.class }), ...row.coverage.map((one) => t(`policy.coverage.${one}`))].join(", ")}
        clauses={{ name: "when", title: t("policies.when") }}
      >
        {(path) => (
          <div className="policy-row">
            <PickAt path={[...path, "class"]} label={t("policies.class")} options={CLASSES.map((value) => ({ value, label: value }))} />
            <PicksAt path={[...path, "coverage"]} label={t("policies.coverage")} options={named(texts, "policy.coverage", COVERAGES)} />
          </div>
        )}
      </RuleList>
    </>
  );
}

/** By when the shop answers and comes, and what it tells along with a decision. */
export function DeadlinesPart(): ReactNode {
  const texts = useText();
  const { t } = texts;
  return (
    <>
      <RuleList<DeadlineRow>
        path={["deadlines"]}
        title={t("policies.deadlines")}
        description={t("policies.deadlines.why")}
        addLabel={t("policies.deadlines.add")}
        family="deadline"
        fresh={(rule) => ({ rule, when: [], what: "first-reply", within: { hours: 24 } })}
        noteOf={({ what }) => t(`policy.deadline.${what}`)}
        clauses={{ name: "when", title: t("policies.when") }}
      >
        {(path) => (
          <div className="policy-row">
            <PickAt path={[...path, "what"]} label={t("policies.deadlines.what")} options={named(texts, "policy.deadline", DEADLINES)} />
            <NumberAt path={[...path, "within", "hours"]} label={t("policies.hours")} max={10_000} />
            <NumberAt path={[...path, "within", "days"]} label={t("policies.days")} max={36_500} />
          </div>
        )}
      </RuleList>
      <PlainRules list="notes" />
    </>
  );
}
