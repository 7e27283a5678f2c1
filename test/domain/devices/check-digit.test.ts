import fc from "fast-check";
import { expect, test } from "vitest";
import { isGs1Number, isLuhnNumber, isMod97Number } from "../../../src-main/domain/devices/check-digit.ts";

test.each(["9521234543213", "09521234543213", "95200019", "012345678905", "485070250386000437"])("%s ends with its GS1 check digit", (number) =>
  expect(isGs1Number(number)).toBe(true),
);
test.each(["490154203237518", "8937104000000000018"])("%s ends with its Luhn digit", (number) => expect(isLuhnNumber(number)).toBe(true));
test("89049032000000000000000000000163 leaves 1 by 97", () => expect(isMod97Number("89049032000000000000000000000163")).toBe(true));

const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 7, maxLength: 31 });

test("one last digit of ten is right, and no letter is", () => {
  fc.assert(
    fc.property(digits, (body) => {
      for (const isRight of [isGs1Number, isLuhnNumber]) expect([..."0123456789"].filter((last) => isRight(body + last))).toHaveLength(1);
      for (const isRight of [isGs1Number, isLuhnNumber, isMod97Number]) expect(isRight(`${body}A`)).toBe(false);
    }),
  );
});

test("each rule sees one wrong digit", () => {
  fc.assert(
    fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
      for (const isRight of [isGs1Number, isLuhnNumber]) {
        const number = body + [..."0123456789"].find((last) => isRight(body + last))!;
        const place = at % number.length;
        const wrong = number.slice(0, place) + String((Number(number[place]) + by) % 10) + number.slice(place + 1);
        expect(isRight(wrong)).toBe(false);
      }
    }),
  );
});
