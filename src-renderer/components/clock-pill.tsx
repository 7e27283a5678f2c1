import { VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconClock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { formatInstant } from "../../src-main/domain/ground/date.ts";
import { clockColour, type Clock } from "../../src-main/domain/warranty/warranty.ts";
import { ageText } from "./age.ts";
import { useText } from "./text.tsx";
import "./clock-pill.css";

type ClockPillProps = {
  readonly clock: Pick<Clock, "what" | "dueAt">;
  /** Epoch ms. */
  readonly now: number;
  /** IANA. */
  readonly timeZone: string;
  /** Where there is little room: what for in one word. */
  readonly short?: boolean;
};

/** A deadline that runs: how long it still has, or how late it is, in words and colour. */
export function ClockPill({ clock, now, timeZone, short = false }: ClockPillProps): ReactNode {
  const texts = useText();
  const { t, language } = texts;
  const { what, dueAt } = clock;
  const colour = clockColour(clock, now);
  const late = colour === "red";
  const Icon = late ? IconAlertTriangle : IconClock;
  const span = late ? ageText(dueAt, now, texts) : ageText(now, dueAt, texts);
  const full = `${t(`policy.deadline.${what}`)}: ${late ? t("clock.late", { span }) : t("clock.left", { span })}`;
  const words = { what: t(`clock.what.${what}`), span };
  return (
    <span className="clock-pill" data-colour={colour} title={`${full} (${formatInstant(dueAt, language, timeZone)})`}>
      <Icon size={16} aria-hidden />
      {short ? (
        <>
          <span aria-hidden>{late ? t("clock.short.late", words) : t("clock.short.left", words)}</span>
          <VisuallyHidden>{full}</VisuallyHidden>
        </>
      ) : (
        <span>{full}</span>
      )}
    </span>
  );
}
