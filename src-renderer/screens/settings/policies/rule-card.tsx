import { IconAlertTriangle } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import type { Clause } from "../../../../src-main/domain/warranty/policy-pack.ts";
import { packText } from "../../../../src-main/domain/warranty/policy-text.ts";
import { useText } from "../../../components/text.tsx";
import { ClauseRows } from "./clause-rows.tsx";
import { clauseWords } from "./clause-words.ts";
import { useEditing } from "./editing.ts";
import { ItemList } from "./item-list.tsx";
import { getIn, type Path } from "./pack-path.ts";
import { freshRule } from "./pack-rules.ts";
import { RuleWords } from "./rule-words.tsx";

type Ruled = { readonly rule: string };

type RuleCardProps = {
  readonly path: Path;
  /** What the head says beside the sentence: what the rule gives, what it costs. */
  readonly note?: string;
  /** The field that holds the clauses, and what they decide. */
  readonly clauses?: { readonly name: "when" | "for"; readonly title: string };
  readonly children?: ReactNode;
};

/** A rule with its sentence, its own fields, and the clauses that it depends on. It is closed until it is worked on. */
export function RuleCard({ path, note, clauses, children }: RuleCardProps): ReactNode {
  const texts = useText();
  const { pack, errors } = useEditing();
  const [open, setOpen] = useState(false);
  const row = getIn(pack, path) as Ruled & Partial<Clause> & { readonly when?: readonly Clause[]; readonly for?: readonly Clause[] };
  const field = path.join(".");
  const own = row.fact === undefined ? [] : [row as Clause];
  const conditions = [...own, ...((clauses && row[clauses.name]) ?? [])].map((clause) => clauseWords(texts, pack, clause));
  const wrong = Object.keys(errors).some((place) => place === field || place.startsWith(`${field}.`) || place.startsWith(`texts.${row.rule}.`));
  return (
    <details className="policy-card" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span className="policy-card-text">
          {packText(pack.texts[row.rule], pack, texts.language, row.rule)}
          {wrong && (
            <span className="policy-card-wrong">
              <IconAlertTriangle size={16} aria-hidden /> {texts.t("policies.needs-look")}
            </span>
          )}
        </span>
        {(note || conditions.length > 0) && <span className="policy-card-note">{[note, ...conditions].filter(Boolean).join("; ")}</span>}
      </summary>
      {open && (
        <div className="policy-card-body">
          {errors[field] && (
            <p className="policy-wrong" role="alert">
              {errors[field]}
            </p>
          )}
          <RuleWords path={path} />
          {children}
          {clauses && <ClauseRows path={[...path, clauses.name]} title={clauses.title} />}
        </div>
      )}
    </details>
  );
}

type RuleListProps<Row extends Ruled> = {
  readonly path: Path;
  readonly title: string;
  readonly description?: string;
  readonly addLabel: string;
  /** How ids of new rules begin. */
  readonly family: string;
  readonly fresh: (rule: string) => Row;
  readonly noteOf?: (row: Row) => string;
  readonly clauses?: RuleCardProps["clauses"];
  readonly children?: (path: Path, row: Row) => ReactNode;
};

/** Rules one below the other, each in a card. */
export function RuleList<Row extends Ruled>({
  path,
  title,
  description,
  addLabel,
  family,
  fresh,
  noteOf,
  clauses,
  children,
}: RuleListProps<Row>): ReactNode {
  const { language } = useText();
  const { pack } = useEditing();
  return (
    <ItemList<Row>
      path={path}
      title={title}
      description={description}
      addLabel={addLabel}
      fresh={() => fresh(freshRule(pack, family))}
      nameOf={({ rule }) => packText(pack.texts[rule], pack, language, rule)}
    >
      {(at, row) => (
        <RuleCard path={at} note={noteOf?.(row)} clauses={clauses}>
          {children?.(at, row)}
        </RuleCard>
      )}
    </ItemList>
  );
}
