import { readRecords, type Sniffed } from "../database/import-file.ts";
import { fieldsOf } from "../domain/import-cell.ts";
import { draftOf, type Draft } from "../domain/import-draft.ts";
import { readRow, type DraftProblem, type RowHome } from "../domain/import-row.ts";
import type { ImportPlan } from "../domain/import.ts";
import { readOpenRepair } from "../domain/open-repair.ts";
import { foldText } from "../domain/text.ts";

/** All that the rows of a file are read with. It can be sent to a thread. */
export type Reading = {
  readonly path: string;
  readonly sniffed: Sniffed;
  readonly columns: readonly string[];
  readonly plan: Pick<ImportPlan, "kind" | "headRow" | "mapping" | "prefix">;
  readonly home: Omit<RowHome, "category">;
  /** The shop's kinds of device by folded words for them in any language; other words are kept as the shop's own. */
  readonly categories: ReadonlyMap<string, string>;
};

/** A row that is not blank, its cells as JSON. Lines are counted as a spreadsheet does, the headings being 1. */
export type ReadRow = { readonly line: number; readonly cells: string; readonly draft: Draft | readonly DraftProblem[] };

/** Some rows, and how far into the file they reach, of 1. */
export type ReadRows = { readonly rows: readonly ReadRow[]; readonly share: number };

/** So many rows are read before others have their turn. */
const TURN_ROWS = 200;

/** Reads the rows of a file below its headings, and makes all that can be made of them without the shop's data. @throws those of `readRecords` */
export async function* readDrafts({ path, sniffed, columns, plan, home, categories }: Reading): AsyncGenerator<ReadRows, void, void> {
  const { kind, headRow, mapping, prefix } = plan;
  const places = new Map(columns.map((column, index) => [column.trim(), index]));
  const met = new Map<string, string>();
  const category = (word: string): string => {
    const found = met.get(word) ?? categories.get(foldText(word)) ?? word;
    met.set(word, found);
    return found;
  };
  const textOf = fieldsOf(mapping);
  const read = (cells: readonly string[]) =>
    kind === "ord"
      ? readOpenRepair((column) => cells[places.get(column) ?? -1] ?? "", home.languages[0] ?? "en")
      : readRow(
          kind,
          (field) => textOf(cells, field),
          (field) => mapping[field] !== undefined,
          prefix,
          { ...home, category },
        );
  let rows: ReadRow[] = [];
  let line = 0;
  let reached = 0;
  for await (const { cells, share } of readRecords(path, sniffed)) {
    line++;
    reached = share;
    // What stands above the headings is no data; a blank line between or after the rows says nothing.
    if (line <= headRow || cells.every((cell) => cell.trim() === "")) continue;
    const draft = read(cells);
    rows.push({ line, cells: JSON.stringify(cells), draft: "order" in draft ? draftOf(draft) : draft });
    if (rows.length < TURN_ROWS) continue;
    yield { rows, share };
    rows = [];
  }
  yield { rows, share: reached };
}
