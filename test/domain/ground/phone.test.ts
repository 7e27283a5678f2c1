import fc from "fast-check";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { expect, test } from "vitest";
import { formatPhone, nationalNumber, parsePhone, phoneParts, readPhones } from "../../../src-main/domain/ground/phone.ts";

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
      expect(parsePhone(text, country) ?? "+1").toMatch(/^\+\d+(;ext=\d+)?$/);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[\d ()+-]{4,40}$/), (text) => {
      expect(parsePhone(text, "KZ") ?? "+1").toMatch(/^\+\d+(;ext=\d+)?$/);
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

const RIGA = { country: "LV", language: "en" } as const;

test.each([
  ["+371 20000001", ["+37120000001"]],
  ["00371 20000001", ["+37120000001"]],
  ["37120000001", ["+37120000001"]],
  ["tel:+37120000001", ["+37120000001"]],
  ["tel: 20000001", ["+37120000001"]],
  ["Тел.: 20000001", ["+37120000001"]],
  ["tālr. 20000001", ["+37120000001"]],
  ["\u202a+371 20 000 001\u202c", ["+37120000001"]],
  ["20\u00a0000\u2009001", ["+37120000001"]],
  ["+371 20000001.0", ["+37120000001"]],
  ["37120000001.0", ["+37120000001"]],
  ["(+371) 20-000-001", ["+37120000001"]],
  ["+371 67 000 001 ext. 12", ["+37167000001;ext=12"]],
  ["+371 67000001 ext 12", ["+37167000001;ext=12"]],
  ["+371 67000001 extension 12", ["+37167000001;ext=12"]],
  ["+371 67000001x12", ["+37167000001;ext=12"]],
  ["+371 67000001#12", ["+37167000001;ext=12"]],
  ["+371 67000001 #12", ["+37167000001;ext=12"]],
  ["tel:+37167000001;ext=12", ["+37167000001;ext=12"]],
  ["+371 67 000 001 доб. 12", ["+37167000001;ext=12"]],
  ["67000001, доб. № 12", ["+37167000001;ext=12"]],
  ["67000001 (доб. 12)", ["+37167000001;ext=12"]],
  ["67000001 добавочный 12", ["+37167000001;ext=12"]],
  ["67000001 вн. 12", ["+37167000001;ext=12"]],
  ["67000001 iekš. 12", ["+37167000001;ext=12"]],
  ["67000001 iekšējais numurs 12", ["+37167000001;ext=12"]],
  ["67000001 ішкі 12", ["+37167000001;ext=12"]],
  ["67000001 қосымша 12", ["+37167000001;ext=12"]],
  ["+371 20 000 001, +371 20 000 002", ["+37120000001", "+37120000002"]],
  ["+371 20000001 / 20000002", ["+37120000001", "+37120000002"]],
  ["20000001;20000002", ["+37120000001", "+37120000002"]],
  ["20000001 20000002", ["+37120000001", "+37120000002"]],
  ["20 000 001 20 000 002", ["+37120000001", "+37120000002"]],
  ["+37120000001 +37120000002", ["+37120000001", "+37120000002"]],
  ["20000001 или 20000002", ["+37120000001", "+37120000002"]],
  ["mob. 20000001, work 67000001 ext. 5", ["+37120000001", "+37167000001;ext=5"]],
  ["20000001, 20000001", ["+37120000001"]],
  ["", []],
  ["n/a", []],
  ["-", []],
  ["none", []],
  ["нет", []],
  ["жоқ", []],
  ["0", []],
])("a field %j holds %j", (text, phones) => expect(readPhones(text, RIGA)).toEqual({ phones, rest: [] }));

test.each([
  ["20000001 (Jānis)", ["+37120000001"], ["Jānis"]],
  ["20000001/02", ["+37120000001"], ["02"]],
  ["20000001, 12", ["+37120000001"], ["12"]],
  ["call me", [], ["call me"]],
  ["+999 123", [], ["+999 123"]],
  ["8 (702) 555-44-33", [], ["8 (702) 555-44-33"]],
])("of %j the number is %j, and %j is named", (text, phones, rest) => expect(readPhones(text, RIGA)).toEqual({ phones, rest }));

test.each([
  // In a shop that was not set up, or far from home, the customer's language tells where a number is from.
  ["8 (702) 555-44-33", "LV", "kk", "+77025554433"],
  ["8 (702) 555-44-33", "LV", "ru", "+77025554433"],
  ["8 926 123 45 67", "LV", "ru", "+79261234567"],
  ["8 (702) 555-44-33", "US", "kk", "+77025554433"],
  ["26 123 456", "US", "lv", "+37126123456"],
  ["26 123 456", "KZ", "lv", "+37126123456"],
  // The shop's own country comes first.
  ["26 123 456", "LV", "ru", "+37126123456"],
  ["8 (702) 555-44-33", "KZ", "lv", "+77025554433"],
  // A number of a possible length counts at home where no other reading is right.
  ["12345678", "LV", "lv", "+37112345678"],
] as const)("%s in %s of a customer who speaks %s is %s", (text, country, language, phone) =>
  expect(parsePhone(text, country, language)).toBe(phone),
);

test.each([
  ["8 (702) 555-44-33", "LV", "lv"],
  ["8 (702) 555-44-33", "LV", "en"],
  ["26 123 456", "US", "en"],
  ["26 123 456", "KZ", "ru"],
] as const)("%s in %s of a customer who speaks %s is none", (text, country, language) => expect(parsePhone(text, country, language)).toBeUndefined());

test("an extension stays beside its number", () => {
  expect(phoneParts("+37167000001;ext=12")).toEqual({ e164: "+37167000001", extension: "12" });
  expect(phoneParts("+37167000001")).toEqual({ e164: "+37167000001", extension: "" });
  expect(formatPhone("+37167000001;ext=12")).toBe("+371 67 000 001 #12");
  expect(formatPhone("+37167000001;ext=12", "доб.")).toBe("+371 67 000 001 доб. 12");
  fc.assert(
    fc.property(
      fc.stringMatching(/^[26]\d{7}$/),
      fc.stringMatching(/^\d{1,6}$/),
      fc.constantFrom("#", "ext.", "доб.", "iekš.", "ішкі"),
      (digits, extension, word) => {
        const phone = parsePhone(`${digits} ${word}${extension}`, "LV");
        expect(phone).toBe(`+371${digits};ext=${extension}`);
        expect(parsePhone(formatPhone(phone!, word), "KZ")).toBe(phone);
      },
    ),
  );
});

test("several numbers in one field are those that stand in fields of their own", () => {
  const number = fc.stringMatching(/^2\d{7}$/).map((digits) => `+371 ${digits}`);
  fc.assert(
    fc.property(fc.uniqueArray(number, { maxLength: 4 }), fc.constantFrom(", ", "; ", " / ", "\n", " | ", " и ", " un "), (numbers, between) => {
      expect(readPhones(numbers.join(between), RIGA)).toEqual({ phones: numbers.flatMap((one) => readPhones(one, RIGA).phones), rest: [] });
    }),
  );
});
