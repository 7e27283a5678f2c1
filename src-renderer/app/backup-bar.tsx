import { IconAlertTriangle, IconDatabaseExclamation, IconDatabase, IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import type { BackupState } from "../../src-main/domain/backups/backup.ts";
import { formatInstant, formatTime, isoDateAt } from "../../src-main/domain/ground/date.ts";
import { api } from "../client/client.ts";
import { backupStateWords } from "../components/backup-words.ts";
import { useText, type Texts } from "../components/text.tsx";
import { useSession } from "../stores/session.ts";
import "./backup-bar.css";

const SETTINGS = "/settings/backups";

/** Nobody tells when a backup becomes overdue: it is looked at this often, ms. */
const LOOK_MS = 60_000;

function useBackups(): BackupState | undefined {
  return useQuery({ ...api.backup.state.queryOptions(), refetchInterval: LOOK_MS }).data;
}

const useZone = (): string => useSession(({ welcome }) => welcome?.settings.timeZone ?? "UTC");

/** Says on every screen that no backup was made, and why, until one is made or a person switches them off. */
export function BackupBar(): ReactNode {
  const texts = useText();
  const zone = useZone();
  const state = useBackups();
  const [path] = useLocation();
  if (!state) return null;
  // Settings → Backups begins with the same sentence.
  const isLate = path !== SETTINGS && (state.health === "failed" || state.health === "overdue");
  return (
    <>
      {isLate && (
        <div className="backup-bar" role="status">
          <IconAlertTriangle size={20} aria-hidden />
          <p>{backupStateWords(state, zone, texts)}</p>
          <a href={`#${SETTINGS}`}>{texts.t("backups.to-settings")}</a>
        </div>
      )}
      {state.locked > 0 && (
        <div className="backup-bar" role="status">
          <IconLock size={20} aria-hidden />
          <p>{texts.t("backups.locked", { count: state.locked })}</p>
        </div>
      )}
    </>
  );
}

/** How the backups are, in the foot. */
export function BackupGlance(): ReactNode {
  const texts = useText();
  const zone = useZone();
  const state = useBackups();
  if (!state) return null;
  const { health } = state;
  const tone = health === "failed" || health === "overdue" ? "overdue" : health === "unset" || health === "off" ? "today" : undefined;
  const Icon = tone ? IconDatabaseExclamation : IconDatabase;
  return (
    <a className="backup-glance" data-tone={tone} href={`#${SETTINGS}`}>
      <Icon size={16} aria-hidden />
      {glanceOf(state, zone, texts)}
    </a>
  );
}

function glanceOf({ health, last, running }: BackupState, zone: string, { t, language }: Texts): string {
  if (running) return t("foot.backup.running", { percent: Math.round(running.share * 100) });
  if (health !== "good") return t(`foot.backup.${health}`);
  if (!last) return t("foot.backup.soon");
  const today = isoDateAt(Date.now(), zone) === isoDateAt(last.at, zone);
  return t("foot.backup.good", { at: today ? formatTime(last.at, language, zone) : formatInstant(last.at, language, zone) });
}
