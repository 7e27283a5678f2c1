import { openExportFile, openSnapshot } from "../../database/transfer/export.ts";
import { clearLeft } from "../../database/transfer/import-undo.ts";
import { getImport, listImportRows } from "../../database/transfer/import.ts";
import { alpha3Of } from "../../domain/ground/country.ts";
import { csvLine } from "../../domain/ground/csv.ts";
import { isoDateAt } from "../../domain/ground/date.ts";
import type { ExportStep } from "../../domain/transfer/import.ts";
import { OPEN_REPAIR_COLUMNS, openRepairRow } from "../../domain/transfer/open-repair.ts";
import { inPieces, nextTurn } from "../ground/in-pieces.ts";
import { settingsOf, type Shop } from "../ground/shop.ts";

export type OpenRepairOptions = {
  /** A file that is not there; else one is made among the shop's exports. */
  readonly file?: string;
  /** Whether the fault is told, without e-mail addresses, long numbers and the customer's name; else it stays empty. */
  readonly problem: boolean;
  readonly signal?: AbortSignal;
};

const TURN_ROWS = 500;

/**
 * Writes the shop's own closed orders as Open Repair Data 0.3; no row names a customer or a unit. Rows that came in as Open Repair
 * Data are others' and left out.
 * @throws DomainError `file.taken`, `import.busy`; file system errors as they are
 */
export async function* exportOpenRepair(shop: Shop, { file, problem, signal }: OpenRepairOptions): AsyncGenerator<ExportStep, void, void> {
  const settings = settingsOf(shop);
  const now = shop.clock();
  const path = file ?? shop.exchange.pathOf(`open-repair-${isoDateAt(now, settings.timeZone)}-${String(now).slice(-8)}.csv`);
  const home = { name: settings.name, country3: alpha3Of(settings.country) };
  await inPieces(clearLeft(shop.db));
  const snapshot = openSnapshot(shop.db);
  try {
    const all = snapshot.count("repair_order");
    yield* write(shop, path, OPEN_REPAIR_COLUMNS, "\n", rows(), () => all, signal);
  } finally {
    snapshot.close();
  }

  function* rows(): Generator<readonly string[]> {
    for (const { closedAt, customer, contact, serial, ...outcome } of snapshot.outcomes())
      yield openRepairRow({ ...outcome, closedOn: isoDateAt(closedAt, settings.timeZone) }, home, {
        told: problem,
        names: [...`${customer} ${contact}`.split(/\s+/), serial],
      });
  }
}

/**
 * Writes the rows of an import back as they came: the same cells in the same order, UTF-8 with a comma.
 * @throws DomainError `import.unknown`, `file.taken`; file system errors as they are
 */
export async function* exportImport(
  shop: Shop,
  id: string,
  { file, signal }: Omit<OpenRepairOptions, "problem">,
): AsyncGenerator<ExportStep, void, void> {
  const { columns, newline, counts } = getImport(shop.db, id);
  const path = file ?? shop.exchange.pathOf(`import-${id}-${String(shop.clock()).slice(-8)}.csv`);
  yield* write(shop, path, columns, newline, rows(), () => counts.right, signal);

  function* rows(): Generator<readonly string[]> {
    for (let page = listImportRows(shop.db, id, 0, TURN_ROWS); page.length > 0; page = listImportRows(shop.db, id, page.at(-1)!.line, TURN_ROWS))
      for (const { cells } of page) yield cells;
  }
}

async function* write(
  shop: Shop,
  path: string,
  columns: readonly string[],
  newline: string,
  rows: Iterable<readonly string[]>,
  all: () => number,
  signal: AbortSignal | undefined,
): AsyncGenerator<ExportStep, void, void> {
  const file = openExportFile(path, shop.exchange.sender);
  try {
    let [lines, count] = [`${csvLine(columns)}${newline}`, 0];
    for (const cells of rows) {
      lines += `${csvLine(cells)}${newline}`;
      if (++count % TURN_ROWS !== 0) continue;
      await file.add(lines);
      lines = "";
      signal?.throwIfAborted();
      await nextTurn();
      yield { kind: "progress", file: path, share: Math.min(0.999, count / Math.max(1, all())) };
    }
    await file.add(lines);
    await file.close();
    await file.finish();
    yield { kind: "done", path, files: 1, rows: count };
  } finally {
    file.abandon();
  }
}
