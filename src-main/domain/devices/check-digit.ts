/**
 * The check digit of a GS1 key is right: weights 3 and 1 in turn from the right, modulo 10 (GS1 General Specifications, 7.9.1). GTIN, SSCC, and
 * numbers of makers that borrowed the rule.
 */
export function isGs1Number(digits: string): boolean {
  if (!/^\d{2,}$/.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place++) sum += Number(digits[digits.length - 1 - place]) * (place % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}

/** The last digit is right by Luhn's rule (ISO/IEC 7812-1, annex B): IMEI, ICCID. */
export function isLuhnNumber(digits: string): boolean {
  if (!/^\d{2,}$/.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const weighted = Number(digits[digits.length - 1 - place]) * (place % 2 === 0 ? 1 : 2);
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

/** The remainder by 97 is 1 (ISO/IEC 7064 MOD 97-10): EID. */
export function isMod97Number(digits: string): boolean {
  if (!/^\d{3,}$/.test(digits)) return false;
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/** One digit over and over passes every rule and stands for nothing. */
export const isOneDigit = (digits: string): boolean => /^(\d)\1*$/.test(digits);
