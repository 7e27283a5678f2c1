import type { ReactNode } from "react";
import type { Clause } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { useText } from "../../../components/text.tsx";
import { ClauseRow } from "./clause-row.tsx";
import { clauseWords } from "./clause-words.ts";
import { useEditing } from "./editing.ts";
import { ItemList } from "./item-list.tsx";
import { freshClause } from "./pack-clauses.ts";
import type { Path } from "./pack-path.ts";

/** Questions that must all be answered with yes; none of them means always. */
export function ClauseRows({
  path,
  title,
  optional,
}: {
  readonly path: Path;
  readonly title: string;
  /** Whether none of them is no list at all. */
  readonly optional?: boolean;
}): ReactNode {
  const texts = useText();
  const { pack } = useEditing();
  return (
    <ItemList<Clause>
      path={path}
      optional={optional}
      title={title}
      addLabel={texts.t("policies.clause.add")}
      fresh={freshClause}
      nameOf={(clause) => clauseWords(texts, pack, clause)}
    >
      {(at) => <ClauseRow path={at} />}
    </ItemList>
  );
}
