import fc from "fast-check";
import { expect, test } from "vitest";
import { isPlaceholder } from "../../../src-main/domain/devices/placeholder.ts";

test.each([
  "",
  "-",
  "—",
  "...",
  "?",
  "/",
  "0",
  "1",
  "x",
  "00000000",
  "000000000000000",
  "xxxxxxxx",
  "XXX-XXX",
  "хххх",
  "NNNNNNN",
  "*",
  "111111111",
  "123456789",
  "1234567890",
  "0123456789",
  "12345",
  "123",
  "987654321",
  "12345678901234567",
  "123456789000",
  "0123456789ABCDEF",
  "abcdef",
  "N/A",
  "n/a",
  "n.a.",
  "NA",
  "none",
  "None",
  "(none)",
  "none found",
  "not avail.",
  "under battery",
  "не считывается",
  "стёрлась",
  "см. фото",
  "без н.",
  "bez sērijas",
  "zem akumulatora",
  "нөмірі өшкен",
  "невідомо",
  "відсутній",
  "unbekannt",
  "keine",
  "aucun",
  "nėra",
  "puudub",
  "brak",
  "yok",
  "(null string)",
  "NULL",
  "unknown",
  "Unknow",
  "not specified",
  "Not Applicable",
  "no serial",
  "No S/N",
  "no serial number",
  "INVALID",
  "To Be Filled By O.E.M.",
  "to be filled by oem",
  "Default string",
  "System Serial Number",
  "Chassis Serial Number",
  "SYS-1234567890",
  "SYS-9876543210",
  "SN-12345",
  "MB-1234567890",
  "SSN12345678901234567",
  "Serial Number xxxxxx",
  "EVAL",
  "нет",
  "НЕТ",
  "Нет.",
  "б/н",
  "Б/Н",
  "н/д",
  "без номера",
  "не указан",
  "Не указано",
  "неизвестно",
  "отсутствует",
  "нечитаемый",
  "стёрт",
  "s/n: нет",
  "Серийный номер: нет",
  "ytn",
  "nav",
  "Nav norādīts",
  "bez numura",
  "b/n",
  "nezināms",
  "nav salasāms",
  "жоқ",
  "Жоқ",
  "жок",
  "нөмірі жоқ",
  "белгісіз",
  "көрсетілмеген",
  "N/А",
  "\u202a000000000000000\u202c",
  "004999010640000",
])("%j identifies nothing", (text) => expect(isPlaceholder(text)).toBe(true));

test.each([
  "R58N30ABCDE",
  "DRM-L20U-0001",
  "C02XK0ABJGH5",
  "490154203237518",
  "356938035643809",
  "0012345678",
  "45678",
  "SN7788",
  "NAV-7781",
  "NO4711",
  "A1",
  "НЕТ-7",
  "10000001",
  "SNXX12AB",
  "1234567891",
  "7F3A",
])("%j identifies a device", (text) => expect(isPlaceholder(text)).toBe(false));

test("case, spaces, signs and accents around a placeholder change nothing", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("нет", "none", "unknown", "nav norādīts", "жоқ", "default string", "to be filled by o e m", "xxxx", "0000"),
      fc.array(fc.constantFrom("-", "/", ".", " ", "_", "(", ")", "\u200b", "\u00a0"), { maxLength: 6 }),
      fc.boolean(),
      (text, around, upper) => {
        const wrapped = around.join("") + text.replaceAll(" ", around.join(" ") || " ") + around.join("");
        expect(isPlaceholder(upper ? wrapped.toUpperCase() : wrapped)).toBe(true);
      },
    ),
  );
});

test("one sign over and over identifies nothing, however often", () => {
  fc.assert(
    fc.property(fc.constantFrom(..."0123456789abcxyzабвхқ"), fc.integer({ min: 1, max: 40 }), (sign, times) => {
      expect(isPlaceholder(sign.repeat(times))).toBe(true);
    }),
  );
});

test("numbers that makers give are told from it", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-HJ-NPR-Z]{2}[0-9A-F]{3}[G-HJ-NPR-Z][0-9]{4,8}[A-HJ-NPR-Z]$/), (serial) => {
      expect(isPlaceholder(serial)).toBe(false);
    }),
  );
});
