import { useEffect, useMemo, useState, type ReactNode } from "react";
import { COUNTRIES, CURRENCIES, currencyOf } from "../../src-main/domain/ground/country.ts";
import { compareWords, loadNames, namesByIntl, type Names } from "../../src-main/domain/ground/locale.ts";
import { SearchSelect } from "./search-select.tsx";
import type { ShopFieldsProps } from "./shop-fields.tsx";
import { useText } from "./text.tsx";

type Choice = { readonly value: string; readonly label: string };

/** Names of countries or currencies in the reader's language. */
function useNames(language: string, type: "region" | "currency"): Names {
  const [loaded, setLoaded] = useState<{ readonly language: string; readonly names: Names }>();
  useEffect(() => {
    let wanted = true;
    void loadNames(language, type).then((names) => wanted && setLoaded({ language, names }));
    return () => {
      wanted = false;
    };
  }, [language, type]);
  return useMemo(() => (loaded?.language === language ? loaded.names : namesByIntl(language, type)), [loaded, language, type]);
}

const byLabel = (language: string, choices: Choice[]): Choice[] => {
  const compare = compareWords(language);
  return choices.sort((a, b) => compare(a.label, b.label));
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
  const [country, currency] = [useNames(language, "region"), useNames(language, "currency")];
  const countries = useMemo(
    () =>
      byLabel(
        language,
        COUNTRIES.map((value) => ({ value, label: country(value) })),
      ),
    [language, country],
  );
  const currencies = useMemo(
    () =>
      byLabel(
        language,
        CURRENCIES.map((value) => ({ value, label: `${value} · ${capital(currency(value))}` })),
      ),
    [language, currency],
  );
  return (
    <>
      <SearchSelect
        label={t("shop.country")}
        data={countries}
        value={settings.country}
        onChange={(chosen) => onChange({ country: chosen, currency: currencyOf(chosen) })}
        error={errors["country"]}
      />
      <SearchSelect
        label={t("shop.currency")}
        data={currencies}
        value={settings.currency}
        onChange={(chosen) => onChange({ currency: chosen })}
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
