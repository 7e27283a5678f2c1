import { parsePhone } from "./phone.ts";
import { foldCode, foldText, foldWords } from "./text.ts";

const LEAST_TAIL = 4;
const LONGEST_TAIL = 24;

/** A code and its endings down to four characters, so that the last digits on a label find it. */
function tails(code: string): string[] {
  const plain = foldCode(code).toLowerCase();
  const found = [plain];
  for (let length = Math.min(plain.length - 1, LONGEST_TAIL); length >= LEAST_TAIL; length--) found.push(plain.slice(-length));
  return found;
}

/** What of an order or a customer can be searched for. */
export type Searchable = {
  /** Texts of which every word counts. */
  readonly texts: readonly string[];
  /** Serial numbers, IMEIs, body codes and phone numbers: found by their beginning, or from any place to their end. */
  readonly codes: readonly string[];
};

/** The words, separated by spaces, under which something is found. */
export function searchWords({ texts, codes }: Searchable): string {
  const words = new Set<string>();
  for (const text of texts) for (const word of foldWords(text)) words.add(word);
  for (const code of codes) {
    for (const word of foldWords(code)) words.add(word);
    for (const tail of tails(code)) if (tail) words.add(tail);
  }
  return [...words].join(" ");
}

/** Words under which an order number is found: as a whole, its parts, and the running number without zeros. */
export const orderNumberWords = (number: string): readonly string[] => {
  const [head = "", running = ""] = number.split("-");
  return [number, number.replace(/-/g, ""), `${head}${running}`, String(Number(running))];
};

const quoted = (word: string): string => `"${word}"*`;

/**
 * Turns what a person typed into an FTS5 query: every word must begin some word of the order; digits that were written
 * apart also count together, and a phone number in any notation counts as its E.164 form.
 * @param country ISO 3166 alpha-2, for phone numbers
 * @returns undefined where nothing can be searched for
 */
export function searchQuery(text: string, country: string): string | undefined {
  const words = foldWords(text.slice(0, 200)).slice(0, 12);
  if (words.length === 0) return undefined;
  const parts: string[] = [];
  for (let index = 0; index < words.length;) {
    let end = index;
    while (end < words.length && /^\d+$/.test(words[end]!)) end++;
    if (end - index < 2) {
      parts.push(quoted(words[index]!));
      index++;
      continue;
    }
    const run = words.slice(index, end);
    const joined = run.join("");
    const ways = [`(${run.map(quoted).join(" AND ")})`, quoted(joined)];
    if (joined.length > 5) ways.push(...phoneWays(joined));
    parts.push(`(${ways.join(" OR ")})`);
    index = end;
  }
  const all = parts.join(" AND ");
  const phone = parsePhone(text, country);
  if (phone) return `(${all}) OR ${quoted(phone.slice(1))}`;
  const digits = foldText(text).replace(/\D/g, "");
  return words.length === 1 && digits === words[0] && digits.length > 5 ? [all, ...phoneWays(digits)].join(" OR ") : all;
}

/** The same digits without the trunk prefix that people dial at home (8 in Kazakhstan and Russia, 0 elsewhere) or 00 abroad. */
function phoneWays(digits: string): string[] {
  const match = /^(00|0|8)(\d{4,})$/.exec(digits);
  return match ? [quoted(match[2]!)] : [];
}
