import { nationalNumber, parsePhone, phoneParts } from "./phone.ts";
import { foldCode, foldName, foldText, foldWords } from "./text.ts";

/** So many characters at the end of a code find it: the last digits on a label or of a phone number. */
const LEAST_ENDING = 4;
/** Before a code that stands backwards, so that its end is a beginning: U+3402, a letter to the tokenizer that nobody's words begin with. */
const BACKWARDS = "\u3402";

const backwards = (word: string): string => BACKWARDS + [...word].reverse().join("");

/** What of an order or a customer can be searched for. */
export type Searchable = {
  /** Texts of which every word counts. */
  readonly texts: readonly string[];
  /** Names, whose parts before and behind an apostrophe also count as one word. */
  readonly names?: readonly string[];
  /** Serial numbers, IMEIs, body codes and registration numbers: found by their beginning and the beginning of each part, or by their end. */
  readonly codes: readonly string[];
  /** E.164, which are found like codes, and by their beginning without the country's; an extension is a word of its own. */
  readonly phones: readonly string[];
};

/** The words, separated by spaces, under which something is found. */
export function searchWords({ texts, names = [], codes, phones }: Searchable): string {
  const words = new Set([...texts.flatMap(foldWords), ...names.flatMap(foldName)]);
  const numbers = phones.map(phoneParts);
  for (const code of [...codes, ...numbers.map(({ e164 }) => e164)]) {
    for (const word of foldWords(code)) words.add(word);
    const plain = foldCode(code).toLowerCase();
    if (plain === "") continue;
    words.add(plain);
    if (plain.length > LEAST_ENDING) words.add(backwards(plain));
  }
  for (const { e164, extension } of numbers) words.add(nationalNumber(e164)).add(extension);
  return [...words].filter((word) => word !== "").join(" ");
}

const quoted = (word: string): string => `"${word}"*`;

/** What a word of an order begins with, or a code ends with. */
const either = (word: string): string => (word.length < LEAST_ENDING ? quoted(word) : `(${quoted(word)} OR ${quoted(backwards(word))})`);

/**
 * Turns what a person typed into an FTS5 query: every word must begin some word of the order or end a code of it; digits that were written
 * apart also count together, and a phone number in any notation counts as its E.164 form.
 * @param country ISO 3166 alpha-2, for phone numbers
 * @returns undefined where nothing can be searched for
 */
export const searchQuery = (text: string, country: string): string | undefined => queryOf(text, country, () => true);

const LEAST_OF_PHONE = 6;

/**
 * The same for orders of long ago: the groups of digits of what may be a phone number count there only together, for nearly every
 * order has some word that begins with each of them.
 */
export const distantQuery = (text: string, country: string): string | undefined =>
  queryOf(text, country, (groups) => groups.join("").length < LEAST_OF_PHONE || groups.some((group) => group.length >= LEAST_ENDING));

function queryOf(text: string, country: string, countsApart: (groups: readonly string[]) => boolean): string | undefined {
  const words = foldWords(text.slice(0, 200)).slice(0, 12);
  if (words.length === 0) return undefined;
  const parts: string[] = [];
  for (let index = 0; index < words.length;) {
    let end = index;
    while (end < words.length && /^\d+$/.test(words[end]!)) end++;
    if (end - index < 2) {
      parts.push(either(words[index]!));
      index++;
      continue;
    }
    const run = words.slice(index, end);
    const joined = run.join("");
    const ways = [...(countsApart(run) ? [`(${run.map(either).join(" AND ")})`] : []), either(joined)];
    if (joined.length >= LEAST_OF_PHONE) ways.push(...phoneWays(joined));
    parts.push(`(${ways.join(" OR ")})`);
    index = end;
  }
  const all = parts.join(" AND ");
  const phone = parsePhone(text, country);
  if (phone) return `(${all}) OR ${quoted(phoneParts(phone).e164.slice(1))}`;
  const digits = foldText(text).replace(/\D/g, "");
  return words.length === 1 && digits === words[0] && digits.length >= LEAST_OF_PHONE ? [all, ...phoneWays(digits)].join(" OR ") : all;
}

/** The same digits without the trunk prefix that people dial at home (8 in Kazakhstan and Russia, 0 elsewhere) or 00 abroad. */
function phoneWays(digits: string): string[] {
  const match = /^(00|0|8)(\d{4,})$/.exec(digits);
  return match ? [quoted(match[2]!)] : [];
}
