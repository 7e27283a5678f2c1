import { NumberInput, PasswordInput, Switch, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import {
  BACKUP_HOURS,
  LEAST_PASSPHRASE,
  MOST_KEPT,
  type BackupSettings,
  type BackupState,
  type Keep,
} from "../../../../src-main/domain/backups/backup.ts";
import { api, client } from "../../../client/client.ts";
import { EXPLAINED_BELOW, FieldGrid, WIDE } from "../../../components/field-grid.tsx";
import { useText } from "../../../components/text.tsx";
import type { FieldErrors } from "../../../stores/explain.ts";
import { saysTheSame } from "../../../stores/kept-form.ts";
import { useSettingsDraft, type BackupForm } from "../../../stores/settings-draft.ts";
import { SectionForm } from "../section-form.tsx";
import { BackupList } from "./backup-list.tsx";
import { BackupNow } from "./backup-now.tsx";
import "./backups.css";

/** Where backups go, how often and how many, how they are going, and what lies there. */
export function BackupsSection(): ReactNode {
  const { data: state } = useQuery(api.backup.state.queryOptions());
  return state && <Section state={state} />;
}

const KINDS = ["hourly", "daily", "weekly", "monthly"] as const satisfies readonly (keyof Keep)[];

/** A folder as this system writes it, on another disk. */
const EXAMPLE = navigator.platform.startsWith("Win") ? "E:\\Talon" : "/media/stick/talon";

function Section({ state }: { readonly state: BackupState }): ReactNode {
  const { t } = useText();
  const queries = useQueryClient();
  const draft = useSettingsDraft(({ backups }) => backups);
  const stored: BackupForm = { settings: state.settings, encrypt: state.encrypted, passphrase: "" };
  const form = draft ?? stored;
  const { settings } = form;
  const keepForm = (next: BackupForm): void => useSettingsDraft.setState({ backups: saysTheSame(stored, next) ? null : next });
  const change = (part: Partial<BackupSettings>): void => keepForm({ ...form, settings: { ...settings, ...part } });
  const undo = (): void => useSettingsDraft.setState({ backups: null });
  const save = async (): Promise<void> => {
    await client.backup.keep({ settings, encrypt: form.encrypt, passphrase: form.passphrase === "" ? null : form.passphrase });
    undo();
    await queries.invalidateQueries({ queryKey: api.backup.key() });
  };
  const number = (label: string, value: number, most: number, least: number, onChange: (value: number) => void, error: string | undefined) => (
    <NumberInput
      label={label}
      min={least}
      max={most}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="strict"
      value={value}
      onChange={(typed) => typed !== "" && onChange(Number(typed))}
      error={error}
    />
  );
  return (
    <SectionForm title={t("settings.backups")} changed={draft !== null} onSave={save} onUndo={undo}>
      {(errors: FieldErrors) => (
        <>
          <BackupNow state={state} unsaved={draft !== null} />
          <FieldGrid>
            <Switch
              style={WIDE}
              label={t("backups.on")}
              description={t("backups.on.why")}
              checked={settings.on}
              onChange={({ currentTarget }) => change({ on: currentTarget.checked })}
            />
            <TextInput
              style={WIDE}
              label={t("backups.folder")}
              description={t("backups.folder.why", { example: EXAMPLE })}
              inputWrapperOrder={EXPLAINED_BELOW}
              autoComplete="off"
              spellCheck={false}
              data-path="folder"
              value={settings.folder}
              onChange={({ currentTarget }) => change({ folder: currentTarget.value })}
              error={errors["folder"]}
            />
            {number(
              t("backups.every"),
              settings.everyHours,
              BACKUP_HOURS.most,
              BACKUP_HOURS.least,
              (everyHours) => change({ everyHours }),
              undefined,
            )}
          </FieldGrid>
          <div role="group" aria-labelledby="backups-keep" className="backups-keep">
            <h2 id="backups-keep">{t("backups.keep")}</h2>
            <div>
              {KINDS.map((kind) => (
                <div key={kind}>
                  {number(
                    t(`backups.keep.${kind}`),
                    settings.keep[kind],
                    MOST_KEPT,
                    0,
                    (count) => change({ keep: { ...settings.keep, [kind]: count } }),
                    undefined,
                  )}
                </div>
              ))}
            </div>
            <small>{t("backups.keep.why")}</small>
          </div>
          <FieldGrid>
            <Switch
              style={WIDE}
              label={t("backups.encrypt")}
              description={t("backups.encrypt.why")}
              checked={form.encrypt}
              onChange={({ currentTarget }) => keepForm({ ...form, encrypt: currentTarget.checked, passphrase: "" })}
            />
            {form.encrypt && (
              <PasswordInput
                style={WIDE}
                label={t("backups.passphrase")}
                description={
                  state.encrypted && form.passphrase === "" ? t("backups.passphrase.set") : t("backups.passphrase.new", { count: LEAST_PASSPHRASE })
                }
                inputWrapperOrder={EXPLAINED_BELOW}
                autoComplete="new-password"
                data-path="passphrase"
                value={form.passphrase}
                onChange={({ currentTarget }) => keepForm({ ...form, passphrase: currentTarget.value })}
                error={errors["passphrase"]}
              />
            )}
          </FieldGrid>
          <p className="backups-note">{t("backups.key-file")}</p>
          <BackupList state={state} />
        </>
      )}
    </SectionForm>
  );
}
