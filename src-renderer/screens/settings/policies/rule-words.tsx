import { TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useText } from "../../../components/text.tsx";
import { useEditing, useField } from "./editing.ts";
import { TextsAt } from "./texts-field.tsx";
import type { Path } from "./pack-path.ts";
import { renameRule, usesOf } from "./pack-rules.ts";

/** A rule: its sentence in the languages of the policy, and its id, which cases and papers know it by. */
export function RuleWords({ path, label }: { readonly path: Path; readonly label?: string }): ReactNode {
  const { t } = useText();
  const { pack, change } = useEditing();
  const { value: rule = "", props } = useField<string>([...path, "rule"]);
  const [typed, setTyped] = useState<string | null>(null);
  const uses = usesOf(pack, rule);
  // Not at every letter: on its way to `return.window` it would become one with `return`.
  const take = (): void => {
    if (typed !== null) change((whole) => renameRule(whole, [...path, "rule"], typed.trim()));
    setTyped(null);
  };
  return (
    <div className="policy-rule">
      <TextsAt path={["texts", rule]} label={label ?? t("policies.sentence")} lines={2} />
      <TextInput
        label={t("policies.rule-id")}
        description={uses > 1 ? t("policies.rule-shared", { count: uses }) : undefined}
        inputWrapperOrder={["label", "input", "description", "error"]}
        autoComplete="off"
        spellCheck={false}
        value={typed ?? rule}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={take}
        onKeyDown={({ key }) => key === "Enter" && take()}
        {...props}
      />
    </div>
  );
}
