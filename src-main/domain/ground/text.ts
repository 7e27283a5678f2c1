/**
 * Marks that nobody sees and that come along with what is copied from web pages, contact lists and chats: zero-width signs, signs of
 * writing direction, soft hyphens, blank letters (Unicode: Default_Ignorable_Code_Point and Bidi_Control).
 */
const UNSEEN = /[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/g;

/** White space of any kind, the empty braille cell included, or two spaces in a row. */
const SPACES = /[\s\u2800]+/g;

/** A text of one line (a name, a code, an address of a person) without unseen marks, its spaces plain and single. */
export const plainLine = (text: string): string => (IS_PLAIN.test(text) ? text : text.toWellFormed().replace(UNSEEN, "").replace(SPACES, " ").trim());

/** Nothing is taken out of these: most texts are only looked at. */
const IS_PLAIN = /^[!-~\u00ae-\u02ff\u0400-\u052f]*(?: [!-~\u00ae-\u02ff\u0400-\u052f]+)*$/;

/** Marks that turn the text around them, or hide in it. Joiners stay: letters of some scripts and pictures are made with them. */
const HIDDEN = /[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

/** A text of several lines without hidden marks; its lines and spaces stay as they were written. */
export const plainText = (text: string): string => text.toWellFormed().replace(HIDDEN, "").trim();

/** What people write into a field that they have nothing for, folded and without signs. */
const NOTHING = new Set(
  "0 na none no not nil null undefined unknown nan tbd missing absent nophone noemail nonumber нет нету неизвестно неизвестен без безтелефона безномера бн нд nav nezinams nezinama nezin neiedeva bez beztelefona beznumura жок белгисиз телефонжок номиржок".split(
    " ",
  ),
);

/** Whether a text only says that there is nothing: `-`, `n/a`, `нет`, `б/н`, `nav`, `жоқ`, `000`. */
export function saysNothing(text: string): boolean {
  if (/[1-9]/.test(text)) return false;
  const word = foldText(plainLine(text)).replace(/[^\p{L}\p{N}]/gu, "");
  return word === "" || NOTHING.has(word) || /^(?:0+|x{2,}|х{2,})$/.test(word);
}

/** Letters that Unicode does not decompose but people type without their marks; Kazakh ones as on a Russian keyboard. */
const PLAIN: Readonly<Record<string, string>> = {
  ә: "а",
  ғ: "г",
  қ: "к",
  ң: "н",
  ө: "о",
  ұ: "у",
  ү: "у",
  һ: "х",
  і: "и",
  ё: "е",
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ı: "i",
};

/** A text as the search sees it: lower case, without diacritics, Kazakh letters as their Russian neighbours. */
export const foldText = (text: string): string => (PLAIN_LATIN.test(text) ? text.toLowerCase() : folded(text));

/** Of these nothing is folded but their case, which is most of what brands, models and numbers are made of. */
const PLAIN_LATIN = /^[\t\n\r -~]*$/;

const folded = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .normalize("NFC")
    .replace(/[әғқңөұүһіёłøđðþßæœı]/g, (letter) => PLAIN[letter]!);

/**
 * Letters and digits, but for signs of New Tai Lue and Vedic that became letters after SQLite's tables were made: its words end there. The
 * modifier apostrophes U+02B9 to U+02BD are letters to Unicode, yet people type them as they type `'`, which parts words.
 */
const WORD = /(?:(?![\u02b9-\u02bd\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3])[\p{L}\p{N}])+/gu;

/** Everything that stands for an apostrophe within a name. */
export const APOSTROPHES = "'’‘`´′＇\u02b9\u02ba\u02bb\u02bc\u02bd";
const INNER_APOSTROPHE = new RegExp(`(?<=\\p{L})[${APOSTROPHES}](?=\\p{L})`, "gu");

/** The words of a name, folded; of `O'Brien` also `obrien`, as many write it. */
export function foldName(name: string): readonly string[] {
  const joined = name.replace(INNER_APOSTROPHE, "");
  return joined === name ? foldWords(name) : [...foldWords(name), ...foldWords(joined)];
}

/** The words of a text, folded: runs of letters and digits. */
export const foldWords = (text: string): readonly string[] => foldText(text).match(WORD) ?? [];

/** A serial number or code as it is compared: letters and digits, upper case. */
export const foldCode = (text: string): string =>
  foldText(text)
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toUpperCase();
