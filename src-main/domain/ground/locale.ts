import { KAZAKH_DATES, KAZAKH_ORDER, KAZAKH_TIMES } from "./kazakh.ts";

/**
 * How a language writes numbers, dates and lists, and orders words. Chromium says that it knows Kazakh, and gives English or no forms
 * of it; so does Electron's own process. Kazakh is therefore written here, as CLDR 48 has it, and everything else by Intl. Whatever is
 * shown asks here and never Intl itself.
 */

const isKazakh = (language: string): boolean => language === "kk";

/** Kazakh groups digits and marks decimals as Russian does, which every Chromium knows. */
const numbersOf = (language: string): string => (isKazakh(language) ? "ru" : language);

/** Keeps what is costly to make, by what it is made from. */
function kept<Made>(make: (language: string, options: object) => Made): (language: string, options?: object) => Made {
  const known = new Map<string, Made>();
  return (language, options = {}) => {
    const key = `${language} ${JSON.stringify(options)}`;
    const found = known.get(key) ?? make(language, options);
    known.set(key, found);
    return found;
  };
}

const numberFormat = kept((language, options) => new Intl.NumberFormat(numbersOf(language), options));
const pluralRules = kept((language, options) => new Intl.PluralRules(isKazakh(language) ? "en" : language, options));
const dateFormat = kept((language, options) => new Intl.DateTimeFormat(language, options));

/** Styles of numbers that Kazakh has here. */
export type NumberStyle = Pick<
  Intl.NumberFormatOptions,
  "style" | "currency" | "currencyDisplay" | "unit" | "minimumFractionDigits" | "maximumFractionDigits" | "maximumSignificantDigits"
>;

/** Signs of currencies that Kazakh writes otherwise than Russian. */
const KAZAKH_SIGNS: Readonly<Record<string, string>> = { GEL: "₾", LSL: "ЛСЛ", RON: "lei", TMT: "TMT", XCG: "Cg." };

/** The parts of a number in the reader's way. */
export function numberParts(value: number, language: string, options: NumberStyle = {}): readonly Intl.NumberFormatPart[] {
  const parts = numberFormat(language, options).formatToParts(value);
  if (!isKazakh(language)) return parts;
  // Kazakh sets no space before the percent sign.
  if (options.style === "percent") return parts.filter(({ type }) => type !== "literal");
  const sign = options.currencyDisplay === "code" ? undefined : KAZAKH_SIGNS[options.currency ?? ""];
  return sign === undefined ? parts : parts.map((part) => (part.type === "currency" ? { ...part, value: sign } : part));
}

/** A number in the reader's way: `1 234,5`. */
export const formatNumber = (value: number, language: string, options: NumberStyle = {}): string =>
  numberParts(value, language, options)
    .map((part) => part.value)
    .join("");

/** What messages (ICU MessageFormat) format numbers and choose plural forms with. */
export const messageFormatters = (language: string) => ({
  getNumberFormat: (_: unknown, options?: object) => numberFormat(language, options),
  getPluralRules: (_: unknown, options?: object) => pluralRules(language, options),
  getDateTimeFormat: (_: unknown, options?: object) => dateFormat(language, options),
});

/** Ways to write a day in words. */
export const DATE_STYLES = {
  /** `30 November 2026` */
  long: { day: "numeric", month: "long", year: "numeric" },
  "day-month": { day: "numeric", month: "long" },
  "day-month-short": { day: "numeric", month: "short" },
  "month-year": { month: "long", year: "numeric" },
  /** The month by itself. */
  month: { month: "long" },
  "month-short": { month: "short" },
  weekday: { weekday: "long" },
  "weekday-short": { weekday: "short" },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;
export type DateStyle = keyof typeof DATE_STYLES;

/** A day in words, of an instant (epoch ms UTC) in a time zone (IANA). */
export function formatDateWords(epochMs: number, language: string, timeZone: string, style: DateStyle): string {
  if (!isKazakh(language)) return dateFormat(language === "en" ? "en-GB" : language, { ...DATE_STYLES[style], timeZone }).format(epochMs);
  const numbers = dateFormat("sv-SE", { day: "2-digit", month: "2-digit", year: "numeric", timeZone }).format(epochMs);
  const [year, month, day] = numbers.split("-").map(Number) as [number, number, number];
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return KAZAKH_DATES[style]({ year, month: month - 1, day, weekday });
}

/** Units of a distance in time. */
export type TimeUnit = "second" | "minute" | "hour" | "day" | "week" | "month" | "quarter" | "year";

/** A distance in time in words, whole units; negative ones are past: `yesterday`, `in 5 days`. */
export function formatDistance(count: number, unit: TimeUnit, language: string): string {
  if (!isKazakh(language)) return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(count, unit);
  const { near, unit: word, after } = KAZAKH_TIMES[unit];
  const named = near[count];
  if (named !== undefined) return named;
  const number = formatNumber(Math.abs(count), language);
  return count < 0 || Object.is(count, -0) ? `${number} ${word} бұрын` : `${number} ${after} кейін`;
}

/** Words in a row: `a, b and c`, or `a, b or c`. */
export function formatList(words: readonly string[], language: string, type: "conjunction" | "disjunction" = "conjunction"): string {
  if (!isKazakh(language)) return new Intl.ListFormat(language, { type }).format(words);
  if (words.length < 2) return words.join("");
  if (words.length === 2) return words.join(type === "conjunction" ? " және " : " не ");
  return type === "conjunction" ? words.join(", ") : `${words.slice(0, -1).join(", ")}, не болмаса ${words.at(-1)!}`;
}

const collator = kept((language) => new Intl.Collator(numbersOf(language)));

/** Compares words as the reader's dictionary orders them. */
export function compareWords(language: string): (one: string, other: string) => number {
  const { compare } = collator(language);
  return isKazakh(language) ? (one, other) => compare(KAZAKH_ORDER(one), KAZAKH_ORDER(other)) : compare;
}

/** What names are given to. */
export type NameKind = "region" | "currency" | "language";
export type Names = (code: string) => string;

/** Names of countries, currencies (ISO) or languages. Kazakh ones are loaded when they are first asked for. */
export async function loadNames(language: string, type: NameKind): Promise<Names> {
  if (!isKazakh(language)) return namesByIntl(language, type);
  const { KAZAKH_NAMES } = await import("./kazakh-names.ts");
  return (code) => KAZAKH_NAMES[type][code] ?? code;
}

/** Names as Intl has them; what a reader of Kazakh sees until theirs are loaded is Russian. */
export function namesByIntl(language: string, type: NameKind): Names {
  const names = new Intl.DisplayNames(numbersOf(language), { type });
  return (code) => names.of(code) ?? code;
}
