import { isImei, MOST_IMEIS } from "./imei.ts";
import { macOf, sureOf, type LabelReading, type SecretKind } from "./label-reading.ts";
import { isPlaceholder } from "./placeholder.ts";

type Name = "imei" | "imei2" | "serial" | "eid" | "iccid" | "mac" | "snid" | "partNumber" | "lot" | "gtin" | "model" | "wifi" | "password";

/** What stands before a value on labels and in their QR codes. */
const WORDS: readonly (readonly [Name, string])[] = [
  ["imei2", String.raw`imei\s*[#№(]?\s*(?:sim|slot)?\s*2\)?(?!\d)`],
  ["imei", String.raw`imei(?:\s*[#№(]?\s*(?:sim|slot)?\s*1\)?(?!\d))?(?:\s*\/\s*meid)?`],
  ["eid", "eid"],
  ["iccid", "iccid|sim\\s*card\\s*no"],
  ["snid", "snid"],
  [
    "serial",
    String.raw`s\/n|sn|ser(?:ial)?[\s._-]*(?:no|nr|num|number)|serial|сер(?:ийный)?[\s.]*(?:номер|№)|зав(?:одской)?[\s.]*(?:номер|№)|sērijas\s*(?:nr|numurs)|сериялық\s*нөмір[іи]?`,
  ],
  ["mac", String.raw`(?:wi-?fi\s*|wlan\s*|lan\s*|eth\s*)?mac(?:[\s_-]*(?:addr(?:ess)?|id))?`],
  ["partNumber", String.raw`p\/n|pn|part[\s._-]*(?:no|nr|number)`],
  ["lot", "lot(?:\\s*no)?|batch(?:\\s*no)?"],
  ["gtin", "gtin|ean|upc"],
  ["model", String.raw`model(?:[\s._-]*(?:no|nr|number|name|id))?|модель|modelis|үлгісі`],
  ["wifi", "ssid|wpa2?(?:[\\s_-]*key)?|wi-?fi[\\s_-]*(?:key|pass\\w*|name)|wlan[\\s_-]*key"],
  ["password", "pass(?:word|wd|code)?|pwd|pin|key|login|user(?:name)?"],
];

const NAMES = WORDS.map(([name]) => name);
const LABEL = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${WORDS.map(([, words]) => `(${words})`).join("|")})(?=["'\s.:：=#№])["']?\.?\s*[:：=#№]*\s*["']?`,
  "giu",
);
/** Words that are labels without a colon as well. */
const SURE_WORDS: ReadonlySet<Name> = new Set(["imei", "imei2", "serial", "eid", "iccid", "snid"]);
/** What ends a value for certain. */
const BREAK = /[,;|\n\r\t"'{}&]|\s{2}/;

/** Characters of the longest text that is looked through. */
const LONGEST = 3000;

type Labelled = { readonly name: Name; readonly value: string };

function labelledIn(text: string): readonly Labelled[] {
  const labels = [...text.matchAll(LABEL)]
    .map((label) => ({ name: NAMES[label.slice(1).findIndex((group) => group !== undefined)]!, written: label[0], at: label.index }))
    .filter(({ name, written }) => SURE_WORDS.has(name) || /[:：=#№.]["'\s]*$/.test(written));
  return labels.map(({ name, written, at }, place) => {
    const [value = ""] = text.slice(at + written.length, labels[place + 1]?.at).split(BREAK);
    return { name, value: value.trim() };
  });
}

/** IMEIs in a text, each with its right check digit; those of the list that are written apart. */
export function imeisWithin(text: string): readonly string[] {
  const plain = text.replace(/[\s./-]/g, "");
  if (isImei(plain)) return [plain];
  const [, imei, version] = /^(\d[\d\s-]{13,18}\d)\s*\/\s*(\d\d)$/.exec(text.trim()) ?? [];
  if (version !== undefined && isImei(imei!.replace(/[\s-]/g, ""))) return [imei!.replace(/[\s-]/g, "")];
  if (/^\d{30}$/.test(plain) && isImei(plain.slice(0, 15)) && isImei(plain.slice(15))) return [plain.slice(0, 15), plain.slice(15)];
  return [...new Set(text.split(/[\s,;|/+]+/).filter((part) => isImei(part)))];
}

const onlyOne = (values: readonly string[]): string | undefined => (new Set(values).size === 1 ? values[0] : undefined);
const firstWord = (value: string): string => value.split(" ")[0]!;
const isCode = (value: string): boolean => /^[!-~]{3,50}$/.test(value) && /\d/.test(value) && !isPlaceholder(value);

/** Reads a text in which labels say what stands behind them: `SN:…;IMEI1:…;IMEI2:…`, lines, JSON. Its passwords are not kept. */
export function readLabelled(text: string): LabelReading {
  if (text.length > LONGEST) return {};
  const labelled = labelledIn(text);
  const valuesOf = (...names: readonly Name[]): readonly string[] => labelled.filter(({ name }) => names.includes(name)).map(({ value }) => value);
  const codeOf = (name: Name): string | undefined => onlyOne(valuesOf(name).map(firstWord).filter(isCode));
  const digitsOf = (name: Name): string | undefined =>
    onlyOne(
      valuesOf(name)
        .map((value) => value.replace(/[\s-]/g, ""))
        .filter((value) => /^\d+$/.test(value)),
    );
  const secret: SecretKind | undefined = valuesOf("wifi").length > 0 ? "wifi" : valuesOf("password").length > 0 ? "password" : undefined;
  const gtin = digitsOf("gtin");
  return sureOf({
    ...imeisOf(valuesOf("imei"), valuesOf("imei2"), text),
    serial: codeOf("serial"),
    eid: digitsOf("eid"),
    iccid: onlyOne(valuesOf("iccid").map((value) => value.replace(/[\sF-]/gi, ""))),
    mac: onlyOne(
      valuesOf("mac")
        .map((value) => macOf(firstWord(value)))
        .filter((value) => value !== undefined),
    ),
    snid: onlyOne(
      valuesOf("snid")
        .map(firstWord)
        .filter((value) => /^\d{11,12}$/.test(value)),
    ),
    partNumber: codeOf("partNumber"),
    lot: codeOf("lot"),
    gtin: gtin !== undefined && /^(?:\d{8}|\d{12,14})$/.test(gtin) ? gtin.padStart(14, "0") : undefined,
    model: onlyOne(valuesOf("model").filter((value) => /^[\p{L}\p{N}][^\p{C}]{1,59}$/u.test(value) && !isPlaceholder(value))),
    secret,
  });
}

function imeisOf(first: readonly string[], second: readonly string[], text: string): Pick<LabelReading, "imei" | "imei2"> {
  if (first.length + second.length === 0) return {};
  const [one, two] = [first, second].map((values) => [...new Set(values.flatMap((value) => imeisWithin(value)))]) as [string[], string[]];
  if (two.length === 1 && one.length <= 1) return sureOf({ imei: one[0], imei2: two[0] });
  const all = [...new Set([...one, ...two, ...imeisWithin(text)])];
  return all.length > MOST_IMEIS ? {} : sureOf({ imei: all[0], imei2: all[1] });
}

/** Reads codes that stand beside one another without labels: numbers that prove themselves by their check digits, and no others. */
export function readUnlabelled(text: string): LabelReading {
  if (text.length > LONGEST) return {};
  const imeis = imeisWithin(text);
  const parts = text.split(/[\s,;|/]+/);
  return sureOf({
    ...(imeis.length <= MOST_IMEIS && { imei: imeis[0], imei2: imeis[1] }),
    eid: onlyOne(parts.filter((part) => sureOf({ eid: part }).eid !== undefined)),
    iccid: onlyOne(
      parts
        .map((part) => part.replace(/^(\d{19})F$/i, "$1"))
        .filter((part) => /^\d{19,20}$/.test(part) && sureOf({ iccid: part }).iccid !== undefined),
    ),
    mac: onlyOne(
      parts
        .filter((part) => /[:-]/.test(part))
        .map((part) => macOf(part))
        .filter((part) => part !== undefined),
    ),
  });
}
