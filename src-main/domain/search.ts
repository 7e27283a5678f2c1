import { isOwnNumber } from "./order-number.ts";
import type { Customer, Device, Order } from "./order.ts";
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

/** What an order is found by. */
export type SearchedOrder = Pick<Order, "number" | "claimCode" | "fault"> & {
  readonly customer: Pick<Customer, "name" | "contact" | "email" | "phones" | "whatsapp">;
  readonly device: Pick<Device, "category" | "brand" | "model" | "serial" | "imei" | "bodyCode">;
};

/** The words under which an order is found. */
export const wordsOfOrder = ({ number, claimCode, fault, customer, device }: SearchedOrder): string =>
  searchWords({
    texts: [
      ...(isOwnNumber(number) ? orderNumberWords(number) : [number, foldCode(number)]),
      claimCode,
      customer.name,
      customer.contact,
      customer.email,
      device.category,
      device.brand,
      device.model,
      fault,
    ],
    codes: [...new Set([device.serial, device.imei, device.bodyCode, ...customer.phones, customer.whatsapp])].filter(Boolean),
  });

/** The words under which a customer is found. */
export const wordsOfCustomer = ({
  name,
  contact,
  email,
  phones,
  whatsapp,
  registration,
}: Pick<Customer, "name" | "contact" | "email" | "phones" | "whatsapp" | "registration">): string =>
  searchWords({ texts: [name, contact, email], codes: [...new Set([...phones, whatsapp, registration])].filter(Boolean) });

const quoted = (word: string): string => `"${word}"*`;

/**
 * Turns what a person typed into an FTS5 query: every word must begin some word of the order; digits that were written
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
  queryOf(text, country, (groups) => groups.join("").length < LEAST_OF_PHONE || groups.some((group) => group.length >= LEAST_TAIL));

function queryOf(text: string, country: string, countsApart: (groups: readonly string[]) => boolean): string | undefined {
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
    const ways = [...(countsApart(run) ? [`(${run.map(quoted).join(" AND ")})`] : []), quoted(joined)];
    if (joined.length >= LEAST_OF_PHONE) ways.push(...phoneWays(joined));
    parts.push(`(${ways.join(" OR ")})`);
    index = end;
  }
  const all = parts.join(" AND ");
  const phone = parsePhone(text, country);
  if (phone) return `(${all}) OR ${quoted(phone.slice(1))}`;
  const digits = foldText(text).replace(/\D/g, "");
  return words.length === 1 && digits === words[0] && digits.length >= LEAST_OF_PHONE ? [all, ...phoneWays(digits)].join(" OR ") : all;
}

/** The same digits without the trunk prefix that people dial at home (8 in Kazakhstan and Russia, 0 elsewhere) or 00 abroad. */
function phoneWays(digits: string): string[] {
  const match = /^(00|0|8)(\d{4,})$/.exec(digits);
  return match ? [quoted(match[2]!)] : [];
}
