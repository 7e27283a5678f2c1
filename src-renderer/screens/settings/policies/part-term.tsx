import { Select, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { STARTS, type ModelTerm, type PolicyPack } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { CATEGORIES } from "../../../../src-main/domain/shop/shop.ts";
import { foldText } from "../../../../src-main/domain/ground/text.ts";
import { FieldGrid, WIDE } from "../../../components/field-grid.tsx";
import { wordOr } from "../../../components/labels.ts";
import { useText } from "../../../components/text.tsx";
import { useEditing, useField } from "./editing.ts";
import { PickAt, TextAt } from "./fields.tsx";
import { PeriodAt } from "./period-field.tsx";
import { ItemList } from "./item-list.tsx";
import type { Path } from "./pack-path.ts";
import { RuleWords } from "./rule-words.tsx";

/** How long the warranty runs, and from when; models and kinds of devices with a term of their own. */
export function TermPart(): ReactNode {
  const { t } = useText();
  return (
    <>
      <FieldGrid>
        <PickAt
          path={["warranty", "from"]}
          label={t("policies.counts-from")}
          options={STARTS.map((value) => ({ value, label: t(`policies.start.${value}`) }))}
        />
        <PeriodAt path={["warranty", "length"]} label={t("policies.length")} />
        <div style={WIDE}>
          <RuleWords path={["warranty"]} />
        </div>
      </FieldGrid>
      <ModelTerms />
      <CategoryTerms />
    </>
  );
}

/** A list of models may be a whole catalogue: above this many it is looked through, not leafed through. */
const MANY = 30;

function ModelTerms(): ReactNode {
  const { t } = useText();
  const { value: models = [] } = useField<readonly ModelTerm[]>(["warranty", "models"]);
  const [sought, setSought] = useState("");
  const wanted = foldText(sought.trim());
  const fits = ({ model, like = "" }: ModelTerm): boolean => foldText(`${model} ${like}`).includes(wanted);
  const field = (
    <TextInput
      label={t("policies.models.search", { count: models.length, most: MANY })}
      autoComplete="off"
      value={sought}
      onChange={({ currentTarget }) => setSought(currentTarget.value)}
    />
  );
  return (
    <ItemList<ModelTerm>
      path={["warranty", "models"]}
      title={t("policies.models")}
      description={t("policies.models.why")}
      addLabel={t("policies.models.add")}
      fresh={() => ({ model: "", length: { months: 24 } })}
      nameOf={({ model }) => model}
      search={models.length > MANY ? { field, fits, most: MANY } : undefined}
    >
      {(path, term) => <ModelRow path={path} term={term} />}
    </ItemList>
  );
}

function ModelRow({ path, term }: { readonly path: Path; readonly term: ModelTerm }): ReactNode {
  const { t } = useText();
  const { pack, errors } = useEditing();
  const { set, props } = useField<ModelTerm>(path);
  const likeAnother = term.like !== undefined;
  const others = pack.warranty.models
    .filter(({ model }) => model !== "" && model !== term.model)
    .map(({ model }) => ({ value: model, label: model }));
  return (
    <div className="policy-row">
      <TextAt path={[...path, "model"]} label={t("policies.model")} />
      <Select
        label={t("policies.model.term")}
        data-path={`${props["data-path"]}.kind`}
        openOnFocus={false}
        allowDeselect={false}
        data={[
          { value: "own", label: t("policies.model.own") },
          { value: "like", label: t("policies.model.like-another") },
        ]}
        value={likeAnother ? "like" : "own"}
        onChange={(kind) =>
          set(kind === "like" ? { model: term.model, like: others[0]?.value ?? "" } : { model: term.model, length: { months: 12 } })
        }
        error={errors[props["data-path"]]}
      />
      {likeAnother ? (
        <PickAt path={[...path, "like"]} label={t("policies.model.like")} options={others} />
      ) : (
        <PeriodAt path={[...path, "length"]} label={t("policies.length")} />
      )}
    </div>
  );
}

type CategoryTerm = PolicyPack["warranty"]["categories"][number];

function CategoryTerms(): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { pack } = useEditing();
  const own = pack.warranty.categories.map(({ category }) => category).filter((category) => category !== "");
  const options = [...new Set([...CATEGORIES, ...own])].map((value) => ({ value, label: wordOr(texts, "category", value) }));
  return (
    <ItemList<CategoryTerm>
      path={["warranty", "categories"]}
      title={t("policies.categories")}
      addLabel={t("policies.categories.add")}
      fresh={() => ({ category: options.find(({ value }) => !own.includes(value))?.value ?? "", length: { months: 12 } })}
      nameOf={({ category }) => wordOr(texts, "category", category)}
    >
      {(path) => (
        <div className="policy-row">
          <PickAt path={[...path, "category"]} label={t("policies.category")} options={options} />
          <PeriodAt path={[...path, "length"]} label={t("policies.length")} />
        </div>
      )}
    </ItemList>
  );
}
