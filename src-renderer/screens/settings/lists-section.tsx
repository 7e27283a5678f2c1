import type { ReactNode } from "react";
import { ACCESSORIES, CATEGORIES } from "../../../src-main/domain/shop/shop.ts";
import { wordOr } from "../../components/labels.ts";
import { useText } from "../../components/text.tsx";
import type { FieldErrors } from "../../stores/explain.ts";
import { SectionForm } from "./section-form.tsx";
import { useShopForm } from "./shop-form.ts";
import { WordList } from "./word-list.tsx";

const FAMILIES = [
  { name: "categories", family: "category", shipped: CATEGORIES },
  { name: "accessories", family: "accessory", shipped: ACCESSORIES },
] as const;

const filled = (words: readonly string[]): readonly string[] => words.map((word) => word.trim()).filter((word) => word !== "");

/** Kinds of devices and usual accessories, as intake offers them. */
export function ListsSection(): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { settings, onChange, changed, save, undo } = useShopForm("lists");
  const check = (): FieldErrors =>
    Object.fromEntries(
      FAMILIES.flatMap(({ name, family }) => {
        const shown = settings[name].map((word) => wordOr(texts, family, word).trim().toLowerCase());
        return shown.flatMap((word, index) =>
          word !== "" && shown.indexOf(word) !== shown.lastIndexOf(word) ? [[`${name}.${index}`, t("settings.lists.twice")]] : [],
        );
      }),
    );
  return (
    <SectionForm
      title={t("settings.lists")}
      changed={changed}
      check={check}
      onSave={() => save((all) => ({ ...all, categories: filled(all.categories), accessories: filled(all.accessories) }))}
      onUndo={undo}
    >
      {(errors) => (
        <>
          <p className="quiet">{t("settings.lists.keys")}</p>
          <div className="settings-lists">
            {FAMILIES.map(({ name, family, shipped }) => (
              <WordList
                key={name}
                title={t(`settings.lists.${name}`)}
                family={family}
                shipped={shipped}
                words={settings[name]}
                onChange={(words) => onChange({ [name]: words })}
                errorAt={(index) => errors[`${name}.${index}`]}
              />
            ))}
          </div>
        </>
      )}
    </SectionForm>
  );
}
