import { isGs1Number, isLuhnNumber, isMod97Number, isOneDigit } from "./check-digit.ts";
import { isImei } from "./imei.ts";
import type { ProductionDate } from "./production-date.ts";

/** Secrets and personal data that a code may hold: only that it does is kept. */
export type SecretKind = "wifi" | "matter" | "homekit" | "vcard" | "esim" | "otp" | "password";

/** What a code on a device or its box surely says; what is not sure is left out. */
export type LabelReading = ProductionDate & {
  /** 14 digits. */ readonly gtin?: string;
  readonly serial?: string;
  readonly imei?: string;
  readonly imei2?: string;
  readonly eid?: string;
  readonly iccid?: string;
  /** 12 hexadecimal digits in capitals, their signs between as written. */ readonly mac?: string;
  readonly sscc?: string;
  readonly lot?: string;
  readonly partNumber?: string;
  readonly additionalId?: string;
  readonly brand?: string;
  readonly model?: string;
  readonly snid?: string;
  /** The model's number in the EU's register of energy labels. */ readonly eprel?: string;
  readonly secret?: SecretKind;
};

/** What is known of the device before its code is read. */
export type LabelGiven = { readonly brand?: string | null; readonly kind?: string | null };

const CHECKED: { readonly [Key in keyof LabelReading]?: (value: string) => boolean } = {
  gtin: (value) => value.length === 14 && isGs1Number(value) && !isOneDigit(value),
  sscc: (value) => value.length === 18 && isGs1Number(value) && !isOneDigit(value),
  imei: (value) => isImei(value) && !isOneDigit(value),
  imei2: (value) => isImei(value) && !isOneDigit(value),
  eid: (value) => value.length === 32 && isMod97Number(value),
  iccid: (value) => /^89\d{16,18}$/.test(value) && isLuhnNumber(value),
  mac: (value) => macOf(value) === value,
};

/** The reading without what has a wrong check digit, is empty, or stands there twice. */
export function sureOf(reading: { readonly [Key in keyof LabelReading]: LabelReading[Key] | undefined }): LabelReading {
  const sure = Object.entries(reading).filter(([key, value]) => {
    if (value === undefined || value.length === 0) return false;
    return CHECKED[key as keyof LabelReading]?.(value as string) ?? true;
  });
  const kept: { -readonly [Key in keyof LabelReading]: LabelReading[Key] } = Object.fromEntries(sure);
  if (kept.imei2 !== undefined && kept.imei2 === kept.imei) delete kept.imei2;
  return kept;
}

/** A MAC address in capitals: six octets, of one device, not of a group, and neither all zeros nor all ones (IEEE 802, EUI-48). */
export function macOf(text: string): string | undefined {
  if (!/^(?:[0-9A-F]{2}([:-]?)[0-9A-F]{2}(?:\1[0-9A-F]{2}){4}|(?:[0-9A-F]{4}\.){2}[0-9A-F]{4})$/i.test(text)) return undefined;
  const digits = text.replace(/[^0-9A-F]/gi, "");
  return parseInt(digits[1]!, 16) % 2 === 1 || /^(.)\1*$/.test(digits) ? undefined : text.toUpperCase();
}

/** Keys in which two readings of one code differ are left out. */
export function shared(readings: readonly LabelReading[]): LabelReading {
  const all = new Map<string, unknown>();
  const clashing = new Set<string>();
  for (const reading of readings)
    for (const [key, value] of Object.entries(reading)) {
      if (all.has(key) && JSON.stringify(all.get(key)) !== JSON.stringify(value)) clashing.add(key);
      all.set(key, value);
    }
  return Object.fromEntries([...all].filter(([key]) => !clashing.has(key)));
}
