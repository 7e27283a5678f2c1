import { readFileSync } from "node:fs";
import { join } from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import { formatDay, formatInstant, isoDateAt } from "../../domain/ground/date.ts";
import type { Language } from "../../domain/ground/language.ts";
import { messageFormatters } from "../../domain/ground/locale.ts";
import { formatMoney, formatQuantity } from "../../domain/ground/money.ts";
import { formatPhone } from "../../domain/ground/phone.ts";
import type { ShopSettings } from "../../domain/shop/shop.ts";

/** How a paper speaks to its reader: texts, days, times, amounts and phone numbers in the reader's way. */
export type Reader = {
  readonly language: Language;
  /** @throws RangeError where the language has no such text */
  text(key: string, values?: Readonly<Record<string, string | number>>): string;
  /** The text `<family>.<id>`, or the id itself where it is a shop's own word. */
  term(family: string, id: string): string;
  day(iso: string): string;
  /** @param at epoch ms, shown in the shop's time zone */
  instant(at: number): string;
  /** @param at epoch ms; the day that it is then in the shop's time zone */
  dayAt(at: number): string;
  money(minor: number, currency: string): string;
  /** @param milli thousandths */
  quantity(milli: number): string;
  phone(e164: string): string;
};

/** Gives a reader for a language and a shop. */
export type Texts = (language: Language, shop: Pick<ShopSettings, "country" | "timeZone">) => Reader;

/**
 * Opens the texts of `<language>.json` (ICU MessageFormat), each language when it is first spoken.
 * @throws the file system's error, at first use, where a language has no file
 */
export function openTexts(localesDir: string): Texts {
  const languages = new Map<Language, Map<string, string | IntlMessageFormat>>();
  const messagesOf = (language: Language): Map<string, string | IntlMessageFormat> => {
    let messages = languages.get(language);
    if (!messages) {
      const file = JSON.parse(readFileSync(join(localesDir, `${language}.json`), "utf8")) as Record<string, string>;
      languages.set(language, (messages = new Map(Object.entries(file))));
    }
    return messages;
  };
  return (language, { country, timeZone }) => {
    const messages = messagesOf(language);
    const formatters = messageFormatters(language);
    const locale = readerLocale(language, country);
    return {
      language,
      text(key, values) {
        let message = messages.get(key);
        if (message === undefined) throw new RangeError(`No text "${key}" in ${language}`);
        if (typeof message === "string")
          messages.set(key, (message = new IntlMessageFormat(message, language, undefined, { ignoreTag: true, formatters })));
        return String(message.format(values));
      },
      term(family, id) {
        return messages.has(`${family}.${id}`) ? this.text(`${family}.${id}`) : id;
      },
      day: (iso) => formatDay(iso, locale),
      instant: (at) => formatInstant(at, locale, timeZone),
      dayAt: (at) => formatDay(isoDateAt(at, timeZone), locale),
      money: (minor, currency) => formatMoney({ minor, currency }, locale, "paper"),
      quantity: (milli) => formatQuantity(milli, locale),
      phone: (phone) => formatPhone(phone, String(messages.get("phone.extension") ?? "#")),
    };
  };
}

/** Who reads English in America reads 04/12 as April 12. */
const readerLocale = (language: Language, country: string): string => (language === "en" && country === "US" ? "en-US" : language);
