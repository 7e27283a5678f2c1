import { IconAlertTriangle, IconClock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { formatInstant } from "../../src-main/domain/date.ts";
import { clockColour, type Clock } from "../../src-main/domain/warranty.ts";
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
  const Icon = colour === "red" ? IconAlertTriangle : IconClock;
  const name = t(`policy.deadline.${what}`);
  const left = colour === "red" ? t("clock.late", { span: ageText(dueAt, now, texts) }) : t("clock.left", { span: ageText(now, dueAt, texts) });
  const full = `${name}: ${left}`;
  return (
    <span className="clock-pill" data-colour={colour} title={`${full} (${formatInstant(dueAt, language, timeZone)})`}>
      <Icon size={16} aria-hidden />
      <span>{short ? `${t(`clock.what.${what}`)}: ${left}` : full}</span>
    </span>
  );
}
