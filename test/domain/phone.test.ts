import fc from "fast-check";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { expect, test } from "vitest";
import { formatPhone, nationalNumber, parsePhone } from "../../src-main/domain/phone.ts";

test.each([
  ["8 (702) 555-44-33", "KZ", "+77025554433"],
  ["+7 702 555 44 33", "LV", "+77025554433"],
  ["87025554433", "KZ", "+77025554433"],
  ["7025554433", "KZ", "+77025554433"],
  ["8-702-555.44.33", "RU", "+77025554433"],
  ["+371 26 123 456", "KZ", "+37126123456"],
  ["26 123 456", "LV", "+37126123456"],
  ["26123456", "LV", "+37126123456"],
  ["00 371 26123456", "LV", "+37126123456"],
  ["+44 20 7946 0958", "KZ", "+442079460958"],
  ["020 7946 0958", "GB", "+442079460958"],
  ["+351 912 345 678", "KZ", "+351912345678"],
  ["+7 701 123 45 67", "KZ", "+77011234567"],
])("%s in %s is %s", (text, country, e164) => expect(parsePhone(text, country)).toBe(e164));

test.each(["", "   ", "12", "call me", "+7 702 555", "8 (702) 555-44-33 ext", "1234567890123456789012", "+999 123", "490154203237518"])(
  "%j is no phone number in Kazakhstan",
  (text) => expect(parsePhone(text, "KZ")).toBeUndefined(),
);

test("a number is shown in its country's way, anything else as it is", () => {
  expect(formatPhone("+77025554433")).toBe("+7 702 555 4433");
  expect(formatPhone("+37126123456")).toBe("+371 26 123 456");
  expect(formatPhone("by pigeon")).toBe("by pigeon");
});

test("what is shown is read as the same number again", () => {
  fc.assert(
    fc.property(fc.constantFrom("+7702", "+37126", "+4420"), fc.stringMatching(/^\d{4,8}$/), (head, tail) => {
      const e164 = parsePhone(head + tail, "KZ");
      fc.pre(e164 !== undefined);
      expect(parsePhone(formatPhone(e164!), "LV")).toBe(e164);
    }),
  );
});

test("no text and no country breaks it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.oneof(fc.constantFrom("KZ", "LV", "XX", ""), fc.string({ maxLength: 3 })), (text, country) => {
      expect(parsePhone(text, country) ?? "+1").toMatch(/^\+\d+$/);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[\d ()+-]{4,40}$/), (text) => {
      expect(parsePhone(text, "KZ") ?? "+1").toMatch(/^\+\d+$/);
    }),
  );
});

test.each([
  ["+77025554433", "7025554433"],
  ["+37126123456", "26123456"],
  ["+442079460958", "2079460958"],
  ["+12025550123", "2025550123"],
  ["", ""],
  ["+999", ""],
])("%s is dialled at home as %s", (e164, national) => expect(nationalNumber(e164)).toBe(national));

test("every number that is understood is its country's code and its national number", () => {
  fc.assert(
    fc.property(fc.constantFrom("KZ", "LV", "RU", "GB", "US", "PT"), fc.stringMatching(/^[1-9]\d{5,11}$/), (country, digits) => {
      const phone = parsePhone(digits, country);
      fc.pre(phone !== undefined);
      expect(nationalNumber(phone!)).toBe(parsePhoneNumberFromString(phone!)!.nationalNumber);
    }),
  );
});
