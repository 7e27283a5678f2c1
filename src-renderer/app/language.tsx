import { useEffect, useState, type ReactNode } from "react";
import type { Language } from "../../src-main/domain/ground/language.ts";
import { TextProvider } from "../components/text.tsx";
import { screenLanguage, usePreferences } from "../stores/preferences.ts";
import { useSession } from "../stores/session.ts";

type Messages = Readonly<Record<string, string>>;

const LOADERS: Readonly<Record<Language, () => Promise<{ default: Messages }>>> = {
  en: () => import("../../resources/locales/en.json"),
  ru: () => import("../../resources/locales/ru.json"),
  lv: () => import("../../resources/locales/lv.json"),
  kk: () => import("../../resources/locales/kk.json"),
};

const NO_LANGUAGES: readonly Language[] = [];

// The texts are on their way before anything asks for them.
void LOADERS[screenLanguage(usePreferences.getState().language, NO_LANGUAGES)]();

/** Loads the texts of the screens' language; the last ones stay until the next are there. */
export function LanguageProvider({ children }: { children: ReactNode }): ReactNode {
  const chosen = usePreferences(({ language }) => language);
  const ofShop = useSession(({ welcome }) => welcome?.settings.languages ?? NO_LANGUAGES);
  const language = screenLanguage(chosen, ofShop);
  const [loaded, setLoaded] = useState<{ language: Language; messages: Messages } | null>(null);
  useEffect(() => {
    let wanted = true;
    void LOADERS[language]().then(({ default: messages }) => {
      if (!wanted) return;
      document.documentElement.lang = language;
      setLoaded({ language, messages });
    });
    return () => {
      wanted = false;
    };
  }, [language]);
  if (!loaded) return null;
  return (
    <TextProvider language={loaded.language} messages={loaded.messages}>
      {children}
    </TextProvider>
  );
}
