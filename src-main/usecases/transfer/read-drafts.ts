import { readRecords, type Sniffed } from "../../storage/import-file.ts";
import { dayReadings, isTwoDays, type DayReadings } from "../../domain/ground/day-text.ts";
import { fieldsOf } from "../../domain/transfer/import-cell.ts";
import { draftOf, type Draft } from "../../domain/transfer/import-draft.ts";
import { readRow, type DraftProblem, type RowHome } from "../../domain/transfer/import-row.ts";
import type { DayOrder, DayProof, ImportField, ImportPlan, Mapping } from "../../domain/transfer/import.ts";
import { readOpenRepair } from "../../domain/transfer/open-repair.ts";
import { foldText } from "../../domain/ground/text.ts";

/** All that the rows of a file are read with. It can be sent to a thread. */
export type Reading = {
  readonly path: string;
  readonly sniffed: Sniffed;
  readonly columns: readonly string[];
  readonly plan: Pick<ImportPlan, "kind" | "headRow" | "mapping" | "prefix" | "dayOrder" | "unclosed">;
  readonly home: Omit<RowHome, "category" | "dayOrder" | "readings">;
  /** The shop's kinds of device by folded words for them in any language; other words are kept as the shop's own. */
  readonly categories: ReadonlyMap<string, string>;
};

/** A row that is not blank, its cells as JSON. Lines are counted as a spreadsheet does, from 1. */
export type ReadRow = { readonly line: number; readonly cells: string; readonly draft: Draft | readonly DraftProblem[] };

/**
 * Some rows, and how far into the file they reach, of 1. `dayProof` is null while no date could be read in two ways; `left` counts the
 * cells, up to here, of each column that no field takes.
 */
export type ReadRows = {
  readonly rows: readonly ReadRow[];
  readonly share: number;
  readonly dayProof: DayProof | null;
  readonly left: readonly number[];
};

/** So many rows are read before others have their turn. */
const TURN_ROWS = 200;

/** Reads the rows of a file below its headings, and makes all that can be made of them without the shop's data. @throws those of `readRecords` */
export async function* readDrafts({ path, sniffed, columns, plan, home, categories }: Reading): AsyncGenerator<ReadRows, void, void> {
  const { kind, headRow, mapping, prefix, unclosed } = plan;
  const places = new Map(columns.map((column, index) => [column.trim(), index]));
  const met = new Map<string, string>();
  const category = (word: string): string => {
    const found = met.get(word) ?? categories.get(foldText(word)) ?? word;
    met.set(word, found);
    return found;
  };
  const textOf = fieldsOf(mapping);
  const readings = keptReadings();
  let dayOrder: DayOrder | null = plan.dayOrder;
  let dayProof: DayProof | null = null;
  const read = (cells: readonly string[]) =>
    kind === "ord"
      ? readOpenRepair((column) => cells[places.get(column) ?? -1] ?? "", home.languages[0] ?? "en")
      : readRow(kind, (field) => textOf(cells, field), { prefix, unclosed }, { ...home, category, dayOrder, readings });
  const unread = kind === "ord" ? [] : unreadPlaces(columns, mapping);
  const left = unread.map(() => 0);
  let rows: ReadRow[] = [];
  let line = 0;
  let reached = 0;
  for await (const { cells, share } of readRecords(path, sniffed)) {
    line++;
    reached = share;
    // What stands above the headings is no data; a blank line between or after the rows says nothing.
    if (line <= headRow || cells.every((cell) => cell.trim() === "")) continue;
    for (let index = 0; index < unread.length; index++) if (cells[unread[index]!]?.trim()) left[index]!++;
    let draft = read(cells);
    if (!("order" in draft) && dayProof === null && draft.some(({ problem }) => problem === "date-two-ways")) {
      dayProof = await proveDayOrder(path, sniffed, plan);
      if (dayProof === "day-first" || dayProof === "month-first") {
        dayOrder = dayProof;
        draft = read(cells);
      }
    }
    rows.push({ line, cells: JSON.stringify(cells), draft: "order" in draft ? draftOf(draft) : draft });
    if (rows.length < TURN_ROWS) continue;
    yield { rows, share, dayProof, left: [...left] };
    rows = [];
  }
  yield { rows, share: reached, dayProof, left: [...left] };
}

/** So many days are kept. */
const DAYS_KEPT = 5000;

/** `dayReadings` that keeps what it read of a file: reading a day takes as long as reading a customer's name. */
function keptReadings(): typeof dayReadings {
  const [past, ahead] = [new Map<string, DayReadings>(), new Map<string, DayReadings>()];
  return (text, home) => {
    const kept = home.past ? past : ahead;
    const known = kept.get(text);
    if (known) return known;
    const read = dayReadings(text, home);
    if (kept.size < DAYS_KEPT) kept.set(text, read);
    return read;
  };
}

/** The columns, counted from 0, that no field takes. */
export function unreadPlaces(columns: readonly string[], mapping: Mapping): readonly number[] {
  const taken = new Set(Object.values(mapping).flat());
  return columns.map((_, place) => place).filter((place) => !taken.has(place));
}

const DAYS: readonly ImportField[] = ["received", "promised", "closed", "purchased"];

/** What all dates of a file that can be read in one way only prove about those that can be read in two. */
async function proveDayOrder(path: string, sniffed: Sniffed, { headRow, mapping }: Reading["plan"]): Promise<DayProof> {
  const textOf = fieldsOf(mapping);
  const fields = DAYS.filter((field) => mapping[field] !== undefined);
  const seen = { dayFirst: false, monthFirst: false };
  let line = 0;
  for await (const { cells } of readRecords(path, sniffed)) {
    if (++line <= headRow) continue;
    for (const field of fields) {
      // Which year two figures mean, and in which zone an instant is told, says nothing about day and month.
      const readings = dayReadings(textOf(cells, field), { today: "2199-12-31", timeZone: "UTC" });
      if (readings.dayFirst === readings.monthFirst || isTwoDays(readings)) continue;
      if (readings.dayFirst !== undefined) seen.dayFirst = true;
      else seen.monthFirst = true;
    }
    if (seen.dayFirst && seen.monthFirst) return "both";
  }
  if (seen.dayFirst) return "day-first";
  return seen.monthFirst ? "month-first" : "none";
}
