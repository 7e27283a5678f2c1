import { GS, readElements, type Elements } from "./gs1-elements.ts";
import { macOf, shared, sureOf, type LabelReading } from "./label-reading.ts";
import { dayOrMonth, weekText, yearOf } from "./production-date.ts";

const RS = "\u001e";
const EOT = "\u0004";

/** What a value of a field gives. */
type Field = (value: string, today: string) => LabelReading;

const day = (value: string): LabelReading => {
  const [, year, month = "", date = ""] = /^(\d{4})(\d\d)(\d\d)$/.exec(value) ?? [];
  return sureOf({ made: year && dayOrMonth(Number(year), month, date) });
};
const week = (year: number, value: string): LabelReading => sureOf({ made: weekText(year, Number(value)) });

/**
 * Data identifiers that tell something of the device (ANSI MH10.8.2). 3S, 4S and 5S number packages, P is the customer's own number, 9D is
 * agreed on between two parties, 4V is a carrier.
 */
const IDENTIFIERS: Readonly<Record<string, Field>> = {
  S: (value) => ({ serial: value }),
  "1P": (value) => ({ partNumber: value }),
  "1T": (value) => ({ lot: value }),
  "10D": (value, today) => (/^\d{4}$/.test(value) ? week(yearOf(value.slice(0, 2), today), value.slice(2)) : {}),
  "11D": (value) => (/^\d{6}$/.test(value) ? week(Number(value.slice(0, 4)), value.slice(4)) : {}),
  "16D": day,
  "23S": (value) => sureOf({ mac: macOf(value) }),
};

/** Text element identifiers of format 12 (ATA Common Support Data Dictionary, MIL-STD-130N table III). */
const TEXT_ELEMENTS: Readonly<Record<string, Field>> = {
  SER: (value) => ({ serial: value }),
  SEQ: (value) => ({ serial: value }),
  PNR: (value) => ({ partNumber: value }),
  PNO: (value) => ({ partNumber: value }),
  LOT: (value) => ({ lot: value }),
  DMF: day,
};

/** A value of printable characters, none of them outside ASCII. */
const isValue = (value: string): boolean => /^[ -~]{1,70}$/.test(value) && value.trim() === value;

function readFields(text: string, form: RegExp, fields: Readonly<Record<string, Field>>, today: string): LabelReading {
  const readings: LabelReading[] = [];
  for (const part of text.split(GS)) {
    const [, name = "", value = ""] = form.exec(part) ?? [];
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field && isValue(value)) readings.push(field(value, today));
  }
  return sureOf(shared(merged(readings)));
}

/** A production day says more than a week. */
function merged(readings: readonly LabelReading[]): readonly LabelReading[] {
  const dated = readings.some(({ made }) => made !== undefined && /^\d{4}-\d\d(?:-|$)/.test(made));
  return dated ? readings.filter(({ made }) => made === undefined || !made.includes("W")) : readings;
}

/** Whether a text is an envelope of ISO/IEC 15434. */
export const isEnvelope = (text: string): boolean => text.startsWith("[)>");

/**
 * Reads an envelope of ISO/IEC 15434 with formats 05 (GS1), 06 (data identifiers) and 12 (text elements); others are passed over. Where its
 * separators are lost, fields 06 and 12 cannot be told apart.
 * @param elementsOf what element strings give
 */
export function readEnvelope(text: string, today: string, elementsOf: (elements: Elements) => LabelReading): LabelReading {
  const body = text.slice(3).replace(new RegExp(`[${EOT}\\r\\n]+$`), "");
  const readings = body.split(RS).map((record): LabelReading => {
    const format = record.slice(0, 2);
    const rest = record.slice(2);
    if (format === "05") return elementsOf(readElements(rest) ?? new Map());
    if (!rest.includes(GS)) return {};
    if (format === "06") return readFields(rest, /^(\d{0,3}[A-Z])(.+)$/, IDENTIFIERS, today);
    return format === "12" ? readFields(rest, /^([A-Z]{3}) (.+)$/, TEXT_ELEMENTS, today) : {};
  });
  return shared(readings);
}
