import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { BackupState, BackupSummary } from "../../../../src-main/domain/backups/backup.ts";
import { formatInstant } from "../../../../src-main/domain/ground/date.ts";
import { formatNumber } from "../../../../src-main/domain/ground/locale.ts";
import { api, client } from "../../../client/client.ts";
import { backupHoldsWords } from "../../../components/backup-words.ts";
import { useText } from "../../../components/text.tsx";
import { report, sentenceOf } from "../../../stores/explain.ts";
import { useSession } from "../../../stores/session.ts";
import { tell } from "../../../stores/tray.ts";
import { RestoreDialog } from "./restore-dialog.tsx";

/** The backups of the chosen folder, each with what it holds. */
export function BackupList({ state }: { readonly state: BackupState }): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const zone = useSession(({ welcome }) => welcome?.settings.timeZone ?? "UTC");
  const { data, error } = useQuery({ ...api.backup.list.queryOptions(), retry: false });
  const [restoring, setRestoring] = useState<BackupSummary>();
  if (state.settings.folder === "") return null;
  const at = (backup: BackupSummary): string => formatInstant(backup.at, language, zone);
  const check = async (backup: BackupSummary): Promise<void> => {
    try {
      const { sound, opened } = await client.backup.check({ name: backup.name, passphrase: null });
      const key = sound ? (opened ? "backups.check.sound" : "backups.check.sealed") : "backups.check.damaged";
      tell({ tone: sound ? "good" : "bad", text: t(key, { at: at(backup) }) });
    } catch (trouble) {
      report(trouble, texts);
    }
  };
  return (
    <section className="backups-list" aria-labelledby="backups-list">
      <h2 id="backups-list">{t("backups.list")}</h2>
      {error && <p>{sentenceOf(error, texts)}</p>}
      {data && data.unreadable.length > 0 && <p className="backups-wrong">{t("backups.list.unreadable", { count: data.unreadable.length })}</p>}
      {data?.backups.length === 0 && <p className="quiet">{t("backups.list.none")}</p>}
      {data && data.backups.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t("backups.made-at")}</th>
              <th scope="col">{t("backups.contents")}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {data.backups.map((backup) => (
              <tr key={backup.name} data-backup={backup.name}>
                <th scope="row" className="number">
                  {at(backup)}
                </th>
                <td>
                  {backupHoldsWords(backup, texts)}
                  <small>
                    {[
                      t("backups.pictures", { count: backup.holds.pictures }),
                      sizeWords(backup.bytes, language),
                      ...(backup.encrypted ? [t("backups.encrypted")] : []),
                      ...(backup.missing > 0 ? [t("backups.missing", { count: backup.missing })] : []),
                    ].join(" · ")}
                  </small>
                </td>
                <td>
                  <Button
                    size="sm"
                    variant="subtle"
                    disabled={state.running !== null}
                    aria-label={t("backups.check.of", { at: at(backup) })}
                    onClick={() => void check(backup)}
                  >
                    {t("backups.check")}
                  </Button>
                  <Button
                    size="sm"
                    variant="subtle"
                    disabled={state.running !== null}
                    aria-label={t("backups.restore.of", { at: at(backup) })}
                    onClick={() => setRestoring(backup)}
                  >
                    {t("backups.restore.ask")}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {restoring && <RestoreDialog backup={restoring} onClose={() => setRestoring(undefined)} />}
    </section>
  );
}

const sizeWords = (bytes: number, language: string): string =>
  formatNumber(bytes / 1e6, language, { style: "unit", unit: "megabyte", maximumSignificantDigits: 3 });
