import { basename, resolve } from "node:path";
import { DomainError } from "../domain/ground/error.ts";
import {
  DAY_ORDERS,
  DELIMITERS,
  ENCODINGS,
  IMPORT_FIELDS,
  IMPORT_KINDS,
  MOST_COLUMNS,
  UNCLOSED,
  USUAL_PLAN,
  type ExportStep,
  type ImportRecord,
  type Mapping,
} from "../domain/transfer/import.ts";
import type { FieldProblem } from "../domain/ground/field-problem.ts";
import { exportEverything } from "../usecases/transfer/export-everything.ts";
import { exportImport, exportOpenRepair } from "../usecases/transfer/export-open-repair.ts";
import { importRecords, lookAtFile } from "../usecases/transfer/import-records.ts";
import { readImports, undoImport } from "../usecases/transfer/undo-import.ts";
import { needed, print, readText, refuse, unreadable, type Failure, type Options, type Work } from "./command-line.ts";

const importLine = ({ counts, at, undoneAt, ...record }: ImportRecord) => ({
  ...record,
  at: new Date(at).toISOString(),
  undoneAt: undoneAt === null ? null : new Date(undoneAt).toISOString(),
  ...counts,
});

const oneOf = <Choice extends string>(choices: readonly Choice[], value: string | undefined, field: string): Choice | undefined =>
  value === undefined ? undefined : (choices.find((choice) => choice === value) ?? refuse(field, "choice"));

function countFrom1(text: string, field: string): number {
  const count = Number(text);
  return Number.isInteger(count) && count >= 1 && count <= 1000 ? count : refuse(field, "choice");
}

/** Delimiters by the names that a shell lets through. */
const DELIMITER_NAMES: Readonly<Record<string, string>> = { comma: ",", semicolon: ";", tab: "\t", pipe: "|" };

/** Brings a file in, lists what was brought in, or takes it back. */
export async function importFile(work: Work): Promise<readonly Failure[]> {
  const { shop, caller, words, options } = work;
  if (words[0] === "list" && words.length === 1) {
    readImports(shop).forEach((record) => print(importLine(record)));
    return [];
  }
  if (words[0] === "undo" && words.length === 2) {
    await undoImport(shop, words[1]!);
    print({ undone: words[1] });
    return [];
  }
  const file = needed(words[0], "file");
  const path = resolve(file);
  const kind = oneOf(IMPORT_KINDS, options.as, "as") ?? refuse("as", "required");
  const encoding = oneOf(ENCODINGS, options.encoding, "encoding");
  const delimiter = oneOf(DELIMITERS, DELIMITER_NAMES[options.delimiter ?? ""] ?? options.delimiter, "delimiter");
  const headRow = options["head-row"] === undefined ? undefined : countFrom1(options["head-row"], "head-row");
  const unsaid = {
    ...USUAL_PLAN,
    dayOrder: oneOf(DAY_ORDERS, options["day-order"], "day-order") ?? USUAL_PLAN.dayOrder,
    unclosed: oneOf(UNCLOSED, options.unclosed, "unclosed") ?? USUAL_PLAN.unclosed,
  };
  const look = await lookAtFile(path, { kind, encoding, delimiter, headRow }).catch((error: unknown) => {
    throw (error as NodeJS.ErrnoException).code?.startsWith("E") ? unreadable(file, error) : error;
  });
  const plan = { ...look, mapping: options.mapping === undefined ? look.mapping : mappingIn(options.mapping, look.columns) };
  const problems: FieldProblem[] = [];
  try {
    const steps = importRecords(
      shop,
      { path, name: basename(path) },
      { ...plan, ...unsaid, prefix: options.prefix ?? "", skipWrong: options["skip-wrong"] ?? false },
      caller,
      { dryRun: options["dry-run"] ?? false },
    );
    for await (const step of steps) {
      if (step.kind === "progress") continue;
      const { problems: found, preview: _, ...counts } = step.report;
      if (step.kind === "checked")
        problems.push(...found.map(({ row, column, field, problem, text }) => ({ field: `${row}: ${column || field}`, problem, text })));
      if (step.kind === "done") print({ import: step.id, ...counts });
      else if (options["dry-run"]) print({ dryRun: true, ...counts, columns: Object.fromEntries(columnsOf(plan.mapping, look.columns)) });
    }
  } catch (error) {
    return [...told(problems), { error }];
  }
  if (!options["skip-wrong"] || options["dry-run"]) return told(problems);
  // The rest is in: what was left out is no failure.
  problems.forEach((leftOut) => print({ leftOut }));
  return [];
}

const told = (problems: readonly FieldProblem[]): readonly Failure[] =>
  problems.length === 0 ? [] : [{ error: new DomainError("input.invalid", { problems }) }];

/** The headings of the columns of each field: one text, or a list where they are joined. */
const columnsOf = (mapping: Mapping, columns: readonly string[]): readonly (readonly [string, string | readonly string[]])[] =>
  Object.entries(mapping).map(([field, places]) => {
    const headings = places.map((place) => columns[place] ?? "");
    return [field, headings.length === 1 ? headings[0]! : headings];
  });

/**
 * Reads which columns hold which field: a JSON object of fields, each with a heading or a column counted from 1, or a list of them.
 * @throws DomainError `file.unreadable`, `file.not-json`, `input.invalid` with each field or column that there is none of
 */
function mappingIn(file: string, columns: readonly string[]): Mapping {
  const text = readText(file);
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new DomainError("file.not-json", { field: "mapping", text: file });
  }
  const problems: FieldProblem[] = [];
  const placeOf = (heading: unknown): number =>
    typeof heading === "number" ? heading - 1 : columns.findIndex((each) => each.trim() === String(heading).trim());
  const mapping: Record<string, readonly number[]> = {};
  for (const [field, of] of Object.entries(typeof data === "object" && data !== null ? data : {})) {
    const headings: readonly unknown[] = Array.isArray(of) ? of : [of];
    const places = headings.map(placeOf);
    const unknown = headings.filter((_, index) => columns[places[index]!] === undefined);
    if (!(IMPORT_FIELDS as readonly string[]).includes(field)) problems.push({ field, problem: "unknown-field" });
    else if (unknown.length > 0) problems.push(...unknown.map((heading) => ({ field, problem: "value-unknown" as const, text: String(heading) })));
    else if (places.length > MOST_COLUMNS) problems.push({ field, problem: "too-many" });
    else if (places.length > 0) mapping[field] = places;
  }
  if (problems.length > 0) throw new DomainError("input.invalid", { problems });
  return mapping as Mapping;
}

/** Writes everything into a folder; `--as ord` the shop's outcomes as Open Repair Data, `--import` the rows of an import, into a file. */
export async function exportData({ shop, words, options }: Work): Promise<void> {
  const path = resolve(needed(words[0], "folder"));
  for await (const step of stepsOf(path, options)) if (step.kind === "done") print({ path: step.path, files: step.files, rows: step.rows });

  function stepsOf(
    to: string,
    { as, import: id, documents = false, exact = false, problem = false }: Options,
  ): AsyncGenerator<ExportStep, void, void> {
    if (id !== undefined) return exportImport(shop, id, { file: to });
    if (oneOf(["ord"], as, "as")) return exportOpenRepair(shop, { file: to, problem });
    return exportEverything(shop, { folder: to, documents, exact });
  }
}
