import type { PrinterState, PrinterTrouble } from "../../domain/printing/printer.ts";
import type { Sent } from "../way.ts";
import { ended, PRINTED, type Fault } from "./fault.ts";
import type { IppAnswer, IppGroup, IppValue } from "./ipp-message.ts";
import { troublesOfReasons } from "./ipp-reasons.ts";

/** printer-state and job-state (RFC 8011 §5.4.11, §5.3.7). */
const PRINTER_STOPPED = 5;
export const JOB_PROCESSING = 5;
const JOB_CANCELLED = 7;
const JOB_ABORTED = 8;
const JOB_COMPLETED = 9;

/** Refusals by which no job came to be; sent again later it may print. */
const AWAY_BY_STATUS: Readonly<Record<number, PrinterTrouble>> = {
  0x0502: "stopped",
  0x0504: "stopped",
  0x0505: "busy",
  0x0506: "stopped",
  0x0507: "busy",
  0x050a: "stopped",
  0x050b: "busy",
  0x050c: "busy",
};

/** Refusals that would come again. */
const FAILED_BY_STATUS: Readonly<Record<number, PrinterTrouble>> = {
  0x0401: "no-permission",
  0x0402: "no-permission",
  0x0403: "no-permission",
  0x0406: "not-found",
  0x0407: "not-found",
  0x0408: "no-space",
  0x040a: "wrong-format",
  0x040b: "wrong-format",
  0x040f: "wrong-format",
  0x0410: "wrong-format",
  0x0411: "wrong-format",
};

/** A job as a printer tells of it. */
export type Job = {
  readonly id: number;
  readonly name: string;
  readonly state: number;
  readonly reasons: readonly string[];
  /** False only where the printer says so. */
  readonly begun: boolean;
  /** Of the document, as many as the printer has; undefined where it does not say. */
  readonly kilobytes: number | undefined;
};

/** Whether a request was taken (RFC 8011 §B.1.2). */
export const isOk = ({ status }: IppAnswer): boolean => status < 0x0100;

/** A status as its tables name it. */
export const hex = (status: number): string => `IPP 0x${status.toString(16).padStart(4, "0")}`;

/** Attributes of the first group with this tag; none where there is no such group. */
export const groupOf = (answer: IppAnswer, tag: number): IppGroup["attributes"] =>
  answer.groups.find((group) => group.tag === tag)?.attributes ?? new Map<string, readonly IppValue[]>();

/** Values of an attribute that are texts. */
export const texts = (attributes: IppGroup["attributes"], name: string): readonly string[] =>
  (attributes.get(name) ?? []).filter((value) => typeof value === "string");

/** First value of an attribute where it is a number. */
export function numberOf(attributes: IppGroup["attributes"], name: string): number | undefined {
  const value = attributes.get(name)?.[0];
  return typeof value === "number" ? value : undefined;
}

/** A job from its attributes; undefined where they name neither id nor state. */
export function jobOf(attributes: IppGroup["attributes"]): Job | undefined {
  const [id, state] = [numberOf(attributes, "job-id"), numberOf(attributes, "job-state")];
  if (id === undefined || state === undefined) return undefined;
  const [name = ""] = texts(attributes, "job-name");
  return {
    id,
    name,
    state,
    reasons: texts(attributes, "job-state-reasons"),
    begun: attributes.get("time-at-processing")?.[0] !== null,
    kilobytes: numberOf(attributes, "job-k-octets"),
  };
}

/** How a job ended; undefined while it goes on. */
export function endOfJob({ state, reasons, begun }: Job): Sent | undefined {
  const detail = `job-state ${state}: ${reasons.join(", ")}`;
  // Only where the printer says that it never began is nothing of it on paper.
  if (state === JOB_CANCELLED) return ended(begun ? "unsure" : "away", { trouble: "cancelled", detail });
  if (state === JOB_ABORTED) {
    if (
      reasons.some((reason) => /^(document-(format|unprintable)-error|unsupported-(document-format|compression|attributes-or-values))$/.test(reason))
    )
      return ended("failed", { trouble: "wrong-format", detail });
    return ended("unsure", { trouble: troublesOfReasons(reasons)[0] ?? "stopped", detail });
  }
  if (state !== JOB_COMPLETED) return undefined;
  return reasons.includes("job-completed-with-errors") ? ended("unsure", { trouble: "stopped", detail }) : PRINTED;
}

/** How a job ended of which nobody has acknowledged the whole document: as printed counts only what the printer has whole. */
export function endOfFound(job: Job): Sent | undefined {
  const end = endOfJob(job);
  if (end?.end !== "printed" || job.name.endsWith(` ${job.kilobytes}k`)) return end;
  return ended("unsure", { trouble: "line-lost", detail: `of ${job.name} the printer has ${job.kilobytes ?? "?"}k` });
}

/** Whether a printer prints, and what keeps it from it. */
export function stateOf(attributes: IppGroup["attributes"]): PrinterState {
  const reasons = texts(attributes, "printer-state-reasons");
  const stopped = numberOf(attributes, "printer-state") === PRINTER_STOPPED || attributes.get("printer-is-accepting-jobs")?.[0] === false;
  const troubles = troublesOfReasons(reasons);
  return {
    ready: !stopped && troublesOfReasons(reasons, true).length === 0,
    troubles: stopped && troubles.length === 0 ? ["stopped"] : troubles,
    asked: true,
  };
}

/** Why a printer would take no job now. One tray of several may be empty: only a stopped printer counts. */
export function refusalOf(attributes: IppGroup["attributes"]): Fault | undefined {
  const reasons = texts(attributes, "printer-state-reasons");
  const state = numberOf(attributes, "printer-state");
  if (state !== PRINTER_STOPPED && attributes.get("printer-is-accepting-jobs")?.[0] !== false) return undefined;
  return { trouble: troublesOfReasons(reasons)[0] ?? "stopped", detail: `printer-state ${state}: ${reasons.join(", ")}` };
}

/** What a refusal of a job means. @param attributes of the printer, for why it has stopped */
export function refused({ status }: IppAnswer, attributes: IppGroup["attributes"]): Sent {
  const away = AWAY_BY_STATUS[status];
  if (away === "stopped") {
    const [trouble = away] = troublesOfReasons(texts(attributes, "printer-state-reasons"));
    return ended("away", { trouble, detail: hex(status) });
  }
  if (away) return ended("away", { trouble: away, detail: hex(status) });
  const failed = FAILED_BY_STATUS[status];
  if (failed) return ended("failed", { trouble: failed, detail: hex(status) });
  return ended(status >= 0x0500 ? "unsure" : "failed", { trouble: "refused", detail: hex(status) });
}
