import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { BackupState } from "../../../../src-main/domain/backups/backup.ts";
import { client } from "../../../client/client.ts";
import { troubleOfCall } from "../../../client/trouble.ts";
import { backupHoldsWords, backupStateWords } from "../../../components/backup-words.ts";
import { KeyHint, useKeys } from "../../../components/keys.tsx";
import { useText } from "../../../components/text.tsx";
import { report } from "../../../stores/explain.ts";
import { useSession } from "../../../stores/session.ts";
import { tell } from "../../../stores/tray.ts";

function isRecorded(error: unknown): boolean {
  const trouble = troubleOfCall(error);
  return trouble.kind === "refused" && trouble.code.startsWith("backup.") && trouble.code !== "backup.in-use";
}

/** How backups are going, what runs just now, and a button that makes one. */
export function BackupNow({ state, unsaved }: { readonly state: BackupState; readonly unsaved: boolean }): ReactNode {
  const texts = useText();
  const { t } = texts;
  const zone = useSession(({ welcome }) => welcome?.settings.timeZone ?? "UTC");
  const { health, running, settings } = state;
  const can = settings.folder !== "" && !running && !unsaved;
  const make = async (): Promise<void> => {
    if (!can) return;
    try {
      tell({ tone: "good", text: t("backups.made", { what: backupHoldsWords(await client.backup.make(), texts) }) });
    } catch (error) {
      // What kept it from being made stands on every screen already.
      if (!isRecorded(error)) report(error, texts);
    }
  };
  useKeys([{ combo: "B", label: t("backups.make"), run: () => void make() }]);
  const Icon = health === "good" ? IconCheck : IconAlertTriangle;
  return (
    <section className="backups-now" aria-label={t("backups.state")} data-health={health}>
      <Icon size={20} aria-hidden />
      <div>
        <p role="status">{running ? t(`backups.phase.${running.phase}`) : backupStateWords(state, zone, texts)}</p>
        {running && <progress max={1} value={running.share} aria-label={t(`backups.phase.${running.phase}`)} />}
      </div>
      {settings.folder !== "" && (
        <Button variant="default" disabled={!can} onClick={() => void make()} rightSection={<KeyHint combo="B" />}>
          {t("backups.make")}
        </Button>
      )}
    </section>
  );
}
