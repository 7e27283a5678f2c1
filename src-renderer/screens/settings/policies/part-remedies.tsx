import { Checkbox } from "@mantine/core";
import type { ReactNode } from "react";
import { COVERAGES, REMEDIES, REQUIREMENTS, type Condition, type Grant } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { useText } from "../../../components/text.tsx";
import { ClauseRow } from "./clause-row.tsx";
import { ClauseRows } from "./clause-rows.tsx";
import { useEditing, useField } from "./editing.ts";
import { CheckAt, PicksAt } from "./fields.tsx";
import { PeriodAt } from "./period-field.tsx";
import { freshClause } from "./pack-clauses.ts";
import { putIn, type Path } from "./pack-path.ts";
import { freshRule, tidied } from "./pack-rules.ts";
import { RuleList } from "./rule-card.tsx";
import { RuleWords } from "./rule-words.tsx";

const fresh = (rule: string): Grant => ({ rule, gives: ["free-repair"], coverage: ["in-warranty"], for: [], conditions: [], requires: [] });

/** The ladder of remedies: what is offered, in which order, to whom, and on which conditions. */
export function RemediesPart(): ReactNode {
  const { t } = useText();
  return (
    <RuleList<Grant>
      path={["grants"]}
      title={t("policies.grants")}
      description={t("policies.grants.why")}
      addLabel={t("policies.grants.add")}
      family="remedy"
      fresh={fresh}
      noteOf={({ gives }) => gives.map((remedy) => t(`policy.remedy.${remedy}`)).join(", ")}
      clauses={{ name: "for", title: t("policies.grants.for") }}
    >
      {(path) => <GrantFields path={path} />}
    </RuleList>
  );
}

function GrantFields({ path }: { readonly path: Path }): ReactNode {
  const { t } = useText();
  return (
    <>
      <div className="policy-row">
        <PicksAt
          path={[...path, "gives"]}
          label={t("policies.grants.gives")}
          options={REMEDIES.map((value) => ({ value, label: t(`policy.remedy.${value}`) }))}
        />
        <PicksAt
          path={[...path, "coverage"]}
          label={t("policies.coverage")}
          placeholder={t("policies.coverage.any")}
          options={COVERAGES.map((value) => ({ value, label: t(`policy.coverage.${value}`) }))}
          optional
        />
        <PicksAt
          path={[...path, "requires"]}
          label={t("policies.grants.requires")}
          placeholder={t("policies.grants.requires-nothing")}
          options={REQUIREMENTS.map((value) => ({ value, label: t(`policy.requirement.${value}`) }))}
        />
      </div>
      <CheckAt path={[...path, "papers"]} label={t("policies.grants.papers")} optional />
      <Approval path={[...path, "approval"]} />
      <Conditions path={[...path, "conditions"]} />
    </>
  );
}

/** Whether goods go back only after a written approval, and for how long it is good. */
function Approval({ path }: { readonly path: Path }): ReactNode {
  const { t } = useText();
  const { pack, change } = useEditing();
  const { value } = useField<Grant["approval"]>(path);
  const toggle = (wanted: boolean): void => {
    const approval = wanted ? { rule: freshRule(pack, "approval"), within: { days: 15 } } : undefined;
    change((whole) => tidied(putIn(whole, path, approval)));
  };
  return (
    <>
      <Checkbox
        className="policy-check"
        label={t("policies.grants.approval")}
        checked={value !== undefined}
        onChange={({ currentTarget }) => toggle(currentTarget.checked)}
      />
      {value && (
        <div className="policy-inset">
          <PeriodAt path={[...path, "within"]} label={t("policies.grants.approval-lasts")} />
          <RuleWords path={path} label={t("policies.grants.approval-sentence")} />
        </div>
      )}
    </>
  );
}

function Conditions({ path }: { readonly path: Path }): ReactNode {
  const { t } = useText();
  return (
    <RuleList<Condition>
      path={path}
      title={t("policies.conditions")}
      description={t("policies.conditions.why")}
      addLabel={t("policies.conditions.add")}
      family="condition"
      fresh={(rule) => ({ rule, ...freshClause() })}
    >
      {(at) => (
        <>
          <ClauseRow path={at} />
          <ClauseRows path={[...at, "unless"]} title={t("policies.conditions.unless")} optional />
        </>
      )}
    </RuleList>
  );
}
