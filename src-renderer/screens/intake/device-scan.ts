import { formatDay } from "../../../src-main/domain/ground/date.ts";
import { readLabelCode, serialTextOf } from "../../../src-main/domain/devices/label-code.ts";
import type { LabelReading } from "../../../src-main/domain/devices/label-reading.ts";
import { foldCode } from "../../../src-main/domain/ground/text.ts";
import type { Texts } from "../../components/text.tsx";
import type { IntakeForm } from "../../stores/intake-form.ts";

/** Fields that a code can fill, in the order in which they are told. */
const FIELDS = ["serial", "imei", "imei2", "brand", "model", "manufacturedOn"] as const;
export type ScanField = (typeof FIELDS)[number];
export type ScanFields = { readonly [Field in ScanField]?: string };

/** A code at the counter: what it fills, and what it says otherwise than a field does. */
export type DeviceScan = { readonly reading: LabelReading; readonly fill: ScanFields; readonly clash: ScanFields };

const isDay = (made: string | undefined): boolean => made !== undefined && /^\d{4}-\d\d-\d\d$/.test(made);

/** The fields of a form that a reading is for. */
function fieldsOf({ brand, model, serial, imei, imei2, made }: LabelReading): ScanFields {
  const all = { serial, imei, imei2, brand, model, manufacturedOn: isDay(made) ? made : undefined };
  return Object.fromEntries(Object.entries(all).filter(([, text]) => text !== undefined));
}

/** IMEIs where the form has them already, whichever stands first. */
function withoutHeld(fields: ScanFields, held: Pick<IntakeForm, "imei" | "imei2">): ScanFields {
  const { imei, imei2, ...rest } = fields;
  const known = [held.imei, held.imei2].map(foldCode);
  const left = [imei, imei2].filter((each) => each !== undefined && !known.includes(each)) as readonly string[];
  if (left.length === 2 || (imei2 === undefined && left.length === 1)) return fields;
  // One of two stands there: the other one goes beside it.
  return left.length === 0 ? rest : { ...rest, [known[0] === imei || known[0] === imei2 ? "imei2" : "imei"]: left[0] };
}

/** What a code says of a device of this brand; else what it says by itself, for the brand may be wrong. */
function readingOf(text: string, { brand, category }: Pick<IntakeForm, "brand" | "category">, today: string): LabelReading {
  const reading = readLabelCode(text, { brand, kind: category }, today);
  return Object.keys(reading).length > 0 ? reading : readLabelCode(text, {}, today);
}

/**
 * What a scanned code does to the form: it fills what is empty, and clashes with what says something else.
 * @param today ISO day
 */
export function deviceScanOf(text: string, form: Pick<IntakeForm, ScanField | "category">, today: string): DeviceScan {
  const reading = readingOf(text, form, today);
  const serial = Object.keys(reading).length === 0 ? serialTextOf(text) : undefined;
  const fields = withoutHeld(serial === undefined ? fieldsOf(reading) : { serial }, form);
  const fill: { -readonly [Field in ScanField]?: string } = {};
  const clash: { -readonly [Field in ScanField]?: string } = {};
  for (const field of FIELDS) {
    const [said, held] = [fields[field], form[field].trim()];
    if (said === undefined || foldCode(held) === foldCode(said)) continue;
    if (held === "") fill[field] = said;
    else clash[field] = said;
  }
  return { reading, fill, clash };
}

/** A month as people write it; a week stays ISO's. */
const dateText = (made: string, language: string): string =>
  /^\d{4}-\d\d$/.test(made) ? `${made.slice(5)}.${made.slice(0, 4)}` : formatDay(made, language);

/** What a reading says that no field holds, as one line; empty where there is nothing. */
export function besideFields(
  { mac, eid, iccid, sscc, eprel, snid, lot, partNumber, additionalId, made, madeOneOf }: LabelReading,
  { t, language }: Texts,
): string {
  const dates = isDay(made) || made === undefined ? madeOneOf : [made];
  return [
    dates && t("scan.fact.made", { dates: dates.map((each) => dateText(each, language)).join(" / ") }),
    partNumber && t("scan.fact.part", { text: partNumber }),
    additionalId && t("scan.fact.additional", { text: additionalId }),
    lot && t("scan.fact.lot", { text: lot }),
    ...Object.entries({ MAC: mac, EID: eid, ICCID: iccid, SSCC: sscc, EPREL: eprel, SNID: snid }).map(([name, value]) => value && `${name} ${value}`),
  ]
    .filter(Boolean)
    .join(", ");
}
