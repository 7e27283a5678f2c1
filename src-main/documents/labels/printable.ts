/** Printed where no font at hand has a glyph. */
const MISSING_GLYPH = "□";

/** Stands between the parts of a long word where a template may break it; templates never print it. */
const BREAK = "\u200b";

/** Longer words than this may be wider than a column, and only they are looked at closely by the templates. */
const LONG_WORD = 19;

const UNSEEN = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}]/gu;

/** Joiners, direction marks, soft hyphens and variation selectors belong to ordinary writing and are meant to be unseen. */
const ORDINARY = /[\u00ad\u034f\u061c\u200c-\u200f\u2060\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/u;

/** Signs of writing direction turn what stands around them; without them a text stands as it was typed (UAX #9). */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * A text in which every character can be seen: control characters as their pictures (`␀`, Unicode block U+2400), whatever
 * else is unseen (C1, lone surrogates) by its number, `[U+0085]`. Signs that turn the text around them are left out.
 * White space of any kind becomes spaces; split into lines before.
 */
export const printable = (text: string): string =>
  text
    .replace(/\r\n|[\t\n\r\u2028\u2029]/g, " ")
    .replaceAll(BREAK, "")
    .replace(DIRECTION, "")
    .replace(UNSEEN, (character) => {
      const code = character.codePointAt(0)!;
      if (code < 0x20) return String.fromCharCode(0x2400 + code);
      if (code === 0x7f) return "␡";
      return ORDINARY.test(character) ? character : `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
    });

/** The lines of a longer text as its writer broke them. */
export const lines = (text: string): string[] => text.trim().split(/\r\n|[\n\r\u2028\u2029]/);

/** Whether a character is meant to be unseen in ordinary writing. */
export const isUnseen = (character: string): boolean => ORDINARY.test(character);

/** A text with `□` for every character that `missing` names and that could be seen. */
export const withoutMissing = (text: string, missing: ReadonlySet<string>): string =>
  Array.from(text, (character) => {
    if (!missing.has(character)) return character;
    return isUnseen(character) ? "" : MISSING_GLYPH;
  }).join("");

/** A text whose long words carry marks where they may be broken, never inside a letter with its accents. */
export const breakable = (text: string): string =>
  text.length <= LONG_WORD
    ? text
    : text.replace(/[^ ]+/g, (word) => (word.length <= LONG_WORD ? word : (word.match(/(?:\P{M}[\p{M}\u200d]*){1,3}|\p{M}+/gsu) ?? []).join(BREAK)));

/** Applies a function to every text inside plain data, at any depth. */
export function mapTexts<T>(data: T, change: (text: string) => string): T {
  if (typeof data === "string") return change(data) as T;
  if (Array.isArray(data)) return data.map((item) => mapTexts(item, change)) as T;
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, mapTexts(value, change)])) as T;
}

/** All texts inside plain data, at any depth, as one. */
export function allText(data: unknown): string {
  if (typeof data === "string") return data;
  return typeof data === "object" && data !== null ? Object.values(data).map(allText).join("") : "";
}
