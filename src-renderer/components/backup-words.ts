import type { BackupState, BackupSummary } from "../../src-main/domain/backup.ts";
import { formatInstant } from "../../src-main/domain/date.ts";
import type { Texts } from "./text.tsx";

/** How backups are going, in one or two sentences. */
export function backupStateWords({ health, last, trouble }: BackupState, zone: string, { t, language }: Pick<Texts, "t" | "language">): string {
  const instant = (at: number): string => formatInstant(at, language, zone);
  switch (health) {
    case "off":
      return t("backups.state.off");
    case "unset":
      return t("backups.state.unset");
    case "failed":
      return t("backups.state.failed", { at: instant(trouble!.at), reason: t(`error.backup.${trouble!.kind}`, { count: 0 }) });
    case "overdue":
      return last ? t("backups.state.overdue", { at: instant(last.at) }) : t("backups.state.overdue-never");
    case "good":
      return last ? t("backups.state.good", { at: instant(last.at) }) : t("backups.state.first");
  }
}

/** What is in a backup, in a few words. */
export const backupHoldsWords = ({ holds }: Pick<BackupSummary, "holds">, { t }: Pick<Texts, "t">): string =>
  t("backups.holds", { orders: holds.orders, newest: holds.newest?.number ?? "none" });
