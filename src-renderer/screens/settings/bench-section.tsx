import { Input, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { client } from "../../client/client.ts";
import { EXPLAINED_BELOW, FieldGrid, WIDE } from "../../components/field-grid.tsx";
import { LanguageSwitch } from "../../components/language-switch.tsx";
import { useText } from "../../components/text.tsx";
import type { FieldErrors } from "../../stores/explain.ts";
import { changePreferences } from "../../stores/preferences.ts";
import { refreshWelcome, useSession } from "../../stores/session.ts";
import { SectionForm } from "./section-form.tsx";
import { useSettingsDraft } from "../../stores/settings-draft.ts";

/** What this place of work is called, and the language of its screens. */
export function BenchSection(): ReactNode {
  const { t } = useText();
  const stored = useSession(({ welcome }) => welcome!.bench.name);
  const draft = useSettingsDraft(({ bench }) => bench);
  const name = draft ?? stored;
  const undo = (): void => useSettingsDraft.setState({ bench: null });
  const save = async (): Promise<void> => {
    await client.shop.renameBench({ name });
    await refreshWelcome();
    undo();
  };
  return (
    <SectionForm
      title={t("settings.bench")}
      changed={name !== stored}
      check={(): FieldErrors => (name.trim() === "" ? { name: t("problem.required") } : {})}
      onSave={save}
      onUndo={undo}
    >
      {(errors) => (
        <FieldGrid>
          <TextInput
            label={t("bench.name")}
            description={t("settings.bench.why")}
            inputWrapperOrder={EXPLAINED_BELOW}
            autoComplete="off"
            value={name}
            onChange={({ currentTarget }) => useSettingsDraft.setState({ bench: currentTarget.value })}
            error={errors["name"]}
          />
          <Input.Wrapper
            label={t("screen-language")}
            labelElement="div"
            description={t("settings.language.why")}
            inputWrapperOrder={EXPLAINED_BELOW}
            style={WIDE}
          >
            <div style={{ marginBottom: 5 }}>
              <LanguageSwitch onChange={(language) => changePreferences({ language })} />
            </div>
          </Input.Wrapper>
        </FieldGrid>
      )}
    </SectionForm>
  );
}
