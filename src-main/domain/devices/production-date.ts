import { isIsoDate } from "../ground/date.ts";

/** When a device was made: an ISO day, month, week (`2020-W35`) or year. */
export type ProductionDate = {
  readonly made?: string;
  /** Where the decade is open: each that it may be, oldest first. */ readonly madeOneOf?: readonly string[];
};

/** The first year that an open decade may mean: hardly anything older comes to a counter. */
const FIRST_YEAR = 2000;

/** A calendar year for two digits: the one within 50 years of today's (GS1 General Specifications, 7.12). */
export function yearOf(twoDigits: string, today: string): number {
  const now = Number(today.slice(0, 4));
  const year = now - (now % 100) + Number(twoDigits);
  if (year - now > 50) return year - 100;
  return year - now <= -50 ? year + 100 : year;
}

const two = (number: number): string => String(number).padStart(2, "0");

/** A day, or its month where the day is 00; undefined where there is no such day. */
export function dayOrMonth(year: number, month: string, day: string): string | undefined {
  if (day === "00") return /^(?:0[1-9]|1[0-2])$/.test(month) ? `${year}-${month}` : undefined;
  const iso = `${year}-${month}-${day}`;
  return isIsoDate(iso) ? iso : undefined;
}

/** Weeks of a year by ISO 8601: 53 where its 1 January is a Thursday, or a Wednesday of a leap year. */
function weeksOf(year: number): number {
  const first = new Date(Date.UTC(year, 0, 1)).getUTCDay();
  const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return first === 4 || (first === 3 && leap) ? 53 : 52;
}

/** An ISO week, `2020-W35`; undefined where that year has none. */
export const weekText = (year: number, week: number): string | undefined =>
  week >= 1 && week <= weeksOf(year) ? `${year}-W${two(week)}` : undefined;

/** A month, `2020-05`; undefined where there is none. */
export const monthText = (year: number, month: number): string | undefined => (month >= 1 && month <= 12 ? `${year}-${two(month)}` : undefined);

/** The first day of an ISO day, month or week. */
export function firstDayOf(made: string): string {
  const [, year, week] = /^(\d{4})-W(\d\d)$/.exec(made) ?? [];
  if (year === undefined) return `${made}-01-01`.slice(0, Math.max(made.length, 10));
  // 4 January always lies in week 1, which begins on a Monday.
  const fourth = new Date(Date.UTC(Number(year), 0, 4));
  const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * 86_400_000;
  return new Date(monday + (Number(week) - 1) * 7 * 86_400_000).toISOString().slice(0, 10);
}

/** Years that end with a digit, from 2000 to today's. */
export function yearsEndingWith(digit: string, today: string): readonly number[] {
  const years: number[] = [];
  for (let year = FIRST_YEAR + Number(digit); year <= Number(today.slice(0, 4)); year += 10) years.push(year);
  return years;
}

/** Those of the years from 2000 on that a cycle of letters may mean. */
export const since2000 = (years: readonly number[]): readonly number[] => years.filter((year) => year >= FIRST_YEAR);

/**
 * What several readings of a date come to: nothing that is still ahead; the one that is left, or all of them.
 * @param alone whether one that is left is sure
 */
export function fromCandidates(candidates: readonly (string | undefined)[], today: string, alone: boolean): ProductionDate {
  const past = candidates.filter((made) => made !== undefined && firstDayOf(made) <= today) as readonly string[];
  if (past.length > 1) return { madeOneOf: past };
  return past.length === 1 && alone ? { made: past[0]! } : {};
}
