import { findPrinter, listRoutes } from "../../database/printing/printer.ts";
import { insertPrintJob } from "../../database/printing/print-job.ts";
import type { PaperKind } from "../../domain/shop/paper-layout.ts";
import { usualRoute, type PrintRoute } from "../../domain/printing/print-job.ts";
import type { Shop } from "../ground/shop.ts";

/** Where a bench prints a kind of paper: as it was told, else as the shop was told, else by hand. */
export function routeOf(shop: Shop, benchId: string, kind: PaperKind): PrintRoute {
  const { bench, everywhere } = listRoutes(shop.db, benchId);
  const isOfKind = (route: PrintRoute): boolean => route.kind === kind;
  return bench.find(isOfKind) ?? everywhere.find(isOfKind) ?? usualRoute(kind);
}

export type PaperToQueue = {
  /** The job's id, where the caller has to know it first. */
  readonly id?: string;
  readonly orderId: string;
  readonly kind: PaperKind;
  readonly part?: number;
  readonly copy: boolean;
  /** The frozen facts that it is made from. */
  readonly paperOrdinal: number;
  readonly at: number;
  /** Instead of the bench's own printer; null: by hand. */
  readonly printerId?: string | null;
  readonly copies?: number;
};

/** Puts a paper into the print queue of the printer that the bench prints it on, within the caller's transaction. @returns the job's id */
export function queuePaper(shop: Shop, paper: PaperToQueue, benchId: string): string {
  const route = routeOf(shop, benchId, paper.kind);
  const printerId = paper.printerId === undefined ? route.printerId : paper.printerId;
  const id = paper.id ?? shop.newId();
  insertPrintJob(shop.db, {
    id,
    orderId: paper.orderId,
    kind: paper.kind,
    part: paper.part ?? null,
    copy: paper.copy,
    copies: paper.copies ?? route.copies,
    // A printer that was taken out of use a moment ago prints nothing: the paper waits to be printed by hand.
    printerId: printerId !== null && findPrinter(shop.db, printerId) ? printerId : null,
    paperOrdinal: paper.paperOrdinal,
    at: paper.at,
  });
  return id;
}
