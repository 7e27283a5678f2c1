import type { Database } from "better-sqlite3";
import { DomainError } from "../../domain/ground/error.ts";
import type { TemplateProblem, TemplateVersion } from "../../domain/papers/own-template.ts";
import type { PageKind } from "../../domain/shop/paper-layout.ts";
import { prepared } from "../ground/prepared.ts";

type TemplateRow = { id: string; kind: string; problem: string | null; person: string | null; created_at: number };

const COLUMNS = "t.id, t.kind, t.problem, w.name AS person, t.created_at";
const JOINED = "own_template t LEFT JOIN person w ON w.id = t.person_id";

const statements = prepared((db) => ({
  insert: db.prepare("INSERT INTO own_template (id, kind, source, problem, person_id, created_at) VALUES (?, ?, ?, ?, ?, ?)"),
  get: db.prepare<[string], TemplateRow & { source: string }>(`SELECT ${COLUMNS}, t.source FROM ${JOINED} WHERE t.id = +?`),
  ofKind: db.prepare<[string], TemplateRow>(`SELECT ${COLUMNS} FROM ${JOINED} WHERE t.kind = +? ORDER BY t.ordinal DESC LIMIT 100`),
  problem: db.prepare("UPDATE own_template SET problem = ? WHERE id = ?"),
}));

const versionFromRow = ({ id, problem, person, created_at: at }: TemplateRow): TemplateVersion => ({
  id,
  at,
  person,
  problem: problem === null ? null : (JSON.parse(problem) as TemplateProblem),
});

const textOf = (problem: TemplateProblem | null): string | null => problem && JSON.stringify(problem);

/** Keeps a template as it was written. */
export const insertTemplate = (
  db: Database,
  template: Pick<TemplateVersion, "id" | "at" | "problem"> & { readonly kind: PageKind; readonly source: string; readonly personId: string | null },
): void => void statements(db).insert.run(template.id, template.kind, template.source, textOf(template.problem), template.personId, template.at);

/** A template that the shop wrote, with its source; undefined where there is none of that id. */
export function findTemplate(db: Database, id: string): (TemplateVersion & { readonly kind: PageKind; readonly source: string }) | undefined {
  const row = statements(db).get.get(id);
  return row && { ...versionFromRow(row), kind: row.kind as PageKind, source: row.source };
}

/** @throws DomainError `template.unknown` */
export function getTemplate(db: Database, id: string): NonNullable<ReturnType<typeof findTemplate>> {
  const found = findTemplate(db, id);
  if (!found) throw new DomainError("template.unknown", { field: "id" });
  return found;
}

/** The newest 100 that the shop wrote for a kind of page. */
export const listTemplates = (db: Database, kind: PageKind): readonly TemplateVersion[] => statements(db).ofKind.all(kind).map(versionFromRow);

/** Notes that a template cannot be used. */
export const updateTemplateProblem = (db: Database, id: string, problem: TemplateProblem): void =>
  void statements(db).problem.run(textOf(problem), id);
