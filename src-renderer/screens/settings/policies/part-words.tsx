import type { ReactNode } from "react";
import type { PolicyWord } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { packText } from "../../../../src-main/domain/warranty/policy-text.ts";
import { WIDE } from "../../../components/field-grid.tsx";
import { useText } from "../../../components/text.tsx";
import { BodyCodes } from "./body-codes.tsx";
import { useEditing } from "./editing.ts";
import { TagsAt } from "./fields.tsx";
import { TextsAt } from "./texts-field.tsx";
import { ItemList } from "./item-list.tsx";
import { freshWord, type WordKind } from "./pack-words.ts";
import { WordId } from "./word-id.tsx";

const KINDS: readonly WordKind[] = ["findings", "defects", "parts"];

/** The words that the technician picks from, and how body codes are read. */
export function WordsPart(): ReactNode {
  const texts = useText();
  const { t } = texts;
  const { pack } = useEditing();
  return (
    <>
      {KINDS.map((kind) => (
        <ItemList<PolicyWord>
          key={kind}
          path={["words", kind]}
          title={t(`policies.words.${kind}`)}
          addLabel={t("policies.words.add")}
          fresh={() => freshWord(pack, kind)}
          nameOf={({ id, name }) => packText(name, pack, texts.language, id)}
        >
          {(path, word) => (
            <div className="policy-row">
              <TextsAt path={[...path, "name"]} label={t("policies.words.name")} />
              <WordId kind={kind} path={path} word={word} />
              <TagsAt path={[...path, "also"]} label={t("policies.words.also")} style={WIDE} optional />
            </div>
          )}
        </ItemList>
      ))}
      <BodyCodes />
    </>
  );
}
