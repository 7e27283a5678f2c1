import { Select } from "@mantine/core";
import type { ReactNode } from "react";
import type { FactName } from "../../../../src-main/domain/warranty/policy-case.ts";
import type { Clause } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { useText } from "../../../components/text.tsx";
import { ClauseValue } from "./clause-value.tsx";
import { useEditing, useField } from "./editing.ts";
import { FACT_GROUPS, IF_MISSING, questionOf, questionsOf, withFact, withQuestion, type Question } from "./pack-clauses.ts";
import type { Path } from "./pack-path.ts";

/** One question about one fact: the fact, the question, the values, and the answer where the fact is not known. */
export function ClauseRow({ path }: { readonly path: Path }): ReactNode {
  const { t } = useText();
  const { errors } = useEditing();
  const { value: clause, set } = useField<Clause>(path);
  const field = path.join(".");
  if (!clause) return null;
  const question = questionOf(clause);
  const assumed = clause.ifMissing === undefined ? "ask" : clause.ifMissing ? "yes" : "no";
  const { ifMissing: _, ...asked } = clause;
  return (
    <div className="policy-clause" role="group" aria-label={t("policies.clause")}>
      <Select
        aria-label={t("policies.clause.fact")}
        data-path={`${field}.fact`}
        openOnFocus={false}
        searchable
        allowDeselect={false}
        data={FACT_GROUPS.map(([group, facts]) => ({
          group: t(`policies.group.${group}`),
          items: facts.map((fact) => ({ value: fact, label: t(`policy.fact.${fact}`) })),
        }))}
        value={clause.fact}
        onChange={(fact) => fact !== null && set(withFact(clause, fact as FactName))}
        error={errors[field] ?? errors[`${field}.fact`]}
      />
      <Select
        aria-label={t("policies.clause.question")}
        data-path={`${field}.question`}
        openOnFocus={false}
        allowDeselect={false}
        data={questionsOf(clause.fact).map((value) => ({ value, label: t(`policies.question.${value}`) }))}
        value={question}
        onChange={(chosen) => chosen !== null && set(withQuestion(clause, chosen as Question))}
      />
      <ClauseValue path={path} clause={clause} question={question} />
      <Select
        aria-label={t("policies.clause.if-missing")}
        data-path={`${field}.ifMissing`}
        openOnFocus={false}
        allowDeselect={false}
        data={IF_MISSING.map((value) => ({ value, label: t(`policies.if-missing.${value}`) }))}
        value={assumed}
        onChange={(answer) => set(answer === "ask" ? asked : { ...asked, ifMissing: answer === "yes" })}
        error={errors[`${field}.ifMissing`]}
      />
    </div>
  );
}
