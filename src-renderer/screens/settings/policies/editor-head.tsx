import { Button, SegmentedControl } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { FieldProblem } from "../../../../src-main/domain/ground/field-problem.ts";
import { packText } from "../../../../src-main/domain/warranty/policy-text.ts";
import { KeyHint } from "../../../components/keys.tsx";
import { useText } from "../../../components/text.tsx";
import { openPolicy } from "../../../stores/policy-draft.ts";
import { useEditing } from "./editing.ts";

/** Which policy it is, and in which language its texts are shown; a language that lacks texts says how many. */
export function EditorHead({ problems }: { readonly problems: readonly FieldProblem[] }): ReactNode {
  const { t, language: reader } = useText();
  const { pack, isNew, language, setLanguage } = useEditing();
  const missing = (one: string): number => problems.filter(({ problem, text }) => problem === "text-missing" && text === one).length;
  return (
    <header className="policy-head" role="group" aria-label={t("policies.head")}>
      <Button
        variant="subtle"
        leftSection={<IconArrowLeft size={18} aria-hidden />}
        rightSection={<KeyHint combo="Esc" />}
        onClick={() => openPolicy(null)}
      >
        {t("policies.back")}
      </Button>
      <h1>
        {packText(pack.name, pack, reader, pack.id)}{" "}
        <small>{isNew ? t("policies.new") : t("policies.version-number", { version: pack.version })}</small>
      </h1>
      <SegmentedControl
        aria-label={t("policies.texts-in")}
        data={pack.languages.map((value) => {
          const count = missing(value);
          return { value, label: count === 0 ? t(`language.${value}`) : t("policies.texts-missing", { language: t(`language.${value}`), count }) };
        })}
        value={language}
        onChange={setLanguage}
      />
    </header>
  );
}
