import { Button, Group, SegmentedControl } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { Language } from "../../src-main/domain/ground/language.ts";
import type { ShopFieldsProps } from "./shop-fields.tsx";
import { TextArea } from "./text-area.tsx";
import { useText } from "./text.tsx";

/** Terms of acceptance, one text per language of the shop; an empty one prints the shipped text. */
export function TermsField({ settings, onChange, errors }: ShopFieldsProps): ReactNode {
  const { t, language: reader } = useText();
  const [chosen, setChosen] = useState<Language | null>(null);
  const wrong = settings.languages.find((language) => errors[`terms.${language}`]);
  const language = chosen !== null && settings.languages.includes(chosen) ? chosen : (wrong ?? settings.languages[0] ?? "en");
  const change = (text: string): void => onChange({ terms: { ...settings.terms, [language]: text } });
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={4}>
        <SegmentedControl
          aria-label={t("shop.terms.language")}
          size="md"
          data={settings.languages.map((value) => ({ value, label: t(`language.${value}`) }))}
          value={language}
          onChange={setChosen}
        />
        {language === reader && settings.terms[language] === "" && (
          <Button variant="subtle" onClick={() => change(t("paper.terms.default"))}>
            {t("shop.terms.edit-shipped")}
          </Button>
        )}
      </Group>
      <TextArea
        aria-label={t("shop.terms.in", { language: t(`language.${language}`) })}
        placeholder={t("shop.terms.empty")}
        lang={language}
        minRows={5}
        maxRows={16}
        value={settings.terms[language]}
        onChange={({ currentTarget }) => change(currentTarget.value)}
        error={errors[`terms.${language}`]}
      />
    </div>
  );
}
