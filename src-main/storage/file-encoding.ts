import type { Encoding } from "../domain/transfer/import.ts";

/** How sure the letters make it that a file is in an encoding. */
export type EncodingGuess = { readonly encoding: Encoding; readonly sure: boolean };

/** Letters beside ASCII per ten thousand letters of running text, lower case, of the languages that were written in an encoding. */
type Letters = Readonly<Record<string, number>>;

const letters = (text: string): Letters => Object.fromEntries(text.split(" ").map((entry): [string, number] => [entry[0]!, Number(entry.slice(1))]));

const RUSSIAN = letters(
  "о1097 е845 а801 и735 н670 т626 с547 р473 в454 л440 к349 м321 д298 п281 у262 я201 ы190 ь174 г170 з165 б159 ч144 й121 х97 ж94 ш73 ю64 ц48 щ36 э32 ф26 ъ4 ё4 ў2 є2 ї2 і4",
);
const BALTIC = letters(
  "ā400 ī180 ē170 š130 ū60 ž60 ķ50 ņ60 ļ50 ģ30 č30 ė150 ų120 į60 ą70 ę25 õ100 ä100 ü60 ö25 ł10 ó10 ō5 ŗ5 é6 ń4 ś4 ź4 ż4 ć4 æ2 ø2 å2 ß4",
);
const WESTERN = letters(
  "é200 ä70 ö60 ü80 ß40 è40 à60 ç40 ñ40 ó60 í60 á70 ú30 å90 ø60 æ50 ê30 ô15 î6 â15 û5 ë6 ï5 ã50 õ15 ò12 ù10 ì8 ð3 þ2 ý3 ÿ1 œ3 š6 ž3",
);
const CENTRAL = letters(
  "á120 í100 é100 ě60 š60 č50 ř50 ž50 ý40 ů25 ú20 ň6 ť5 ď5 ó60 ą70 ę80 ł130 ś50 ż60 ń15 ć30 ź6 ö60 ü50 ő40 ű10 ă60 ţ30 ş40 î40 â15 đ15 ä20 ß5 ľ15 ô10 ĺ1 ŕ1 ë3 ç2",
);

/** The single-byte encodings that files of workshops come in; of two that fit alike, the one that stands first. */
const CANDIDATES: readonly { readonly encoding: Encoding; readonly script: "Cyrillic" | "Latin"; readonly letters: Letters }[] = [
  { encoding: "windows-1251", script: "Cyrillic", letters: RUSSIAN },
  { encoding: "windows-1257", script: "Latin", letters: BALTIC },
  { encoding: "windows-1252", script: "Latin", letters: WESTERN },
  { encoding: "windows-1250", script: "Latin", letters: CENTRAL },
  { encoding: "ibm866", script: "Cyrillic", letters: RUSSIAN },
  { encoding: "koi8-r", script: "Cyrillic", letters: RUSSIAN },
];

/** Signs that stand among words: punctuation of offices and typographers, currencies. */
const USUAL_SIGN = /[«»“”„‘’‚–—…•№°§©®™€£±×÷·\u00a0\u00ad½¼¾²³]/;
const LETTER = /\p{L}/u;
const UPPER = /\p{Lu}/u;
const LOWER = /\p{Ll}/u;

/** Costs in the logarithm of how likely a letter is. */
const RARE = 9;
const STRANGE_SIGN = 12;
const WRONG_CASE = 4;
const MIXED_SCRIPTS = 5;

/** How badly the letters of a text fit, per character beside ASCII: the mean of their unlikelihoods, lower is better. */
function misfit(text: string, known: Letters, script: "Cyrillic" | "Latin"): number {
  let [cost, count] = [0, 0];
  for (const [word] of text.matchAll(/[A-Za-z\u0080-\uffff]+/g)) {
    const foreign = word.match(/[^\0-\x7f]/g)?.length ?? 0;
    if (foreign === 0) continue;
    const plain = word.length - foreign;
    count += foreign;
    // Russian words have no Latin letters in them; Latvian or French ones have few others.
    if (script === "Cyrillic" && plain > 0) cost += MIXED_SCRIPTS * Math.min(plain, foreign);
    if (script === "Latin" && foreign > 2 && plain < foreign) cost += MIXED_SCRIPTS * (foreign - plain);
    for (let index = 0; index < word.length; index++) {
      const letter = word[index]!;
      if (letter <= "\x7f") continue;
      if (!LETTER.test(letter)) {
        cost += USUAL_SIGN.test(letter) ? RARE / 2 : STRANGE_SIGN;
        continue;
      }
      const often = known[letter.toLowerCase()];
      cost += often === undefined ? RARE : -Math.log(often / 10_000);
      if (index > 0 && UPPER.test(letter) && LOWER.test(word[index - 1]!)) cost += WRONG_CASE;
    }
  }
  return count === 0 ? 0 : cost / count;
}

/** A second encoding that fits worse by less than this may be the right one; so may any where few letters speak. */
const SURE_BY = 0.4;
const LEAST_LETTERS = 8;

/** Tells by what its letters make which single-byte encoding a text is in. @param bytes a part of the file that has bytes beyond ASCII */
export function guessSingleByte(bytes: Uint8Array): EncodingGuess {
  const ranked = CANDIDATES.map(({ encoding, letters: known, script }) => {
    const text = new TextDecoder(encoding).decode(bytes);
    return { encoding, text, misfit: misfit(text, known, script) };
  }).toSorted((one, other) => one.misfit - other.misfit);
  const best = ranked[0]!;
  // German reads the same in three of them.
  const next = ranked.find(({ text }) => text !== best.text);
  const beyond = bytes.reduce((sum, byte) => sum + (byte > 0x7f ? 1 : 0), 0);
  return { encoding: best.encoding, sure: next === undefined || (beyond >= LEAST_LETTERS && next.misfit - best.misfit >= SURE_BY) };
}
