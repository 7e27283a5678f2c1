import { expect, test } from "vitest";
import { acceptedLanguages, readerOfThisPc, spokenLanguage } from "../../src-main/app/reader.ts";

test.each([
  [["ru-RU", "en-GB"], "ru"],
  [["de-DE", "lv_LV"], "lv"],
  [["KK-kz"], "kk"],
  [["en-US-u-va-posix"], "en"],
  [["de"], "en"],
  [["C"], "en"],
  [[], "en"],
  [["rub"], "en"],
])("of %j Talon speaks %s", (locales, language) => {
  expect(spokenLanguage(locales)).toBe(language);
});

test.each([
  ["lv", ["lv"]],
  ["ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", ["ru-RU", "ru", "en-US", "en"]],
  ["en;q=0.3, kk-KZ ; q=0.8,de;q=0", ["kk-KZ", "en"]],
  ["*", []],
  ["", []],
  ["lv;q=x, <script>, en", ["en"]],
])("a browser that asks for %j likes %j", (header, languages) => {
  expect(acceptedLanguages(header)).toEqual(languages);
});

test("texts come in that language", () => {
  expect(readerOfThisPc(["lv-LV"]).text("start.refused")).toBe("Talon nevar startēt");
});
