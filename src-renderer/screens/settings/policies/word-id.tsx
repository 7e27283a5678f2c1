import { TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { PolicyWord } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { useText } from "../../../components/text.tsx";
import { useEditing, useField } from "./editing.ts";
import type { Path } from "./pack-path.ts";
import { renameWord, type WordKind } from "./pack-words.ts";

type WordIdProps = { readonly kind: WordKind; readonly path: Path; readonly word: PolicyWord };

/** The id of a word; clauses that name the word follow it once the field is left. */
export function WordId({ kind, path, word }: WordIdProps): ReactNode {
  const { t } = useText();
  const { change } = useEditing();
  const { props } = useField<string>([...path, "id"]);
  const [typed, setTyped] = useState<string | null>(null);
  const take = (): void => {
    if (typed !== null) change((whole) => renameWord(whole, kind, word.id, typed.trim()));
    setTyped(null);
  };
  return (
    <TextInput
      label={t("policies.words.id")}
      autoComplete="off"
      spellCheck={false}
      value={typed ?? word.id}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={take}
      onKeyDown={({ key }) => key === "Enter" && take()}
      {...props}
    />
  );
}
