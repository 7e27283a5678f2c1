/** Whether a text is a day that exists, written as ISO 8601 `2026-02-28`, from 1970 to 2199. */
export function isIsoDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1970 || year > 2199) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/**
 * Plain English would write days the American way, which people elsewhere, and `parseDay`, read as another day. Chromium
 * brings no Kazakh calendar; Kazakh writes days as Russian does.
 */
const CALENDARS: Readonly<Record<string, string>> = { en: "en-GB", kk: "ru" };
const calendarOf = (language: string): string => CALENDARS[language] ?? language;

/** Keeps formats: making one costs a hundred times as much as using it. */
function kept(options: Intl.DateTimeFormatOptions): (language: string, timeZone: string) => Intl.DateTimeFormat {
  const known = new Map<string, Intl.DateTimeFormat>();
  return (language, timeZone) => {
    const key = `${language} ${timeZone}`;
    const found = known.get(key) ?? new Intl.DateTimeFormat(calendarOf(language), { ...options, timeZone });
    known.set(key, found);
    return found;
  };
}

const DAY = { day: "2-digit", month: "2-digit", year: "numeric" } as const;
const TIME = { hour: "2-digit", minute: "2-digit" } as const;
const dayFormat = kept(DAY);
const timeFormat = kept(TIME);
const instantFormat = kept({ ...DAY, ...TIME });

/** The calendar day, ISO, that it is at an instant (epoch ms UTC) in a time zone (IANA). */
export const isoDateAt = (epochMs: number, timeZone: string): string => dayFormat("sv-SE", timeZone).format(epochMs);

const dayNumber = (iso: string): number => Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)) - 1, Number(iso.slice(8, 10))) / 86_400_000;

/** Whole days from one ISO day to another; negative where the second is earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

/** The ISO day so many days after another. */
export const addDays = (iso: string, days: number): string => new Date((dayNumber(iso) + days) * 86_400_000).toISOString().slice(0, 10);

/** An ISO day in the reader's way, `04.12.2026`; a text that is no day is given back as it is. */
export const formatDay = (iso: string, language: string): string =>
  isIsoDate(iso) ? dayFormat(language, "UTC").format(dayNumber(iso) * 86_400_000) : iso;

/** An instant (epoch ms UTC) in the reader's way and the shop's time zone, day and minute. */
export const formatInstant = (epochMs: number, language: string, timeZone: string): string => instantFormat(language, timeZone).format(epochMs);

/** The time of day of an instant (epoch ms UTC) in the reader's way and the shop's time zone. */
export const formatTime = (epochMs: number, language: string, timeZone: string): string => timeFormat(language, timeZone).format(epochMs);

/** How near the promised day is: `overdue`, `today`, `later`, or `none` where none was promised. */
export type DueState = "overdue" | "today" | "later" | "none";

/** Compares a promised ISO day with today's. */
export function dueState(promisedOn: string | null, today: string): DueState {
  if (promisedOn === null) return "none";
  if (promisedOn < today) return "overdue";
  return promisedOn === today ? "today" : "later";
}
