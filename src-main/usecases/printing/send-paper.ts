import { inTransaction } from "../../database/ground/open.ts";
import {
  extendLease,
  findFirstOfLane,
  getPrintJob,
  insertPrintEvent,
  listLanes,
  listQueuedByHand,
  listSending,
  takePrintJob,
  updatePrintJob,
  warnOfPrintJob,
} from "../../database/printing/print-job.ts";
import { findPrinter } from "../../database/printing/printer.ts";
import { heldDeadline, msUntil } from "../../domain/ground/deadline.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { isLabel } from "../../domain/papers/paper.ts";
import { LONGEST_PAUSE_MS, paperFault, pauseBefore, type PrintEnd, type PrintEvent, type PrintJob } from "../../domain/printing/print-job.ts";
import type { PrinterDocument, Printer } from "../../domain/printing/printer.ts";
import { renderLabelSheet } from "./print-label-sheet.ts";
import { renderJob } from "./print-paper.ts";
import { sizeOf } from "./keep-printers.ts";
import type { Shop } from "../ground/shop.ts";

/** How long a sender is believed to be at work without a word, ms; it says so more often. */
export const LEASE_MS = 20_000;

/** The printers that have something to print. */
export const readLanes = (shop: Shop): readonly string[] => listLanes(shop.db);

/** Papers that wait to be made for printing by hand, oldest first. */
export const readQueuedByHand = (shop: Shop): readonly string[] => listQueuedByHand(shop.db);

/** What a printer has to do next. `waitMs`: not before then; `busy`: another program is at it. */
export type NextOfLane = { readonly job: PrintJob; readonly printer: Printer } | { readonly waitMs: number } | { readonly busy: true } | undefined;

/** The oldest job of a printer, unless it has to wait. Jobs of a printer that is gone fail, so that somebody sends them elsewhere. */
export function nextOfLane(shop: Shop, printerId: string): NextOfLane {
  const first = findFirstOfLane(shop.db, printerId);
  if (!first) return undefined;
  if (first.state === "sending") return { busy: true };
  const printer = findPrinter(shop.db, printerId);
  if (!printer) {
    endJob(shop, first.id, { end: "failed", trouble: "printer-removed", detail: "" });
    return nextOfLane(shop, printerId);
  }
  const waitMs = msUntil(first.nextAt, LONGEST_PAUSE_MS, shop.clock());
  return waitMs > 0 ? { waitMs } : { job: getPrintJob(shop.db, first.id), printer };
}

/**
 * What a job prints, in the form that its printer takes.
 * @throws DomainError `document.failed`, `document.too-many-dots`, `document.unknown`, `printer.takes-labels`, `printer.too-large`
 */
export async function documentOf(shop: Shop, job: PrintJob, printer: Printer): Promise<PrinterDocument> {
  const stock = sizeOf(shop, printer.size);
  const size = shop.printers.printable(printer, stock);
  if (printer.language === "pdf" && size.kind === "sheet" && isLabel(job.kind)) {
    const labels = [{ jobId: job.id, copies: job.copies }];
    return { kind: "pdf", bytes: (await renderLabelSheet(shop, { labels, size: size.id, firstFree: 1 })).bytes, whole: true };
  }
  if (printer.language === "pdf") {
    const { bytes, warnings } = await renderJob(shop, job.id, { format: "pdf", size, dpi: printer.dpi });
    const warning = warnings.join("; ") || null;
    if (warning !== job.warning) warnOfPrintJob(shop.db, job.id, warning);
    return { kind: "pdf", bytes };
  }
  if (!isLabel(job.kind)) throw new DomainError("printer.takes-labels", { field: "printer", text: printer.name });
  const { dpi, language, settings } = printer;
  const { bytes } = await renderJob(shop, job.id, { format: "encoded", size, dpi, printer: { dpi, language, settings, stock, copies: job.copies } });
  return { kind: "label", bytes };
}

/** Takes a job to be sent, unless somebody else was faster or has changed it. */
export function takeJob(shop: Shop, { id, printerId }: PrintJob, sender: string): boolean {
  const taken = inTransaction(shop.db, () => {
    const at = shop.clock();
    const current = getPrintJob(shop.db, id);
    if (current.state !== "queued" || current.printerId !== printerId || findFirstOfLane(shop.db, printerId!)?.id !== id) return false;
    if (!takePrintJob(shop.db, id, printerId!, sender, at + LEASE_MS)) return false;
    note(shop, current, "sent", { printer: current.printer });
    return true;
  });
  if (taken) tell(shop, id);
  return taken;
}

/** Says that a job is still being sent. */
export const keepLease = (shop: Shop, id: string, sender: string): void => extendLease(shop.db, id, sender, shop.clock() + LEASE_MS);

/** Writes how sending ended: printed, to be tried again later, failed, or unsure. */
export function endJob(shop: Shop, id: string, end: PrintEnd): void {
  inTransaction(shop.db, () => {
    const at = shop.clock();
    const job = getPrintJob(shop.db, id);
    const { warning } = job;
    if (end.end === "printed") {
      updatePrintJob(shop.db, job, { state: "printed", warning }, at);
      return note(shop, job, "printed", { printer: job.printer });
    }
    const { trouble, detail } = end;
    const why = { trouble, reason: detail || null };
    if (end.end === "away") updatePrintJob(shop.db, job, { state: "queued", ...why, warning, nextAt: at + pauseBefore(job.attempts) }, at);
    else updatePrintJob(shop.db, job, { state: end.end, ...why, warning }, at);
    note(shop, job, end.end, { printer: job.printer, trouble, ...(detail ? { detail } : {}) });
  });
  tell(shop, id);
}

/** Writes that a job's paper cannot be made, unless somebody sent it elsewhere or gave it up while that was tried. */
export function noteUnmade(shop: Shop, { id, printerId }: PrintJob, error: DomainError): void {
  const current = getPrintJob(shop.db, id);
  if (current.state === "queued" && current.printerId === printerId) endJob(shop, id, { end: "failed", ...paperFault(error) });
}

/** A sender that is at work no longer: who it was, and until when it was believed to be. */
export type Orphan = { readonly job: PrintJob; readonly printer: Printer | undefined };

/**
 * Jobs whose sender is gone in the middle of its work: nobody knows whether they were printed.
 * @param isAlive whether the program of that name still runs
 */
export const readOrphans = (shop: Shop, isAlive: (sender: string) => boolean): readonly Orphan[] =>
  listSending(shop.db)
    .filter(({ id, sender, leaseAt }) => !isAlive(sender) || leaseOf(shop, id, sender, leaseAt) < shop.clock())
    .map(({ id }) => {
      const job = getPrintJob(shop.db, id);
      return { job, printer: job.printerId === null ? undefined : findPrinter(shop.db, job.printerId) };
    });

/** Until when a sender is believed. A lease that a clock set back has made longer begins anew: whoever is at work says so within it. */
function leaseOf(shop: Shop, id: string, sender: string, leaseAt: number): number {
  const held = heldDeadline(leaseAt, LEASE_MS, shop.clock());
  if (held !== leaseAt) extendLease(shop.db, id, sender, held);
  return held;
}

const note = (shop: Shop, job: PrintJob, what: PrintEvent["what"], data: PrintEvent["data"]): void =>
  insertPrintEvent(shop.db, { jobId: job.id, what, at: shop.clock(), personId: null, benchId: null, data });

const tell = (shop: Shop, id: string): void => shop.publish({ kind: "print", orderId: getPrintJob(shop.db, id).orderId });
