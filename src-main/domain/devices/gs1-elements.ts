import { isGs1Number } from "./check-digit.ts";

/** The separator of element strings: FNC1 as a reader sends it. */
export const GS = "\u001d";

/** How the value of an application identifier (AI) looks. */
type Element = {
  readonly ai: RegExp;
  readonly least: number;
  readonly most: number;
  readonly pattern: RegExp;
  /** What a value must be beyond its characters. */ readonly rule?: ((value: string) => boolean) | undefined;
};

/** Characters of a value (GS1 General Specifications, figure 7.11-1). */
const ANY = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+$/;
const FILE_SAFE = /^[A-Za-z0-9_=-]+$/;

/** A day YYMMDD; 00 stands for no day. */
const isDay = (value: string): boolean => /^\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])/.test(value);
/** A key of so many digits, the last a check digit, whatever comes after it. */
const key = (length: number) => (value: string) => isGs1Number(value.slice(0, length));

const RULES: Readonly<Record<string, (value: string) => boolean>> = {
  day: isDay,
  key13: key(13),
  key14: key(14),
  key18: key(18),
  grai: (value) => value.startsWith("0") && isGs1Number(value.slice(1, 14)),
  pieces: (value) => isGs1Number(value.slice(0, 14)) && value.slice(14, 16) >= "01" && value.slice(14, 16) <= value.slice(16),
};

/**
 * The AIs by number, characters (n digits, x any, y file-safe), fewest and most of them, and a rule: GS1 General Specifications 25, chapter 3.
 * `[0-5]` stands for the place of the decimal point.
 */
const TABLE = `
00 n18-18 key18 | 0[123] n14-14 key14 | 10 x1-20 | 1[123567] n6-6 day | 20 n2-2 | 2[12] x1-20 | 235 x1-28 | 24[01] x1-30 | 242 n1-6 | 243 x1-20 |
25[01] x1-30 | 253 x13-30 | 254 x1-20 | 255 n13-25 key13 | 30 n1-8 | 3[1-6]\\d[0-5] n6-6 | 37 n1-8 | 39[02]\\d n1-15 | 39[13]\\d n4-18 | 394[0-3] n4-4 |
395[0-5] n6-6 | 40[013] x1-30 | 402 n17-17 | 41[0-7] n13-13 key13 | 420 x1-20 | 42[13] x3-15 | 42[2456] n3-15 | 427 x1-3 | 43[0-2]\\d x1-90 | 433[0-3] x6-7 |
700\\d x1-30 | 701[01] x6-10 | 702\\d x1-30 | 703\\d x3-30 | 704[01] x1-4 | 71[0-7] x1-20 | 723\\d x2-30 | 724[0-2] x1-25 | 725\\d x1-90 | 8001 n14-14 | 8002 x1-20 |
8003 x14-30 grai | 8004 x1-30 | 8005 n6-6 | 8006 n18-18 pieces | 8007 x1-34 | 8008 n8-12 day | 8009 x1-50 | 801[0134] x1-30 | 8012 x1-20 | 801[78] n18-18 key18 |
8019 n1-10 | 8020 x1-25 | 8026 n18-18 pieces | 8030 y1-90 | 804[01] n15-15 | 8042 n32-32 | 8043 n18-20 | 811[02] x1-70 | 8111 n4-4 | 8200 x1-70 | 90 x1-30 | 9[1-9] x1-90`;

const ELEMENTS: readonly Element[] = TABLE.split("|").map((row) => {
  const [ai = "", form = "", rule = ""] = row.trim().split(" ");
  const [, sign, least, most] = /^([nxy])(\d+)-(\d+)$/.exec(form)!;
  const pattern = sign === "n" ? /^\d+$/ : sign === "y" ? FILE_SAFE : ANY;
  return { ai: new RegExp(`^${ai}$`), least: Number(least), most: Number(most), pattern, rule: RULES[rule] };
});

/** Digits of an AI, by its first two (figure 7.8.4-1: no AI begins another one). */
function lengthOfAi(two: string): number {
  if (/^(?:23|24|25|40|41|42|71)$/.test(two)) return 3;
  return /^(?:3[1-69]|43|70|72|8\d)$/.test(two) ? 4 : 2;
}

/** Characters of AI and value where no separator follows, by the first two digits (figure 7.8.5-2, which is closed for ever). */
function lengthWithoutEnd(two: string): number | undefined {
  if (two === "00") return 20;
  if (/^0[123]$/.test(two)) return 16;
  if (/^1[1-9]$/.test(two)) return 8;
  if (two === "20") return 4;
  if (/^3[1-6]$/.test(two)) return 10;
  return { "04": 18, "41": 16 }[two];
}

/** What an AI's value must be, by the AI; kept, for a reading asks often. */
const known = new Map<string, Element | undefined>();
function elementOf(ai: string): Element | undefined {
  if (!known.has(ai) && /^\d{2,4}$/.test(ai))
    known.set(
      ai,
      ELEMENTS.find((each) => each.ai.test(ai)),
    );
  return known.get(ai);
}

/** Whether an AI may have this value: its characters, their number, its check digit. */
export function isValueOf(ai: string, value: string): boolean {
  const element = elementOf(ai);
  return (
    element !== undefined &&
    value.length >= element.least &&
    value.length <= element.most &&
    element.pattern.test(value) &&
    (element.rule?.(value) ?? true)
  );
}

/** Values by AI, those alone that are sure. */
export type Elements = ReadonlyMap<string, string>;

/** A piece of the text that may be an AI and its value. */
type Piece = { readonly ai: string; readonly value: string; readonly from: number; readonly to: number };

/** Characters that are read where separators may be lost: more than any linear symbol holds. */
const LONGEST_WITHOUT_GS = 300;

/** Pieces that may begin at a place: one where separators are kept, one per length of value where they may be lost. */
function piecesAt(text: string, from: number, kept: boolean): readonly Piece[] {
  const two = text.slice(from, from + 2);
  const start = from + lengthOfAi(two);
  const ai = text.slice(from, start);
  const element = elementOf(ai);
  if (!element) return [];
  const whole = lengthWithoutEnd(two);
  const end = kept ? text.indexOf(GS, start) : -1;
  const until = end < 0 ? text.length : end;
  const [least, most] =
    whole === undefined ? (kept ? [until - start, until - start] : [element.least, element.most]) : [whole - ai.length, whole - ai.length];
  const pieces: Piece[] = [];
  for (let length = least; length <= most && start + length <= until; length++) {
    const value = text.slice(start, start + length);
    if (isValueOf(ai, value)) pieces.push({ ai, value, from, to: start + length });
    else if (value !== "" && !element.pattern.test(value)) break;
  }
  return pieces;
}

/** Adds a value; one AI with two values says nothing. */
function note(found: Map<string, string>, clashing: Set<string>, { ai, value }: Piece): void {
  if (found.has(ai) && found.get(ai) !== value) clashing.add(ai);
  found.set(ai, value);
}

/** Reads a text that has its separators. What an unknown AI or a wrong value says is passed over up to the next one. */
function readKept(text: string): Elements | undefined {
  const found = new Map<string, string>();
  const clashing = new Set<string>();
  for (let from = 0; from < text.length;) {
    if (text[from] === GS) {
      from++;
      continue;
    }
    const [piece] = piecesAt(text, from, true);
    if (piece) note(found, clashing, piece);
    // A key with a wrong check digit: the whole is misread, or no element string.
    else if (/^0[0-3]|^41|^8006/.test(text.slice(from))) return undefined;
    const end = text.indexOf(GS, from);
    from = piece?.to ?? (end < 0 ? text.length : end);
  }
  for (const ai of clashing) found.delete(ai);
  return found.size > 0 ? found : undefined;
}

/** Places from which the rest of the text can be read to its end. */
function placesToEnd(pieces: readonly (readonly Piece[])[], length: number, without: string | undefined): readonly boolean[] {
  const good = Array.from({ length: length + 1 }, (_, place) => place === length);
  for (let place = length - 1; place >= 0; place--) good[place] = pieces[place]!.some(({ ai, to }) => ai !== without && good[to]!);
  return good;
}

/** Reads a text whose separators may be lost: what all readings of the whole of it share. */
function readLost(text: string): Elements | undefined {
  if (text.length > LONGEST_WITHOUT_GS) return undefined;
  const pieces = Array.from({ length: text.length }, (_, place) => piecesAt(text, place, false));
  const [first, second] = pieces[0] ?? [];
  // All readings begin with it, and no element string has an AI with two values.
  if (first && !second)
    for (const [place, from] of pieces.entries()) pieces[place] = from.filter(({ ai, value }) => ai !== first.ai || value === first.value);
  const good = placesToEnd(pieces, text.length, undefined);
  if (!good[0]) return undefined;
  const reached = new Set([0]);
  const values = new Map<string, Set<string>>();
  for (const [place, from] of pieces.entries()) {
    if (!reached.has(place)) continue;
    for (const { ai, value, to } of from.filter((piece) => good[piece.to]!)) {
      reached.add(to);
      values.set(ai, (values.get(ai) ?? new Set()).add(value));
    }
  }
  const found = new Map<string, string>();
  for (const [ai, [value, other]] of [...values].map(([name, set]) => [name, [...set]] as const))
    if (other === undefined && !placesToEnd(pieces, text.length, ai)[0]) found.set(ai, value!);
  return found;
}

/**
 * Reads GS1 element strings. Where no separator is there, a keyboard may have dropped them: then only what every reading shares is given.
 * @returns undefined where the text is none
 */
export function readElements(text: string): Elements | undefined {
  return text.includes(GS) ? readKept(text) : readLost(text);
}

/** Reads element strings as they are printed below a symbol, `(01)09521234543213(21)AB-7`. */
export function readPrinted(text: string): Elements | undefined {
  if (!/^(?:\(\d{2,4}\)[^()]+)+$/.test(text)) return undefined;
  const found = new Map<string, string>();
  for (const [, ai = "", value = ""] of text.matchAll(/\((\d{2,4})\)([^()]+)/g)) {
    if (!isValueOf(ai, value.trim()) || found.has(ai)) return undefined;
    found.set(ai, value.trim());
  }
  return found;
}
