import fc from "fast-check";
import { expect, test } from "vitest";
import { imeiDigits, isImei } from "../../src-main/domain/imei.ts";

// 3GPP TS 23.003's worked example, the phone, and two handsets' well-known sample numbers.
test.each(["490154203237518", "352099001761481", "357805023984942", "49 015420 323751 8", "490154-20-323751-8", "49015420/323751/8"])(
  "%s is an IMEI",
  (text) => expect(isImei(text)).toBe(true),
);

test.each(["490154203237517", "49015420323751", "4901542032375180", "", "49015420323751A", "４９０１５４２０３２３７５１８"])("%j is none", (text) =>
  expect(isImei(text)).toBe(false),
);

test("one wrong digit is always noticed", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{14}$/), fc.nat(14), fc.integer({ min: 1, max: 9 }), (body, at, more) => {
      const last = [..."0123456789"].find((digit) => isImei(body + digit))!;
      const right = body + last;
      const wrong = right.slice(0, at) + String((Number(right[at]) + more) % 10) + right.slice(at + 1);
      expect(isImei(wrong)).toBe(false);
    }),
  );
});

test("only separators are dropped", () => {
  expect(imeiDigits("49-015420.32 3751/8")).toBe("490154203237518");
  expect(imeiDigits("49015x")).toBe("49015x");
});
