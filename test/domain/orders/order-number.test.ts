import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DomainError } from "../../../src-main/domain/ground/error.ts";
import { checkCharacter, formatOrderNumber, looksLikeOrderNumber, parseOrderNumber } from "../../../src-main/domain/orders/order-number.ts";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

const parts = fc.record({
  prefix: fc.stringMatching(/^[A-Z]{1,4}$/),
  year: fc.integer({ min: 0, max: 99 }),
  running: fc.oneof(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 1_000_000, max: 999_999_999 })),
});

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as DomainError).code;
  }
};

describe("the check character", () => {
  // The IFPI's GRid standard, the ISAN user guide's "audiovisual work" example, and vectors of other implementations.
  test.each([
    ["A12425GABC1234002", "M"],
    ["00000000D07A0090", "Q"],
    ["DADPIDA3897722461", "J"],
    ["123AB", "X"],
  ])("of %s is %s", (text, check) => expect(checkCharacter(text)).toBe(check));

  test("catches every single wrong character of a number", () => {
    fc.assert(
      fc.property(parts, fc.nat(), fc.nat(), (number, at, other) => {
        const plain = formatOrderNumber(number).replaceAll("-", "");
        const place = at % plain.length;
        const wrong = ALPHABET[other % 36]!;
        fc.pre(plain[place] !== wrong);
        const mistyped = plain.slice(0, place) + wrong + plain.slice(place + 1);
        // A letter among digits breaks the shape, a digit for a digit breaks the check: never a number, in either case.
        expect(["order-number.check", "order-number.malformed"]).toContain(codeOf(() => parseOrderNumber(mistyped)));
      }),
      { numRuns: 500 },
    );
  });

  test("catches every single wrong digit of one number, one by one", () => {
    const plain = "R26000123" + checkCharacter("R26000123");
    let tried = 0;
    for (let place = 0; place < plain.length; place++)
      for (const wrong of ALPHABET) {
        if (plain[place] === wrong) continue;
        tried++;
        expect(codeOf(() => parseOrderNumber(plain.slice(0, place) + wrong + plain.slice(place + 1)))).toBeDefined();
      }
    expect(tried).toBe(350);
  });

  test("catches nearly every swap of neighbours", () => {
    let [swaps, missed] = [0, 0];
    for (let running = 1; running <= 3000; running++) {
      const plain = formatOrderNumber({ prefix: "R", year: 26, running: running * 331 }).replaceAll("-", "");
      for (let at = 0; at + 1 < plain.length; at++) {
        if (plain[at] === plain[at + 1]) continue;
        swaps++;
        const swapped = plain.slice(0, at) + plain[at + 1] + plain[at] + plain.slice(at + 2);
        if (codeOf(() => parseOrderNumber(swapped)) === undefined) missed++;
      }
    }
    expect(swaps).toBeGreaterThan(20_000);
    expect(missed / swaps).toBeLessThan(0.005);
  });
});

describe("an order number", () => {
  test("is written as in the issue, and runs past six digits are never cut", () => {
    expect(formatOrderNumber({ prefix: "R", year: 26, running: 123 })).toMatch(/^R26-000123-[0-9A-Z]$/);
    expect(formatOrderNumber({ prefix: "R", year: 6, running: 1 })).toMatch(/^R06-000001-[0-9A-Z]$/);
    expect(formatOrderNumber({ prefix: "SHOP", year: 26, running: 1_234_567 })).toMatch(/^SHOP26-1234567-[0-9A-Z]$/);
  });

  test("is read back as it was written, whatever it is", () => {
    fc.assert(
      fc.property(parts, (number) => {
        expect(parseOrderNumber(formatOrderNumber(number))).toBe(formatOrderNumber(number));
      }),
    );
  });

  test("is read as people type it", () => {
    fc.assert(
      fc.property(
        parts,
        fc.constantFrom("", " ", "-", "–", "‑", "—"),
        fc.boolean(),
        fc.constantFrom("", " ", "\t", "\n"),
        (number, hyphen, lower, around) => {
          const canonical = formatOrderNumber(number);
          const typed = around + canonical.replaceAll("-", hyphen) + around;
          expect(parseOrderNumber(lower ? typed.toLowerCase() : typed)).toBe(canonical);
        },
      ),
    );
  });

  test.each([..."АВЕКМНОРСТУХІ"].map((cyrillic, index) => [cyrillic, "ABEKMHOPCTYXI"[index]!] as const))(
    "is read with a Cyrillic %s for %s",
    (cyrillic, latin) => {
      const canonical = formatOrderNumber({ prefix: `${latin}Z`, year: 26, running: 77 });
      for (const letter of [cyrillic, cyrillic.toLowerCase()]) expect(parseOrderNumber(canonical.replace(latin, letter))).toBe(canonical);
    },
  );

  test("is read from a Cyrillic keyboard where the letters look the same", () => {
    const canonical = formatOrderNumber({ prefix: "KAT", year: 26, running: 77 });
    const cyrillic = canonical.replace("KAT", "КАТ");
    expect(cyrillic).not.toBe(canonical);
    expect(parseOrderNumber(cyrillic)).toBe(canonical);
    expect(parseOrderNumber(cyrillic.toLowerCase())).toBe(canonical);
    expect(looksLikeOrderNumber(cyrillic)).toBe(true);
  });

  test.each([
    "",
    "   ",
    "R26",
    "R26-00012-K",
    "123456",
    "8 702 555 44 33",
    "490154203237518",
    "DRM-L20U-2303-0005871",
    "RRRRR26-000123-A",
    "R26-000123-KK",
    "R26_000123_K",
  ])("is not %j", (text) => {
    expect(codeOf(() => parseOrderNumber(text))).toBe("order-number.malformed");
    expect(looksLikeOrderNumber(text)).toBe(false);
  });

  test("says whether it is malformed or has a wrong character", () => {
    const right = formatOrderNumber({ prefix: "R", year: 26, running: 123 });
    const wrong = right.slice(0, -1) + (right.endsWith("A") ? "B" : "A");
    expect(codeOf(() => parseOrderNumber(wrong))).toBe("order-number.check");
    expect(codeOf(() => parseOrderNumber("hello"))).toBe("order-number.malformed");
    expect(looksLikeOrderNumber(wrong)).toBe(true);
  });

  test("is never read out of any other text, and reading never breaks", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
        const code = codeOf(() => parseOrderNumber(text));
        expect([undefined, "order-number.malformed", "order-number.check"]).toContain(code);
      }),
    );
  });
});
