import { openExportFolder, openSnapshot, type ExportFolder, type Snapshot } from "../../database/transfer/export.ts";
import type { Cell } from "../../database/transfer/export-rows.ts";
import { clearLeft } from "../../database/transfer/import-undo.ts";
import { csvLine, withoutFormula } from "../../domain/ground/csv.ts";
import { isoDateAt } from "../../domain/ground/date.ts";
import type { ExportAbout } from "../../domain/transfer/export.ts";
import type { ExportStep } from "../../domain/transfer/import.ts";
import { isOwnNumber } from "../../domain/orders/order-number.ts";
import { inPieces, nextTurn } from "../ground/in-pieces.ts";
import { renderJob } from "../printing/print-paper.ts";
import { settingsOf, type Shop } from "../ground/shop.ts";

export type ExportOptions = {
  /** A folder that is not there or is empty; else one is made among the shop's exports. */
  readonly folder?: string;
  /** Whether papers are made anew as PDF: some 20 ms for each. */
  readonly documents: boolean;
  /** Whether CSV cells that a spreadsheet would take for a formula are written as they are. */
  readonly exact: boolean;
  readonly signal?: AbortSignal;
};

/** So many rows are written before others have their turn. */
const TURN_ROWS = 500;

/** So many characters are written at once: what is gathered for longer outlives the young, and a large export took the shop 100 MB. */
const PIECE = 65_536;

/** Marks a file as UTF-8, without which Excel takes it for the system's own encoding. */
const BOM = "\ufeff";

const ENDINGS: Readonly<Record<string, string>> = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" };

/** A part of a file's name that no file system minds; a number of another system may be anything. */
const safeName = (number: string, id: string): string =>
  isOwnNumber(number) ? number : `${number.replace(/[^\p{L}\p{N}-]+/gu, "_").slice(0, 40)}-${id.slice(-8)}`;

/**
 * Writes everything that the shop has into a folder: a CSV and a JSON file per table, photos, papers where asked, and what each of it
 * means. The data are those of one moment; passcodes and PINs are left out. The folder has its name only once it is whole.
 * @throws DomainError `file.taken`, `import.busy`; file system errors as they are
 */
export async function* exportEverything(shop: Shop, options: ExportOptions): AsyncGenerator<ExportStep, void, void> {
  const { documents, exact, signal } = options;
  const settings = settingsOf(shop);
  const now = shop.clock();
  const stamp = `${isoDateAt(now, settings.timeZone)}-${String(now).slice(-8)}`;
  const path = options.folder ?? shop.exchange.pathOf(`talon-${stamp}`);
  const about = shop.exchange.about();
  const folder = openExportFolder(path, shop.exchange.sender);
  let snapshot: Snapshot | undefined;
  try {
    await inPieces(clearLeft(shop.db));
    snapshot = openSnapshot(shop.db);
    const tables = Object.keys(about.tables);
    const papers = documents ? snapshot.countRoughly("print_job") * PAPER_SHARE : 0;
    const all = tables.reduce((sum, table) => sum + snapshot!.countRoughly(table), 1) + snapshot.count("picture") + papers;
    const counts: Record<string, number> = {};
    let [done, files] = [0, 0];
    const step = async (file: string, by: number): Promise<ExportStep> => {
      signal?.throwIfAborted();
      await nextTurn();
      done += by;
      return { kind: "progress", file, share: Math.min(0.999, done / all) };
    };
    for (const table of tables) {
      const columns = Object.keys(about.tables[table]!.columns);
      const csv = folder.open(`csv/${table}.csv`);
      const json = folder.open(`json/${table}.jsonl`);
      await csv.add(`${BOM}${csvLine(columns)}\r\n`);
      let [lines, objects, batch, rows] = ["", "", 0, 0];
      for (const row of snapshot.rows(table, columns)) {
        lines += `${csvLine(row.map((cell, index) => csvCell(cell, columns[index]!, exact)))}\r\n`;
        objects += `${JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, row[index]])))}\n`;
        rows++;
        batch++;
        if (lines.length + objects.length >= PIECE) {
          await Promise.all([csv.add(lines), json.add(objects)]);
          [lines, objects] = ["", ""];
        }
        if (batch < TURN_ROWS) continue;
        yield await step(`csv/${table}.csv`, batch);
        batch = 0;
      }
      await csv.add(lines);
      await json.add(objects);
      await csv.close();
      await json.close();
      files += 2;
      counts[table] = rows;
      yield await step(`csv/${table}.csv`, batch);
    }
    await inPieces(snapshot.noteFiles());
    const missing: string[] = [];
    for (const { sha256, file } of photosIn(snapshot)) {
      const isThere = await shop.redraw.copy(sha256, folder.place(file), settings.keepPhotoDetails);
      if (isThere) files++;
      else missing.push(file);
      yield await step(file, 1);
    }
    if (documents)
      for (const { jobId, number, orderId, kind } of snapshot.papers()) {
        const name = `documents/${safeName(number, orderId)}-${kind}.pdf`;
        const { bytes } = await renderJob(shop, jobId, { format: "pdf" }, { by: "export", signal });
        await folder.write(name, bytes);
        files++;
        yield await step(name, PAPER_WEIGHT);
      }
    await describe(folder, about, counts, { exact, documents, at: now, shop: settings.name, missing });
    signal?.throwIfAborted();
    await folder.finish();
    yield { kind: "done", path, files: files + 2, rows: Object.values(counts).reduce((sum, count) => sum + count, 0) };
  } finally {
    snapshot?.close();
    folder.abandon();
  }
}

/** A paper takes as long as so many rows; of the print jobs some half are pages. */
const PAPER_WEIGHT = 200;
const PAPER_SHARE = PAPER_WEIGHT / 2;

function* photosIn(snapshot: Snapshot): Generator<{ readonly sha256: string; readonly file: string }> {
  for (const { sha256, mime, number, orderId, position } of snapshot.photos()) {
    const ending = ENDINGS[mime] ?? "bin";
    const ofNone = number === null || orderId === null;
    yield { sha256, file: ofNone ? `pictures/${sha256}.${ending}` : `photos/${safeName(number, orderId)}-${position + 1}.${ending}` };
  }
}

/** Times are ISO 8601 in UTC, so that people can read them. */
function csvCell(cell: Cell, column: string, exact: boolean): string {
  if (cell === null) return "";
  if (typeof cell === "number") return column === "at" || column.endsWith("_at") ? new Date(cell).toISOString() : String(cell);
  const text = typeof cell === "string" ? cell : cell.toString("base64");
  return exact ? text : withoutFormula(text);
}

type Facts = {
  readonly exact: boolean;
  readonly documents: boolean;
  readonly at: number;
  readonly shop: string;
  readonly missing: readonly string[];
};

/** Says what is in the folder, for people (README.txt) and programs (tables.json). */
async function describe(
  folder: ExportFolder,
  { tables, leftOut }: ExportAbout,
  counts: Readonly<Record<string, number>>,
  { exact, documents, at, shop, missing }: Facts,
): Promise<void> {
  const lines = [
    `Talon: everything of ${shop || "the shop"}, as it was at ${new Date(at).toISOString()}`,
    "",
    "csv/       one file per table: UTF-8 with a byte order mark, comma, RFC 4180, CRLF. Times are ISO 8601 in UTC, days ISO, empty is null or empty.",
    exact
      ? "           Cells are written as they are. A spreadsheet may take some of them for formulas: do not open files of strangers' texts in one."
      : "           An apostrophe stands before what a spreadsheet would take for a formula (=, @, or + or - before what is no number), also behind a comma, semicolon, tab or bar inside a cell, and before a cell that begins with one; json/ has none. An import takes it away again.",
    "json/      the same tables, one JSON object per line, values exactly as stored; times are milliseconds since 1970-01-01 UTC.",
    "photos/    photos of orders, named by order number and place. pictures/ has pictures that belong to no order, such as the logo.",
    documents
      ? "documents/ the newest of each paper of an order, as PDF/A-2b."
      : "           Papers were not made; json/paper.jsonl has what stands on them.",
    "tables.json what is written here, for programs.",
    "",
    "Amounts are in minor units (cents, tiyn) of the order's currency, quantities in thousandths.",
    "",
    ...(missing.length > 0 ? ["Pictures whose files are lost:", ...missing.map((file) => `  ${file}`), ""] : []),
    "Left out:",
    ...Object.entries(leftOut).map(([what, why]) => `  ${what}: ${why}`),
    ...Object.entries(tables).flatMap(([table, { about, columns }]) => [
      "",
      `${table} (${counts[table] ?? 0} rows): ${about}`,
      ...Object.entries(columns).map(([column, means]) => `  ${column}: ${means}`),
    ]),
    "",
  ];
  await folder.write("README.txt", `${BOM}${lines.join("\r\n")}`);
  const described = Object.fromEntries(Object.entries(tables).map(([table, what]) => [table, { ...what, rows: counts[table] ?? 0 }]));
  await folder.write("tables.json", `${JSON.stringify({ at: new Date(at).toISOString(), shop, exact, tables: described, leftOut }, null, 2)}\n`);
}
