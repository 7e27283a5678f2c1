/** What keys type on a US keyboard, and on others that PCs are set to while their scanners speak the US one; without and with Shift. */
const US = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./" + '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?';
const RUSSIAN = "ё1234567890-=йцукенгшщзхъ\\фывапролджэячсмитьбю." + 'Ё!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,';
const KAZAKH = '("әіңғ,.үұқөһйцукенгшщзхъ\\фывапролджэячсмитьбю№' + ")!ӘІҢҒ;:ҮҰҚӨҺЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ?";

const byPlace = (layout: string): ReadonlyMap<string, string> => new Map([...layout].map((sign, place) => [sign, US[place]!]));
const [FROM_RUSSIAN, FROM_KAZAKH] = [byPlace(RUSSIAN), byPlace(KAZAKH)];

/**
 * A code that a scanner's keys typed under a Russian or Kazakh layout, as those keys type it on a US keyboard.
 * @returns undefined where the text has Latin letters or none of those layouts'
 */
export function latinOfLayout(text: string): string | undefined {
  if (!/\p{Script=Cyrillic}/u.test(text) || /[A-Za-z]/.test(text)) return undefined;
  const map = /[әіңғүұқөһ]/i.test(text) ? FROM_KAZAKH : FROM_RUSSIAN;
  return [...text].map((sign) => map.get(sign) ?? sign).join("");
}

/** Swaps capitals and small letters. */
const swapped = (text: string): string => text.replace(/[A-Za-z]/g, (letter) => (letter < "a" ? letter.toLowerCase() : letter.toUpperCase()));

/** A code whose symbology identifier shows that Caps Lock was on: those letters exist in the other case only (ISO/IEC 15424). */
export const withoutCapsLock = (text: string): string => (/^\](?:c1|D2|q[0-6]|j1|i[01])/.test(text) ? swapped(text) : text);
