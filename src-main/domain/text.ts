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

/** Letters and digits, but for signs of New Tai Lue and Vedic that became letters after SQLite's tables were made: its words end there. */
const WORD = /(?:(?![\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3])[\p{L}\p{N}])+/gu;

/** The words of a text, folded: runs of letters and digits. */
export const foldWords = (text: string): readonly string[] => foldText(text).match(WORD) ?? [];

/** A serial number or code as it is compared: letters and digits, upper case. */
export const foldCode = (text: string): string =>
  foldText(text)
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toUpperCase();
