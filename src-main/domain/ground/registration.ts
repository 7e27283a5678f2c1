/** Whom a registration number belongs to, and whether its check digit is right; null where it has none or nobody knows how it is made. */
export type RegistrationRead = { readonly of: "person" | "organisation" | null; readonly checks: boolean | null };

const UNKNOWN: RegistrationRead = { of: null, checks: null };

const weighted = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);

const isDayOfYear = (day: number, month: number): boolean => day >= 1 && day <= 31 && month >= 1 && month <= 12;

/** Kazakhstan: 12 digits, the twelfth checks: weights 1 to 11, and 3 to 11, 1, 2 where those give 10. */
function kazakh(digits: string): RegistrationRead {
  const first = weighted(digits, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
  const check = first === 10 ? weighted(digits, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11 : first;
  // An IIN begins with the day of birth; in a BIN the fifth digit, 4 to 6, tells the kind of entity.
  const person = isDayOfYear(Number(digits.slice(4, 6)), Number(digits.slice(2, 4))) && /^[0-6]/.test(digits.slice(6));
  const of = /^....[4-6]/.test(digits) ? "organisation" : person ? "person" : null;
  return { of, checks: check < 10 && check === Number(digits[11]) };
}

/** Latvia: 11 digits. A personal code is the day of birth or, since 2017, begins with 32 to 39 and has no check digit; companies begin with 4, 5 or 9. */
function latvian(digits: string): RegistrationRead {
  if (/^3[2-9]/.test(digits)) return { of: "person", checks: null };
  if (/^[459]/.test(digits)) return { of: "organisation", checks: weighted(digits, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 === 3 };
  if (!isDayOfYear(Number(digits.slice(0, 2)), Number(digits.slice(2, 4)))) return UNKNOWN;
  const check = ((1 + weighted(digits, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11) % 10;
  return { of: "person", checks: check === Number(digits[10]) };
}

/** Russia: an INN has 10 digits for an organisation and 12 for a person, the last one or two check. */
function russian(digits: string): RegistrationRead {
  if (digits.length === 10) return { of: "organisation", checks: (weighted(digits, [2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === Number(digits[9]) };
  const eleventh = (weighted(digits, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
  const twelfth = (weighted(digits, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
  return { of: "person", checks: eleventh === Number(digits[10]) && twelfth === Number(digits[11]) };
}

/**
 * Tells whom a registration number belongs to by how it is made: IIN and BIN (Kazakhstan), personal code and registration or VAT number
 * (Latvia), INN (Russia, there before a stroke that a KPP follows).
 * @param country ISO 3166 alpha-2 of the shop, where a number could be of two countries
 */
export function readRegistration(text: string, country: string): RegistrationRead {
  const plain = text.trim().toUpperCase();
  const digits = plain.split("/")[0]!.replace(/^LV/, "").replace(/[\s-]/g, "");
  if (!/^\d+$/.test(digits)) return UNKNOWN;
  if (digits.length === 11) return latvian(digits);
  if (digits.length === 10) return country === "RU" || plain.includes("/") ? russian(digits) : UNKNOWN;
  if (digits.length !== 12) return UNKNOWN;
  const [kz, ru] = [kazakh(digits), russian(digits)];
  if (country === "RU") return ru.checks === false && kz.checks === true && kz.of !== null ? kz : ru;
  return kz.checks === false && kz.of === null && ru.checks === true ? ru : kz;
}
