import { addDays, daysBetween, isoDateAt } from "../ground/date.ts";
import type { FaultKind } from "../orders/fault-kind.ts";
import type { OrderState } from "../orders/order-state.ts";
import { foldText } from "../ground/text.ts";

/*
 * What the shop's figures count. An order came in on the day on which it was received, and went out on the day on which it was closed;
 * days are the shop's own. Both are counted under the technician whose it is, the device's category and brand, and the kind of its fault.
 */

/** What figures are told apart by. */
export const FIGURE_KINDS = ["technician", "category", "brand", "fault"] as const;
export type FigureKind = (typeof FIGURE_KINDS)[number];

/** So many days after handback a repair is still answered for: who comes back within them with the same fault was not helped at first. */
export const RIGHT_DAYS = 30;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const days = (...counts: readonly number[]): readonly number[] => counts.map((count) => count * 24);

/** Longest turnaround of each class, hours; what takes longer than the last falls into one more class. */
export const TURNAROUND_HOURS: readonly number[] = [1, 2, 4, 8, ...days(1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 21, 25, 30, 45, 60, 90, 180)];

/** How many classes of turnaround there are. */
export const TURNAROUND_CLASSES = TURNAROUND_HOURS.length + 1;

/** The class that a turnaround (ms) falls into. One below zero, after a clock was set back, counts as none. */
export function turnaroundClass(ms: number): number {
  const found = TURNAROUND_HOURS.findIndex((hours) => ms <= hours * HOUR_MS);
  return found < 0 ? TURNAROUND_HOURS.length : found;
}

/** An order as its end is counted: the state that it was in before it was closed, and since when (epoch ms). */
export type Ended = {
  readonly receivedAt: number;
  readonly closedAt: number;
  readonly state: OrderState;
  readonly before: OrderState;
  readonly beforeSince: number;
};

/**
 * How long the shop took, ms: from coming in until the device could be fetched (or money or another unit was given). How long it then lay
 * on the shelf is the customer's. Null where nothing was done here: a return whose goods never came.
 */
export function turnaround({ receivedAt, closedAt, state, beforeSince }: Omit<Ended, "before">): number | null {
  if (state === "replaced" || state === "refunded") return closedAt - receivedAt;
  return state === "handed-back" ? beforeSince - receivedAt : null;
}

/** Whether an order went out repaired: handed back from `ready`. Only these can be right at the first time or not. */
export const wentRepaired = ({ state, before }: Pick<Ended, "state" | "before">): boolean => state === "handed-back" && before === "ready";

/** Whether an order that names an earlier one's fault as its own says that the earlier repair failed: it came in within `RIGHT_DAYS` of the handback. */
export const cameAgain = (earlier: { readonly closedAt: number }, receivedAt: number): boolean =>
  receivedAt >= earlier.closedAt && receivedAt - earlier.closedAt <= RIGHT_DAYS * DAY_MS;

/** A turnaround as it is told: within so many hours, or, `longer`, beyond them. */
export type Within = { readonly hours: number; readonly longer: boolean };

/**
 * Within what time a share of the orders was done: the end of the class that the order at this rank (nearest rank, rounded up) falls
 * into. So it is never less than the exact percentile, and both lie in the same class. Null where there are no orders.
 * @param counts orders per class @param share above 0, at most 1
 */
export function withinFor(counts: readonly number[], share: number): Within | null {
  const rank = Math.ceil(counts.reduce((sum, count) => sum + count, 0) * share - 1e-9);
  if (rank <= 0) return null;
  let seen = 0;
  const found = counts.findIndex((count) => (seen += count) >= rank);
  const hours = TURNAROUND_HOURS[found];
  return hours === undefined ? { hours: TURNAROUND_HOURS.at(-1)!, longer: true } : { hours, longer: false };
}

/** Orders counted of some period: that came in, went out, how long the latter took (per class), and how many of them were repaired and came again. */
export type Count = {
  readonly came: number;
  readonly went: number;
  readonly turnaround: readonly number[];
  readonly repaired: number;
  readonly again: number;
};

export const NO_COUNT: Count = { came: 0, went: 0, turnaround: Array.from({ length: TURNAROUND_CLASSES }, () => 0), repaired: 0, again: 0 };

/** Both counts together. */
export const together = (one: Count, other: Count): Count => ({
  came: one.came + other.came,
  went: one.went + other.went,
  turnaround: one.turnaround.map((count, index) => count + other.turnaround[index]!),
  repaired: one.repaired + other.repaired,
  again: one.again + other.again,
});

/** What is left of a count without another one that is part of it. */
export const without = (whole: Count, part: Count): Count => ({
  came: whole.came - part.came,
  went: whole.went - part.went,
  turnaround: whole.turnaround.map((count, index) => count - part.turnaround[index]!),
  repaired: whole.repaired - part.repaired,
  again: whole.again - part.again,
});

/** Share of repairs, 0 to 1, about whose fault nobody came back in time; null where nothing was repaired. */
export const rightShare = ({ repaired, again }: Pick<Count, "repaired" | "again">): number | null =>
  repaired === 0 ? null : (repaired - again) / repaired;

/** The figures of one technician (an id), category, brand or kind of fault; `value` is empty for nobody or unknown. */
export type FigureRow = Count & { readonly value: string };

/** Rows whose values are the same word in other spellings (`SAMSUNG`, `Samsung`) as one, under the one with the most orders. */
export function mergeSpellings(rows: readonly FigureRow[]): readonly FigureRow[] {
  const merged = new Map<string, FigureRow>();
  for (const row of rows.toSorted((one, other) => other.came + other.went - one.came - one.went)) {
    const word = foldText(row.value.trim());
    const known = merged.get(word);
    merged.set(word, known ? { ...known, ...together(known, row) } : row);
  }
  return [...merged.values()];
}

export const WAITS = ["us", "customer", "parts", "goods"] as const;
/** Whom an open order waits for: the shop itself, its customer, a supplier's parts, or goods that are on their way. */
export type WaitsFor = (typeof WAITS)[number];

/** Whom an order waits for in each state; null where it waits for nobody any more. */
export const WAITS_FOR: Readonly<Record<OrderState, WaitsFor | null>> = {
  received: "us",
  "awaiting-goods": "goods",
  diagnosing: "us",
  "awaiting-approval": "customer",
  approved: "us",
  declined: "customer",
  "waiting-for-parts": "parts",
  "in-repair": "us",
  testing: "us",
  replacing: "us",
  refunding: "us",
  ready: "customer",
  unrepairable: "customer",
  cancelled: "customer",
  "handed-back": null,
  replaced: null,
  refunded: null,
};

/** From one ISO day to another, both inside. */
export type Days = { readonly from: string; readonly to: string };

/** Periods that are one key away. A week begins on Monday (ISO 8601). */
export const PRESETS = ["week", "month", "quarter", "year"] as const;
export type Preset = (typeof PRESETS)[number];

const MONTHS: Readonly<Record<Exclude<Preset, "week">, number>> = { month: 1, quarter: 3, year: 12 };

/** Months since the year 0, of an ISO day. */
const monthNumber = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const firstOf = (month: number): string => `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;

/** The week, month, quarter or year that an ISO day lies in; `by` periods later, or earlier where it is negative. */
export function periodOf(preset: Preset, day: string, by = 0): Days {
  if (preset === "week") {
    // 5 January 1970 was a Monday.
    const monday = addDays(day, -((((daysBetween("1970-01-05", day) % 7) + 7) % 7) - by * 7));
    return { from: monday, to: addDays(monday, 6) };
  }
  const length = MONTHS[preset];
  const first = (Math.floor(monthNumber(day) / length) + by) * length;
  return { from: firstOf(first), to: addDays(firstOf(first + length), -1) };
}

/** The preset that a period is one of, if it is. */
export const presetOf = ({ from, to }: Days): Preset | undefined =>
  PRESETS.find((preset) => {
    const period = periodOf(preset, from);
    return period.from === from && period.to === to;
  });

/** The period of the same length right before (`by` -1) or after; a preset's neighbour is the next week, month, quarter or year. */
export function neighbour(period: Days, by: -1 | 1): Days {
  const preset = presetOf(period);
  if (preset) return periodOf(preset, period.from, by);
  const length = daysBetween(period.from, period.to) + 1;
  return { from: addDays(period.from, by * length), to: addDays(period.to, by * length) };
}

/**
 * A period as whole months and the days around them, so that no period is the sum of many rows. `months` are first days; each part is
 * null where it is empty.
 */
export type PeriodParts = { readonly before: Days | null; readonly months: Days | null; readonly after: Days | null };

/** Takes a period to pieces, see {@link PeriodParts}. */
export function partsOf({ from, to }: Days): PeriodParts {
  const first = from.endsWith("-01") ? monthNumber(from) : monthNumber(from) + 1;
  const last = monthNumber(addDays(to, 1)) - 1;
  if (last < first) return { before: from <= to ? { from, to } : null, months: null, after: null };
  const [monthsFrom, monthsEnd] = [firstOf(first), firstOf(last + 1)];
  return {
    before: from < monthsFrom ? { from, to: addDays(monthsFrom, -1) } : null,
    months: { from: monthsFrom, to: firstOf(last) },
    after: monthsEnd <= to ? { from: monthsEnd, to } : null,
  };
}

export const STEPS = ["day", "month", "year"] as const;
/** What one bar of a course stands for. */
export type Step = (typeof STEPS)[number];

const MOST_DAYS = 93;
const MOST_MONTHS = 48;

/** The step that shows a period in not too many bars. */
export function stepOf({ from, to }: Days): Step {
  if (daysBetween(from, to) < MOST_DAYS) return "day";
  return monthNumber(to) - monthNumber(from) < MOST_MONTHS ? "month" : "year";
}

/** First day of the step that a day lies in. */
export const startOfStep = (day: string, step: Step): string =>
  step === "day" ? day : step === "month" ? `${day.slice(0, 7)}-01` : `${day.slice(0, 4)}-01-01`;

/** First days of all steps that a period touches. */
export function stepsOf({ from, to }: Days, step: Step): readonly string[] {
  const [first, last] = [startOfStep(from, step), startOfStep(to, step)];
  if (step === "day") return Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => addDays(first, index));
  const length = step === "month" ? 1 : 12;
  return Array.from({ length: (monthNumber(last) - monthNumber(first)) / length + 1 }, (_, index) => firstOf(monthNumber(first) + index * length));
}

/** Orders in and out in one step of a period. */
export type CoursePoint = { readonly start: string; readonly came: number; readonly went: number };

/** Everything that the screen of the shop shows of a period, and of this moment. */
export type ShopFigures = {
  readonly period: Days;
  /** The ISO day that it is in the shop. */
  readonly today: string;
  readonly step: Step;
  readonly course: readonly CoursePoint[];
  readonly total: Count;
  readonly by: Readonly<Record<FigureKind, readonly FigureRow[]>>;
  readonly now: {
    readonly open: number;
    readonly overdue: number;
    readonly states: Readonly<Partial<Record<OrderState, number>>>;
    /** Open orders per technician's id, empty for nobody. */
    readonly technicians: Readonly<Record<string, number>>;
  };
  /** Names of everyone who ever worked here, by id. */
  readonly people: Readonly<Record<string, string>>;
};

/** One order with all that figures know of it, for whoever counts by hand. */
export type FigureFacts = {
  readonly receivedAt: number;
  readonly technicianId: string | null;
  readonly category: string;
  readonly brand: string;
  readonly fault: FaultKind;
  readonly ended: Ended | null;
  readonly again: boolean;
};

/** The count of one order on a day in the shop's time zone (IANA): what all figures are sums of. */
export function countOn(facts: FigureFacts, day: string, timeZone: string): Count {
  const came = isoDateAt(facts.receivedAt, timeZone) === day ? 1 : 0;
  const { ended } = facts;
  if (!ended || isoDateAt(ended.closedAt, timeZone) !== day) return { ...NO_COUNT, came };
  const ms = turnaround(ended);
  const repaired = wentRepaired(ended) ? 1 : 0;
  return {
    came,
    went: 1,
    turnaround: NO_COUNT.turnaround.map((_, index) => (ms !== null && turnaroundClass(ms) === index ? 1 : 0)),
    repaired,
    again: repaired === 1 && facts.again ? 1 : 0,
  };
}
