/** Only the digits of an IMEI as written (spaces, hyphens, slashes and points go). */
export const imeiDigits = (text: string): string => text.replace(/[\s\-/.]/g, "");

/** Whether a text is an IMEI of 15 digits whose last one is right (Luhn, 3GPP TS 23.003 annex B). */
export function isImei(text: string): boolean {
  const digits = imeiDigits(text);
  if (!/^\d{15}$/.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < 15; index++) {
    const digit = Number(digits[index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
