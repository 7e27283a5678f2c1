import { isLuhnNumber } from "./check-digit.ts";
import { eprelOf, readDigitalLink } from "./digital-link.ts";
import { GS, readElements, readPrinted, type Elements } from "./gs1-elements.ts";
import { isEnvelope, readEnvelope } from "./iso-15434.ts";
import { macOf, sureOf, type LabelGiven, type LabelReading, type SecretKind } from "./label-reading.ts";
import { readLabelled, readUnlabelled } from "./label-words.ts";
import { readMakerLabel } from "./maker-label.ts";
import { dayOrMonth, yearOf } from "./production-date.ts";
import { latinOfLayout, withoutCapsLock } from "./wedge.ts";

/** Characters of the longest code that is read: a QR code holds 7,089 digits at the most (ISO/IEC 18004). */
const LONGEST = 7100;

const SECRETS: readonly (readonly [RegExp, SecretKind])[] = [
  [/^(?:WIFI|DPP):/i, "wifi"],
  [/^MT:/, "matter"],
  [/^X-HM:\/\//i, "homekit"],
  [/^(?:BEGIN:VCARD|MECARD:)/i, "vcard"],
  [/^LPA:1\$/i, "esim"],
  [/^otpauth(?:-migration)?:\/\//i, "otp"],
];

/** A date YYMMDD; day 00 leaves the month. */
const dateOf = (value: string | undefined, today: string): string | undefined =>
  value && dayOrMonth(yearOf(value.slice(0, 2), today), value.slice(2, 4), value.slice(4, 6));

/** Both where they say the same, or one of them. */
const agreed = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || other === undefined || one === other ? (one ?? other) : undefined;

/** What element strings tell of a device. */
function elementsReading(elements: Elements, today: string): LabelReading {
  const get = (ai: string): string | undefined => elements.get(ai);
  return sureOf({
    gtin: agreed(get("01"), get("8006")?.slice(0, 14)),
    sscc: get("00"),
    serial: get("21"),
    lot: get("10"),
    made: agreed(dateOf(get("11"), today), dateOf(get("8008"), today)),
    additionalId: get("240"),
    imei: get("8040") ?? get("8002"),
    imei2: get("8041"),
    eid: get("8042"),
    iccid: get("8043"),
  });
}

/** Symbology identifiers (ISO/IEC 15424) whose data are GS1's: FNC1 in first place. */
const GS1_SYMBOLOGY = /^(?:C1|e[0-3]|d[25]|Q[34]|J1|z[14])$/;
const SYMBOLOGY = /^\]([A-Za-z][0-9A-Za-z])/;

/** A number of EAN, UPC or ITF-14: 14 digits, restricted numbers of shops left out (GS1 General Specifications, figure 1.4.4-1). */
function gtinOf(digits: string): string | undefined {
  const padded = digits.padStart(14, "0");
  const restricted = digits.length === 8 ? /^[02]/.test(digits) : /^0(?:2|02|04)/.test(padded);
  return restricted ? undefined : sureOf({ gtin: padded }).gtin;
}

/** First two digits of an IMEI: reporting bodies (GSMA TS.06, annex A). */
const REPORTING_BODY = /^(?:0[01]|10|30|33|35|44|45|49|5[0-4]|86|91|9[89])/;

/** A number of 8, 12, 13 or 14 digits without a symbology: a GTIN where it can be nothing else. */
function bareGtin(digits: string): string | undefined {
  if (!/^(?:\d{8}|\d{12,14})$/.test(digits)) return undefined;
  // It may be an IMEI without its check digit.
  if (digits.length === 14 && REPORTING_BODY.test(digits)) return undefined;
  // A MAC address may be all digits: that of one device, given by its maker, has 0, 4 or 8 there.
  if (digits.length === 12 && /^.[048]/.test(digits)) return undefined;
  return gtinOf(digits);
}

/** Digits of the EAN, UPC and ITF symbologies. */
function symbolReading(symbology: string, data: string): LabelReading | undefined {
  if (symbology === "E4") return sureOf({ gtin: /^\d{8}$/.test(data) ? gtinOf(data) : undefined });
  if (/^E[03]$/.test(symbology))
    return sureOf({ gtin: /^\d{12,13}$|^\d{15}$|^\d{18}$/.test(data) ? gtinOf(data.length > 13 ? data.slice(0, 13) : data) : undefined });
  if (symbology.startsWith("E")) return {};
  if (/^I[01]$/.test(symbology) && /^\d{14}$/.test(data)) return sureOf({ gtin: gtinOf(data) });
  return undefined;
}

/** Element strings that no symbology announces: they begin with a key whose check digit is right, or with the separator. */
function unannounced(text: string): Elements | undefined {
  if (!/^(?:01|00|8006)\d{14}/.test(text) && !text.startsWith(GS)) return undefined;
  return readElements(text);
}

/** A code that says nothing of itself. */
function plainReading(text: string, symbology: string | undefined, today: string, given: LabelGiven): LabelReading {
  const maker = readMakerLabel(text, today, given);
  if (maker) return maker;
  const digits = text.replace(/[\s-]/g, "");
  if (/^\d+$/.test(digits)) {
    if (symbology === undefined && /^\d+$/.test(text) && bareGtin(text) !== undefined) return sureOf({ gtin: bareGtin(text) });
    if (digits.length === 32) return sureOf({ eid: digits });
    if (/^89\d{17,18}$/.test(digits) && isLuhnNumber(digits)) return { iccid: digits };
  }
  const mac = macOf(text);
  if (mac !== undefined) return /[A-F:-]/i.test(text) ? { mac } : {};
  const { imei, imei2, ...apart } = readUnlabelled(text);
  const labelled = readLabelled(text);
  return { ...apart, ...(labelled.imei === undefined && sureOf({ imei, imei2 })), ...labelled };
}

/** Separators as programs and scanners write them that cannot send them; an arrow, a triangle and a diamond are what Alt and a number types. */
const shownSeparators = (text: string): string =>
  text
    .replace(/<GS>|\{GS\}|\[GS\]|<FNC1>|\{FNC1\}|\[FNC1\]|\^\]|\\x1d|\\u001d|[\u241d\u2194]/gi, GS)
    .replace(/<RS>|\{RS\}|\[RS\]|\\x1e|\\u001e|[\u241e\u25b2]/gi, "\u001e")
    .replace(/<EOT>|\{EOT\}|\[EOT\]|\\x04|\\u0004|[\u2404\u2666]/gi, "\u0004");

function readAs(text: string, today: string, given: LabelGiven): LabelReading {
  const symbology = SYMBOLOGY.exec(text)?.[1];
  const data = symbology === undefined ? text : text.slice(3);
  const secret = SECRETS.find(([form]) => form.test(data))?.[1];
  if (secret !== undefined) return { secret };
  if (isEnvelope(data)) return readEnvelope(data, today, (elements) => elementsReading(elements, today));
  if (symbology !== undefined && GS1_SYMBOLOGY.test(symbology)) return elementsReading(readElements(data.replaceAll("|", GS)) ?? new Map(), today);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(data))
    return { ...elementsReading(readDigitalLink(data) ?? new Map(), today), ...sureOf({ eprel: eprelOf(data) }) };
  const symbol = symbology === undefined ? undefined : symbolReading(symbology, data);
  if (symbol) return symbol;
  const elements = unannounced(data.replaceAll("|", GS)) ?? readPrinted(data);
  return elements ? elementsReading(elements, today) : plainReading(data, symbology, today, given);
}

/** Adds what the form of a serial number tells of its date, where the code itself says none. */
function dated(reading: LabelReading, today: string, given: LabelGiven): LabelReading {
  if (reading.serial === undefined || reading.made !== undefined || reading.madeOneOf !== undefined || !given.brand) return reading;
  const { serial, made, madeOneOf } = readMakerLabel(reading.serial, today, given) ?? {};
  return serial === reading.serial ? { ...reading, ...(made !== undefined && { made }), ...(madeOneOf !== undefined && { madeOneOf }) } : reading;
}

/**
 * Reads a code that was scanned from a device or its box, offline: GS1 element strings and Digital Links, ISO/IEC 15434 envelopes, EAN, UPC,
 * IMEI, EID, ICCID, MAC, energy labels, serial numbers of makers. Never guesses: what two readings share is given, what differs is not.
 * @param scan as the scanner sent it, with or without a symbology identifier; GS as U+001D
 * @param today ISO day: it closes open decades
 */
export function readLabelCode(scan: string, given: LabelGiven, today: string): LabelReading {
  if (scan.length > LONGEST) return {};
  const text = shownSeparators(scan.trim());
  const reading = readAs(withoutCapsLock(text), today, given);
  const latin = Object.keys(reading).length > 0 ? undefined : latinOfLayout(text);
  return dated(latin === undefined ? reading : readAs(withoutCapsLock(latin), today, given), today, given);
}

/** What is read without knowing the day or the brand. */
const byItself = (text: string): LabelReading => readLabelCode(text, {}, "1970-01-01");

/** A run of letters and digits may be anybody's number, but for Lenovo's, which names itself. */
const ANY_NUMBER = /^(?!1S)[0-9A-Za-z]{1,17}$/;

/** Whether a code tells by its form what it holds, so that it belongs into no single field as it stands. */
export const isLabelCode = (text: string): boolean => !ANY_NUMBER.test(text) && Object.keys(byItself(text)).length > 0;

/** The number by which a device is looked for where one of its codes was scanned. */
export function numberToFind(text: string): string {
  const { serial, imei } = isLabelCode(text) ? byItself(text) : {};
  return serial ?? imei ?? text;
}

/**
 * A code of which nothing is sure, as the serial number that it may be, without its symbology identifier.
 * @returns undefined where it can be none: a link, a code with separators, HIBC, EAN and ITF, MEID, MAC
 */
export function serialTextOf(scan: string): string | undefined {
  const text = scan.trim();
  const symbology = SYMBOLOGY.exec(text)?.[1];
  const data = symbology === undefined ? text : text.slice(3);
  if (symbology !== undefined && (/^[EI]/.test(symbology) || GS1_SYMBOLOGY.test(symbology))) return undefined;
  if (!/^[^\p{C}]{1,60}$/u.test(data) || isEnvelope(data) || data.includes("://") || data.startsWith("+")) return undefined;
  return /^[A-F][0-9A-F]{13}$/.test(data) || (macOf(data) !== undefined && /[A-F:-]/i.test(data)) ? undefined : data;
}
