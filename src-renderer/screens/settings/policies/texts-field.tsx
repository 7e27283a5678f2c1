import type { ReactNode } from "react";
import type { Texts as PackTexts } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { TextArea } from "../../../components/text-area.tsx";
import { useText } from "../../../components/text.tsx";
import { useEditing, useField } from "./editing.ts";
import type { FieldProps } from "./fields.tsx";

/** A text in each language of the policy: the chosen one is written here, those that lack it are named. */
export function TextsAt({ path, label, lines = 1 }: FieldProps & { readonly lines?: number }): ReactNode {
  const { t } = useText();
  const { pack, language, setLanguage, errors } = useEditing();
  const { value: texts = {}, set } = useField<PackTexts>(path);
  const field = path.join(".");
  const missing = pack.languages.filter((one) => !texts[one]?.trim());
  const others = missing.filter((one) => one !== language);
  const change = (text: string): void => set({ ...texts, [language]: text });
  return (
    <div className="policy-texts" data-path={field}>
      <TextArea
        label={`${label} · ${t(`language.${language}`)}`}
        lang={language}
        minRows={lines}
        maxRows={8}
        data-path={`${field}.${language}`}
        placeholder={texts[pack.languages[0]!]}
        value={texts[language] ?? ""}
        onChange={({ currentTarget }) => change(currentTarget.value)}
        error={missing.includes(language) ? errors[`${field}.${language}`] : undefined}
      />
      {others.length > 0 && (
        <div className="policy-missing">
          {t("policies.missing-in")}
          {others.map((one) => (
            <button key={one} type="button" onClick={() => setLanguage(one)}>
              {t(`language.${one}`)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
