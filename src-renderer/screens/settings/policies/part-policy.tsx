import type { ReactNode } from "react";
import { LANGUAGES, type Language } from "../../../../src-main/domain/ground/language.ts";
import { FieldGrid, WIDE } from "../../../components/field-grid.tsx";
import { OrderedChoices } from "../../../components/ordered-choices.tsx";
import { useText } from "../../../components/text.tsx";
import { useEditing, useField } from "./editing.ts";
import { TagsAt, TextAt } from "./fields.tsx";
import { TextsAt } from "./texts-field.tsx";

/** What the policy is called, its languages and brands, and where goods are sent back. */
export function PolicyPart(): ReactNode {
  const { t } = useText();
  const { isNew } = useEditing();
  const { value: languages = [], set, props } = useField<readonly Language[]>(["languages"]);
  return (
    <FieldGrid>
      <TextsAt path={["name"]} label={t("policies.name")} />
      <TextAt path={["id"]} label={t("policies.id")} description={t("policies.id.why")} readOnly={!isNew} />
      <div data-path={props["data-path"]}>
        <OrderedChoices
          label={t("policies.languages")}
          description={t("policies.languages.why")}
          choices={LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) }))}
          first={t("policies.languages.first")}
          value={languages}
          onChange={set}
          error={props.error}
        />
      </div>
      <TagsAt path={["brands"]} label={t("policies.brands")} description={t("policies.brands.why")} />
      <h2 style={WIDE}>{t("policies.return-to")}</h2>
      <TextAt path={["returnTo", "address"]} label={t("policies.return-to.address")} />
      <TextAt path={["returnTo", "courierAccount"]} label={t("policies.return-to.courier")} />
    </FieldGrid>
  );
}
