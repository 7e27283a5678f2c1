import { Input, NumberInput, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { MOST_IDLE_MINUTES } from "../../../src-main/domain/shop/shop.ts";
import { client } from "../../client/client.ts";
import { EXPLAINED_BELOW, FieldGrid, WIDE } from "../../components/field-grid.tsx";
import { LanguageSwitch } from "../../components/language-switch.tsx";
import { useText } from "../../components/text.tsx";
import type { FieldErrors } from "../../stores/explain.ts";
import { changePreferences } from "../../stores/preferences.ts";
import { refreshWelcome, useMay, useSession } from "../../stores/session.ts";
import { SectionForm } from "./section-form.tsx";
import { benchFormOf, useSettingsDraft, type BenchForm } from "../../stores/settings-draft.ts";

/** What this place of work is called, when it signs out by itself, and the language of its screens. */
export function BenchSection(): ReactNode {
  const { t } = useText();
  const bench = useSession(({ welcome }) => welcome!.bench);
  const may = useMay("bench.change");
  const stored = benchFormOf(bench);
  const form = useSettingsDraft((draft) => draft.bench) ?? stored;
  const keep = (change: Partial<BenchForm>): void => useSettingsDraft.setState({ bench: { ...form, ...change } });
  const undo = (): void => useSettingsDraft.setState({ bench: null });
  const save = async (): Promise<void> => {
    if (form.name !== stored.name) await client.shop.renameBench({ name: form.name });
    if (form.idle !== stored.idle) await client.shop.keepIdleMinutes({ minutes: form.idle === "" ? null : Number(form.idle) });
    await refreshWelcome();
    undo();
  };
  return (
    <SectionForm
      title={t("settings.bench")}
      changed={form.name !== stored.name || form.idle !== stored.idle}
      check={(): FieldErrors => (form.name.trim() === "" ? { name: t("problem.required") } : {})}
      onSave={save}
      onUndo={undo}
    >
      {(errors) => (
        <FieldGrid>
          <TextInput
            label={t("bench.name")}
            description={t(may ? "settings.bench.why" : "error.person.not-supervisor")}
            inputWrapperOrder={EXPLAINED_BELOW}
            autoComplete="off"
            disabled={!may}
            value={form.name}
            onChange={({ currentTarget }) => keep({ name: currentTarget.value })}
            error={errors["name"]}
          />
          <NumberInput
            label={t("settings.bench.idle")}
            description={t(may ? "settings.bench.idle.why" : "error.person.not-supervisor")}
            inputWrapperOrder={EXPLAINED_BELOW}
            min={1}
            max={MOST_IDLE_MINUTES}
            clampBehavior="strict"
            allowDecimal={false}
            allowNegative={false}
            disabled={!may}
            value={form.idle}
            onChange={(minutes) => keep({ idle: String(minutes) })}
            error={errors["minutes"]}
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
