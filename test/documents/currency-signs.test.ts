import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fontCoverage } from "../../src-main/documents/engine/font-coverage.ts";
import { LANGUAGES } from "../../src-main/domain/ground/language.ts";
import { formatMoney } from "../../src-main/domain/ground/money.ts";
import { resourcesDir } from "../helpers/open-test-documents.ts";

const fontsOf = (...names: string[]): Set<number>[] => names.map((name) => fontCoverage(readFileSync(join(resourcesDir, "fonts", `${name}.ttf`))));

/** What both weights of the papers' font can show. */
function onPapers(): Set<number> {
  const [regular, bold] = fontsOf("NotoSans-Regular", "NotoSans-Bold") as [Set<number>, Set<number>];
  return new Set([...regular].filter((code) => bold.has(code)));
}

/** What the screens' fonts can show, as `fonts.css` says. */
function onScreens(): Set<number> {
  const css = readFileSync(join(resourcesDir, "..", "src-renderer", "app", "fonts.css"), "utf8");
  const ranges = [...css.matchAll(/unicode-range:([^;]+);/g)].flatMap(([, list]) => [...list!.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)]);
  return new Set(
    ranges.flatMap(([, from, to = from]) => {
      const first = Number.parseInt(from!, 16);
      return Array.from({ length: Number.parseInt(to!, 16) - first + 1 }, (_, index) => first + index);
    }),
  );
}

describe.each(["paper", "screen"] as const)("on a %s", (medium) => {
  const covered = medium === "paper" ? onPapers() : onScreens();
  const foreign = (text: string): string[] => Array.from(text).filter((character) => !covered.has(character.codePointAt(0)!));
  // Thin spaces are set by the templates and by the browser.
  const shown = (currency: string, language: string): string =>
    formatMoney({ minor: 1_234_567, currency }, language, medium).replaceAll("\u202f", " ");

  test.each(LANGUAGES)("no amount of any currency needs a foreign font (%s)", (language) => {
    for (const currency of Intl.supportedValuesOf("currency")) expect([currency, foreign(shown(currency, language))]).toEqual([currency, []]);
  });

  test("a sign that the fonts lack gives way to the code, all others stay", () => {
    const plain = (currency: string, language: string): string => shown(currency, language).replace(/\s/g, " ");
    expect(plain("KGS", "ru")).toBe("12 345,67 KGS");
    expect(plain("GEL", "ru")).toBe("12 345,67 GEL");
    expect(plain("THB", "en")).toBe("THB 12,345.67");
    expect(plain("KZT", "kk")).toBe("12 345,67 ₸");
    expect(plain("RUB", "ru")).toBe("12 345,67 ₽");
    expect(plain("EUR", "lv")).toBe("12 345,67 €");
    expect(plain("GEL", "en")).toBe("₾12,345.67");
    expect(plain("NGN", "en")).toBe(medium === "paper" ? "₦12,345.67" : "NGN 12,345.67");
  });
});
