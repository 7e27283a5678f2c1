import { formatNumber, numberParts } from "./locale.ts";

/** An amount in the minor units of its currency (cents, tiyn), never a fraction of one. */
export type Money = { readonly minor: number; readonly currency: string };

/** ISO 4217 minor-unit digits where they differ from two. */
const DIGITS: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

/** How many decimal digits a currency has (ISO 4217). */
export const currencyDigits = (currency: string): number => DIGITS[currency] ?? 2;

/** The largest amount that is taken, in major units: anything above is a typing slip. */
export const MAX_MAJOR = 999_999_999;

/** Minor units as a plain decimal text with a point, `8500` EUR → `85.00`: for files and the command line. */
export function amountText(money: Money): string {
  const digits = currencyDigits(money.currency);
  const sign = money.minor < 0 ? "-" : "";
  const text = String(Math.abs(money.minor)).padStart(digits + 1, "0");
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** A quantity in thousandths in the reader's way, `1,5`. */
export const formatQuantity = (milli: number, language: string): string => formatNumber(milli / 1000, language, { maximumFractionDigits: 3 });

/**
 * Currency signs made of what the shipped fonts can show: letters of our languages and those of U+20A0 to U+20BF that a font has.
 * Papers are set in whole Noto Sans, screens in parts of it (`fonts.css`).
 */
const SIGNS = {
  paper: /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Zs}.$¢-¥\u20a0-\u20bf]+$/u,
  screen: /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Zs}.$¢-¥₩-₫€₱₴₸-₺₼-₾]+$/u,
} as const;

/**
 * An amount in the reader's way: `85,00 €`, `12 500,00 ₸`. Whole amounts of currencies with decimals keep them. A sign that the
 * fonts of screens or papers lack would come from whatever font a computer has: then the currency's code stands there.
 */
export function formatMoney(money: Money, language: string, on: keyof typeof SIGNS = "screen"): string {
  const digits = currencyDigits(money.currency);
  const parts = (currencyDisplay: "narrowSymbol" | "code"): readonly Intl.NumberFormatPart[] =>
    numberParts(money.minor / 10 ** digits, language, {
      style: "currency",
      currency: money.currency,
      currencyDisplay,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  const withSign = parts("narrowSymbol");
  const sign = withSign.find(({ type }) => type === "currency")?.value ?? "";
  return (SIGNS[on].test(sign) ? withSign : parts("code")).map(({ value }) => value).join("");
}

/** Price of one line: unit price × quantity in thousandths, rounded half up to the minor unit. */
export const lineTotalMinor = (unitMinor: number, quantityMilli: number): number => Math.floor((unitMinor * quantityMilli + 500) / 1000);
