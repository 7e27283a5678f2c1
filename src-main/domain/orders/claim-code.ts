/** Crockford base 32: no I, L, O, U, so that nothing on a slip is misread. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export const CLAIM_CODE_LENGTH = 6;

/**
 * Makes a claim code of six characters from random bytes; 256 is a multiple of 32, so every code is equally likely.
 * @param bytes at least six bytes from a cryptographic source
 */
export const claimCodeFromBytes = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, CLAIM_CODE_LENGTH), (byte) => ALPHABET[byte % 32]).join("");

/**
 * Reads a claim code as people type it: any case, hyphens and spaces ignored, O as 0, I and L as 1 (Crockford's decoding table).
 * @returns the canonical code, or undefined where it can be none
 */
export function normaliseClaimCode(text: string): string | undefined {
  const code = text.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{6}$/.test(code) ? code : undefined;
}
