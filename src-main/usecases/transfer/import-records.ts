import { readRecords, sniffFile, type Sniffed } from "../../storage/import-file.ts";
import { openStage } from "../../database/transfer/import-stage.ts";
import { beginImport, dropImport, insertImportWords, type NewImport } from "../../database/transfer/import.ts";
import { publishImport } from "../../database/transfer/import-publish.ts";
import { clearLeft } from "../../database/transfer/import-undo.ts";
import { inSnapshot } from "../../database/ground/open.ts";
import { CATEGORY_WORDS } from "../../domain/devices/category-words.ts";
import { isoDateAt } from "../../domain/ground/date.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { findHeadRow, guessKind, guessMapping, HEAD_ROWS } from "../../domain/transfer/import-heading.ts";
import {
  NEEDED_FIELDS,
  type FileFormat,
  type FileLook,
  type ImportField,
  type ImportKind,
  type ImportPlan,
  type ImportStep,
} from "../../domain/transfer/import.ts";
import { LANGUAGES } from "../../domain/ground/language.ts";
import { NEEDED_OPEN_REPAIR } from "../../domain/transfer/open-repair.ts";
import { CATEGORIES, type Caller } from "../../domain/shop/shop.ts";
import { foldText } from "../../domain/ground/text.ts";
import { inPieces, nextTurn, turns } from "../ground/in-pieces.ts";
import { countsOf, takeRows } from "./import-report.ts";
import type { Reading } from "./read-drafts.ts";
import { settingsOf, type Shop } from "../ground/shop.ts";

/** A file on this PC, and what it is called where it came from. */
export type ImportSource = { readonly path: string; readonly name: string };

/** Rows that are shown of a file as they stand there. */
const LOOK_ROWS = 8;

/** What a person says of a file instead of what was found out. */
export type Chosen = Partial<FileFormat> & { readonly kind?: ImportKind; readonly headRow?: number };

/**
 * Looks at a file: how it is written, where its headings are, its columns and what they seem to mean.
 * @throws DomainError `file.workbook`, `file.web-page`, `file.not-text`, `file.not-csv`, `file.empty`, `file.too-large`
 */
export async function lookAtFile(path: string, { kind: chosenKind, headRow: chosenRow, ...format }: Chosen): Promise<FileLook> {
  const { encoding, delimiter, sure, ...sniffed } = await sniffFile(path, format);
  const records: (readonly string[])[] = [];
  const enough = Math.max(chosenRow ?? 0, HEAD_ROWS) + LOOK_ROWS;
  for await (const { cells } of readRecords(path, { encoding, delimiter, ...sniffed })) {
    records.push(cells);
    if (records.length > enough) break;
  }
  const headRow = chosenRow ?? findHeadRow(records) + 1;
  const columns = records[headRow - 1] ?? [];
  const rows = records.slice(headRow, headRow + LOOK_ROWS);
  const kind = chosenKind ?? guessKind(columns);
  return { encoding, delimiter, encodingSure: sure, headRow, columns, rows, mapping: guessMapping(kind, columns), kind };
}

/** So many rows are stored before others have their turn. */
const STORE_ROWS = 500;

type Options = { readonly dryRun: boolean; readonly signal?: AbortSignal };

/**
 * Brings in what a file holds: reads and prepares all of it aside, then publishes it in one transaction. Until then nobody sees any of
 * it, and neither an error nor a power cut leaves anything behind.
 * @throws DomainError `import.wrong-rows` after the report where rows have mistakes that the plan does not leave out,
 *   `import.nothing-new`, `import.fields-missing`, `import.not-open-repair`, `import.busy`, those of `lookAtFile`
 */
export async function* importRecords(
  shop: Shop,
  { path, name }: ImportSource,
  plan: ImportPlan,
  caller: Caller,
  { dryRun, signal }: Options,
): AsyncGenerator<ImportStep, void, void> {
  const sniffed = await sniffFile(path, plan);
  const id = shop.newId();
  const stage = dryRun ? undefined : openStage(shop.exchange.files.stageOf(id));
  let begun: NewImport | undefined;
  let published = false;
  try {
    await inPieces(clearLeft(shop.db));
    const columns = await columnsOf(path, sniffed, plan);
    const taking = takeRows(shop, stage, columns, plan);
    for await (const read of shop.exchange.readDrafts(readingOf(shop, path, sniffed, columns, plan))) {
      inSnapshot(shop.db, () => taking.take(read));
      signal?.throwIfAborted();
      yield { kind: "progress", phase: "reading", rows: taking.rows(), share: read.share * (dryRun ? 1 : 0.5) };
      await nextTurn();
    }
    const report = taking.report();
    yield { kind: "checked", report };
    if (!stage) return;
    if (report.wrong > 0 && !plan.skipWrong) throw new DomainError("import.wrong-rows", { count: report.wrong });
    if (report.customers + report.devices + report.orders === 0) throw new DomainError("import.nothing-new");
    const { kind } = plan;
    const at = shop.clock();
    const made = { id, kind, file: name, columns, newline: sniffed.newline, sender: shop.exchange.sender, ...caller, at };
    const below = beginImport(shop.db, made);
    begun = made;
    const lowest = stage.rank(below);
    const all = report.customers + report.orders;
    let done = 0;
    const stored = async (count: number): Promise<ImportStep> => {
      done += count;
      await nextTurn();
      signal?.throwIfAborted();
      return { kind: "progress", phase: "storing", rows: done, share: 0.5 + (0.2 * done) / Math.max(1, all) };
    };
    for (const [of, from] of [
      ["customer", lowest.customers],
      ["repair_order", lowest.orders],
    ] as const)
      for (let words = stage.listWords(of, from - 1, STORE_ROWS); words.length > 0;) {
        insertImportWords(shop.db, of, words);
        yield await stored(words.length);
        words = stage.listWords(of, words.at(-1)!.ordinal, STORE_ROWS);
      }
    stage.close();
    const counts = countsOf(report);
    const rows = report.right + counts.customers + counts.devices + counts.orders;
    for await (const stored of turns(publishImport(shop.db, stage.file, made, counts, columns[plan.mapping.price?.[0] ?? -1] ?? ""))) {
      signal?.throwIfAborted();
      yield { kind: "progress", phase: "publishing", rows: stored, share: 0.7 + (0.3 * stored) / Math.max(1, rows) };
    }
    published = true;
    shop.publish({ kind: "all" });
    await inPieces(clearLeft(shop.db));
    yield { kind: "done", id, report };
  } finally {
    stage?.close();
    if (begun && !published) {
      dropImport(shop.db, id);
      await inPieces(clearLeft(shop.db));
    }
    if (stage) shop.exchange.files.remove(id);
  }
}

/** The headings of a file. @throws DomainError `file.empty`, `import.not-open-repair`, `import.fields-missing`, those of `readRecords` */
async function columnsOf(path: string, sniffed: Sniffed, { kind, headRow, mapping }: ImportPlan): Promise<readonly string[]> {
  let columns: readonly string[] | undefined;
  let row = 0;
  for await (const { cells } of readRecords(path, sniffed)) {
    if (++row < headRow) continue;
    columns = cells;
    break;
  }
  if (!columns) throw new DomainError("file.empty");
  const named = new Set(columns.map((column) => column.trim()));
  if (kind === "ord" && NEEDED_OPEN_REPAIR.some((column) => !named.has(column))) throw new DomainError("import.not-open-repair");
  const missing = NEEDED_FIELDS[kind].filter((field) => [field, ...(INSTEAD[field] ?? [])].every((each) => mapping[each] === undefined));
  if (missing.length > 0) throw new DomainError("import.fields-missing", { fields: missing });
  return columns;
}

/** Fields that do as well as a needed one. */
const INSTEAD: Readonly<Partial<Record<ImportField, readonly ImportField[]>>> = { serial: ["imei"], name: ["company"] };

function readingOf(shop: Shop, path: string, sniffed: Sniffed, columns: readonly string[], plan: ImportPlan): Reading {
  const { country, currency, languages, timeZone } = settingsOf(shop);
  const home = { country, currency, languages, timeZone, today: isoDateAt(shop.clock(), timeZone) };
  return { path, sniffed, columns, plan, home, categories: knownCategories(shop) };
}

/** The shop's kinds of device by words in any of Talon's languages. */
function knownCategories(shop: Shop): ReadonlyMap<string, string> {
  const settings = settingsOf(shop);
  const known = new Map([...CATEGORY_WORDS].map(([word, category]): [string, string] => [foldText(word), category]));
  for (const language of LANGUAGES)
    for (const category of CATEGORIES) known.set(foldText(shop.exchange.texts(language, settings).term("category", category)), category);
  for (const category of CATEGORIES) known.set(category, category);
  return known.set("", "other");
}
