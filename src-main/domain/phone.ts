import { getCountries, getCountryCallingCode, parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/min";

/**
 * Understands a phone number as people write it (`8 (702) 555-44-33`, `+371 26 123 456`), read in the shop's country.
 * A number of a possible length counts: numbering plans change faster than tables of them.
 * @param country ISO 3166 alpha-2
 * @returns E.164 (`+77025554433`), or undefined where it is no phone number
 */
export function parsePhone(text: string, country: string): string | undefined {
  if (!/^[\d\s()+\-./\u00a0\u2010-\u2015]{4,40}$/.test(text.trim())) return undefined;
  const phone = parsePhoneNumberFromString(text, country as CountryCode);
  return phone?.isPossible() ? phone.number : undefined;
}

/** An E.164 number in its country's international notation, `+7 702 555 4433`; other texts as they are. */
export const formatPhone = (e164: string): string => parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;

const CALLING_CODES: ReadonlySet<string> = new Set(getCountries().map((country) => getCountryCallingCode(country)));

/** The digits of an E.164 number behind its country's, as people dial them at home (ITU-T E.164 §6.2.1); empty where the country is unknown. */
export function nationalNumber(e164: string): string {
  const digits = e164.replace(/\D/g, "");
  const length = [1, 2, 3].find((count) => CALLING_CODES.has(digits.slice(0, count)));
  return length === undefined ? "" : digits.slice(length);
}
