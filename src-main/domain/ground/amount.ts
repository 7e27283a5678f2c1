import { CURRENCIES } from "./country.ts";
import { LANGUAGES } from "./language.ts";
import { currencyDigits, MAX_MAJOR } from "./money.ts";
import { foldText, plainLine } from "./text.ts";

/** Why a text is no amount: none at all, one of another currency, one that can be read in two ways, one below zero. */
type AmountProblem = "amount" | "amount-currency" | "amount-two-ways" | "amount-negative";

/** Names of currencies that people write and `Intl` does not know; folded. */
const SPOKEN: Readonly<Record<string, readonly string[]>> = {
  EUR: ["€", "eiro", "euro", "euros", "евро"],
  KZT: ["₸", "тг", "тенге", "теңге", "тнг", "tg", "tenge", "т"],
  RUB: ["₽", "р", "руб", "рублеи", "рубля", "рубль", "rub"],
  USD: ["$", "us$", "usd$", "долл", "дол", "доллар", "долларов", "dollar", "dollars"],
  GBP: ["£", "фунт", "фунтов"],
  UAH: ["₴", "грн", "гривен"],
  BYN: ["br", "бел. руб"],
  PLN: ["zl", "зл"],
  CZK: ["kc"],
  HUF: ["ft"],
  KGS: ["сом", "с", "⃀"],
  UZS: ["сум", "so'm"],
  GEL: ["₾", "лари"],
  TRY: ["₺"],
  JPY: ["¥", "円"],
  CNY: ["¥", "元"],
  SEK: ["kr"],
  NOK: ["kr"],
  DKK: ["kr"],
  ISK: ["kr"],
  CHF: ["fr", "sfr"],
  LVL: ["ls", "lats", "lati"],
  LTL: ["lt"],
};

const wordOf = (text: string): string => foldText(text).replace(/[\s.]/g, "");

const known = new Map<string, ReadonlySet<string>>();

/** Everything that a currency is called, folded: its code, its signs, its names in the languages of the house. */
function namesOf(currency: string): ReadonlySet<string> {
  const found = known.get(currency);
  if (found) return found;
  const shown = ["symbol", "narrowSymbol", "name"] as const;
  const names = new Set<string>([currency, ...(SPOKEN[currency] ?? [])].map(wordOf));
  for (const language of [...LANGUAGES, "en-US"])
    for (const currencyDisplay of shown)
      for (const count of [1, 2, 5]) {
        const parts = new Intl.NumberFormat(language, { style: "currency", currency, currencyDisplay }).formatToParts(count);
        names.add(wordOf(parts.find(({ type }) => type === "currency")?.value ?? currency));
      }
  known.set(currency, names);
  return names;
}

const OTHERS: ReadonlySet<string> = new Set([...CURRENCIES, ...Object.values(SPOKEN).flat()].map(wordOf));

/** What is wrong with the words and signs around the figures: `€`, `EUR`, `руб.`, a minus. */
function aroundProblem(before: string, after: string, currency: string): AmountProblem | undefined {
  const marks = (before + after).replace(/[\p{L}\p{Sc}\s.]/gu, "");
  if (marks !== "" && !/^(?:[-−–—]|\(\))$/.test(marks)) return "amount";
  const names = [before, after].map((side) => side.replace(/[-−–—()]/g, "").trim()).filter((name) => name !== "");
  if (names.some((name) => wordOf(name) === "")) return "amount";
  const signs = names.map(wordOf);
  // A code that is none is told by its own field.
  const ours = /^[A-Z]{3}$/.test(currency) ? namesOf(currency) : new Set<string>();
  if (!signs.every((sign) => ours.has(sign))) {
    const isCurrency = (sign: string): boolean => ours.has(sign) || OTHERS.has(sign) || /^[a-z]{0,3}\p{Sc}$/u.test(sign);
    return signs.every(isCurrency) ? "amount-currency" : "amount";
  }
  return marks === "" ? undefined : "amount-negative";
}

/** Longest text that may be an amount, characters. */
const LONGEST_AMOUNT = 60;

/** Signs that group figures by threes and are never decimal. */
const GROUPING = /(?<=\d)[ '’`´_](?=\d)/g;
/**
 * Reads an amount as people and programs write it: `85`, `1 250,50`, `1,250.00`, `1.250,50`, `85.000000`, `€ 12,50`, `500 руб.`, `12,-`.
 * @param currency ISO 4217; an amount that names another one is wrong
 * @returns minor units, or what is wrong
 */
export function readAmount(text: string, currency: string): number | AmountProblem {
  if (/^\d{1,9}(?:[.,]\d{1,2})?$/.test(text)) return minorOf(text, currency);
  if (text.length > LONGEST_AMOUNT) return "amount";
  // `12,-` has no cents.
  const plain = plainLine(text)
    .replace(/[０-９．，]/g, (sign) => sign.normalize("NFKC"))
    .replace(/(\d)[.,]\s?[-−–—]{1,2}(?=$|[\s\p{Sc}\p{L}])/u, "$1");
  const [, before = "", figures = "", after = ""] = /^(\D*)(\d(?:[\d.,'’`´_ ]*\d)?)(\D*)$/.exec(plain) ?? [];
  if (figures === "") return "amount";
  return aroundProblem(before, after, currency) ?? minorOf(figures, currency);
}

/** The same where only the amount matters; undefined where it is none. */
export function parseAmount(text: string, currency: string): number | undefined {
  const read = readAmount(text, currency);
  return typeof read === "number" ? read : undefined;
}

function minorOf(figures: string, currency: string): number | AmountProblem {
  const digits = currencyDigits(currency);
  const parts = partsOf(figures, digits);
  if (!parts) return "amount";
  const [whole, decimals, twoWays] = parts;
  if (twoWays) return "amount-two-ways";
  const fraction = decimals.replace(/0+$/, "");
  if (fraction.length > digits || whole.length > 12) return "amount";
  const major = Number(whole);
  return major > MAX_MAJOR ? "amount" : major * 10 ** digits + Number(fraction.padEnd(digits, "0") || "0");
}

/** The figures before and behind the decimal sign, and whether they could mean something else; undefined where they are no number. */
function partsOf(figures: string, digits: number): readonly [whole: string, decimals: string, twoWays: boolean] | undefined {
  const last = Math.max(figures.lastIndexOf(","), figures.lastIndexOf("."));
  const [head, tail] = [figures.slice(0, last), figures.slice(last + 1)];
  const isDecimal = last > 0 && /^\d+$/.test(tail) && !head.includes(figures[last]!);
  const whole = wholeOf(isDecimal ? head : figures);
  if (whole === undefined) return undefined;
  // `1.000` means a thousand to half of the world: three decimals are read only where nothing else can be meant.
  return isDecimal ? [whole, tail, tail.length === 3 && digits !== 3 && /^[1-9]\d{0,2}$/.test(head)] : [whole, "", false];
}

/** Figures that are grouped by threes in one way, or not at all, without their groups; undefined where they are grouped otherwise. */
function wholeOf(figures: string): string | undefined {
  const plain = figures.replace(GROUPING, " ");
  return /^\d+$/.test(plain) || /^\d{1,3}(?:( |,|\.)\d{3})(?:\1\d{3})*$/.test(plain) ? plain.replace(/\D/g, "") : undefined;
}

/** An amount as it is written down: a decimal text and, where it differs from the shop's, the ISO 4217 currency. */
export type AmountInput = { readonly amount: string; readonly currency?: string };
