import { isPlaceholder } from "./placeholder.ts";

/** What a field or cell for an IMEI says: nothing, up to two numbers of 15 digits each, or something that is none. */
export type ImeiReading = {
  readonly imeis: readonly string[];
  readonly wrong: boolean;
  /** Words or digits that stand for "there is none". */ readonly placeholder: boolean;
};

/** A phone has one IMEI for each SIM slot; more than two are not known on one device. */
export const MOST_IMEIS = 2;

const NOTHING: ImeiReading = { imeis: [], wrong: false, placeholder: false };
const WRONG: ImeiReading = { ...NOTHING, wrong: true };

/** The check digit of an IMEI's first 14 digits (Luhn, 3GPP TS 23.003 annex B). */
export function imeiCheckDigit(body: string): string {
  let sum = 0;
  for (let index = 0; index < 14; index++) {
    const digit = Number(body[index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether a text is an IMEI of 15 plain digits whose last one is right. */
export const isImei = (text: string): boolean => /^\d{15}$/.test(text) && imeiCheckDigit(text) === text[14];

/** `IMEI:`, `IMEI No. 2 -`, `IMEI (slot 1)`, `IMEI1/MEID`: what stands before a number. A lone 1 or 2 is the slot's. */
const LABEL =
  /(?:imei|им[еэ][йи]|meid|sim|slot|esim|сим)(?:\s*\/\s*(?:imei|meid|sv))*(?:[\s-]*(?:number|num|no|nr|code|kods|numurs|номер|код|нөмірі|коды))?\s*(?:[№#(]?\s*(?:(?:sim|slot)\s*)?[12](?!\d)\s*\)?|sv)?\s*[:：=.#№)-]*/giu;
/** `1) …`, `(2) …`, `#`: a number's place in a list. */
const PLACE = /(?<![\d/.-])\(?[12]\s*[).:](?=\s*\d{6})|[#*№]+/gu;
/** What ends one number for certain. */
const BREAK = /[,;|\n\r\t+&]+|\s(?:and|or|и|или|un|vai|және|немесе)\s/giu;
/** A word between numbers, alone or behind a stroke: `a / нет`. */
const WORDS = /(?:^|\s+|\s*[/\\]\s*)\(?\p{L}[\p{L}\s./]*\)?(?=[\s/\\]|$)/gu;
/** A spreadsheet's decimals of a whole number. */
const DECIMALS = /^(\d{14,16})[.,]0+$/;

/**
 * Reads what stands in a field for an IMEI, as boxes, menus, stickers and other programs write it: grouped, with a label, two of them
 * (`a / b`), without the check digit (14 digits), as IMEISV (16, whose last two are the software's version) or with that version behind the
 * check digit (`490154203237518/01`): 3GPP TS 23.003, 6.2.
 */
export function readImeis(text: string): ImeiReading {
  // Marks that nobody sees are no part of a number.
  const plain = text
    .replace(/\p{Cf}/gu, "")
    .replace(/[０-９]/g, (digit) => String(digit.codePointAt(0)! - 0xff10))
    .trim()
    .replace(DECIMALS, "$1")
    .replace(/^['"=]+|['"]+$/g, "");
  if (plain === "") return NOTHING;
  if (isPlaceholder(plain)) return { ...NOTHING, placeholder: true };
  const parts = plain
    .replace(LABEL, "\n")
    .replace(PLACE, "\n")
    .replace(WORDS, (words) => (isPlaceholder(words) ? "\n" : words))
    .split(BREAK)
    .map((part) => part.trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part) && !isPlaceholder(part));
  const numbers: string[] = [];
  for (const part of parts) {
    const read = readPart(part);
    if (read === undefined) return WRONG;
    numbers.push(...read);
  }
  const imeis = [...new Set(numbers)].filter((imei) => !isPlaceholder(imei));
  if (imeis.length === 0) return { ...NOTHING, placeholder: true };
  return imeis.length > MOST_IMEIS ? WRONG : { ...NOTHING, imeis };
}

/** The numbers of a part, whose groups of digits make up whole numbers in one way alone; undefined where they do not. */
function readPart(part: string): readonly string[] | undefined {
  if (!/^[\d\s\-‐‑–—/.()]+$/.test(part)) return undefined;
  const groups = part.match(/\d+/g) ?? [];
  const [lone = ""] = groups;
  if (groups.length === 1 && lone.length === 30) return readPart(`${lone.slice(0, 15)} ${lone.slice(15)}`);
  const ways = waysToRead(groups, MOST_IMEIS);
  // What bears out its own check digit is surer than what leaves one to be worked out.
  const fewest = Math.min(...ways.map(({ computed }) => computed));
  const best = [...new Set(ways.filter(({ computed }) => computed === fewest).map(({ imeis }) => imeis.join(" ")))];
  return best.length === 1 ? best[0]!.split(" ") : undefined;
}

type Way = { readonly imeis: readonly string[]; readonly computed: number };

function waysToRead(groups: readonly string[], most: number): readonly Way[] {
  if (groups.length === 0) return [{ imeis: [], computed: 0 }];
  if (most === 0) return [];
  const ways: Way[] = [];
  for (let count = 1, digits = ""; count <= groups.length && digits.length < 17; count++) {
    const group = groups[count - 1]!;
    // A whole number is no part of another: `2 490154203237518` is not the 16 digits of an IMEISV.
    if (count > 1 && isImei(group)) break;
    digits += group;
    const imei = imeiOf(digits);
    if (imei === undefined) continue;
    const own = digits.length % 2 === 0 ? 1 : 0;
    for (const { imeis, computed } of waysToRead(groups.slice(count), most - 1)) ways.push({ imeis: [imei, ...imeis], computed: computed + own });
  }
  return ways;
}

/** The IMEI that 14 to 17 digits stand for. */
function imeiOf(digits: string): string | undefined {
  if (digits.length === 15 || digits.length === 17) return isImei(digits.slice(0, 15)) ? digits.slice(0, 15) : undefined;
  const body = digits.slice(0, 14);
  return digits.length === 14 || digits.length === 16 ? body + imeiCheckDigit(body) : undefined;
}
