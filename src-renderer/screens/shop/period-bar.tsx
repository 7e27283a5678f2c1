import { Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useState, type ReactNode, type Ref } from "react";
import { isIsoDate } from "../../../src-main/domain/ground/date.ts";
import { neighbour, periodOf, presetOf, PRESETS, type Days, type Preset } from "../../../src-main/domain/figures/shop-figures.ts";
import { DateField } from "../../components/date-field.tsx";
import { KeyHint } from "../../components/keys.tsx";
import { useText } from "../../components/text.tsx";

/** The key of each preset, the first letter of its English name. */
export const PRESET_KEYS: Readonly<Record<Preset, string>> = { week: "W", month: "M", quarter: "Q", year: "Y" };

type PeriodBarProps = {
  readonly period: Days;
  readonly today: string;
  readonly fromField: Ref<HTMLInputElement>;
  readonly onPeriod: (period: Days) => void;
};

/** Of which days the figures are: a week, month, quarter or year, the one before or after, or any days. */
export function PeriodBar({ period, today, fromField, onPeriod }: PeriodBarProps): ReactNode {
  const { t } = useText();
  const preset = presetOf(period);
  return (
    <div className="shop-period" role="group" aria-label={t("shop.period")}>
      {PRESETS.map((one) => (
        <Button
          key={one}
          variant={preset === one ? "light" : "default"}
          px="sm"
          aria-pressed={preset === one}
          rightSection={<KeyHint combo={PRESET_KEYS[one]} />}
          onClick={() => onPeriod(periodOf(one, today))}
        >
          {t(`shop.preset.${one}`)}
        </Button>
      ))}
      <Button variant="default" px="xs" aria-label={t("shop.earlier")} title={t("shop.earlier")} onClick={() => onPeriod(neighbour(period, -1))}>
        <IconChevronLeft size={18} aria-hidden />
        <KeyHint combo="←" />
      </Button>
      <Button variant="default" px="xs" aria-label={t("shop.later")} title={t("shop.later")} onClick={() => onPeriod(neighbour(period, 1))}>
        <KeyHint combo="→" />
        <IconChevronRight size={18} aria-hidden />
      </Button>
      <DayFields key={`${period.from} ${period.to}`} period={period} today={today} fromField={fromField} onPeriod={onPeriod} />
    </div>
  );
}

function DayFields({ period, today, fromField, onPeriod }: PeriodBarProps): ReactNode {
  const { t } = useText();
  const [days, setDays] = useState(period);
  const wrong = (day: string): string | undefined => (isIsoDate(day) ? undefined : t("problem.date"));
  const [tried, setTried] = useState(false);
  const order = isIsoDate(days.from) && isIsoDate(days.to) && days.from > days.to ? t("shop.wrong-order") : undefined;
  const take = (): void => {
    setTried(true);
    if (!wrong(days.from) && !wrong(days.to) && !order && (days.from !== period.from || days.to !== period.to)) onPeriod(days);
  };
  return (
    <form
      className="shop-days"
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <DateField
        ref={fromField}
        aria-label={t("shop.from")}
        title={t("shop.from")}
        today={today}
        value={days.from}
        error={tried && wrong(days.from)}
        onChange={(from) => setDays({ ...days, from })}
      />
      <span aria-hidden>–</span>
      <DateField
        aria-label={t("shop.to")}
        title={t("shop.to")}
        today={today}
        value={days.to}
        error={tried && (wrong(days.to) ?? order)}
        onChange={(to) => setDays({ ...days, to })}
      />
      <Button type="submit" variant="default" px="sm">
        {t("shop.show")}
      </Button>
    </form>
  );
}
