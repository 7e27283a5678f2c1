import { inTransaction } from "../database/open.ts";
import { getOrder } from "../database/order.ts";
import {
  findFirstPaper,
  getPaper,
  getPrintJob,
  insertPaper,
  insertPrintJob,
  listPrintJobs,
  listQueuedPrintJobs,
  listUnfinishedPrintJobs,
  updatePrintJob,
} from "../database/print-job.ts";
import type { RenderedPaper } from "../documents/render.ts";
import { DomainError } from "../domain/error.ts";
import type { PaperKind, PrintJob } from "../domain/order.ts";
import type { Caller } from "../domain/shop.ts";
import { record, settingsOf, type Shop } from "./shop.ts";

/** A form in which a paper can be had; `dpi` for pictures. */
export type PaperFormat = { readonly format: "pdf" | "png" | "svg"; readonly dpi?: number };

/** Renders the paper of a print job. @throws DomainError `document.unknown`, `document.failed` */
export function renderJob(shop: Shop, jobId: string, { format, dpi }: PaperFormat): RenderedPaper {
  const paper = getPaper(shop.db, jobId);
  const { logo } = paper.shop;
  return shop.documents.render(paper, format, { dpi, logo: logo === null ? undefined : readLogo(shop, logo) });
}

/** A logo whose file was lost is warned of like one that cannot be read; the paper is needed all the same. */
function readLogo(shop: Shop, sha256: string): Uint8Array {
  try {
    return shop.pictures.read(sha256);
  } catch (error) {
    if (error instanceof DomainError) return new Uint8Array();
    throw error;
  }
}

/**
 * Takes a queued job to its end: `ready` once its paper can be rendered, else `failed` with the reason.
 * Never throws for a paper that cannot be made: the intake behind it stands.
 */
export function finishJob(shop: Shop, jobId: string): PrintJob {
  const end = tryRender(shop, jobId);
  inTransaction(shop.db, () => updatePrintJob(shop.db, jobId, { ...end, at: shop.clock() }));
  const job = getPrintJob(shop.db, jobId);
  shop.publish({ kind: "print", orderId: job.orderId });
  return job;
}

function tryRender(shop: Shop, jobId: string): Pick<PrintJob, "state" | "reason" | "warning"> {
  try {
    const { warnings } = renderJob(shop, jobId, { format: "pdf" });
    return { state: "ready", reason: null, warning: warnings.join("; ") || null };
  } catch (error) {
    if (error instanceof DomainError) return { state: "failed", reason: error.message, warning: null };
    throw error;
  }
}

/** Queues a paper again that failed. */
export function retryJob(shop: Shop, jobId: string): void {
  inTransaction(shop.db, () => {
    getPrintJob(shop.db, jobId);
    updatePrintJob(shop.db, jobId, { state: "queued", reason: null, warning: null, at: shop.clock() });
  });
  shop.print(jobId);
}

/**
 * Queues a paper of an order once more. It says what its first print said and carries the word "copy"; a handback
 * certificate exists only after the handback.
 * @throws DomainError `document.unknown`, `order.unknown`
 */
export function reprintPaper(shop: Shop, orderId: string, kind: PaperKind, caller: Caller): PrintJob {
  const jobId = shop.newId();
  inTransaction(shop.db, () => {
    const order = getOrder(shop.db, orderId);
    const at = shop.clock();
    let paperId = findFirstPaper(shop.db, orderId, kind);
    const copy = paperId !== undefined;
    if (paperId === undefined) {
      if (kind === "handback") throw new DomainError("document.unknown", { field: "kind", kind, number: order.number });
      paperId = shop.newId();
      insertPaper(shop.db, { id: paperId, order, shop: settingsOf(shop), at });
    }
    insertPrintJob(shop.db, { id: jobId, orderId, kind, copy, paperId, at });
    record(shop, orderId, "printed", caller, { kind, copy });
  });
  shop.print(jobId);
  shop.publish({ kind: "order", orderId });
  return getPrintJob(shop.db, jobId);
}

/**
 * The newest print job of an order's paper, to render it anywhere without printing it anew.
 * @throws DomainError `document.unknown` where there is none
 */
export function paperJob(shop: Shop, orderId: string, kind: PaperKind): string {
  const known = listPrintJobs(shop.db, orderId).find((job) => job.kind === kind && !job.copy);
  if (known) return known.id;
  throw new DomainError("document.unknown", { field: "document", kind });
}

/** @throws DomainError `document.unknown` */
export const readJob = (shop: Shop, jobId: string): PrintJob => getPrintJob(shop.db, jobId);

/** An order's papers, newest first. */
export const readPrintJobs = (shop: Shop, orderId: string): readonly PrintJob[] => listPrintJobs(shop.db, orderId);

/** Ids of all papers that wait to be rendered, oldest first: what a start resumes. */
export const readQueuedJobs = (shop: Shop): readonly string[] => listQueuedPrintJobs(shop.db);

/** Papers of all orders that wait or failed: what the tray shows. */
export const readUnfinishedJobs = (shop: Shop): readonly PrintJob[] => listUnfinishedPrintJobs(shop.db);
