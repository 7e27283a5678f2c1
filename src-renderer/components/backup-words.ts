import { isMadeAllTheSame, type BackupState, type BackupSummary } from "../../src-main/domain/backups/backup.ts";
import { formatInstant } from "../../src-main/domain/ground/date.ts";
import type { Texts } from "./text.tsx";

/** How backups are going, in one or two sentences. */
export function backupStateWords({ health, last, trouble }: BackupState, zone: string, { t, language }: Pick<Texts, "t" | "language">): string {
  const instant = (at: number): string => formatInstant(at, language, zone);
  switch (health) {
    case "off":
      return t("backups.state.off");
    case "unset":
      return t("backups.state.unset");
    case "failed": {
      const { at, kind, folder = "none" } = trouble!;
      const key = isMadeAllTheSame(kind) ? "backups.state.made-but" : "backups.state.failed";
      return t(key, { at: instant(at), reason: t(`error.backup.${kind}`, { count: 0, folder }) });
    }
    case "overdue":
      return last ? t("backups.state.overdue", { at: instant(last.at) }) : t("backups.state.overdue-never");
    case "good":
      return last ? t("backups.state.good", { at: instant(last.at) }) : t("backups.state.first");
  }
}

/** What is in a backup, in a few words. */
export const backupHoldsWords = ({ holds }: Pick<BackupSummary, "holds">, { t }: Pick<Texts, "t">): string =>
  t("backups.holds", { orders: holds.orders, newest: holds.newest?.number ?? "none" });
