import { addDays, isIsoDate, isoDateAt } from "./date.ts";
import { foldText, plainLine } from "./text.ts";

/** What a day is read by. */
export type DayHome = {
  /** ISO day that it is today. */
  readonly today: string;
  /** IANA; an instant becomes the day that it was there. Without it an instant is no day. */
  readonly timeZone?: string;
  /** Whether the day lies in the past, as a purchase does: two figures of a year are then never a year to come. */
  readonly past?: boolean;
};

/** What a text says as a day (ISO) where the day stands before the month, and where the month does; the same where the order is sure. */
export type DayReadings = { readonly dayFirst: string | undefined; readonly monthFirst: string | undefined };

const NONE: DayReadings = { dayFirst: undefined, monthFirst: undefined };
const sure = (day: string | undefined): DayReadings => ({ dayFirst: day, monthFirst: day });

/** Names of months in the languages of the house, and in German and Ukrainian, short and long, in all their cases; folded. */
const MONTHS: readonly RegExp[] = [
  /^(?:jan(?:uary?|v\p{L}*)?|янв(?:ар\p{L}*)?|кан(?:т\p{L}*)?|сич\p{L}*)$/u,
  /^(?:feb(?:r\p{L}*)?|фев(?:р\p{L}*)?|акп(?:ан\p{L}*)?|лют\p{L}*)$/u,
  /^(?:mar(?:ch|z|t\p{L}*)?|мар(?:т\p{L}*)?|нау(?:р\p{L}*)?|бер(?:ез\p{L}*)?)$/u,
  /^(?:apr(?:il\p{L}*)?|апр(?:ел\p{L}*)?|сау(?:ир\p{L}*)?|квит\p{L}*)$/u,
  /^(?:may|maij?\p{L}{0,3}|ма[ияе]\p{L}{0,2}|мам(?:ыр\p{L}*)?|трав\p{L}*)$/u,
  /^(?:june?|junij?\p{L}{0,3}|июн\p{L}{0,3}|мау(?:с\p{L}*)?|черв\p{L}*)$/u,
  /^(?:july?|julij?\p{L}{0,3}|июл\p{L}{0,3}|шил(?:д\p{L}*)?|лип\p{L}*)$/u,
  /^(?:aug(?:ust\p{L}*)?|авг(?:уст\p{L}*)?|там(?:ыз\p{L}*)?|серп\p{L}*)$/u,
  /^(?:sept?(?:em\p{L}*)?|сент?(?:яб\p{L}*)?|кыр(?:куи\p{L}*)?|вер(?:ес\p{L}*)?)$/u,
  /^(?:o[ck]t(?:o?b\p{L}*)?|окт(?:яб\p{L}*)?|каз(?:ан\p{L}*)?|жовт\p{L}*)$/u,
  /^(?:nov(?:em\p{L}*)?|ноя(?:б\p{L}*)?|кар(?:аш\p{L}*)?|лист(?:опад\p{L}*)?)$/u,
  /^(?:de[cz](?:em\p{L}*)?|дек(?:аб\p{L}*)?|жел(?:т\p{L}*)?|груд\p{L}*)$/u,
];

/** Words that stand around a day and change nothing: `of`, `31st`, `г.`, `gada`, `жылғы`; folded. */
const FILLER = /^(?:of|the|st|nd|rd|th|y|г|год|года|году|р|рик|року|g|gad[as]|ж|жыл\p{L}*)$/u;
/** Days of the week in the languages of the house; folded. */
const WEEKDAY =
  /^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|пн|вт|ср|чт|пт|сб|вс|понед\p{L}*|вторн\p{L}*|сред[ау]|четв\p{L}*|пятн\p{L}*|субб\p{L}*|воскр\p{L}*|(?:pirm|otr|tres|ceturt|piekt|sest|svet)d\p{L}*|дс|сс|бс|жм|сн|жк|дуис\p{L}*|сеис\p{L}*|сарс\p{L}*|беис\p{L}*|жума|сенб\p{L}*|жекс\p{L}*)$/u;

const TIME =
  /(?:t|\.(?=\d{1,2}:)|[\s,]+(?:в|at|plkst\.?|саг\.?)?\s*)(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?(?:m\.?)?\s*(z|(?:utc|gmt)?[+-]\d{2}(?::?\d{2})?|[a-z]{3,4})?$/u;

/** Longest text that may be a day, characters: JavaScript writes one with the name of its zone. */
const LONGEST_DAY = 100;

/** An instant as Unix counts it, in seconds or milliseconds, from 2001 on; and `20240131101500`, `20240131T101500Z`. */
const UNIX = /^(\d{10})(\d{3})?(?:\.\d+)?$/;
const PACKED_TIME = /^(\d{4})(\d{2})(\d{2})[t\s]?(\d{2})(\d{2})(\d{2})(?:\.\d+)?(z)?$/;

/** Days from 30 December 1899, as spreadsheets count them (ECMA-376 part 1, 18.17.4.1), between 1970 and 2099. */
const SERIAL = /^(\d{5})(?:[.,]\d+)?$/;
const [FIRST_SERIAL, LAST_SERIAL] = [25_569, 73_050];

function existing(year: string, month: string, day: string): string | undefined {
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isIsoDate(iso) ? iso : undefined;
}

/** The same with a year of two or four figures. */
function dated(year: string, month: string, day: string, { today, past = false }: DayHome): string | undefined {
  if (year.length === 4) return existing(year, month, day);
  const coming = existing(`20${year}`, month, day);
  return past && (coming === undefined || coming > today) ? existing(`19${year}`, month, day) : coming;
}

/**
 * What a cell or a field says as a day: `31.01.2024`, `1/31/24 2:05 PM`, `Jan 31, 2024`, `31 января 2024 г.`, `2024. gada 31. janvāris`,
 * `20240131`, `45322` of a spreadsheet, an instant `2024-01-31T22:30:00Z`. A day without its year is none.
 */
export function dayReadings(text: string, home: DayHome): DayReadings {
  if (text.length > LONGEST_DAY) return NONE;
  const [, day = "", month = "", year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
  const usual = year && existing(year, month, day);
  if (usual) return sure(usual);
  const plain = foldText(plainLine(text))
    .replace(/\s*\([^)]*\)$/, "")
    .replace(/\s*([./-])\s*/g, "$1")
    .replace(/^(\p{L}+ \p{L}+ \d{1,2}) (\d{1,2}:\d{2}(?::\d{2})?) (?:[a-z]{3,4} )?(\d{4})$/u, "$1 $3 $2")
    .replaceAll("_", "-")
    .replace(/^(\d{1,2}:\d{2}(?::\d{2})?)[\s,]+(.*)$/, "$2 $1");
  const serial = Number(SERIAL.exec(plain)?.[1]);
  if (serial >= FIRST_SERIAL && serial <= LAST_SERIAL) return sure(addDays("1899-12-30", serial));
  const unix = UNIX.exec(plain);
  if (unix) return home.timeZone === undefined ? NONE : sure(isoDateAt(Number(unix[1]) * 1000, home.timeZone));
  const packed = PACKED_TIME.exec(plain);
  if (packed) return dayReadings(`${packed[1]}-${packed[2]}-${packed[3]}T${packed[4]}:${packed[5]}:${packed[6]}${packed[7] ?? ""}`, home);
  const time = TIME.exec(plain);
  const readings = dateIn(time ? plain.slice(0, time.index) : plain, home);
  const zone = time?.[5];
  if (!time || zone === undefined || !/^(?:z|utc|gmt|.*[+-]\d)/.test(zone)) return readings;
  const at = (day: string | undefined): string | undefined => day && dayOfInstant(day, time, zone, home.timeZone);
  return { dayFirst: at(readings.dayFirst), monthFirst: at(readings.monthFirst) };
}

/** The day of an instant in a time zone. */
function dayOfInstant(day: string, time: RegExpExecArray, zone: string, timeZone: string | undefined): string | undefined {
  if (timeZone === undefined) return undefined;
  const [, hour = "0", minute = "0", second = "0", half] = time;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === "p" ? 12 : 0);
  const [, sign = "+", ahead = "00", minutes = "00"] = /([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  const offset = (sign === "-" ? -1 : 1) * (Number(ahead) * 60 + Number(minutes));
  return isoDateAt(Date.parse(`${day}T00:00:00Z`) + ((hours * 60 + Number(minute) - offset) * 60 + Number(second)) * 1000, timeZone);
}

function dateIn(text: string, home: DayHome): DayReadings {
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (packed) return sure(existing(packed[1]!, packed[2]!, packed[3]!) ?? existing(text.slice(4), text.slice(2, 4), text.slice(0, 2)));
  const words = text.split(/[\s,.]+|(?<=\d)(?=\p{L})|(?<=\p{L})(?=\d)/u).filter((word) => word !== "" && !FILLER.test(word) && !WEEKDAY.test(word));
  const numbers = words.flatMap((word) => word.split(/[-/']/)).filter((word) => word !== "");
  const month = numbers.findIndex((word) => !/^\d+$/.test(word));
  if (month < 0) return numeric(numbers, text.includes("."), home);
  return named(numbers, month, home);
}

/** Three numbers: year, month, day; or day and month in either order, and the year. @param dotted points are written by who writes the day first */
function numeric(numbers: readonly string[], dotted: boolean, home: DayHome): DayReadings {
  const [first = "", second = "", third = ""] = numbers;
  if (numbers.length !== 3 || second.length > 2) return NONE;
  if (first.length === 4 && third.length <= 2) return sure(existing(first, second, third));
  if (first.length > 2 || (third.length !== 2 && third.length !== 4)) return NONE;
  const [dayFirst, monthFirst] = [dated(third, second, first, home), dated(third, first, second, home)];
  return dotted && dayFirst !== undefined ? sure(dayFirst) : { dayFirst, monthFirst };
}

/** A day whose month has its name. */
function named(words: readonly string[], place: number, home: DayHome): DayReadings {
  const month = MONTHS.findIndex((name) => name.test(words[place]!)) + 1;
  const [one = "", other = "", ...more] = words.filter((_, index) => index !== place);
  if (month === 0 || more.length > 0 || !/^\d+$/.test(other) || !/^\d+$/.test(one)) return NONE;
  const [year, day] = one.length === 4 ? [one, other] : [other, one];
  return day.length > 2 || (year.length !== 2 && year.length !== 4) ? NONE : sure(dated(year, String(month), day, home));
}

/** The day that readings leave, where a file or a form says which order is meant; undefined where they leave none. */
export const dayOf = ({ dayFirst, monthFirst }: DayReadings, order: "day-first" | "month-first" = "day-first"): string | undefined =>
  order === "day-first" ? (dayFirst ?? monthFirst) : (monthFirst ?? dayFirst);

/** Whether only the order of day and month tells which day is meant. */
export const isTwoDays = ({ dayFirst, monthFirst }: DayReadings): boolean =>
  dayFirst !== undefined && monthFirst !== undefined && dayFirst !== monthFirst;

/**
 * Reads a day as people type it: all that `dayReadings` knows but a spreadsheet's number, and `4.12`, `4/12`, `041226`, `+5` days from today.
 * A day without a year is the next one that comes, or, in the past, the last one that was.
 * @returns the ISO day, or undefined where it is none
 */
export function parseDay(text: string, today: string, past = false, timeZone?: string): string | undefined {
  const home: DayHome = { today, past, ...(timeZone !== undefined && { timeZone }) };
  const plain = plainLine(text);
  const ahead = /^\+(\d{1,3})$/.exec(plain);
  if (ahead) return addDays(today, Number(ahead[1]));
  if (SERIAL.test(plain)) return undefined;
  const packed = /^(\d{2})(\d{2})(\d{2})$/.exec(plain);
  if (packed) return dated(packed[3]!, packed[2]!, packed[1]!, home);
  const short = /^(\d{1,2})[-./ ](\d{1,2})\.?$/.exec(plain);
  if (!short) {
    const readings = dayReadings(plain, home);
    // Who types points has the day first: another order is a slip.
    return /^\d{1,2}\./.test(plain) ? readings.dayFirst : dayOf(readings);
  }
  const [, day = "", month = ""] = short;
  const year = Number(today.slice(0, 4));
  const thisYear = existing(String(year), month, day);
  const other = existing(String(year + (past ? -1 : 1)), month, day);
  const fits = thisYear !== undefined && (past ? thisYear <= today : thisYear >= today);
  return fits ? thisYear : (other ?? thisYear);
}
