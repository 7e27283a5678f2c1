import { Button, PasswordInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { BackupSummary, Holdings } from "../../../../src-main/domain/backups/backup.ts";
import { formatInstant } from "../../../../src-main/domain/ground/date.ts";
import { api, client } from "../../../client/client.ts";
import { Dialog } from "../../../components/dialog.tsx";
import { KeyHint } from "../../../components/keys.tsx";
import { useText } from "../../../components/text.tsx";
import { fieldErrorsOf, sentenceOf } from "../../../stores/explain.ts";
import { useSession } from "../../../stores/session.ts";
import { tell } from "../../../stores/tray.ts";

/** Shows what a backup holds against what is there now, before anything is replaced. */
export function RestoreDialog({ backup, onClose }: { readonly backup: BackupSummary; readonly onClose: () => void }): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const zone = useSession(({ welcome }) => welcome?.settings.timeZone ?? "UTC");
  const { data, error } = useQuery({ ...api.backup.compare.queryOptions({ input: { name: backup.name } }), retry: false, gcTime: 0 });
  const [passphrase, setPassphrase] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<unknown>();
  const restore = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setWrong(undefined);
    try {
      const { aside } = await client.backup.restore({ name: backup.name, passphrase: passphrase === "" ? null : passphrase });
      tell({ tone: "good", text: t("backups.restored", { folder: aside }) });
      onClose();
    } catch (refused) {
      setBusy(false);
      setWrong(refused);
    }
  };
  const instant = (at: number): string => formatInstant(at, language, zone);
  const fieldWrong = wrong === undefined ? undefined : fieldErrorsOf(wrong, texts)["passphrase"];
  const fewer = data?.here ? data.here.orders - data.backup.holds.orders : 0;
  const row = (key: string, value: (holds: Holdings) => ReactNode): ReactNode => (
    <tr>
      <th scope="row">{t(key)}</th>
      <td className="number">{data && value(data.backup.holds)}</td>
      <td className="number">{data?.here ? value(data.here) : "–"}</td>
    </tr>
  );
  // The dialog gives the focus to what stands in it when it opens.
  if (!data && !error) return null;
  return (
    <Dialog title={t("backups.restore.of", { at: instant(backup.at) })} onClose={busy ? () => undefined : onClose} size="lg">
      {error && <p role="alert">{sentenceOf(error, texts)}</p>}
      {data && (
        <form className="backups-restore" noValidate onSubmit={(event) => event.preventDefault()}>
          <table>
            <thead>
              <tr>
                <td />
                <th scope="col">{t("backups.restore.in-backup")}</th>
                <th scope="col">{t("backups.restore.now")}</th>
              </tr>
            </thead>
            <tbody>
              {row("backups.restore.shop", ({ shop }) => shop || "–")}
              {row("backups.restore.orders", ({ orders }) => orders)}
              {row("backups.restore.newest", ({ newest }) =>
                newest ? (
                  <>
                    {newest.number}
                    <small>{`${t("backups.restore.taken-in")} ${instant(newest.at)}`}</small>
                  </>
                ) : (
                  "–"
                ),
              )}
              {row("backups.restore.customers", ({ customers }) => customers)}
              {row("backups.restore.pictures", ({ pictures }) => pictures)}
            </tbody>
          </table>
          {fewer > 0 && <p className="backups-wrong">{t("backups.restore.fewer", { count: fewer })}</p>}
          <p>{t("backups.restore.why")}</p>
          {backup.encrypted && (
            <PasswordInput
              label={t("backups.passphrase")}
              autoComplete="off"
              data-autofocus
              value={passphrase}
              onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
              error={fieldWrong}
            />
          )}
          {wrong !== undefined && fieldWrong === undefined && (
            <p role="alert" className="backups-wrong">
              {`${sentenceOf(wrong, texts)} ${t("backups.restore.failed")}`}
            </p>
          )}
          <div className="backups-buttons">
            <Button
              variant="default"
              disabled={busy}
              data-autofocus={backup.encrypted ? undefined : true}
              onClick={onClose}
              rightSection={<KeyHint combo="Esc" />}
            >
              {t("backups.cancel")}
            </Button>
            <Button color="red" loading={busy} onClick={() => void restore()}>
              {t("backups.restore")}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
