import { expect, test } from "vitest";
import { readerOfThisPc, spokenLanguage } from "../../src-main/app/reader.ts";

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

test("texts come in that language", () => {
  expect(readerOfThisPc(["lv-LV"]).text("start.refused")).toBe("Talon nevar startēt");
});
