import { useMemo, type ReactNode } from "react";
import { COUNTRIES, CURRENCIES, currencyOf } from "../../src-main/domain/country.ts";
import { SearchSelect } from "./search-select.tsx";
import type { ShopFieldsProps } from "./shop-fields.tsx";
import { useText } from "./text.tsx";

type Choice = { readonly value: string; readonly label: string };

/** Names of countries or currencies. Chromium ships no Kazakh ones and would give bare codes: Russian ones can be read. */
function namesIn(language: string, type: "region" | "currency"): (code: string) => string {
  const kazakhIsMissing = language === "kk" && new Intl.DisplayNames("kk", { type: "region" }).of("KZ") !== "Қазақстан";
  const names = new Intl.DisplayNames(kazakhIsMissing ? "ru" : language, { type });
  return (code) => names.of(code) ?? code;
}

const byLabel = (language: string, choices: Choice[]): Choice[] => {
  const collator = new Intl.Collator(language);
  return choices.sort((a, b) => collator.compare(a.label, b.label));
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

let zones: readonly Choice[] | undefined;

/** Every time zone with its distance from UTC; made once, it takes some 60 ms. */
const timeZones = (): readonly Choice[] =>
  (zones ??= Intl.supportedValuesOf("timeZone").map((value) => {
    const parts = new Intl.DateTimeFormat("en", { timeZone: value, timeZoneName: "shortOffset" }).formatToParts();
    const offset = parts.find(({ type }) => type === "timeZoneName")?.value.replace("GMT", "UTC") ?? "";
    return { value, label: `${value.replaceAll("_", " ")} · ${offset}` };
  }));

/** Where the shop stands: country, currency, time zone. A country brings its currency along. */
export function PlaceFields({ settings, onChange, errors }: ShopFieldsProps): ReactNode {
  const { t, language } = useText();
  const countries = useMemo(() => {
    const name = namesIn(language, "region");
    return byLabel(
      language,
      COUNTRIES.map((value) => ({ value, label: name(value) })),
    );
  }, [language]);
  const currencies = useMemo(() => {
    const name = namesIn(language, "currency");
    return byLabel(
      language,
      CURRENCIES.map((value) => ({ value, label: `${value} · ${capital(name(value))}` })),
    );
  }, [language]);
  return (
    <>
      <SearchSelect
        label={t("shop.country")}
        data={countries}
        value={settings.country}
        onChange={(country) => onChange({ country, currency: currencyOf(country) })}
        error={errors["country"]}
      />
      <SearchSelect
        label={t("shop.currency")}
        data={currencies}
        value={settings.currency}
        onChange={(currency) => onChange({ currency })}
        error={errors["currency"]}
      />
      <SearchSelect
        label={t("shop.time-zone")}
        data={timeZones()}
        value={settings.timeZone}
        onChange={(timeZone) => onChange({ timeZone })}
        error={errors["timeZone"]}
      />
    </>
  );
}
