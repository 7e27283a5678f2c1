import { IntlMessageFormat } from "intl-messageformat";
import { messageFormatters } from "../../src-main/domain/ground/locale.ts";
import { createContext, useContext, useMemo, type ReactNode } from "react";

/** Gives the text of a key in the reader's language, with its values filled in. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** The reader's language and its texts. */
export type Texts = { readonly language: string; readonly t: Translate; readonly has: (key: string) => boolean };

const TextContext = createContext<Texts | null>(null);

/** Makes a translator over one language's texts (ICU MessageFormat). A key without a text shows as itself. */
export function createTexts(language: string, messages: Readonly<Record<string, string>>): Texts {
  const formats = new Map<string, IntlMessageFormat>();
  const formatters = messageFormatters(language);
  const t: Translate = (key, values) => {
    const message = messages[key];
    if (message === undefined) return key;
    let format = formats.get(key);
    if (!format) formats.set(key, (format = new IntlMessageFormat(message, language, undefined, { ignoreTag: true, formatters })));
    return String(format.format(values as Record<string, string | number>));
  };
  return { language, t, has: (key) => key in messages };
}

export function TextProvider({
  language,
  messages,
  children,
}: {
  language: string;
  messages: Readonly<Record<string, string>>;
  children: ReactNode;
}): ReactNode {
  const texts = useMemo(() => createTexts(language, messages), [language, messages]);
  return <TextContext value={texts}>{children}</TextContext>;
}

/** The texts of the reader's language. */
export function useText(): Texts {
  const texts = useContext(TextContext);
  if (!texts) throw new Error("no TextProvider above");
  return texts;
}
