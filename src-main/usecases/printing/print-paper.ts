import { logoOf, renderByTemplate } from "../papers/own-template.ts";
import { inTransaction } from "../../database/ground/open.ts";
import { getOrder } from "../../database/orders/order.ts";
import { getPaper, getPaperOrdinal, insertPaper } from "../../database/papers/paper.ts";
import {
  findOriginal,
  getPrintJob,
  insertPrintEvent,
  listNewestPrintJobs,
  listPrintEvents,
  listPrintJobs,
  listUnfinishedPrintJobs,
  redirectPrintJob,
  updatePrintJob,
} from "../../database/printing/print-job.ts";
import { getPolicy } from "../../database/warranty/policy.ts";
import { getPrinter } from "../../database/printing/printer.ts";
import type { Asked } from "../../documents/engine/documents.ts";
import type { PaperFormat as DocumentFormat, RenderedPaper, RenderOptions } from "../../documents/engine/render.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { PaperData } from "../../domain/papers/paper.ts";
import type { PaperKind } from "../../domain/shop/paper-layout.ts";
import {
  canPrint,
  deedsOf,
  paperFault,
  sortByNeed,
  type PrintDeed,
  type PrintEvent,
  type PrintJob,
  type PrintState,
} from "../../domain/printing/print-job.ts";
import type { Printer } from "../../domain/printing/printer.ts";
import type { Caller } from "../../domain/shop/shop.ts";
import { queuePaper } from "./queue-paper.ts";
import { record, settingsOf, type Shop } from "../ground/shop.ts";

/** A form in which a paper can be had; `dpi` for pictures and dots, `size` what of its stock can be printed on. */
export type PaperFormat = Pick<RenderOptions, "dpi" | "size" | "printer"> & { readonly format: DocumentFormat };

/** Renders the paper of a print job. @throws DomainError `document.unknown`, `document.failed` */
export async function renderJob(shop: Shop, jobId: string, format: PaperFormat, asked?: Asked): Promise<RenderedPaper> {
  return render(shop, getPaper(shop.db, jobId), format, asked);
}

const render = (shop: Shop, paper: PaperData, { format, ...options }: PaperFormat, asked?: Asked): Promise<RenderedPaper> =>
  renderByTemplate(shop, withPack(shop, paper), format, { ...options, logo: logoOf(shop, paper.shop) }, asked);

/** The rules that the order's decision names stand in the policy that made it. */
function withPack(shop: Shop, paper: PaperData): PaperData {
  const decision = paper.order.warranty.decisions[0]?.decision;
  return decision ? { ...paper, pack: getPolicy(shop.db, decision.policy, decision.version) } : paper;
}

/**
 * Takes a job that is printed by hand to its end: `ready` once its paper can be made, else `failed` with the reason.
 * Never throws for a paper that cannot be made: the intake behind it stands.
 */
export async function finishJob(shop: Shop, jobId: string): Promise<PrintJob> {
  const end = await tryRender(shop, jobId);
  inTransaction(shop.db, () => {
    const job = getPrintJob(shop.db, jobId);
    // Meanwhile somebody may have sent it to a printer or given it up, and another program may have made it.
    if (job.state === "queued" && job.printerId === null) updatePrintJob(shop.db, job, end, shop.clock());
  });
  const job = getPrintJob(shop.db, jobId);
  shop.publish({ kind: "print", orderId: job.orderId });
  return job;
}

async function tryRender(shop: Shop, jobId: string): Promise<Pick<PrintJob, "state" | "trouble" | "reason" | "warning">> {
  try {
    const { warnings } = await renderJob(shop, jobId, { format: "pdf" });
    return { state: "ready", trouble: null, reason: null, warning: warnings.join("; ") || null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { trouble, detail } = paperFault(error);
    return { state: "failed", trouble, reason: detail || null, warning: null };
  }
}

/** What a person does about a job; within one transaction, with an entry in the job's log. */
function change(shop: Shop, jobId: string, caller: Caller, what: PrintEvent["what"], work: (job: PrintJob) => PrintEvent["data"] | void): PrintJob {
  inTransaction(shop.db, () => {
    const job = getPrintJob(shop.db, jobId);
    const data = work(job) ?? {};
    insertPrintEvent(shop.db, { jobId, what, at: shop.clock(), personId: caller.personId, benchId: caller.benchId, data });
  });
  shop.print();
  const job = getPrintJob(shop.db, jobId);
  shop.publish({ kind: "print", orderId: job.orderId });
  return job;
}

/** @throws DomainError `print.state` */
function expectDeed(job: PrintJob, deed: PrintDeed): void {
  if (!deedsOf(job.state).includes(deed)) throw new DomainError("print.state", { number: job.number, state: job.state });
}

/** Tries a job again now that failed or waits for its printer. @throws DomainError `document.unknown`, `print.state` */
export const retryJob = (shop: Shop, jobId: string, caller: Caller): PrintJob =>
  change(shop, jobId, caller, "retried", (job) => {
    expectDeed(job, "retry");
    updatePrintJob(shop.db, job, { state: "queued", attempts: 0 }, shop.clock());
  });

/** @throws DomainError `printer.takes-labels`, `printer.unknown` */
function printerFor(shop: Shop, printerId: string | null, kind: PaperKind): Printer | null {
  if (printerId === null) return null;
  const printer = getPrinter(shop.db, printerId);
  if (!canPrint(printer, kind)) throw new DomainError("printer.takes-labels", { field: "printer", text: printer.name });
  return printer;
}

/**
 * Sends a job to another printer. One of which nobody knows whether it was printed is not simply sent on: it is repeated.
 * @param printerId null: by hand
 * @throws DomainError `document.unknown`, `print.state`, `printer.takes-labels`, `printer.unknown`
 */
export const redirectJob = (shop: Shop, jobId: string, printerId: string | null, caller: Caller): PrintJob =>
  change(shop, jobId, caller, "redirected", (job) => {
    expectDeed(job, "redirect");
    const printer = printerFor(shop, printerId, job.kind);
    redirectPrintJob(shop.db, jobId, printerId);
    updatePrintJob(shop.db, job, { state: "queued", attempts: 0 }, shop.clock());
    return { from: job.printer, printer: printer?.name ?? null };
  });

/** Gives a job up. @throws DomainError `document.unknown`, `print.state`, `print.needs-reason` */
export const dropJob = (shop: Shop, jobId: string, reason: string, caller: Caller): PrintJob =>
  change(shop, jobId, caller, "dropped", (job) => {
    expectDeed(job, "drop");
    if (reason.trim() === "") throw new DomainError("print.needs-reason", { field: "reason" });
    updatePrintJob(shop.db, job, { state: "dropped", reason: reason.trim() }, shop.clock());
    return { reason: reason.trim() };
  });

/** Someone looked at the printer: an unsure job was printed. @throws DomainError `document.unknown`, `print.state` */
export const confirmPrinted = (shop: Shop, jobId: string, caller: Caller): PrintJob =>
  change(shop, jobId, caller, "confirmed", (job) => {
    expectDeed(job, "confirm");
    updatePrintJob(shop.db, job, { state: "printed", warning: job.warning }, shop.clock());
  });

/**
 * Prints an unsure job once more, as a copy, for it may lie printed somewhere.
 * @returns the new job
 * @throws DomainError `document.unknown`, `print.state`
 */
export function repeatUnsure(shop: Shop, jobId: string, caller: Caller): PrintJob {
  let again = "";
  change(shop, jobId, caller, "repeated", (job) => {
    expectDeed(job, "repeat");
    again = queuePaper(
      shop,
      { ...job, id: undefined, part: job.part ?? undefined, copy: true, paperOrdinal: getPaperOrdinal(shop.db, jobId), at: shop.clock() },
      caller.benchId,
    );
    updatePrintJob(shop.db, job, { state: "dropped" }, shop.clock());
    record(shop, job.orderId, "printed", caller, { kind: job.kind, copy: true });
  });
  return getPrintJob(shop.db, again);
}

/** A paper about the warranty is out of date once another decision is in force; one about the intake once that was corrected. */
function since({ warranty, correctedAt }: Order, kind: PaperKind): number {
  if (kind === "handback" || kind === "approval") return 0;
  return Math.max(correctedAt ?? 0, kind === "decision" ? (warranty.decisions[0]?.at ?? 0) : 0);
}

/** Papers that say what a use case did exist only after it; a warranty decision once there is one, a label for each accessory that is there. */
function mayBegin({ warranty, accessories }: Order, kind: PaperKind, part: number | undefined): boolean {
  if (kind === "decision") return warranty.decisions.length > 0;
  if (kind === "accessory") return part !== undefined && part >= 1 && part <= accessories.length;
  return kind !== "handback" && kind !== "approval";
}

export type Reprint = {
  readonly orderId: string;
  readonly kind: PaperKind;
  /** Of an accessory's label: which one, from 1. */
  readonly part?: number;
  /** Instead of the bench's own printer; null: by hand. */
  readonly printerId?: string | null;
  readonly copies?: number;
};

/**
 * Queues a paper of an order once more. It says what its first print said and carries the word "copy"; a warranty decision is
 * printed anew after each decision, and what was never printed is printed for the first time.
 * @throws DomainError `document.unknown` for a paper that the order cannot have yet, `order.unknown`, `printer.takes-labels`,
 * `printer.unknown`
 */
export function reprintPaper(shop: Shop, { orderId, kind, part, printerId, copies }: Reprint, caller: Caller): PrintJob {
  const jobId = inTransaction(shop.db, () => {
    const order = getOrder(shop.db, orderId);
    const at = shop.clock();
    const original = findOriginal(shop.db, orderId, kind, part ?? null, since(order, kind));
    if (!original && !mayBegin(order, kind, part)) throw new DomainError("document.unknown", { field: "kind", kind, number: order.number });
    printerFor(shop, printerId ?? null, kind);
    const paperOrdinal = original?.paperOrdinal ?? insertPaper(shop.db, { order, shop: settingsOf(shop), at });
    const copy = original !== undefined;
    record(shop, orderId, "printed", caller, { kind, copy });
    return queuePaper(shop, { orderId, kind, part, copy, paperOrdinal, at, printerId, copies }, caller.benchId);
  });
  shop.print();
  shop.publish({ kind: "order", orderId });
  return getPrintJob(shop.db, jobId);
}

/**
 * What an order's paper says, as it was printed first, or as it would be now.
 * @throws DomainError `document.unknown` for a paper that the order cannot have yet
 */
export function paperOf(shop: Shop, order: Order, { kind, part }: { kind: PaperKind; part?: number }): PaperData {
  const known = findOriginal(shop.db, order.id, kind, part ?? null, since(order, kind));
  if (known) return getPaper(shop.db, known.jobId);
  if (!mayBegin(order, kind, part)) throw new DomainError("document.unknown", { field: "document", kind });
  return { kind, part: part ?? null, order, shop: settingsOf(shop), copy: false };
}

/** Renders an order's paper without printing it. @throws DomainError `document.unknown`, `document.failed` */
export async function renderPaper(
  shop: Shop,
  order: Order,
  paper: { kind: PaperKind; part?: number },
  format: PaperFormat,
  asked?: Asked,
): Promise<RenderedPaper> {
  return render(shop, paperOf(shop, order, paper), format, asked);
}

/** @throws DomainError `document.unknown` */
export const readJob = (shop: Shop, jobId: string): PrintJob => getPrintJob(shop.db, jobId);

/** An order's papers, newest first. */
export const readPrintJobs = (shop: Shop, orderId: string): readonly PrintJob[] => listPrintJobs(shop.db, orderId);

/** What happened to an order's papers, oldest first. */
export const readPrintEvents = (shop: Shop, orderId: string): readonly PrintEvent[] => listPrintEvents(shop.db, orderId);

/** However many fail, the newest are enough to see what is wrong. */
const MOST_FAILED = 100;

/** Papers of all orders that are not done with: what the tray shows. However many wait, those that failed are among them. */
export const readUnfinishedJobs = (shop: Shop): readonly PrintJob[] => {
  const failed = listNewestPrintJobs(shop.db, "failed", MOST_FAILED);
  return sortByNeed([...failed, ...listUnfinishedPrintJobs(shop.db).filter(({ state }) => state !== "failed")]);
};

/** The newest print jobs of one state or of all. */
export const readNewestJobs = (shop: Shop, state: PrintState | undefined, limit: number): readonly PrintJob[] =>
  listNewestPrintJobs(shop.db, state, limit);
