/** Languages of screens and papers, in the order in which they are offered. */
export const LANGUAGES = ["en", "ru", "lv", "kk"] as const;

/** A language of screens and papers (ISO 639-1). */
export type Language = (typeof LANGUAGES)[number];

/** Whether a text names a language that Talon speaks. */
export const isLanguage = (text: string): text is Language => (LANGUAGES as readonly string[]).includes(text);
