import type { Texts } from "./text.tsx";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long something has lasted, in its largest unit: `3 d`, `5 h`. */
export function ageText(since: number, now: number, { t }: Texts): string {
  const age = Math.max(0, now - since);
  if (age >= DAY_MS) return t("queue.age.days", { count: Math.floor(age / DAY_MS) });
  if (age >= HOUR_MS) return t("queue.age.hours", { count: Math.floor(age / HOUR_MS) });
  return t("queue.age.minutes", { count: Math.floor(age / MINUTE_MS) });
}
