import { DomainError } from "../domain/ground/error.ts";
import type { PrintEnd, PrintJob } from "../domain/printing/print-job.ts";
import type { Printer, PrinterDocument } from "../domain/printing/printer.ts";
import type { Shipment, Way } from "./way.ts";

/** What the spooler needs to empty the print queue; the queue itself stays in the database. */
export type SpoolerPorts = {
  /** Ids of jobs that are made for printing by hand, oldest first: what waits now and what a crash left behind. */
  readonly byHand: () => readonly string[];
  /** Takes one of those to its end; throws only for trouble of the world. */
  readonly finish: (jobId: string) => Promise<void>;
  /** Ids of printers that have something to print. */
  readonly lanes: () => readonly string[];
  /** What a printer prints next: the oldest job, or how long that has to wait, or that another program is at it. */
  readonly next: (
    printerId: string,
  ) => { readonly job: PrintJob; readonly printer: Printer } | { readonly waitMs: number } | { readonly busy: true } | undefined;
  /** @throws DomainError for a paper that cannot be made */
  readonly make: (job: PrintJob, printer: Printer) => Promise<PrinterDocument>;
  /** Wraps what was made for the printer. */
  readonly ship: (document: PrinterDocument, job: PrintJob) => Shipment;
  readonly openWay: (printer: Printer) => Promise<Way>;
  /** Notes that a job is being sent from now on; false where somebody else was faster or has changed it. */
  readonly take: (job: PrintJob) => boolean;
  /** Notes that it still is. */
  readonly keep: (jobId: string) => void;
  readonly end: (jobId: string, end: PrintEnd) => void;
  /** Notes that a job's paper cannot be made, unless it was changed meanwhile. */
  readonly unmade: (job: PrintJob, error: DomainError) => void;
  /** Jobs that somebody was sending who is gone. */
  readonly orphans: () => readonly { readonly job: PrintJob; readonly printer: Printer | undefined }[];
  readonly log: (error: unknown) => unknown;
};

/** Empties the print queue: one lane a printer, each in its own order, so that a slow printer holds up no other. */
export type Spooler = {
  /** Looks at the queue: something was put into it or changed, by this program or another. */
  readonly wake: () => void;
  /** Resolves when nothing is made or sent any more; what waits for a printer to come back is not waited for. */
  readonly idle: () => Promise<void>;
  /** Takes nothing new and cuts what is being sent: it is unsure then. */
  readonly stop: () => void;
};

/** Pause before a job is looked at again after trouble of the world, and while another program sends, ms. */
const RETRY_MS = 5000;
const BUSY_MS = 1000;
/** No lane sleeps longer than this before it looks again, ms. */
const LONGEST_WAIT_MS = 60_000;
/** How often a job that is being sent says so, ms. */
const KEEP_MS = 5000;
/** How long a printer is asked what became of a job, ms. */
const FIND_MS = 10_000;

export function startSpooler(ports: SpoolerPorts): Spooler {
  const running = new Map<string, Promise<void>>();
  /** Lanes that were called for while they were worked on. */
  const again = new Set<string>();
  const timers = new Map<string, NodeJS.Timeout>();
  const sending = new Set<string>();
  const stopping = new AbortController();
  const { signal: stopped } = stopping;

  function later(lane: string, ms: number): void {
    clearTimeout(timers.get(lane));
    timers.set(
      lane,
      setTimeout(
        () => {
          timers.delete(lane);
          wake();
          // A timer of more than 24 days would go off at once, and again and again.
        },
        Math.min(ms, LONGEST_WAIT_MS),
      ).unref(),
    );
  }

  /** Jobs of somebody who is gone, but for those that this very program sends: a jump of the clock ends their time early. */
  const orphans = (): ReturnType<SpoolerPorts["orphans"]> => ports.orphans().filter(({ job }) => !sending.has(job.id));

  /** Works on a lane unless somebody does already; whoever does looks once more before it ends. */
  function run(lane: string, work: () => Promise<void>): void {
    if (running.has(lane)) return void again.add(lane);
    running.set(
      lane,
      work()
        .catch((error: unknown) => {
          if (stopped.aborted) return;
          ports.log(error);
          later(lane, RETRY_MS);
        })
        .finally(() => {
          running.delete(lane);
          if (again.delete(lane)) wake();
        }),
    );
  }

  /** The answer to whoever queued a job goes out first, and other work gets its turn between two jobs. */
  const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  async function makeByHand(): Promise<void> {
    const failed = new Set<string>();
    for (;;) {
      await breathe();
      const jobId = stopped.aborted ? undefined : ports.byHand().find((id) => !failed.has(id));
      if (jobId === undefined) break;
      try {
        await ports.finish(jobId);
      } catch (error) {
        if (stopped.aborted) return;
        ports.log(error);
        failed.add(jobId);
      }
    }
    if (failed.size > 0) later(BY_HAND, RETRY_MS);
  }

  async function printLane(printerId: string): Promise<void> {
    for (;;) {
      await breathe();
      const next = stopped.aborted ? undefined : ports.next(printerId);
      if (!next) return;
      if ("busy" in next) return later(printerId, BUSY_MS);
      if ("waitMs" in next) return later(printerId, next.waitMs);
      await printJob(next.job, next.printer);
    }
  }

  async function printJob(job: PrintJob, printer: Printer): Promise<void> {
    let shipment: Shipment;
    try {
      shipment = ports.ship(await ports.make(job, printer), job);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return ports.unmade(job, error);
    }
    if (stopped.aborted) return;
    const way = await ports.openWay(printer);
    if (!ports.take(job)) return;
    sending.add(job.id);
    const keeping = setInterval(() => {
      try {
        ports.keep(job.id);
      } catch (error) {
        ports.log(error);
      }
    }, KEEP_MS).unref();
    try {
      ports.end(job.id, await way.send(shipment, stopped));
    } finally {
      clearInterval(keeping);
      sending.delete(job.id);
    }
  }

  /** What a program that is gone was sending: the printer is asked where it keeps a list, else nobody knows. */
  async function settleOrphans(): Promise<void> {
    for (const { job, printer } of orphans()) {
      const unsure = { end: "unsure", trouble: "interrupted", detail: "" } as const;
      const way = printer && (await ports.openWay(printer));
      const found = await way?.find?.(shipmentName(job), AbortSignal.any([stopped, AbortSignal.timeout(FIND_MS)]));
      if (stopped.aborted) return;
      ports.end(job.id, found === undefined || found === "unknown" ? unsure : found);
    }
  }

  function wake(): void {
    if (stopped.aborted) return;
    try {
      if (orphans().length > 0) run(ORPHANS, settleOrphans);
      if (ports.byHand().length > 0) run(BY_HAND, makeByHand);
      for (const printerId of ports.lanes()) run(printerId, () => printLane(printerId));
    } catch (error) {
      ports.log(error);
      later(BY_HAND, RETRY_MS);
    }
  }

  return {
    wake,
    idle: async () => {
      while (running.size > 0) await Promise.all(running.values());
    },
    stop: () => {
      stopping.abort();
      timers.forEach((timer) => clearTimeout(timer));
    },
  };
}

/** Lanes that are no printer's. */
const [BY_HAND, ORPHANS] = ["by hand", "orphans"];

/** The name that a printer's own list shows, ASCII and another one for each job: `R26-000123-K certificate 8f3a…`. */
export const shipmentName = ({ number, kind, part, id }: Pick<PrintJob, "number" | "kind" | "part" | "id">): string =>
  `${number}${part === null ? "" : `-${part}`}-${kind}-${id.replaceAll("-", "").slice(-16)}`.replaceAll(/[^\w-]/g, "");
