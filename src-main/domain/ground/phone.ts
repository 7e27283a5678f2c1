import {
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from "libphonenumber-js/min";
import type { Language } from "./language.ts";
import { foldText, plainLine, saysNothing } from "./text.ts";

/**
 * Where a number without a country code may be from: first the shop's country (ISO 3166 alpha-2), then the countries where the
 * customer's language is spoken.
 */
export type PhoneHome = { readonly country: string; readonly language?: Language };

/** Where customers of a language mostly have their numbers. Of English ones nothing can be said. */
const COUNTRIES_OF: Readonly<Record<Language, readonly string[]>> = { lv: ["LV"], kk: ["KZ"], ru: ["RU", "KZ"], en: [] };

/** Between a number and its extension (RFC 3966 §5.3). */
const EXTENSION = ";ext=";

/** A stored number: E.164, and the extension behind it or an empty text. */
export function phoneParts(phone: string): { readonly e164: string; readonly extension: string } {
  const [e164 = "", extension = ""] = phone.split(EXTENSION);
  return { e164, extension };
}

function readIn(digits: string, country: string): PhoneNumber | undefined {
  const phone = parsePhoneNumberFromString(digits, country as CountryCode);
  return phone?.isPossible() ? phone : undefined;
}

const callingCodeOf = (country: string): string | undefined => (isSupportedCountry(country) ? getCountryCallingCode(country) : undefined);

/** Countries of a language where the same digits are another number than at home. */
const abroadOf = ({ country, language }: PhoneHome): readonly string[] =>
  language === undefined ? [] : COUNTRIES_OF[language].filter((other) => callingCodeOf(other) !== callingCodeOf(country));

/**
 * The number that digits mean. One of a possible length counts, for numbering plans change faster than tables of them; but where it
 * fits only by its length at home, and is right in exactly one country of the customer's language, it is from there.
 */
function numberOf(digits: string, shop: PhoneHome): string | undefined {
  const { country } = shop;
  const home = (digits.startsWith("00") ? readIn(`+${digits.slice(2)}`, country) : undefined) ?? readIn(digits, country);
  const others = digits.startsWith("+") ? [] : abroadOf(shop);
  if (others.length === 0 || home?.isValid()) return home?.number;
  const abroad = others.flatMap((other) => readIn(digits, other) ?? []);
  const only = (readings: readonly PhoneNumber[]): string | undefined => {
    const numbers = new Set(readings.map(({ number }) => number));
    return numbers.size === 1 ? [...numbers][0] : undefined;
  };
  return only(abroad.filter((phone) => phone.isValid())) ?? home?.number ?? only(abroad);
}

/** Two of the longest numbers have so many digits (E.164: 15). */
const MOST_DIGITS = 32;
/** Fewest digits of a number that stands beside another one; fewer are the end of the first, or an extension. */
const LEAST_BESIDE = 7;

const digitsOf = (text: string): string => text.replace(/[^\d+]/g, "");

/** Cuts a run of digits where two numbers stand one behind the other; undefined where that can be done in no way, or in several. */
function twoNumbers(run: string, home: PhoneHome): readonly string[] | undefined {
  const groups = run.split(/[\s/]+/);
  const ways = groups.slice(1).flatMap((_, index) => {
    const sides = [groups.slice(0, index + 1), groups.slice(index + 1)].map((side) => digitsOf(side.join("")));
    if (sides.some((side) => side.length < LEAST_BESIDE)) return [];
    const numbers = sides.map((side) => numberOf(side, home));
    return numbers.every((number) => number !== undefined) ? [numbers] : [];
  });
  return ways.length === 1 ? ways[0] : undefined;
}

/** What stands in a field of phone numbers. */
export type PhonesRead = {
  /** E.164, with `;ext=12` behind it where there is an extension (RFC 3966). */
  readonly phones: readonly string[];
  /** What is no number: a wrong one, or a word that says more than what kind of number it is. */
  readonly rest: readonly string[];
};

/** The numbers in a run of digits and the signs between them, and what of it is none. */
function numbersIn(run: string, home: PhoneHome): PhonesRead {
  if (digitsOf(run).length > MOST_DIGITS) return { phones: [], rest: [run.trim()] };
  const parts = run.split("/");
  const read = parts.map((part) => numberOf(digitsOf(part), home));
  const right = read.filter((number) => number !== undefined);
  if (parts.length > 1 && right.length === parts.length && parts.every((part) => digitsOf(part).length >= LEAST_BESIDE))
    return { phones: right, rest: [] };
  const whole = numberOf(digitsOf(run), home);
  if (whole !== undefined) return { phones: [whole], rest: [] };
  const two = twoNumbers(run, home);
  if (two) return { phones: two, rest: [] };
  return { phones: right, rest: parts.filter((_, index) => read[index] === undefined).map((part) => part.trim()) };
}

/** Before the number of an extension, in the languages of the house and as programs write it. */
const EXTENSION_WORD =
  "(?:;\\s*ext\\s*=|(?:ext(?:ensi[oó]n|n)?|x|int(?:ern)?|доб(?:ав(?:очн\\p{L}*)?)?|вн(?:утр(?:енн\\p{L}*)?)?|iekš(?:ēj\\p{L}*)?|pap(?:ild\\p{L}*)?|қос(?:ымша)?|ішкі)\\s*[.:]?\\s*(?:нөмірі?|номер|тел|numurs|nr|no)?\\s*[.:№#]?|[#*№])";
/** A run of digits with the signs that people put between them. A second plus begins another number. */
const NUMBER = "\\+?\\s*\\(?\\d(?:[\\s()./\\-\\u2010-\\u2015\\u2212~]*\\d)*\\)?";
const PHONE = new RegExp(`(${NUMBER})(?:[\\s,;(]*${EXTENSION_WORD}\\s*(\\d{1,8})(?!\\d)\\)?)?`, "giu");

/** What most fields hold. */
const ONE_NUMBER = /^\+?[\d\s()-]{4,25}$/;

/** What a number is called in front of it, or what it is joined with to the next one; folded. */
const LABELS = new Set(
  "phone tel telephone mob mobile cell home work fax whatsapp wa viber telegram тел телефон моб мобильныи сот сотовыи дом домашнии раб рабочии факс ватсап talr talrunis mobilais majas darba уялы уи жумыс or and и или un vai жане немесе no nr №".split(
    " ",
  ),
);

/**
 * Reads a field of phone numbers as people and programs fill it: `8 (702) 555-44-33`, `00371…`, `tel:`, `доб. 12`, two numbers in one
 * field, `20000001.0` of a spreadsheet, `n/a`.
 */
export function readPhones(text: string, home: PhoneHome): PhonesRead {
  const plain = plainLine(text);
  if (saysNothing(plain)) return { phones: [], rest: [] };
  const one = ONE_NUMBER.test(plain) ? numberOf(digitsOf(plain), home) : undefined;
  if (one !== undefined) return { phones: [one], rest: [] };
  const phones = new Set<string>();
  const rest: string[] = [];
  let end = 0;
  const between = (words: string): void => {
    const left = words.split(/[\s,;:.|()/+-]+/).filter((word) => word !== "" && !LABELS.has(foldText(word)) && !saysNothing(word));
    if (left.length > 0) rest.push(left.join(" "));
  };
  for (const match of plain.matchAll(PHONE)) {
    between(plain.slice(end, match.index));
    end = match.index + match[0].length;
    const [, run = "", extension] = match;
    const read = numbersIn(run.replace(/(\d{7})\.0+$/, "$1"), home);
    rest.push(...read.rest);
    read.phones.forEach((number, index) => {
      // An extension belongs to the number before it.
      const last = index === read.phones.length - 1;
      phones.add(extension !== undefined && last ? number + EXTENSION + extension : number);
    });
    if (extension !== undefined && read.phones.length === 0) rest.push(extension);
  }
  between(plain.slice(end));
  return { phones: [...phones], rest };
}

/** Longest text that may be one phone number, characters. */
const LONGEST_PHONE = 60;

/**
 * Understands a text that is one phone number and nothing else.
 * @returns E.164 with its extension (`+77025554433`, `+37167000001;ext=12`), or undefined where it is no phone number
 */
export function parsePhone(text: string, country: string, language?: Language): string | undefined {
  if (text.length > LONGEST_PHONE || !/\d{2}/.test(text)) return undefined;
  const { phones, rest } = readPhones(text, language ? { country, language } : { country });
  return phones.length === 1 && rest.length === 0 ? phones[0] : undefined;
}

/**
 * A stored number in its country's international notation, `+7 702 555 4433`; other texts as they are.
 * @param extensionWord what stands before an extension, `доб.`: in a field a sign that every language reads
 */
export function formatPhone(phone: string, extensionWord = "#"): string {
  const { e164, extension } = phoneParts(phone);
  const shown = parsePhoneNumberFromString(e164)?.formatInternational();
  if (shown === undefined) return phone;
  return extension === "" ? shown : `${shown} ${extensionWord}${extensionWord === "#" ? "" : " "}${extension}`;
}

const CALLING_CODES: ReadonlySet<string> = new Set(getCountries().map((country) => getCountryCallingCode(country)));

/** The digits of an E.164 number behind its country's, as people dial them at home (ITU-T E.164 §6.2.1); empty where the country is unknown. */
export function nationalNumber(e164: string): string {
  const digits = e164.replace(/\D/g, "");
  const length = [1, 2, 3].find((count) => CALLING_CODES.has(digits.slice(0, count)));
  return length === undefined ? "" : digits.slice(length);
}
