import { JOB_PROCESSING, type Job, isOk, hex, groupOf, texts, jobOf, endOfJob, endOfFound } from "./ipp-answer.ts";
import type { Sent } from "../way.ts";
import { CANCELLED, ended, pause, PRINTED, type Fault } from "./fault.ts";
import { encodeIppRequest, IPP, type IppAttribute } from "./ipp-message.ts";
import { postIpp, type Posted } from "./ipp-post.ts";
import { troublesOfReasons } from "./ipp-reasons.ts";
import type { WayTimes } from "./way-options.ts";

/** Operations (RFC 8011 §5.4.15). */
const PRINT_JOB = 0x02;
const CANCEL_JOB = 0x08;
const GET_JOB_ATTRIBUTES = 0x09;
const GET_JOBS = 0x0a;
const GET_PRINTER_ATTRIBUTES = 0x0b;

const STATUS_NOT_FOUND = 0x0406;

/** Most jobs of a list that are read, the newest first. */
const JOB_LIMIT = 200;

/** Looks at the list of jobs after a line was lost, for the printer may need a moment itself. */
const LOOKS = 4;

const PRINTER_WISHES = [
  "printer-state",
  "printer-state-reasons",
  "printer-is-accepting-jobs",
  "document-format-supported",
  "copies-supported",
  "print-scaling-supported",
  "pwg-raster-document-resolution-supported",
  "pwg-raster-document-type-supported",
];

const JOB_WISHES = ["job-id", "job-name", "job-state", "job-state-reasons", "time-at-processing", "job-k-octets"];

/**
 * A job's name in the printer's list: it ends with the size of its document, rounded up as job-k-octets is (RFC 8011 §5.3.17.1). There are
 * printers that take what came before a line was cut for the whole document, print that, and say that all is well.
 */
export const jobName = (name: string, size: number): string => `${name} ${Math.ceil(size / 1024)}k`;

const isNamed = (job: Job, name: string): boolean => job.name.startsWith(`${name} `) && /^\d+k$/.test(job.name.slice(name.length + 1));

/** A printer or queue that speaks IPP, and the questions that ways put to it. */
export type IppPrinter = ReturnType<typeof openIppPrinter>;

/**
 * @param uri `ipp:` or `ipps:` with port and path
 * @param userName whose jobs they are; some lists show the names of jobs to their owners only
 * @param socketPath where it listens at a socket of this PC's files instead
 */
export function openIppPrinter(uri: string, times: WayTimes, userName: string, socketPath?: string) {
  let requests = 0;

  async function call(
    operation: number,
    attributes: readonly IppAttribute[],
    signal: AbortSignal,
    job: readonly IppAttribute[] = [],
    document: Uint8Array = new Uint8Array(),
  ): Promise<Posted> {
    requests = (requests % 0x7f_ff_ff_ff) + 1;
    const requestId = requests;
    const common: readonly IppAttribute[] = [
      ["attributes-charset", IPP.charset, "utf-8"],
      ["attributes-natural-language", IPP.language, "en"],
      ["printer-uri", IPP.uri, uri],
    ];
    const head = encodeIppRequest(operation, requestId, [
      { tag: IPP.operation, attributes: [...common, ...attributes] },
      { tag: IPP.job, attributes: job },
    ]);
    const posted = await postIpp({ uri, socketPath }, Buffer.concat([head, document]), times, signal);
    if ("answer" in posted && posted.answer.requestId !== requestId)
      return { fault: { trouble: "nonsense", detail: "the answer is to another question" }, reached: true };
    return posted;
  }

  const user: IppAttribute = ["requesting-user-name", IPP.name, userName];

  const askPrinter = (signal: AbortSignal): Promise<Posted> =>
    call(GET_PRINTER_ATTRIBUTES, [user, ["requested-attributes", IPP.keyword, ...PRINTER_WISHES]], signal);

  /** @returns the job, undefined where the printer does not know it, or why it could not be asked */
  async function askJob(id: number, signal: AbortSignal): Promise<Job | undefined | Fault> {
    const posted = await call(GET_JOB_ATTRIBUTES, [["job-id", IPP.integer, id], user, ["requested-attributes", IPP.keyword, ...JOB_WISHES]], signal);
    if ("fault" in posted) return posted.fault;
    if (posted.answer.status === STATUS_NOT_FOUND) return undefined;
    const job = isOk(posted.answer) ? jobOf(groupOf(posted.answer, IPP.job)) : undefined;
    return job ?? { trouble: "nonsense", detail: hex(posted.answer.status) };
  }

  /** @returns the job of that name, undefined where the printer's lists do not have it, or why it could not be asked */
  async function findJob(name: string, signal: AbortSignal): Promise<Job | undefined | Fault> {
    let fault: Fault | undefined;
    for (const which of ["not-completed", "completed"]) {
      const posted = await call(
        GET_JOBS,
        [user, ["limit", IPP.integer, JOB_LIMIT], ["requested-attributes", IPP.keyword, ...JOB_WISHES], ["which-jobs", IPP.keyword, which]],
        signal,
      );
      if ("fault" in posted) {
        fault ??= posted.fault;
        continue;
      }
      const jobs = posted.answer.groups.flatMap(({ tag, attributes }) => (tag === IPP.job ? (jobOf(attributes) ?? []) : []));
      const found = jobs.find((job) => isNamed(job, name));
      if (found) return found;
      if (!isOk(posted.answer)) fault ??= { trouble: "nonsense", detail: hex(posted.answer.status) };
    }
    return fault;
  }

  /** Tells the printer to drop a job, and looks how far it got. */
  async function cancel(id: number): Promise<Sent> {
    const signal = AbortSignal.timeout(times.stallMs);
    await call(CANCEL_JOB, [["job-id", IPP.integer, id], user], signal);
    for (let look = 0; look < LOOKS && !signal.aborted; look += 1) {
      const job = await askJob(id, signal);
      const end = job && "state" in job ? endOfJob(job) : undefined;
      if (end) return end;
      await pause(times.pollMs, signal);
    }
    return ended("unsure", CANCELLED);
  }

  /** Follows a job that the printer has acknowledged to its end. @param state its last known state */
  const follow = (id: number, state: number | undefined, signal: AbortSignal): Promise<Sent> => followTo(endOfJob, id, state, signal);

  /** Follows a job that was found in the printer's list. */
  const followFound = async (job: Job, signal: AbortSignal): Promise<Sent> => endOfFound(job) ?? followTo(endOfFound, job.id, job.state, signal);

  async function followTo(endOf: (job: Job) => Sent | undefined, id: number, state: number | undefined, signal: AbortSignal): Promise<Sent> {
    let last = state ?? 0;
    let changedAt = performance.now();
    let heardAt = changedAt;
    while (!signal.aborted) {
      const job = await askJob(id, signal);
      if (signal.aborted) break;
      const now = performance.now();
      if (job === undefined)
        // Printers that keep no list of ended jobs forget them at once.
        return last >= JOB_PROCESSING && endOf === endOfJob
          ? PRINTED
          : ended("unsure", { trouble: "line-lost", detail: "the printer no longer knows the job" });
      if ("trouble" in job) {
        if (now - heardAt > times.stallMs) return ended("unsure", job);
      } else {
        const end = endOf(job);
        if (end) return end;
        if (job.state !== last) [last, changedAt] = [job.state, now];
        heardAt = now;
        if (now - changedAt > times.jobMs) return ended("unsure", await stuck(job, signal));
      }
      await pause(times.pollMs, signal);
    }
    return cancel(id);
  }

  async function stuck({ state, reasons }: Job, signal: AbortSignal): Promise<Fault> {
    const posted = await askPrinter(signal);
    const printer = "answer" in posted ? texts(groupOf(posted.answer, IPP.printer), "printer-state-reasons") : [];
    return { trouble: troublesOfReasons(printer)[0] ?? "no-answer", detail: `job-state ${state}: ${[...reasons, ...printer].join(", ")}` };
  }

  /** After the line was lost with a document on it: the printer's list tells whether it has the job. */
  async function lookUp(name: string, fault: Fault, signal: AbortSignal): Promise<Sent> {
    const asking = signal.aborted ? AbortSignal.timeout(times.stallMs) : signal;
    for (let look = 0; look < LOOKS && !asking.aborted; look += 1) {
      if (look > 0) await pause(times.pollMs, asking);
      const job = await findJob(name, asking);
      if (job && "state" in job) return signal.aborted ? (endOfFound(job) ?? cancel(job.id)) : followFound(job, signal);
    }
    return ended("unsure", fault);
  }

  /** Sends a document as one job. */
  const print = (
    { name, format, copies, unscaled, bytes }: { name: string; format: string; copies: number; unscaled: boolean; bytes: Uint8Array },
    signal: AbortSignal,
  ): Promise<Posted> =>
    call(
      PRINT_JOB,
      [user, ["job-name", IPP.name, jobName(name, bytes.length)], ["document-format", IPP.mime, format]],
      signal,
      [...(copies === 1 ? [] : [["copies", IPP.integer, copies] as const]), ...(unscaled ? [["print-scaling", IPP.keyword, "none"] as const] : [])],
      bytes,
    );

  /** What became of a job of that name. */
  async function find(name: string, signal: AbortSignal): Promise<Sent | "unknown"> {
    const job = await findJob(name, signal);
    return job && "state" in job ? followFound(job, signal) : "unknown";
  }

  return { askPrinter, findJob, find, follow, followFound, lookUp, print };
}
