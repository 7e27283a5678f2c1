import { inTransaction } from "../../database/ground/open.ts";
import {
  deleteSize,
  EVERY_BENCH,
  findPrinterByName,
  getPrinter,
  listOwnSizes,
  listPrinters,
  listRoutes,
  putPrinter,
  putSize,
  removePrinter,
  replaceRoutes,
} from "../../database/printing/printer.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { FieldProblem } from "../../domain/ground/field-problem.ts";
import { isLabel } from "../../domain/papers/paper.ts";
import { hasTooManyDots, SHIPPED_SIZES, sizeProblems, type PaperSize } from "../../domain/printing/paper-size.ts";
import type { PrintRoute, PrintRoutes } from "../../domain/printing/print-job.ts";
import { checkAddress } from "../../domain/printing/printer-address.ts";
import { PRINTER_DPI, type Printer } from "../../domain/printing/printer.ts";
import type { Caller } from "../../domain/shop/shop.ts";
import { checkRight } from "../people/rights.ts";
import type { Shop } from "../ground/shop.ts";

/** All paper sizes that a printer can hold: those that come with Talon, then the shop's own. */
export const readSizes = (shop: Shop): readonly PaperSize[] => [...SHIPPED_SIZES, ...listOwnSizes(shop.db)];

/** @throws DomainError `paper-size.unknown` */
export function sizeOf(shop: Shop, id: string): PaperSize {
  const size = readSizes(shop).find((each) => each.id === id);
  if (!size) throw new DomainError("paper-size.unknown", { field: "size", text: id });
  return size;
}

export const readPrinters = (shop: Shop): readonly Printer[] => listPrinters(shop.db);

/** @throws DomainError `printer.unknown` */
export const readPrinter = (shop: Shop, id: string): Printer => getPrinter(shop.db, id);

/** The printer of a name, in any case. @throws DomainError `printer.unknown` */
export function readPrinterByName(shop: Shop, name: string): Printer {
  const printer = findPrinterByName(shop.db, name);
  if (!printer) throw new DomainError("printer.unknown", { field: "printer", text: name });
  return printer;
}

/** A printer as a form or a command describes it; without an id it is a new one. */
export type PrinterInput = Omit<Printer, "id"> & { readonly id: string | null };

/**
 * Checks a printer and gives it its address in one form.
 * @throws DomainError `input.invalid` with every wrong field; `printer.unknown`
 */
export function checkPrinter(shop: Shop, input: PrinterInput): Printer {
  const problems: FieldProblem[] = [];
  const name = input.name.trim();
  if (name === "") problems.push({ field: "name", problem: "required" });
  else {
    const other = findPrinterByName(shop.db, name);
    if (other && other.id !== input.id) problems.push({ field: "name", problem: "taken" });
  }
  const address = checkAddress(input.way, input.address);
  if ("problem" in address) problems.push({ field: "address", problem: address.problem === "empty" ? "required" : `printer-${address.problem}` });
  const size = readSizes(shop).find(({ id }) => id === input.size);
  if (!size) problems.push({ field: "size", problem: "choice" });
  else if (input.language !== "pdf" && size.kind !== "label" && size.kind !== "roll") problems.push({ field: "size", problem: "label-stock" });
  else if (input.language !== "pdf" && hasTooManyDots(size, input.dpi)) problems.push({ field: "size", problem: "too-many-dots" });
  else if (!hasStock(shop, input, size)) problems.push({ field: "size", problem: "printer-stock" });
  if (input.language !== "pdf" && input.way === "ipp") problems.push({ field: "language", problem: "choice" });
  if (problems.length > 0 || "problem" in address) throw new DomainError("input.invalid", { problems });
  return { ...input, name, address: address.address, id: input.id ?? shop.newId() };
}

function hasStock(shop: Shop, printer: PrinterInput, size: PaperSize): boolean {
  try {
    return shop.printers.printable(printer, size) !== undefined;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/** Adds a printer or changes one. What waits for it is sent as it is now. @throws DomainError `input.invalid`, `printer.unknown` */
export function keepPrinter(shop: Shop, input: PrinterInput): Printer {
  const printer = inTransaction(shop.db, () => {
    if (input.id !== null) getPrinter(shop.db, input.id);
    const checked = checkPrinter(shop, input);
    putPrinter(shop.db, checked, shop.clock());
    return checked;
  });
  shop.publish({ kind: "shop" });
  shop.print();
  return printer;
}

/** Takes a printer out of use; what waits for it fails, to be sent elsewhere. @throws DomainError `printer.unknown` */
export function dropPrinter(shop: Shop, id: string): void {
  inTransaction(shop.db, () => {
    getPrinter(shop.db, id);
    removePrinter(shop.db, id, shop.clock());
  });
  shop.publish({ kind: "shop" });
  shop.print();
}

export const readRoutes = (shop: Shop, caller: Caller): PrintRoutes => listRoutes(shop.db, caller.benchId);

/** @throws DomainError `input.invalid` with every wrong route */
export function checkRoutes(shop: Shop, routes: readonly PrintRoute[]): void {
  const printers = listPrinters(shop.db);
  const problems = routes.flatMap(({ kind, printerId }): readonly FieldProblem[] => {
    if (printerId === null) return [];
    const printer = printers.find(({ id }) => id === printerId);
    if (!printer) return [{ field: `routes.${kind}`, problem: "choice" }];
    return printer.language === "pdf" || isLabel(kind) ? [] : [{ field: `routes.${kind}`, problem: "label-printer" }];
  });
  if (problems.length > 0) throw new DomainError("input.invalid", { problems });
}

/** Says what is printed where at this bench, or at every bench without routes of its own. @throws DomainError `input.invalid` */
export function keepRoutes(shop: Shop, routes: readonly PrintRoute[], everywhere: boolean, caller: Caller): void {
  // One's own bench is one's own business.
  if (everywhere) checkRight(shop, caller, "printer.change");
  inTransaction(shop.db, () => {
    checkRoutes(shop, routes);
    replaceRoutes(shop.db, everywhere ? EVERY_BENCH : caller.benchId, routes);
  });
  shop.publish({ kind: "shop" });
}

/** @throws DomainError `input.invalid` with every wrong measure */
export function checkSize(shop: Shop, size: PaperSize): void {
  const problems: FieldProblem[] = SHIPPED_SIZES.some(({ id }) => id === size.id)
    ? [{ field: "id", problem: "taken" }]
    : sizeProblems(size).map((field) => ({ field, problem: "measure" }));
  const held = listPrinters(shop.db).filter((printer) => printer.language !== "pdf" && printer.size === size.id);
  const dpi = Math.max(PRINTER_DPI[0], ...held.map((printer) => printer.dpi));
  if (problems.length === 0 && hasTooManyDots(size, dpi)) problems.push({ field: "widthMm", problem: "too-many-dots" });
  if (problems.length > 0) throw new DomainError("input.invalid", { problems });
}

/** Adds a paper size of the shop's own or changes it. @throws DomainError `input.invalid` */
export function keepSize(shop: Shop, size: PaperSize): void {
  checkSize(shop, size);
  inTransaction(shop.db, () => putSize(shop.db, size, shop.clock()));
  shop.publish({ kind: "shop" });
}

/** Takes one of the shop's own sizes away. @throws DomainError `paper-size.in-use` while a printer holds it */
export function dropSize(shop: Shop, id: string): void {
  inTransaction(shop.db, () => {
    const user = listPrinters(shop.db).find(({ size }) => size === id);
    if (user) throw new DomainError("paper-size.in-use", { text: user.name });
    deleteSize(shop.db, id);
  });
  shop.publish({ kind: "shop" });
}
