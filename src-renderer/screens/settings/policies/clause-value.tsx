import { MultiSelect, NumberInput, Select, TagsInput } from "@mantine/core";
import type { ReactNode } from "react";
import { FACTS } from "../../../../src-main/domain/warranty/policy-case.ts";
import { DEADLINES, STARTS, type Clause } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { useText } from "../../../components/text.tsx";
import { valueName, valueOptions } from "./clause-words.ts";
import { errorAt, useEditing, useField } from "./editing.ts";
import { PickAt } from "./fields.tsx";
import { valuesOf, type Question } from "./pack-clauses.ts";
import type { Path } from "./pack-path.ts";
import { PeriodAt } from "./period-field.tsx";

type ClauseValueProps = { readonly path: Path; readonly clause: Clause; readonly question: Question };

/** What a clause asks for: values from the pack's words, a number, or a span of days. */
export function ClauseValue({ path, clause, question }: ClauseValueProps): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { pack, errors } = useEditing();
  const at = [...path, question];
  const field = at.join(".");
  const { set } = useField<readonly (string | boolean)[] | number>(at);
  const shared = { "aria-label": t("policies.clause.values"), "data-path": field, error: errorAt(errors, field) };
  if (question === "within") return <WindowFields path={at} />;
  if (question === "atLeast" || question === "atMost")
    return (
      <NumberInput
        {...shared}
        min={0}
        max={1000}
        clampBehavior="strict"
        allowDecimal={false}
        hideControls
        value={clause[question] ?? ""}
        onChange={(typed) => set(typed === "" ? 0 : Number(typed))}
      />
    );
  const values = valuesOf(clause);
  if (FACTS[clause.fact].kind === "flag")
    return (
      <Select
        {...shared}
        openOnFocus={false}
        allowDeselect={false}
        data={[
          { value: "true", label: t("policy.yes") },
          { value: "false", label: t("policy.no") },
        ]}
        value={values.length === 1 ? String(values[0]) : null}
        onChange={(chosen) => set([chosen === "true"])}
      />
    );
  const named = values.map(String);
  const options = valueOptions(texts, pack, clause.fact);
  if (!options) {
    const empty = t("policies.value.empty");
    return (
      <TagsInput
        {...shared}
        acceptValueOnBlur
        data={clause.fact === "product.bodyCode" ? [empty] : []}
        value={named.map((value) => valueName(texts, pack, clause.fact, value))}
        onChange={(chosen) => set(chosen.map((value) => (value === empty ? "" : value)))}
      />
    );
  }
  const strangers = named.filter((value) => !options.some((option) => option.value === value)).map((value) => ({ value, label: value }));
  return (
    <MultiSelect
      {...shared}
      searchable
      openOnFocus={false}
      nothingFoundMessage={t("search.nothing")}
      data={[...options, ...strangers]}
      value={named}
      onChange={(chosen) => set(chosen)}
    />
  );
}

/** A span of days: from what it counts, when it opens, when it closes, and the deadline that its end is told as. */
function WindowFields({ path }: { readonly path: Path }): ReactNode {
  const { t } = useText();
  const { errors } = useEditing();
  const wrong = errors[path.join(".")];
  return (
    <div className="policy-window" role="group" aria-label={t("policies.question.within")} data-path={path.join(".")}>
      <PickAt
        path={[...path, "from"]}
        label={t("policies.counts-from")}
        options={STARTS.map((value) => ({ value, label: t(`policies.start.${value}`) }))}
      />
      <PickAt
        path={[...path, "closes"]}
        label={t("policies.window.closes")}
        none={t("policies.window.closes-none")}
        options={DEADLINES.map((value) => ({ value, label: t(`policy.deadline.${value}`) }))}
      />
      <PeriodAt path={[...path, "after"]} label={t("policies.window.opens-after")} optional />
      <PeriodAt path={[...path, "until"]} label={t("policies.window.lasts")} optional />
      {wrong && (
        <p className="policy-wrong" role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}
