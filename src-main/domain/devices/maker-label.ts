import { CATEGORY_WORDS } from "./category-words.ts";
import { isGs1Number } from "./check-digit.ts";
import { macOf, sureOf, type LabelGiven, type LabelReading } from "./label-reading.ts";
import { dayOrMonth, fromCandidates, monthText, since2000, weekText, yearOf, yearsEndingWith } from "./production-date.ts";
import { foldCode, foldText } from "../ground/text.ts";

/** Reads a serial number as its maker writes them; undefined where the text is none of that form. */
type Maker = (text: string, today: string, given: LabelGiven) => LabelReading | undefined;

/** Month signs 1 to 9, then A, B, C. */
const monthOf = (sign: string): number => "123456789ABC".indexOf(sign) + 1;

/** Year letters of Samsung, a cycle of 20. */
const SAMSUNG_YEARS: Readonly<Record<string, number>> = { H: 2016, J: 2017, K: 2018, M: 2019, N: 2020, R: 2021, T: 2022, W: 2023, X: 2024, Y: 2025 };
const MOBILES = new Set(["", "phone", "tablet", "watch", "headphones", "other"]);

/** Whether a kind of device is carried about, or nobody said. */
function isMobile(kind: string): boolean {
  const word = foldText(kind.trim());
  return MOBILES.has(CATEGORY_WORDS.get(word) ?? word);
}

const samsung: Maker = (text, today, { kind }) => {
  const [, mobileYear, mobileMonth = ""] = /^[A-Z0-9]{3}([HJKMNRTWXY])([1-9ABC])[A-Z0-9]{6}$/.exec(text) ?? [];
  // Phones have had eleven characters for less than 20 years.
  if (mobileYear !== undefined && isMobile(kind ?? ""))
    return { serial: text, ...fromCandidates([monthText(SAMSUNG_YEARS[mobileYear]!, monthOf(mobileMonth))], today, true) };
  const [, letter = "", month = ""] = /^[A-Z0-9]{7}([A-Z])([1-9ABC])\d{5}[A-Z]$/.exec(text) ?? [];
  if (letter === "") return undefined;
  const year = SAMSUNG_YEARS[letter];
  const years = year === undefined ? [] : since2000([year - 20, year]);
  return {
    serial: text,
    ...fromCandidates(
      years.map((each) => monthText(each, monthOf(month))),
      today,
      false,
    ),
  };
};

/** When a device was made of which the last digit of the year and the month are known. */
const monthFrom = (digit: string, month: number, today: string) =>
  fromCandidates(
    yearsEndingWith(digit, today).map((year) => monthText(year, month)),
    today,
    false,
  );

const lg: Maker = (text, today) => {
  const [, digit, month] = /^(\d)(0[1-9]|1[0-2])[A-Z]{2}[A-Z0-9]{6,10}$/.exec(text) ?? [];
  return digit === undefined ? undefined : { serial: text, ...monthFrom(digit, Number(month), today) };
};

/** Household appliances of BSH: the number of 18 digits (factory 2, year, month 2, model 7, unit 5, check digit), and plates with E-Nr. and FD. */
const bsh: Maker = (text, today) => {
  const [, digit, month] = /^\d{2}(\d)(0[1-9]|1[0-2])\d{13}$/.exec(text) ?? [];
  if (digit !== undefined && isGs1Number(text)) return { serial: text, ...monthFrom(digit, Number(month), today) };
  const [, model] = /(?:^|[\s:.])([A-Z]{1,4}\d[A-Z0-9]{3,10}|[A-Z]{2,5}[A-Z0-9]{4,10})\/\d{2}(?=$|[\s,;])/.exec(text) ?? [];
  const [, year = "", fd = ""] = /(?:^|[\s,;])FD[\s.:]*(\d\d)(0[1-9]|1[0-2])(?!\d)/.exec(text) ?? [];
  if (model === undefined && year === "") return undefined;
  // FD counts years from 1920.
  const made = year === "" ? undefined : monthText(yearOf(String((Number(year) + 20) % 100).padStart(2, "0"), today), Number(fd));
  return sureOf({ model: /\d/.test(model ?? "") ? model : undefined, ...fromCandidates([made], today, true) });
};

const philips: Maker = (text, today) => {
  const [, year, week] = /^(?=.{0,3}[A-Z])[A-Z0-9]{4}(\d\d)(\d\d)\d{6}$/.exec(text) ?? [];
  const made = year === undefined ? undefined : weekText(yearOf(year, today), Number(week));
  return made === undefined ? undefined : { serial: text, ...fromCandidates([made], today, true) };
};

/** Part number 10, year, ISO week 2, number 5 in hexadecimal, maker 2, version 2; the SNID says the same in 11 or 12 digits (Acer's service guides). */
const acer: Maker = (text, today) => {
  const [, part, digit, week] = /^([A-Z]{2}[A-Z0-9]{8})(\d)(\d\d)[0-9A-F]{5}[A-Z0-9]{4}$/.exec(text) ?? [];
  const [, snidDigit, snidWeek] = /^(\d)(\d\d)\d{8,9}$/.exec(text) ?? [];
  const year = digit ?? snidDigit;
  if (year === undefined) return undefined;
  const dates = yearsEndingWith(year, today).map((each) => weekText(each, Number(week ?? snidWeek)));
  if (dates.every((date) => date === undefined)) return undefined;
  const dated = fromCandidates(dates, today, false);
  // Twelve digits are as often those of a box.
  if (text.length === 12 && isGs1Number(text)) return {};
  return part === undefined ? { snid: text, ...dated } : { serial: text, partNumber: part, ...dated };
};

const brother: Maker = (text, today) => {
  const [, letter = "", digit = ""] = /^[A-Z]\d[A-Z0-9]{4}([A-HJ-M])(\d)[A-Z]\d{6}$/.exec(text) ?? [];
  if (letter === "") return undefined;
  return { serial: text, ...monthFrom(digit, "ABCDEFGHJKLM".indexOf(letter) + 1, today) };
};

const indesit: Maker = (text, today) => {
  const [, digit, month = "", day = ""] = /^(\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4}$/.exec(text) ?? [];
  if (digit === undefined) return undefined;
  const dates = yearsEndingWith(digit, today).map((year) => dayOrMonth(year, month, day));
  return dates.some((date) => date !== undefined) ? { serial: text, ...fromCandidates(dates, today, false) } : undefined;
};

/** A service tag, or its express code: the same in base 36. */
const dell: Maker = (text) => {
  if (/^(?=.*[A-Z])[A-Z0-9]{7}$/.test(text)) return { serial: text };
  const tag = /^\d{10,11}$/.test(text) ? Number(text).toString(36).toUpperCase() : "";
  return tag.length === 7 ? { serial: tag } : undefined;
};

const hp: Maker = (text) =>
  /^[A-Z0-9]{2}[A-Z]\d(?:0[1-9]|[1-4]\d|5[0-3])[A-Z0-9]{4}$|^[A-Z0-9][A-Z][A-Z0-9]\d(?:0[1-9]|[1-4]\d|5[0-3])[A-Z0-9]{4}$/.test(text)
    ? { serial: text }
    : undefined;

const dreame: Maker = (text) => (/^(?=(?:.*\d){6})[A-Z][A-Z0-9]{11,25}$/.test(text) ? { serial: text } : undefined);

/** Half years of Apple's serial numbers of 12 characters, from the first half of 2010 on. */
const HALVES = "CDFGHJKLMNPQRSTVWXYZ";
/** Weeks 1 to 27 of a half year. */
const WEEKS = "123456789CDFGHJKLMNPQRTVWXY";

/** PPPYWSSSCCCC from 2010 on, FFYWWSSSCCC before. */
function appleForm(text: string, today: string): LabelReading | undefined {
  const [, half = "", sign = ""] = /^[A-Z0-9]{3}([A-Z])([0-9A-Z])[A-Z0-9]{7}$/.exec(text) ?? [];
  const [place, week] = [HALVES.indexOf(half), WEEKS.indexOf(sign) + 1];
  if (half !== "" && place >= 0 && week > 0) {
    const year = 2010 + Math.floor(place / 2);
    const dates = [year, year + 10].map((each) => weekText(each, week + (place % 2) * 26));
    return { serial: text, ...fromCandidates(dates, today, true) };
  }
  const [, digit, weeks] = /^[A-Z0-9]{2}(\d)(\d\d)[A-Z0-9]{6}$/.exec(text) ?? [];
  if (digit === undefined || !/[A-Z]/.test(text)) return undefined;
  const dates = yearsEndingWith(digit, today)
    .filter((year) => year <= 2010)
    .map((year) => weekText(year, Number(weeks)));
  return dates.some((date) => date !== undefined) ? { serial: text, ...fromCandidates(dates, today, true) } : undefined;
}

const apple: Maker = (text, today) => {
  const [, part] = /^(?:1P)?([A-Z][A-Z0-9]{4}[A-Z]{1,2}\/[A-Z])$/.exec(text) ?? [];
  if (part !== undefined) return { partNumber: part };
  // Before a number of that form S is the data identifier; elsewhere it may be its first character.
  const formed = text.startsWith("S") && text.length === 13 ? appleForm(text.slice(1), today) : appleForm(text, today);
  if (formed) return formed;
  return /^(?!S)(?=.*\d)(?=.*[A-Z])[A-Z0-9]{8,14}$/.test(text) ? { serial: text } : undefined;
};

/** Machine type and model, then serial number. */
const lenovo: Maker = (text) => {
  const [, model, serial] = /^1S([A-Z0-9]{10})([A-Z0-9]{8})$/.exec(text) ?? /^1S([A-Z0-9]{7})([A-Z0-9]{7})$/.exec(text) ?? [];
  return model === undefined ? undefined : sureOf({ model, serial });
};

const nintendo: Maker = (text) => (/^X[A-Z]{2}\d{11}$/.test(text) && isGs1Number(text.slice(3)) ? { serial: text } : undefined);

const MAKERS: readonly (readonly [brands: string, Maker])[] = [
  ["samsung", samsung],
  ["lg", lg],
  ["bosch|siemens|neff|gaggenau|constructa|balay|pitsos|profilo|thermador|viva", bsh],
  ["philips", philips],
  ["acer|packard bell|gateway|emachines", acer],
  ["brother", brother],
  ["indesit|hotpoint|ariston|scholtes", indesit],
  ["dell|alienware", dell],
  ["hp|hewlett packard|hewlett-packard|compaq", hp],
  ["dreame", dreame],
  ["apple|beats", apple],
  ["lenovo|ibm", lenovo],
  ["nintendo", nintendo],
];

const BY_BRAND: ReadonlyMap<string, Maker> = new Map(
  MAKERS.flatMap(([brands, maker]) => brands.split("|").map((brand) => [foldCode(brand), maker] as const)),
);

/** The maker of a brand, `LG Electronics` and `Apple Inc.` as well. */
const makerOf = (brand: string): Maker | undefined => BY_BRAND.get(foldCode(brand)) ?? BY_BRAND.get(foldCode(brand.trim().split(/[\s,-]/)[0]!));

/** Whether a text may be a MAC address or an MEID (3GPP2 X.S0008), which labels bear beside the serial number. */
const isNetworkNumber = (text: string): boolean => (/[A-F]/.test(text) && macOf(text) !== undefined) || /^[A-F][0-9A-F]{13}$/.test(text);

/**
 * Reads a serial number or plate by the form of its maker, as service manuals publish it or independent tables agree on it. Capitals and small
 * letters are the same.
 * @returns undefined where the text has no such form, nothing where it has another reading too
 */
export function readMakerLabel(text: string, today: string, given: LabelGiven): LabelReading | undefined {
  const plain = text.trim().toUpperCase();
  const brand = given.brand?.trim() ?? "";
  if (brand === "") {
    const found = lenovo(plain, today, given);
    return found ? { brand: "Lenovo", ...found } : nintendo(plain, today, given);
  }
  const found = makerOf(brand)?.(plain, today, given);
  return found?.serial !== undefined && isNetworkNumber(plain) ? {} : found;
}
