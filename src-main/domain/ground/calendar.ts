import { Temporal } from "temporal-polyfill";

/** A length of time on the calendar, months first, then days; not negative. */
export type Period = { readonly months?: number; readonly days?: number };

/** Keeps sums per period: policies ask for the same few again and again, and one costs as much as a whole decision. */
const SUMS_KEPT = 5000;
type Kept = { readonly length: Temporal.Duration; readonly sums: Map<string, string> };
const kept = new WeakMap<Period, Kept>();

/**
 * The last day of a period that starts on an ISO day; that day counts as inside. A month's end is clamped: 31 January and one month
 * end on the last day of February (ISO 8601 arithmetic as in ECMAScript Temporal, overflow `constrain`).
 */
export function lastDay(from: string, period: Period): string {
  let known = kept.get(period);
  if (!known) kept.set(period, (known = { length: Temporal.Duration.from({ months: period.months ?? 0, days: period.days ?? 0 }), sums: new Map() }));
  const sum = known.sums.get(from);
  if (sum !== undefined) return sum;
  const start = new Temporal.PlainDate(Number(from.slice(0, 4)), Number(from.slice(5, 7)), Number(from.slice(8, 10)));
  const made = start.add(known.length).toString();
  if (known.sums.size >= SUMS_KEPT) known.sums.clear();
  known.sums.set(from, made);
  return made;
}

/** Length of a period in days where months count as their longest, to compare periods with one another. */
export const longestDays = ({ months = 0, days = 0 }: Period): number => months * 31 + days;

/** The first moment (epoch ms) after an ISO day in a time zone (IANA): a term that ends on that day has passed then, summer time or not. */
export const endOfDay = (day: string, timeZone: string): number =>
  Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;

/** Years after the first instant for which shifts are told; what no law has settled yet goes on as it is. */
const SHIFT_YEARS = 60;

/**
 * By how much a zone's clocks (IANA) are ahead of UTC, ms, from an instant (epoch ms) on: the shift at that instant, then each change of it.
 */
export function dayShifts(zone: string, from: number): readonly { readonly fromAt: number; readonly shiftMs: number }[] {
  const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  const end = start.add({ years: SHIFT_YEARS }).epochMilliseconds;
  const shifts = [{ fromAt: from, shiftMs: start.offsetNanoseconds / 1e6 }];
  for (let next = start.getTimeZoneTransition("next"); next && next.epochMilliseconds < end; next = next.getTimeZoneTransition("next"))
    shifts.push({ fromAt: next.epochMilliseconds, shiftMs: next.offsetNanoseconds / 1e6 });
  return shifts;
}
