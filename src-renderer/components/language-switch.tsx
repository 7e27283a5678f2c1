import { SegmentedControl } from "@mantine/core";
import type { ReactNode } from "react";
import { LANGUAGES, type Language } from "../../src-main/domain/ground/language.ts";
import { useText } from "./text.tsx";

/** The languages of the screens, each in its own name. */
export function LanguageSwitch({ onChange }: { onChange: (language: Language) => void }): ReactNode {
  const { t, language } = useText();
  return (
    <SegmentedControl
      aria-label={t("screen-language")}
      size="md"
      data={LANGUAGES.map((value) => ({ value, label: <span lang={value}>{t(`language.${value}`)}</span> }))}
      value={language as Language}
      onChange={onChange}
    />
  );
}
