import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { formatInstant } from "../../src-main/domain/ground/date.ts";
import { client } from "../client/client.ts";
import { useText } from "../components/text.tsx";
import { useMay, useSession } from "../stores/session.ts";
import { report } from "../stores/explain.ts";
import "./backup-bar.css";

/** Says on every screen that this PC's clock is behind, until it is put right or a person says that it is right. */
export function ClockBar(): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const welcome = useSession((state) => state.welcome);
  const may = useMay("settings.change");
  if (!welcome?.clockBehind) return null;
  const { timeZone } = welcome.settings;
  const { now, latestAt } = welcome.clockBehind;
  const trust = (): void => void client.shop.trustClock().catch((error: unknown) => report(error, texts, trust));
  return (
    <div className="backup-bar" role="status">
      <IconAlertTriangle size={20} aria-hidden />
      <p>{t("clock.behind", { now: formatInstant(now, language, timeZone), latest: formatInstant(latestAt, language, timeZone) })}</p>
      {may && (
        <Button size="compact-sm" variant="default" onClick={trust}>
          {t("clock.trust")}
        </Button>
      )}
    </div>
  );
}
