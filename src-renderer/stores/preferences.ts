import { create } from "zustand";
import { isLanguage, type Language } from "../../src-main/domain/ground/language.ts";
import type { QueueSort } from "../../src-main/domain/orders/queue.ts";
import { client } from "../client/client.ts";

/** How a person likes their screens. Kept with the person in the shop's data; the language also on this PC, for the sign-in. */
export type Preferences = {
  readonly language: Language | null;
  readonly queue: { readonly view: "list" | "board"; readonly sort: QueueSort; readonly filter: Readonly<Record<string, unknown>> };
};

const LANGUAGE = "talon.language";

function storedLanguage(): Language | null {
  const stored = localStorage.getItem(LANGUAGE);
  return stored !== null && isLanguage(stored) ? stored : null;
}

const FIRST_QUEUE: Preferences["queue"] = { view: "list", sort: "due", filter: {} };

export const usePreferences = create<Preferences>(() => ({ language: storedLanguage(), queue: FIRST_QUEUE }));

/** Takes over what main keeps for the person who signed in; main stored it as it was sent, so its shape is checked here. */
export function keepPreferencesOf(kept: Readonly<Record<string, unknown>>): void {
  const before = usePreferences.getState();
  const language = typeof kept["language"] === "string" && isLanguage(kept["language"]) ? kept["language"] : before.language;
  const queue = typeof kept["queue"] === "object" && kept["queue"] !== null ? { ...FIRST_QUEUE, ...kept["queue"] } : FIRST_QUEUE;
  usePreferences.setState({ language, queue });
}

/** Changes preferences and keeps them for the person, if one has signed in. */
export function changePreferences(change: Partial<Preferences>): void {
  usePreferences.setState(change);
  const { language, queue } = usePreferences.getState();
  if (language !== null) localStorage.setItem(LANGUAGE, language);
  // Before sign-in there is nobody to keep it for.
  client.session.keepPreferences({ language, queue }).catch(() => undefined);
}

/** The language of the screens: the person's choice, else the browser's, else the shop's own. */
export function screenLanguage(chosen: Language | null, ofShop: readonly Language[]): Language {
  if (chosen) return chosen;
  const browsers = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage);
  return browsers ?? ofShop[0] ?? "en";
}
