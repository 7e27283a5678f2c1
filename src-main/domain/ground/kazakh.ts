import type { DateStyle, TimeUnit } from "./locale.ts";

const MONTHS = ["қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"];
const SHORT_MONTHS = ["қаң.", "ақп.", "нау.", "сәу.", "мам.", "мау.", "шіл.", "там.", "қыр.", "қаз.", "қар.", "жел."];
const WEEKDAYS = ["жексенбі", "дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі"];
const SHORT_WEEKDAYS = ["жс", "дс", "сс", "ср", "бс", "жм", "сб"];

/** Month and weekday from 0; weeks begin with Sunday here as `Date` counts. */
type Day = { readonly year: number; readonly month: number; readonly day: number; readonly weekday: number };

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Days in Kazakh words (CLDR 48). */
export const KAZAKH_DATES: Readonly<Record<DateStyle, (day: Day) => string>> = {
  long: ({ year, month, day }) => `${year} ж. ${day} ${MONTHS[month]!}`,
  "day-month": ({ month, day }) => `${day} ${MONTHS[month]!}`,
  "day-month-short": ({ month, day }) => `${day} ${SHORT_MONTHS[month]!}`,
  "month-year": ({ year, month }) => `${year} ж. ${MONTHS[month]!}`,
  month: ({ month }) => capital(MONTHS[month]!),
  "month-short": ({ month }) => SHORT_MONTHS[month]!,
  weekday: ({ weekday }) => WEEKDAYS[weekday]!,
  "weekday-short": ({ weekday }) => SHORT_WEEKDAYS[weekday]!,
};

type Distance = { readonly near: Readonly<Record<number, string>>; readonly unit: string; readonly after: string };

/** Distances in time (CLDR 48): those with a word of their own, the unit before `бұрын`, and before `кейін`. */
export const KAZAKH_TIMES: Readonly<Record<TimeUnit, Distance>> = {
  second: { near: { 0: "қазір" }, unit: "секунд", after: "секундтан" },
  minute: { near: { 0: "осы минут" }, unit: "минут", after: "минуттан" },
  hour: { near: { 0: "осы сағат" }, unit: "сағат", after: "сағаттан" },
  day: { near: { [-2]: "алдыңгүні", [-1]: "кеше", 0: "бүгін", 1: "ертең", 2: "бүрсігүні" }, unit: "күн", after: "күннен" },
  week: { near: { [-1]: "өткен апта", 0: "осы апта", 1: "келесі апта" }, unit: "апта", after: "аптадан" },
  month: { near: { [-1]: "өткен ай", 0: "осы ай", 1: "келесі ай" }, unit: "ай", after: "айдан" },
  quarter: { near: { [-1]: "өткен тоқсан", 0: "осы тоқсан", 1: "келесі тоқсан" }, unit: "тоқсан", after: "тоқсаннан" },
  year: { near: { [-1]: "былтырғы жыл", 0: "биылғы жыл", 1: "келесі жыл" }, unit: "жыл", after: "жылдан" },
};

/**
 * The Kazakh alphabet, and as many Cyrillic letters that Russian sorts one behind the other: words whose letters are exchanged for
 * those stand in Kazakh order under a Russian collator.
 */
const ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";
const SORTED = "аәӕбвгғӻҕӷдԁђԃҙеєжԫҗзԅԑѕӡԇиҋіјкқӄҡҟҝԟԛлӆԯԓ";

const PLACES = new Map(
  [...ALPHABET].flatMap((letter, index) => [[letter, SORTED[index]!] as const, [letter.toUpperCase(), SORTED[index]!.toUpperCase()] as const]),
);

/** A word that a Russian collator sorts where Kazakh has it. */
export const KAZAKH_ORDER = (word: string): string => Array.from(word.normalize("NFC"), (letter) => PLACES.get(letter) ?? letter).join("");
