import fc from "fast-check";
import { expect, test } from "vitest";
import { claimCodeFromBytes, normaliseClaimCode } from "../../../src-main/domain/orders/claim-code.ts";

test("a claim code has six characters, none of which is misread", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 6, maxLength: 12 }), (bytes) => {
      expect(claimCodeFromBytes(bytes)).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/);
    }),
  );
});

test("every character of the alphabet is equally likely", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const counts = new Map<string, number>();
  for (const byte of bytes) {
    const code = claimCodeFromBytes(new Uint8Array(6).fill(byte));
    counts.set(code[0]!, (counts.get(code[0]!) ?? 0) + 1);
  }
  expect(counts.size).toBe(32);
  expect(new Set(counts.values())).toEqual(new Set([8]));
});

test("a claim code is read as people type it", () => {
  expect(normaliseClaimCode("7qk4mz")).toBe("7QK4MZ");
  expect(normaliseClaimCode(" 7QK-4MZ ")).toBe("7QK4MZ");
  expect(normaliseClaimCode("7 Q K 4 M Z")).toBe("7QK4MZ");
  expect(normaliseClaimCode("OIL0il")).toBe("011011");
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (bytes) => {
      const code = claimCodeFromBytes(bytes);
      expect(normaliseClaimCode(code.toLowerCase())).toBe(code);
      expect(normaliseClaimCode(code.replaceAll("0", "O").replaceAll("1", "I"))).toBe(code);
    }),
  );
});

test.each(["", "7QK4M", "7QK4MZZ", "7QK4MU", "7QK4M!", "АВСЕНК", "7QK_4MZ"])("%j is no claim code", (text) => {
  expect(normaliseClaimCode(text)).toBeUndefined();
});
