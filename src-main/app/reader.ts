import { join } from "node:path";
import { openTexts, type Reader } from "../documents/engine/texts.ts";
import { isLanguage, type Language } from "../domain/ground/language.ts";
import { homeOfThisPc, resourcesFolder } from "./data-folder.ts";

/** The first of some languages of a PC (BCP 47) that Talon speaks; English where it speaks none of them. */
export const spokenLanguage = (locales: readonly string[]): Language =>
  locales.map((locale) => locale.split(/[-_]/, 1)[0]!.toLowerCase()).find(isLanguage) ?? "en";

/** The languages that a browser asks for (Accept-Language, RFC 9110 12.5.4), the best liked first. */
export const acceptedLanguages = (header: string): readonly string[] =>
  header
    .split(",")
    .map((range) => /^\s*([\w-]+)\s*(?:;\s*q=([\d.]+))?\s*$/.exec(range))
    .filter((range) => range !== null)
    .map(([, language, weight = "1"]) => ({ language: language!, weight: Number(weight) }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ language }) => language);

/** Talon's texts in the language of this PC, for whoever sits at it before anyone has signed in. */
export const readerOfThisPc = (locales: readonly string[] = [Intl.DateTimeFormat().resolvedOptions().locale]): Reader =>
  openTexts(join(resourcesFolder(), "locales"))(spokenLanguage(locales), homeOfThisPc());
