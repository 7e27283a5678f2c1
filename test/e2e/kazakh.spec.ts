import { join } from "node:path";
import { build, type Rolldown } from "vite";
import type * as Locale from "../../src-main/domain/ground/locale.ts";
import { COUNTRIES } from "../../src-main/domain/ground/country.ts";
import { foldText } from "../../src-main/domain/ground/text.ts";
import { DISTANCES, LISTS, NUMBERS, UNITS } from "../helpers/kazakh-samples.ts";
import { expect, test, textOf } from "./talon.ts";

/** The helper that screens ask, as a script for a page. */
async function localeScript(): Promise<string> {
  const built = (await build({
    logLevel: "error",
    configFile: false,
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, "..", "..", "src-main", "domain", "ground", "locale.ts"), formats: ["iife"], name: "locale" },
    },
  })) as Rolldown.RolldownOutput[];
  return (built[0]!.output[0] as { code: string }).code;
}

test("Kazakh in Chromium, which has none of its own, is what Node's whole ICU says", async ({ talon: { page } }) => {
  const dates = Array.from({ length: 24 }, (_, index) => Date.UTC(2026, 0, 5 + index * 16, 20));
  const samples = { dates, numbers: NUMBERS, units: UNITS, distances: DISTANCES, lists: LISTS, countries: COUNTRIES };
  const blank = await page.context().newPage();
  await blank.goto("about:blank");
  await blank.addScriptTag({ content: await localeScript() });
  const shown = await blank.evaluate(async (given) => {
    const { locale } = globalThis as unknown as { locale: typeof Locale };
    const names = await locale.loadNames("kk", "region");
    return {
      numbers: given.numbers.map(({ value, options }) => locale.formatNumber(value, "kk", options)),
      dates: given.dates.flatMap((at) =>
        Object.keys(locale.DATE_STYLES).map((style) => locale.formatDateWords(at, "kk", "Asia/Almaty", style as Locale.DateStyle)),
      ),
      distances: given.units.flatMap((unit) => given.distances.map((count) => locale.formatDistance(count, unit, "kk"))),
      lists: given.lists.map((words) => locale.formatList(words, "kk")),
      countries: given.countries.map(names).toSorted(locale.compareWords("kk")),
      plurals: [0, 1, 2, 21].map((count) => locale.messageFormatters("kk").getPluralRules("kk").select(count)),
      own: new Intl.DateTimeFormat("kk", { dateStyle: "long" }).format(given.dates[0]),
    };
  }, samples);
  const styles: readonly Intl.DateTimeFormatOptions[] = [
    { day: "numeric", month: "long", year: "numeric" },
    { day: "numeric", month: "long" },
    { day: "numeric", month: "short" },
    { month: "long", year: "numeric" },
    { month: "long" },
    { month: "short" },
    { weekday: "long" },
    { weekday: "short" },
  ];
  const icu = new Intl.RelativeTimeFormat("kk", { numeric: "auto" });
  const names = new Intl.DisplayNames("kk", { type: "region" });
  expect(shown).toEqual({
    numbers: NUMBERS.map(({ value, options }) => new Intl.NumberFormat("kk", options).format(value)),
    dates: dates.flatMap((at) => styles.map((style) => new Intl.DateTimeFormat("kk", { ...style, timeZone: "Asia/Almaty" }).format(at))),
    distances: UNITS.flatMap((unit) => DISTANCES.map((count) => icu.format(count, unit))),
    lists: LISTS.map((words) => new Intl.ListFormat("kk").format(words)),
    countries: COUNTRIES.map((code) => names.of(code)!).toSorted(new Intl.Collator("kk").compare),
    plurals: [0, 1, 2, 21].map((count) => new Intl.PluralRules("kk").select(count)),
    own: expect.any(String),
  });
  await blank.close();
});

test.describe("on the screens", () => {
  test.use({ screenLanguage: "kk" });

  test("countries stand by their Kazakh names, in Kazakh order", async ({ talon: { page } }) => {
    await page.locator(".set-up").waitFor();
    const country = page.getByRole("combobox", { name: textOf("kk", "shop.country"), exact: true });
    await country.fill("стан");
    const names = new Intl.DisplayNames("kk", { type: "region" });
    const found = COUNTRIES.map((code) => names.of(code)!).filter((name) => foldText(name).includes("стан"));
    expect(found.length).toBeGreaterThan(5);
    await expect(page.getByRole("option")).toHaveText(found.toSorted(new Intl.Collator("kk").compare));
  });
});
