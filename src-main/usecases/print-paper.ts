import { inTransaction } from "../database/open.ts";
import { getOrder } from "../database/order.ts";
import {
  findOriginal,
  getPaper,
  getPrintJob,
  insertPaper,
  insertPrintJob,
  listPrintJobs,
  listQueuedPrintJobs,
  listUnfinishedPrintJobs,
  updatePrintJob,
} from "../database/print-job.ts";
import { getPolicy } from "../database/policy.ts";
import type { RenderedPaper } from "../documents/render.ts";
import { DomainError } from "../domain/error.ts";
import type { Order, PaperKind, PrintJob } from "../domain/order.ts";
import type { PaperData } from "../domain/paper.ts";
import type { Caller } from "../domain/shop.ts";
import { record, settingsOf, type Shop } from "./shop.ts";

/** A form in which a paper can be had; `dpi` for pictures. */
export type PaperFormat = { readonly format: "pdf" | "png" | "svg"; readonly dpi?: number };

/** Renders the paper of a print job. @throws DomainError `document.unknown`, `document.failed` */
export function renderJob(shop: Shop, jobId: string, { format, dpi }: PaperFormat): RenderedPaper {
  const paper = withPack(shop, getPaper(shop.db, jobId));
  const { logo } = paper.shop;
  return shop.documents.render(paper, format, { dpi, logo: logo === null ? undefined : readLogo(shop, logo) });
}

/** The rules that the order's decision names stand in the policy that made it. */
function withPack(shop: Shop, paper: PaperData): PaperData {
  const decision = paper.order.warranty.decisions[0]?.decision;
  return decision ? { ...paper, pack: getPolicy(shop.db, decision.policy, decision.version) } : paper;
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

/** A paper about the warranty is out of date once another decision is in force. */
const since = ({ warranty }: Order, kind: PaperKind): number => (kind === "decision" ? (warranty.decisions[0]?.at ?? 0) : 0);

/** Papers that say what a use case did, and exist only after it; a warranty decision can be printed once there is one. */
const mayBegin = ({ warranty }: Order, kind: PaperKind): boolean =>
  kind === "decision" ? warranty.decisions.length > 0 : kind !== "handback" && kind !== "approval";

/**
 * Queues a paper of an order once more. It says what its first print said and carries the word "copy"; a warranty decision is
 * printed anew after each decision.
 * @throws DomainError `document.unknown` for a paper that the order cannot have yet, `order.unknown`
 */
export function reprintPaper(shop: Shop, orderId: string, kind: PaperKind, caller: Caller): PrintJob {
  const jobId = shop.newId();
  inTransaction(shop.db, () => {
    const order = getOrder(shop.db, orderId);
    const at = shop.clock();
    const original = findOriginal(shop.db, orderId, kind, since(order, kind));
    if (!original && !mayBegin(order, kind)) throw new DomainError("document.unknown", { field: "kind", kind, number: order.number });
    const paperId = original?.paperId ?? shop.newId();
    if (!original) insertPaper(shop.db, { id: paperId, order, shop: settingsOf(shop), at });
    const copy = original !== undefined;
    insertPrintJob(shop.db, { id: jobId, orderId, kind, copy, paperId, at });
    record(shop, orderId, "printed", caller, { kind, copy });
  });
  shop.print(jobId);
  shop.publish({ kind: "order", orderId });
  return getPrintJob(shop.db, jobId);
}

/**
 * The print job of an order's paper, to render it anywhere without printing it anew; a warranty decision that was not printed yet is.
 * @throws DomainError `document.unknown` where there is none
 */
export function paperJob(shop: Shop, orderId: string, kind: PaperKind, caller: Caller): string {
  const order = getOrder(shop.db, orderId);
  const known = findOriginal(shop.db, orderId, kind, since(order, kind));
  if (known) return known.jobId;
  if (kind === "decision" && order.warranty.decisions.length > 0) return reprintPaper(shop, orderId, kind, caller).id;
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
