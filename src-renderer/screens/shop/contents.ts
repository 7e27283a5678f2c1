import { formatDay } from "../../../src-main/domain/ground/date.ts";
import {
  FIGURE_KINDS,
  NO_COUNT,
  rightShare,
  together,
  TURNAROUND_HOURS,
  WAITS,
  WAITS_FOR,
  withinFor,
  type Count,
  type FigureKind,
  type ShopFigures,
  type WaitsFor,
} from "../../../src-main/domain/figures/shop-figures.ts";
import { ORDER_STATES, type OrderState } from "../../../src-main/domain/orders/order-state.ts";
import type { Measure } from "../../stores/shop-look.ts";
import type { Texts } from "../../components/text.tsx";
import type { Cell, ChartContent, TableRow } from "./chart.tsx";
import { drawBars, drawPairs, type NamedBar } from "./drawing.ts";
import { lengthWords, nameOf, percent, periodWords, shortWithin, stepWords, whole, within } from "./words.ts";

/** Narrows the queue down and goes there. */
export type OpenQueue = (filter: { readonly states?: readonly OrderState[]; readonly technicianId?: string | null }) => void;

const MOST_BARS = 8;

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

const fileOf = (name: string, { period }: ShopFigures): string => `talon-${name}-${period.from}-${period.to}`;
const number = (count: number, texts: Texts): Cell => ({ shown: whole(count, texts), value: count });

/** Orders in and out, step by step. */
export function courseContent(figures: ShopFigures, texts: Texts): ChartContent {
  const { t, language } = texts;
  const { course, step, total } = figures;
  const busiest = course.toSorted((one, other) => other.came - one.came)[0];
  const none = total.came === 0 && total.went === 0;
  const sentence = none
    ? t("shop.course.none")
    : [
        t("shop.course.sum", { came: total.came, went: total.went }),
        busiest && busiest.came > 0 && course.length > 1
          ? t("shop.course.most", {
              when: step === "day" ? formatDay(busiest.start, language) : stepWords(busiest.start, step, language),
              count: busiest.came,
            })
          : "",
      ]
        .join(" ")
        .trim();
  const pairs = course.map(({ start, came, went }) => ({ label: stepWords(start, step, language), first: came, second: went }));
  return {
    title: t("shop.course"),
    days: periodWords(figures.period, texts),
    sentence,
    columns: [t(`shop.step.${step}`), t("shop.came"), t("shop.went")],
    rows: none
      ? []
      : course.map(({ start, came, went }) => ({
          name: step === "day" ? formatDay(start, language) : stepWords(start, step, language),
          cells: [number(came, texts), number(went, texts)],
        })),
    draw: none ? null : (width) => drawPairs(pairs, width, (value) => whole(value, texts)),
    legend: [
      ["first", t("shop.came")],
      ["second", t("shop.went")],
    ],
    fileName: fileOf("in-out", figures),
  };
}

/** Ends of the bars of the turnaround, hours: what one speaks of. */
const BARS = [8, 24, 72, 168, 336, 720];

/** How long the shop took. */
export function turnaroundContent(figures: ShopFigures, texts: Texts): ChartContent {
  const { t } = texts;
  const { turnaround } = figures.total;
  const [half, ninety] = [withinFor(turnaround, 0.5), withinFor(turnaround, 0.9)];
  const all = sumOf(turnaround);
  const upTo = (hours: number): number => sumOf(turnaround.filter((_, index) => (TURNAROUND_HOURS[index] ?? Infinity) <= hours));
  const last = BARS.at(-1)!;
  const bars = [
    ...BARS.map((hours, index) => {
      const before = BARS[index - 1];
      return before === undefined
        ? { label: shortWithin({ hours, longer: false }, texts), count: upTo(hours) }
        : { label: `${lengthWords(before, texts)} – ${lengthWords(hours, texts)}`, count: upTo(hours) - upTo(before) };
    }),
    { label: shortWithin({ hours: last, longer: true }, texts), count: all - upTo(last) },
  ];
  return {
    title: t("shop.turnaround"),
    days: periodWords(figures.period, texts),
    sentence:
      half && ninety ? t("shop.turnaround.sum", { half: within(half, texts), ninety: within(ninety, texts), count: all }) : t("shop.turnaround.none"),
    columns: [t("shop.turnaround.time"), t("shop.orders")],
    rows: all === 0 ? [] : bars.map(({ label, count }) => ({ name: label, cells: [number(count, texts)] })),
    draw:
      all === 0
        ? null
        : (width) =>
            drawBars(
              bars.map(({ label, count }) => ({ label, value: count, shown: whole(count, texts) })),
              width,
            ),
    legend: [],
    fileName: fileOf("turnaround", figures),
  };
}

const capital = (word: string, { language }: Texts): string => word.charAt(0).toLocaleUpperCase(language) + word.slice(1);

/** Whom the open orders wait for at this moment; each leads to them in the queue. */
export function waitingContent(figures: ShopFigures, texts: Texts, openQueue: OpenQueue): ChartContent {
  const { t } = texts;
  const { states, open } = figures.now;
  const statesOf = (who: WaitsFor): readonly OrderState[] => ORDER_STATES.filter((state) => WAITS_FOR[state] === who);
  const waits = WAITS.map((who) => ({
    word: t(`shop.waits.${who}`),
    name: capital(t(`shop.waits.${who}`), texts),
    states: statesOf(who),
    count: statesOf(who).reduce((sum, state) => sum + (states[state] ?? 0), 0),
  })).filter(({ count }, index) => count > 0 || WAITS[index] !== "goods");
  const most = waits.toSorted((one, other) => other.count - one.count)[0]!;
  return {
    title: t("shop.waits"),
    days: formatDay(figures.today, texts.language),
    sentence: open === 0 ? t("shop.waits.none") : t("shop.waits.sum", { open, who: most.word, count: most.count }),
    columns: [t("shop.waits.who"), t("shop.orders")],
    rows:
      open === 0
        ? []
        : waits.map(({ name, states: waiting, count }) => ({
            name,
            cells: [number(count, texts)],
            ...(count > 0 && { open: { count: whole(count, texts), go: () => openQueue({ states: waiting }) } }),
          })),
    draw:
      open === 0
        ? null
        : (width) =>
            drawBars(
              waits.map(({ name, count }) => ({ label: name, value: count, shown: whole(count, texts) })),
              width,
            ),
    legend: [],
    fileName: `talon-waiting-${figures.today}`,
  };
}

type Named = Count & { readonly name: string; readonly value: string };

/** How long a bar is, and what stands behind it; undefined where there is nothing to measure. */
function measured(measure: Measure, count: Count, texts: Texts): Omit<NamedBar, "label"> | undefined {
  switch (measure) {
    case "came":
    case "went":
      return count[measure] === 0 ? undefined : { value: count[measure], shown: whole(count[measure], texts) };
    case "half": {
      const half = withinFor(count.turnaround, 0.5);
      return half ? { value: half.hours, shown: `${shortWithin(half, texts)} (${whole(sumOf(count.turnaround), texts)})` } : undefined;
    }
    case "right": {
      const share = rightShare(count);
      return share === null ? undefined : { value: share, shown: `${percent(share, texts)} (${whole(count.repaired, texts)})` };
    }
  }
}

/** The figures by technician, category, brand or kind of fault. */
export function byContent(kind: FigureKind, measure: Measure, figures: ShopFigures, texts: Texts, openQueue: OpenQueue): ChartContent {
  const { t } = texts;
  const named: readonly Named[] = figures.by[kind].map((row) => ({ ...row, name: nameOf(kind, row.value, figures.people, texts) }));
  const bars = named
    .flatMap((row) => {
      const bar = measured(measure, row, texts);
      return bar ? [{ ...bar, label: row.name, row }] : [];
    })
    // The fastest first; otherwise the most.
    .toSorted((one, other) => (measure === "half" ? one.value - other.value : other.value - one.value) || other.row.went - one.row.went);
  const shown = bars.length > MOST_BARS ? bars.slice(0, MOST_BARS - 1) : bars;
  const rest = bars.slice(shown.length);
  const others = rest.length > 0 ? measured(measure, rest.map(({ row }) => row as Count).reduce(together, NO_COUNT), texts) : undefined;
  const drawn: readonly NamedBar[] = [...shown, ...(others ? [{ ...others, label: t("shop.others", { count: rest.length }) }] : [])];
  const titles = { technician: "shop.by.technician", category: "shop.by.category", brand: "shop.by.brand", fault: "shop.by.fault" } as const;
  return {
    title: t("shop.by.title", { by: t(titles[kind]), measure: t(`shop.measure.${measure}`) }),
    days: periodWords(figures.period, texts),
    sentence: sentenceBy(measure, bars, figures, texts),
    columns: [
      t(titles[kind]),
      t("shop.came"),
      t("shop.went"),
      t("shop.half"),
      t("shop.ninety"),
      t("shop.right"),
      ...(kind === "technician" ? [t("shop.open-now")] : []),
    ],
    rows: named
      .toSorted((one, other) => other.came + other.went - one.came - one.went)
      .map((row) => rowOf(row, kind === "technician" ? (figures.now.technicians[row.value] ?? 0) : null, texts, openQueue)),
    draw: drawn.length === 0 ? null : (width) => drawBars(drawn, width),
    legend: [],
    fileName: fileOf(`${kind}-${measure}`, figures),
  };
}

function rowOf(row: Named, open: number | null, texts: Texts, openQueue: OpenQueue): TableRow {
  const [half, ninety, right] = [withinFor(row.turnaround, 0.5), withinFor(row.turnaround, 0.9), rightShare(row)];
  return {
    name: row.name,
    cells: [
      number(row.came, texts),
      number(row.went, texts),
      { shown: shortWithin(half, texts), value: half ? shortWithin(half, texts) : "" },
      { shown: shortWithin(ninety, texts), value: ninety ? shortWithin(ninety, texts) : "" },
      { shown: percent(right, texts), value: right === null ? "" : Math.round(right * 1000) / 10 },
      ...(open === null ? [] : [number(open, texts)]),
    ],
    ...(open && { open: { count: whole(open, texts), go: () => openQueue({ technicianId: row.value || null }) } }),
  };
}

function sentenceBy(
  measure: Measure,
  bars: readonly { readonly label: string; readonly shown: string; readonly value: number }[],
  figures: ShopFigures,
  texts: Texts,
): string {
  const { t } = texts;
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return t(`shop.none.${measure}`);
  if (measure === "came" || measure === "went")
    return t(`shop.sum.${measure}`, {
      name: first.label,
      count: first.value,
      all: figures.total[measure],
      share: percent(first.value / figures.total[measure], texts),
    });
  if (bars.length === 1) return t("shop.sum.one", { name: first.label, shown: first.shown });
  if (first.value === last.value) return t("shop.sum.equal", { count: bars.length });
  return t(`shop.sum.${measure}`, { first: first.label, firstShown: first.shown, last: last.label, lastShown: last.shown });
}

/** All charts of the screen, in the order in which they are read. */
export const contentsOf = (figures: ShopFigures, measure: Measure, texts: Texts, openQueue: OpenQueue): readonly ChartContent[] => [
  courseContent(figures, texts),
  turnaroundContent(figures, texts),
  waitingContent(figures, texts, openQueue),
  ...FIGURE_KINDS.map((kind) => byContent(kind, measure, figures, texts, openQueue)),
];
