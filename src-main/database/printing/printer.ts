import type { Database } from "better-sqlite3";
import { DomainError } from "../../domain/ground/error.ts";
import type { PaperKind } from "../../domain/shop/paper-layout.ts";
import type { PaperSize } from "../../domain/printing/paper-size.ts";
import type { PrintRoute } from "../../domain/printing/print-job.ts";
import { USUAL_SETTINGS, type Printer, type PrinterSettings } from "../../domain/printing/printer.ts";
import { foldText } from "../../domain/ground/text.ts";
import { prepared } from "../ground/prepared.ts";

type PrinterRow = Omit<Printer, "settings"> & { settings: string };
type RouteRow = { bench_id: string; kind: string; printer_id: string | null; copies: number; at_intake: number };

const COLUMNS = "id, name, way, address, language, dpi, size, settings";

const statements = prepared((db) => ({
  list: db.prepare<[], PrinterRow>(`SELECT ${COLUMNS} FROM printer WHERE removed_at IS NULL ORDER BY name_folded`),
  find: db.prepare<[string], PrinterRow>(`SELECT ${COLUMNS} FROM printer WHERE id = +? AND removed_at IS NULL`),
  byName: db.prepare<[string], PrinterRow>(`SELECT ${COLUMNS} FROM printer WHERE name_folded = +? AND removed_at IS NULL`),
  put: db.prepare(`INSERT INTO printer (id, name, name_folded, way, address, language, dpi, size, settings, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded,
      way = excluded.way, address = excluded.address, language = excluded.language, dpi = excluded.dpi, size = excluded.size,
      settings = excluded.settings`),
  remove: db.prepare("UPDATE printer SET removed_at = ? WHERE id = ? AND removed_at IS NULL"),
  forgetRoutes: db.prepare("DELETE FROM print_route WHERE printer_id = ?"),
  routes: db.prepare<[string, string], RouteRow>(
    "SELECT bench_id, kind, printer_id, copies, at_intake FROM print_route WHERE bench_id IN (+?, +?) ORDER BY bench_id DESC, kind",
  ),
  clearRoutes: db.prepare("DELETE FROM print_route WHERE bench_id = ?"),
  putRoute: db.prepare("INSERT INTO print_route (bench_id, kind, printer_id, copies, at_intake) VALUES (?, ?, ?, ?, ?)"),
  sizes: db.prepare<[], { size: string }>("SELECT size FROM paper_size ORDER BY created_at, id"),
  putSize: db.prepare("INSERT INTO paper_size (id, size, created_at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET size = excluded.size"),
  deleteSize: db.prepare("DELETE FROM paper_size WHERE id = ?"),
}));

const printerFromRow = ({ settings, ...row }: PrinterRow): Printer => ({
  ...row,
  settings: { ...USUAL_SETTINGS, ...(JSON.parse(settings) as Partial<PrinterSettings>) },
});

/** Printers that the shop uses, by name. */
export const listPrinters = (db: Database): readonly Printer[] => statements(db).list.all().map(printerFromRow);

export function findPrinter(db: Database, id: string): Printer | undefined {
  const row = statements(db).find.get(id);
  return row && printerFromRow(row);
}

/** @throws DomainError `printer.unknown` */
export function getPrinter(db: Database, id: string): Printer {
  const printer = findPrinter(db, id);
  if (!printer) throw new DomainError("printer.unknown", { field: "printer", text: id });
  return printer;
}

/** The printer of a name, in any case. */
export function findPrinterByName(db: Database, name: string): Printer | undefined {
  const row = statements(db).byName.get(foldText(name));
  return row && printerFromRow(row);
}

/** Adds a printer or changes the one of its id. */
export const putPrinter = (db: Database, { id, name, way, address, language, dpi, size, settings }: Printer, at: number): void =>
  void statements(db).put.run(id, name, foldText(name), way, address, language, dpi, size, JSON.stringify(settings), at);

/** Takes a printer out of use; what was printed on it still names it. */
export function removePrinter(db: Database, id: string, at: number): void {
  statements(db).remove.run(at, id);
  statements(db).forgetRoutes.run(id);
}

/** The scope of routes that hold at every bench without its own. */
export const EVERY_BENCH = "";

const routeFromRow = ({ kind, printer_id, copies, at_intake }: RouteRow): PrintRoute => ({
  kind: kind as PaperKind,
  printerId: printer_id,
  copies,
  atIntake: at_intake === 1,
});

/** Routes of a bench and those of every bench. */
export function listRoutes(db: Database, benchId: string): { readonly bench: readonly PrintRoute[]; readonly everywhere: readonly PrintRoute[] } {
  const rows = statements(db).routes.all(benchId, EVERY_BENCH);
  return {
    bench: rows.filter(({ bench_id }) => bench_id !== EVERY_BENCH).map(routeFromRow),
    everywhere: rows.filter(({ bench_id }) => bench_id === EVERY_BENCH).map(routeFromRow),
  };
}

/** Puts these routes in the place of all that a bench, or every bench, had. */
export function replaceRoutes(db: Database, benchId: string, routes: readonly PrintRoute[]): void {
  statements(db).clearRoutes.run(benchId);
  for (const { kind, printerId, copies, atIntake } of routes) statements(db).putRoute.run(benchId, kind, printerId, copies, atIntake ? 1 : 0);
}

/** Paper sizes that the shop added. */
export const listOwnSizes = (db: Database): readonly PaperSize[] =>
  statements(db)
    .sizes.all()
    .map(({ size }) => JSON.parse(size) as PaperSize);

export const putSize = (db: Database, size: PaperSize, at: number): void => void statements(db).putSize.run(size.id, JSON.stringify(size), at);

export const deleteSize = (db: Database, id: string): void => void statements(db).deleteSize.run(id);
