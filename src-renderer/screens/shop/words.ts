import { formatDay } from "../../../src-main/domain/ground/date.ts";
import { formatNumber } from "../../../src-main/domain/ground/locale.ts";
import type { Days, FigureKind, ShopFigures, Step, Within } from "../../../src-main/domain/figures/shop-figures.ts";
import { wordOr } from "../../components/labels.ts";
import type { Texts } from "../../components/text.tsx";

/** What a technician, category, brand or kind of fault is called. */
export function nameOf(kind: FigureKind, value: string, people: ShopFigures["people"], texts: Texts): string {
  const { t } = texts;
  switch (kind) {
    case "technician":
      return people[value] ?? t("shop.nobody");
    case "category":
      return value === "" ? t("shop.no-category") : wordOr(texts, "category", value);
    case "brand":
      return value.trim() || t("shop.no-brand");
    case "fault":
      return t(`fault-kind.${value}`);
  }
}

const plain = (hours: number): { unit: "hours" | "days"; count: number } =>
  hours < 24 ? { unit: "hours", count: hours } : { unit: "days", count: hours / 24 };

/** So many hours in few letters, `8 h` or `3 d`. */
export function lengthWords(hours: number, { t }: Texts): string {
  const { unit, count } = plain(hours);
  return t(unit === "hours" ? "queue.age.hours" : "queue.age.days", { count });
}

/** A turnaround in few letters, `≤ 3 d`; a dash where there is none. */
export const shortWithin = (within: Within | null, texts: Texts): string =>
  within === null ? "–" : `${within.longer ? ">" : "≤"} ${lengthWords(within.hours, texts)}`;

/** A turnaround in a sentence, `within 3 days`. */
export function within(time: Within, { t }: Texts): string {
  const { unit, count } = plain(time.hours);
  if (time.longer) return t("shop.longer", { count });
  return t(unit === "hours" ? "shop.within-hours" : "shop.within-days", { count });
}

/** A share in the reader's way; a dash where there is none. */
export const percent = (share: number | null, { language }: Texts): string =>
  share === null ? "–" : formatNumber(share, language, { style: "percent", maximumFractionDigits: 1 });

/** A whole number in the reader's way. */
export const whole = (count: number, { language }: Texts): string => formatNumber(count, language);

/** A period in the reader's way. */
export const periodWords = ({ from, to }: Days, { language }: Texts): string =>
  from === to ? formatDay(from, language) : `${formatDay(from, language)} – ${formatDay(to, language)}`;

/** A step of time below its bars: `24.11`, `11.2026` or `2026`. */
export function stepWords(start: string, step: Step, language: string): string {
  if (step === "year") return start.slice(0, 4);
  const day = formatDay(start, language);
  return step === "month" ? `${start.slice(5, 7)}.${start.slice(0, 4)}` : day.slice(0, 5);
}
