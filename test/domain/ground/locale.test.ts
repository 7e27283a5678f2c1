import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, test } from "vitest";
import { COUNTRIES, CURRENCIES } from "../../../src-main/domain/ground/country.ts";
import { LANGUAGES } from "../../../src-main/domain/ground/language.ts";
import {
  compareWords,
  DATE_STYLES,
  formatDateWords,
  formatDistance,
  formatList,
  formatNumber,
  loadNames,
  messageFormatters,
  namesByIntl,
  type DateStyle,
} from "../../../src-main/domain/ground/locale.ts";
import { DISTANCES, LISTS, NUMBERS, UNITS } from "../../helpers/kazakh-samples.ts";

// Node has all of ICU's Kazakh; Chromium and Electron have none of it.
describe("Kazakh is as ICU has it", () => {
  test("numbers, shares and amounts", () => {
    for (const { value, options } of NUMBERS)
      expect([value, options, formatNumber(value, "kk", options)]).toEqual([value, options, new Intl.NumberFormat("kk", options).format(value)]);
    for (const currency of Intl.supportedValuesOf("currency"))
      for (const currencyDisplay of ["narrowSymbol", "code"] as const) {
        const options = { style: "currency", currency, currencyDisplay } as const;
        expect(formatNumber(1234.5, "kk", options)).toBe(new Intl.NumberFormat("kk", options).format(1234.5));
      }
  });

  test.each(Object.keys(DATE_STYLES) as DateStyle[])("days in words: %s", (style) => {
    for (let at = Date.UTC(2025, 11, 30, 20); at < Date.UTC(2027, 0, 3); at += 86_400_000)
      for (const timeZone of ["UTC", "Asia/Almaty"])
        expect(formatDateWords(at, "kk", timeZone, style)).toBe(new Intl.DateTimeFormat("kk", { ...DATE_STYLES[style], timeZone }).format(at));
  });

  test.each(UNITS)("distances in time: %s", (unit) => {
    const format = new Intl.RelativeTimeFormat("kk", { numeric: "auto" });
    for (const count of DISTANCES) expect(formatDistance(count, unit, "kk")).toBe(format.format(count, unit));
  });

  test("lists", () => {
    for (const type of ["conjunction", "disjunction"] as const)
      for (const words of LISTS) expect(formatList(words, "kk", type)).toBe(new Intl.ListFormat("kk", { type }).format(words));
  });

  test("names of countries, currencies and languages", async () => {
    for (const [type, codes] of [
      ["region", COUNTRIES],
      ["currency", CURRENCIES],
      ["language", LANGUAGES],
    ] as const) {
      const [names, icu] = [await loadNames("kk", type), new Intl.DisplayNames("kk", { type })];
      for (const code of codes) expect([code, names(code)]).toEqual([code, icu.of(code)]);
    }
    expect((await loadNames("kk", "region"))("XX")).toBe("XX");
    expect(namesByIntl("kk", "region")("KZ")).toBe("Казахстан");
    expect((await loadNames("lv", "region"))("KZ")).toBe("Kazahstāna");
  });

  test("the order of words, capitals and other scripts among them", () => {
    const letters = [..."аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"];
    const word = fc.string({
      unit: fc.constantFrom(...letters, ...letters.map((letter) => letter.toUpperCase()), ..."abzAZ019 -.ʼāž"),
      maxLength: 6,
    });
    const [ours, icu] = [compareWords("kk"), new Intl.Collator("kk").compare];
    fc.assert(
      fc.property(word, word, (one, other) => Math.sign(ours(one, other)) === Math.sign(icu(one, other))),
      { numRuns: 5000 },
    );
    expect(["Ыстық", "Ішкі", "Үй", "Ұлт", "Ивент"].sort(ours)).toEqual(["Ивент", "Ұлт", "Үй", "Ыстық", "Ішкі"]);
  });

  test("plural forms and numbers inside messages", () => {
    const message = (text: string): IntlMessageFormat => new IntlMessageFormat(text, "kk", undefined, { formatters: messageFormatters("kk") });
    const text = message("{count, plural, =0 {жоқ} one {бір #} other {көп #}}");
    const icu = new IntlMessageFormat("{count, plural, =0 {жоқ} one {бір #} other {көп #}}", "kk");
    for (const count of [0, 1, 2, 21, 1.5, 12_345]) expect(text.format({ count })).toBe(icu.format({ count }));
    expect(message("{count, number}").format({ count: 1_234_567 })).toBe(new Intl.NumberFormat("kk").format(1_234_567));
  });
});

test.each(["en", "ru", "lv"])("%s is Intl's own", (language) => {
  const at = Date.UTC(2026, 10, 30, 12);
  const locale = language === "en" ? "en-GB" : language;
  expect(formatDateWords(at, language, "UTC", "long")).toBe(new Intl.DateTimeFormat(locale, { ...DATE_STYLES.long, timeZone: "UTC" }).format(at));
  expect(formatNumber(1234.5, language)).toBe(new Intl.NumberFormat(language).format(1234.5));
  expect(formatDistance(-2, "day", language)).toBe(new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-2, "day"));
  expect(formatList(["a", "b"], language)).toBe(new Intl.ListFormat(language).format(["a", "b"]));
  expect(compareWords(language)("ā", "b")).toBe(new Intl.Collator(language).compare("ā", "b"));
});

test("no screen asks Intl for what its language looks like", () => {
  const root = join(import.meta.dirname, "..", "..", "..", "src-renderer");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));
  const asks =
    /Intl\.(NumberFormat|PluralRules|RelativeTimeFormat|ListFormat|DisplayNames|Collator)|Intl\.DateTimeFormat\((?!\)|"en")|toLocale(String|DateString|TimeString)|localeCompare|supportedLocalesOf/;
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((name) => asks.test(readFileSync(join(root, name), "utf8")))).toEqual([]);
});
