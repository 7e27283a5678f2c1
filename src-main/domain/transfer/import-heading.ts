import { FIELDS_OF, type ImportField, type ImportKind, type Mapping } from "./import.ts";
import { BESIDE_STATE, HEADINGS, OF_CUSTOMER, OF_DEVICE, SAYS_LITTLE, type Meaning } from "./import-words.ts";
import { foldWords } from "../ground/text.ts";

const listOf = (words: string): readonly string[] => words.split("|").map((word) => plain(word.trim()));

/** A heading as it is compared: its words, folded. `№` has no letters and stands for itself; numbers and `value` only count columns. */
function plain(heading: string): string {
  const words = foldWords(heading.replaceAll("№", " nr ").replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2"));
  const said = words.filter((word) => !/^\d+$/.test(word) && word !== "value").map((word) => word.replace(/^(\p{L}{3,})\d+$/u, "$1"));
  // Homebox puts its own sign before each.
  return (said[0] === "hb" ? said.slice(1) : said).join(" ");
}

function readVocabulary() {
  const meanings = new Map<string, readonly Meaning[]>();
  for (const [meaning, headings] of Object.entries(HEADINGS))
    for (const heading of listOf(headings)) meanings.set(heading, [...(meanings.get(heading) ?? []), meaning as Meaning]);
  const [customers, devices, little, places] = [OF_CUSTOMER, OF_DEVICE, SAYS_LITTLE, BESIDE_STATE].map((words) => new Set(listOf(words)));
  return { meanings, customers: customers!, devices: devices!, little: little!, places: places! };
}

let read: ReturnType<typeof readVocabulary> | undefined;
/** Folded when the first file comes: a start of the program need not wait for it. */
const vocabulary = (): ReturnType<typeof readVocabulary> => (read ??= readVocabulary());

/** What a heading may mean, the likeliest first. */
function meaningsOf(heading: string): readonly Meaning[] {
  const { meanings, customers, devices, little } = vocabulary();
  for (const text of [heading, heading.replace(/\([^)]*\)|\[[^\]]*\]/g, " ")]) {
    const whole = plain(text);
    const known = meanings.get(whole);
    if (known) return known;
    const words = whole.split(" ");
    for (const owners of [customers, devices])
      for (const rest of [owners.has(words[0]!) ? words.slice(1) : [], owners.has(words.at(-1)!) ? words.slice(0, -1) : []]) {
        const found = rest.length === 0 || little.has(rest.join(" ")) ? undefined : meanings.get(rest.join(" "));
        if (found) return found;
      }
  }
  return [];
}

type Column = { readonly at: number; readonly heading: string; readonly meanings: readonly Meaning[] };

function readColumns(columns: readonly string[]): readonly Column[] {
  const hasPlaces = columns.some((heading) => vocabulary().places.has(plain(heading)));
  return columns.map((heading, at) => {
    const meanings = meaningsOf(heading);
    return { at, heading, meanings: hasPlaces && plain(heading) === "state" ? meanings.filter((meaning) => meaning !== "status") : meanings };
  });
}

/** Fields of which every column is taken: they stand beside each other, or one fills what another leaves empty. */
const SEVERAL: readonly ImportField[] = ["phone", "email", "address", "imei", "fault"];

const isCyrillic = (text: string): boolean => /\p{Script=Cyrillic}/u.test(text);

/** The columns of a name that stands in parts, in the order in which it is said; Russian and Kazakh names keep the order of the file. */
function nameParts(columns: readonly Column[]): readonly Column[] {
  const of = (meaning: Meaning): readonly Column[] => columns.filter(({ meanings }) => meanings.includes(meaning));
  const [family] = of("family");
  if (!family) return [];
  // Beside a family name a plain `Name` is the given one, unless that has a column.
  const given = of("given")[0] ?? of("name").find(({ meanings }) => meanings[0] === "name");
  const parts = [given, of("middle")[0], family].filter((column) => column !== undefined);
  return isCyrillic(family.heading) ? parts.toSorted((one, other) => one.at - other.at) : parts;
}

/**
 * Guesses what the columns of a file mean by their headings. A column is given once; names, phones, e-mails, addresses and faults may have
 * several columns, all else the first that fits.
 */
export function guessMapping(kind: ImportKind, columns: readonly string[]): Mapping {
  const fields = FIELDS_OF[kind];
  const read = readColumns(columns);
  const mapping: Partial<Record<ImportField, readonly number[]>> = {};
  const taken = new Set<number>();
  const give = (field: ImportField, found: readonly Column[]): void => {
    if (found.length === 0) return;
    mapping[field] = found.map(({ at }) => at);
    found.forEach(({ at }) => taken.add(at));
  };
  if (fields.includes("name")) give("name", nameParts(read));
  const whole = read.filter(({ meanings }) => meanings.includes("address-whole"));
  if (fields.includes("address")) give("address", whole.slice(0, 1));
  for (const column of read) {
    if (taken.has(column.at)) continue;
    const field = column.meanings.find(
      (meaning): meaning is ImportField => isField(meaning) && fields.includes(meaning) && (mapping[meaning] === undefined || isAlso(meaning)),
    );
    if (field) give(field, [...(mapping[field] ?? []).map((at) => read[at]!), column]);
  }
  const given = read.filter(({ at, meanings }) => !taken.has(at) && meanings.includes("given"));
  if (fields.includes("name") && mapping.name === undefined) give("name", given.slice(0, 1));
  for (const column of read) {
    const weak = column.meanings.find((meaning) => meaning.startsWith("weak-"))?.slice("weak-".length) as ImportField | undefined;
    if (weak && !taken.has(column.at) && fields.includes(weak) && mapping[weak] === undefined) give(weak, [column]);
  }
  return mapping;

  function isAlso(field: ImportField): boolean {
    return SEVERAL.includes(field) && !(field === "address" && whole.length > 0);
  }
}

const isField = (meaning: Meaning): meaning is ImportField =>
  !meaning.startsWith("weak-") && !["given", "middle", "family", "address-whole"].includes(meaning);

const DEVICE_FACTS: readonly ImportField[] = ["category", "brand", "model", "serial", "imei", "purchased", "seller"];
const REACHES: readonly ImportField[] = ["phone", "email", "address", "whatsapp", "registration"];

/** Guesses what a file brings: Open Repair Data by its columns, past orders by a number and a day or by a fault, customers by how to reach them, else devices. */
export function guessKind(columns: readonly string[]): ImportKind {
  const names = columns.map((column) => column.trim());
  if (names.includes("id") && names.includes("data_provider") && names.includes("repair_status")) return "ord";
  const meanings = new Set(readColumns(columns).flatMap((column) => column.meanings));
  const mapping = guessMapping("orders", columns);
  const has = (field: ImportField): boolean => mapping[field] !== undefined && !(field === "number" && !meanings.has("number"));
  const facts = DEVICE_FACTS.filter(has).length;
  const somebody = has("name") || REACHES.some(has);
  const strongFault = meanings.has("fault");
  if (somebody && (strongFault || has("closed") || (has("number") && (has("received") || has("status"))))) return "orders";
  if (facts > 0 && !REACHES.some(has) && (facts > 1 || !has("name"))) return strongFault && has("number") ? "orders" : "devices";
  return somebody || has("company") ? "customers" : "devices";
}

/** So many records at the beginning of a file are looked through for the headings. */
export const HEAD_ROWS = 20;

/**
 * Finds the headings among the first records: the first one whose cells are known as headings more often than those of any other, else the
 * first that is as wide as most. @returns its place, counted from 0
 */
export function findHeadRow(records: readonly (readonly string[])[]): number {
  const filled = records.slice(0, HEAD_ROWS).map((cells) => cells.filter((cell) => cell.trim() !== "").length);
  const known = records
    .slice(0, HEAD_ROWS)
    .map((cells) => new Set(cells.filter((cell) => cell.length <= LONGEST_HEADING && meaningsOf(cell).length > 0)).size);
  const most = Math.max(0, ...known);
  if (most > 1) return known.indexOf(most);
  if (known[0] === 1 || (filled[0] ?? 0) > 1) return 0;
  return Math.max(
    0,
    filled.findIndex((count) => count > 1),
  );
}

const LONGEST_HEADING = 60;
