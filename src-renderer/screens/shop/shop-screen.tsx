import "./shop.css";
import { Anchor, Button } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, type ReactNode } from "react";
import { useLocation } from "wouter";
import { isoDateAt } from "../../../src-main/domain/ground/date.ts";
import { neighbour, periodOf, presetOf, PRESETS, RIGHT_DAYS, type Days } from "../../../src-main/domain/figures/shop-figures.ts";
import { api } from "../../client/client.ts";
import { KeyHint, useKeys } from "../../components/keys.tsx";
import { useMinute } from "../../components/minute.ts";
import { useText } from "../../components/text.tsx";
import { sentenceOf } from "../../stores/explain.ts";
import { changePreferences, usePreferences } from "../../stores/preferences.ts";
import { keepPlace } from "../../stores/queue-place.ts";
import { useSession } from "../../stores/session.ts";
import { MEASURES, useShopLook, type Measure } from "../../stores/shop-look.ts";
import { Chart } from "./chart.tsx";
import { contentsOf } from "./contents.ts";
import { PeriodBar, PRESET_KEYS } from "./period-bar.tsx";
import { Tiles } from "./tiles.tsx";
import { periodWords } from "./words.ts";

/** How the shop goes: orders in and out, how long they take, whom they wait for, and who was helped at the first time. */
export function ShopScreen(): ReactNode {
  const texts = useText();
  const { t } = texts;
  const [, go] = useLocation();
  const timeZone = useSession(({ welcome }) => welcome?.settings.timeZone ?? "UTC");
  const personId = useSession(({ person }) => person?.id);
  const queue = usePreferences((state) => state.queue);
  const today = isoDateAt(useMinute(), timeZone);
  const { period: chosen, measure } = useShopLook();
  const fromField = useRef<HTMLInputElement>(null);
  const period = chosen ?? periodOf("month", today);
  const { data: figures, error, refetch } = useQuery({ ...api.shopFigures.read.queryOptions({ input: period }), placeholderData: keepPreviousData });
  // What is the present month stays the present one tomorrow.
  const choose = (next: Days): void => {
    const present = presetOf(next) === "month" && next.from === periodOf("month", today).from;
    useShopLook.setState({ period: present ? null : next });
  };
  const measureBy = (next: Measure): void => useShopLook.setState({ measure: next });
  useKeys([
    ...PRESETS.map((preset) => ({ combo: PRESET_KEYS[preset], label: t(`shop.preset.${preset}`), run: () => choose(periodOf(preset, today)) })),
    { combo: "ArrowLeft", label: t("shop.earlier"), run: () => choose(neighbour(period, -1)) },
    { combo: "ArrowRight", label: t("shop.later"), run: () => choose(neighbour(period, 1)) },
    { combo: "F", label: t("shop.from"), run: () => fromField.current?.select() },
    ...MEASURES.map((one, index) => ({ combo: String(index + 1), label: t(`shop.measure.${one}`), run: () => measureBy(one) })),
  ]);
  const openQueue = (filter: Readonly<Record<string, unknown>>): void => {
    changePreferences({ queue: { ...queue, filter } });
    // A word that was looked for there would hide some of them.
    if (personId !== undefined) keepPlace(personId, { text: "", id: null, scrollTop: 0 });
    go("/queue");
  };
  return (
    <div className="shop-screen">
      <div className="shop-head">
        <h1>{t("shop.title")}</h1>
        <PeriodBar period={period} today={today} fromField={fromField} onPeriod={choose} />
      </div>
      {error && (
        <div role="alert">
          <p>{sentenceOf(error, texts)}</p>
          <Button onClick={() => void refetch()}>{t("frame.retry")}</Button>
        </div>
      )}
      {figures && (
        <>
          <p className="shop-said" role="status">
            {periodWords(figures.period, texts)}
          </p>
          <Tiles figures={figures} onOpen={() => openQueue({})} onOverdue={() => openQueue({ due: "overdue" })} />
          {figures.total.came + figures.total.went + figures.now.open === 0 && (
            <p className="shop-teach">
              {t("shop.teach")}{" "}
              <Anchor href="#/intake" underline="always">
                {t("customers.teach-action")}
              </Anchor>
            </p>
          )}
          <div className="shop-charts">
            {contentsOf(figures, measure, texts, openQueue).map((content, index) => (
              <ChartPlace key={index} first={index === 3} measure={measure} onMeasure={measureBy}>
                <Chart content={content} />
              </ChartPlace>
            ))}
          </div>
          <p className="quiet shop-notes">
            {t("shop.notes", { days: RIGHT_DAYS })} {t("shop.notes.fault")}
          </p>
        </>
      )}
    </div>
  );
}

type ChartPlaceProps = {
  readonly first: boolean;
  readonly measure: Measure;
  readonly onMeasure: (measure: Measure) => void;
  readonly children: ReactNode;
};

/** Before the breakdowns it is chosen what they measure. */
function ChartPlace({ first, measure, onMeasure, children }: ChartPlaceProps): ReactNode {
  const { t } = useText();
  return (
    <>
      {first && (
        <div className="shop-measures" role="group" aria-label={t("shop.measure")}>
          <span className="quiet">{t("shop.measure")}</span>
          {MEASURES.map((one, index) => (
            <Button
              key={one}
              variant={one === measure ? "light" : "default"}
              px="sm"
              aria-pressed={one === measure}
              rightSection={<KeyHint combo={String(index + 1)} />}
              onClick={() => onMeasure(one)}
            >
              {t(`shop.measure.${one}`)}
            </Button>
          ))}
        </div>
      )}
      {children}
    </>
  );
}
