import type { DomainError } from "../ground/error.ts";
import { isLabel } from "../papers/paper.ts";
import type { PaperKind } from "../shop/paper-layout.ts";
import { PRINTER_TROUBLES, type Printer } from "./printer.ts";

/**
 * Where a print job stands. `queued` waits for its printer or, where no printer was chosen, to be made; `ready` was made and is
 * printed by hand; `unsure`: the line or the program broke while it was being sent, so that only a look at the printer tells.
 */
export const PRINT_STATES = ["queued", "sending", "printed", "ready", "failed", "unsure", "dropped"] as const;
export type PrintState = (typeof PRINT_STATES)[number];

/** A paper of an order and how its printing goes. */
export type PrintJob = {
  readonly id: string;
  readonly orderId: string;
  readonly number: string;
  readonly kind: PaperKind;
  /** Of an accessory's label: which accessory, from 1. */
  readonly part: number | null;
  readonly state: PrintState;
  readonly copy: boolean;
  readonly copies: number;
  readonly printerId: string | null;
  readonly printer: string | null;
  readonly attempts: number;
  /** Before then it is not tried again, epoch ms. */
  readonly nextAt: number | null;
  readonly trouble: PrintTrouble | null;
  readonly reason: string | null;
  readonly warning: string | null;
  readonly createdAt: number;
  readonly doneAt: number | null;
};

/** Why a paper could not be made. */
export const PAPER_TROUBLES = ["document", "paper-stopped", "too-many-dots"] as const;
type PaperTrouble = (typeof PAPER_TROUBLES)[number];

/** What a job says whose paper was refused. */
export function paperFault({ code, message }: DomainError): { readonly trouble: PaperTrouble; readonly detail: string } {
  if (code === "document.too-many-dots") return { trouble: "too-many-dots", detail: "" };
  return { trouble: code === "document.stopped" ? "paper-stopped" : "document", detail: message };
}

/** Why a job does not get on: what its printer said, or the paper could not be made. */
export const PRINT_TROUBLES = [...PRINTER_TROUBLES, ...PAPER_TROUBLES, "printer-removed", "interrupted"] as const;
export type PrintTrouble = (typeof PRINT_TROUBLES)[number];

/** How sending ended, as `printing/way.ts` has it. */
export type PrintEnd =
  | { readonly end: "printed" }
  | { readonly end: "away" | "failed" | "unsure"; readonly trouble: PrintTrouble; readonly detail: string };

/** What happened to a print job, in the order in which it did. */
export const PRINT_EVENTS = ["sent", "printed", "away", "failed", "unsure", "retried", "redirected", "dropped", "repeated", "confirmed"] as const;
export type PrintEvent = {
  readonly jobId: string;
  readonly what: (typeof PRINT_EVENTS)[number];
  readonly at: number;
  readonly person: string | null;
  readonly bench: string | null;
  /** `printer`, `trouble`, `detail`, `reason`, as the event has them. */
  readonly data: Readonly<Record<string, unknown>>;
};

/** Something that happened, and how often one after another: a printer that is away is tried again and again. */
export type PrintNews = { readonly event: PrintEvent; readonly times: number };

/**
 * What happened, oldest first, with the tries in vain of a job drawn together where nothing else happened to it in between: the last of
 * them stands for all.
 */
export function drawTogether(events: readonly PrintEvent[]): readonly PrintNews[] {
  const news: (PrintNews | undefined)[] = [];
  /** Where the last thing that happened to a job stands, and the try after it. */
  const last = new Map<string, { readonly at: number; readonly sentAt?: number }>();
  for (const event of events) {
    const before = last.get(event.jobId);
    const earlier = before && news[before.at];
    const at = news.push({ event, times: 1 }) - 1;
    if (event.what === "sent" && earlier?.event.what === "away") last.set(event.jobId, { at: before!.at, sentAt: at });
    else if (event.what === "away" && earlier?.event.what === "away" && earlier.event.data["trouble"] === event.data["trouble"]) {
      news[at] = { event, times: earlier.times + 1 };
      news[before!.at] = undefined;
      if (before!.sentAt !== undefined) news[before!.sentAt] = undefined;
      last.set(event.jobId, { at });
    } else last.set(event.jobId, { at });
  }
  return news.filter((one) => one !== undefined);
}

/** Pauses before a printer that was away is tried again, ms; the last one again and again. */
const PAUSES_MS = [2000, 5000, 15_000, 30_000, 60_000] as const;

export const LONGEST_PAUSE_MS = Math.max(...PAUSES_MS);

/** How long to wait before the next try. @param attempts tries so far, from 1 */
export const pauseBefore = (attempts: number): number => PAUSES_MS[Math.min(Math.max(attempts, 1), PAUSES_MS.length) - 1]!;

/**
 * What a person can do about a job: say that it was printed, print it again as a copy, try it now, send it to another printer, give
 * it up.
 */
export const PRINT_DEEDS = ["confirm", "repeat", "retry", "redirect", "drop"] as const;
export type PrintDeed = (typeof PRINT_DEEDS)[number];

const WAITING: readonly PrintDeed[] = ["retry", "redirect", "drop"];
const DEEDS: Readonly<Record<PrintState, readonly PrintDeed[]>> = {
  unsure: ["confirm", "repeat", "drop"],
  failed: WAITING,
  queued: WAITING,
  sending: [],
  printed: [],
  ready: [],
  dropped: [],
};

/** The deeds that a state allows. An unsure job is never simply sent again: it may lie printed somewhere. */
export const deedsOf = (state: PrintState): readonly PrintDeed[] => DEEDS[state];

/** States of jobs that are not done with, those first that need a person. */
const BY_NEED = ["unsure", "failed", "sending", "queued"] as const satisfies readonly PrintState[];

const needOf = ({ state }: Pick<PrintJob, "state">): number => BY_NEED.findIndex((each) => each === state);

/** Jobs that are not done with, those first that need a person, in each state the oldest first. */
export const sortByNeed = <Job extends Pick<PrintJob, "id" | "state" | "createdAt">>(jobs: readonly Job[]): readonly Job[] =>
  jobs
    .filter((job) => needOf(job) >= 0)
    // Ids rise with time, also of papers that were queued in the same instant.
    .toSorted((one, other) => needOf(one) - needOf(other) || one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1));

/** How many jobs stand where; `stuck`: those of the waiting that their printer has kept waiting already. */
export type PrintCounts = Readonly<Record<(typeof BY_NEED)[number] | "stuck", number>>;

export function countJobs(jobs: readonly Pick<PrintJob, "state" | "trouble">[]): PrintCounts {
  const of = (state: PrintState): number => jobs.filter((job) => job.state === state).length;
  return { unsure: of("unsure"), failed: of("failed"), sending: of("sending"), queued: of("queued"), stuck: jobs.filter(isStuck).length };
}

/** Whether a job waits because its printer cannot be reached or cannot print. */
const isStuck = ({ state, trouble }: Pick<PrintJob, "state" | "trouble">): boolean => state === "queued" && trouble !== null;

/** Whether something went wrong that a person should know of. */
export const isTroubled = (job: Pick<PrintJob, "state" | "trouble">): boolean => job.state === "unsure" || job.state === "failed" || isStuck(job);

/** A job that was given up because its paper was printed again as a copy: nobody gave a reason. */
export const wasRepeated = ({ state, reason }: Pick<PrintJob, "state" | "reason">): boolean => state === "dropped" && reason === null;

/** Whether a paper was made, so that its picture can be shown: one that waits to be made, or could not be, has none. */
export const hasPicture = ({ state, printerId, trouble }: Pick<PrintJob, "state" | "printerId" | "trouble">): boolean =>
  !PAPER_TROUBLES.some((each) => each === trouble) && !(state === "queued" && printerId === null);

/** Whether a paper can be printed there: a label printer knows labels only. */
export const canPrint = ({ language }: Pick<Printer, "language">, kind: PaperKind): boolean => language === "pdf" || isLabel(kind);

/** Papers that an intake prints, in the order in which they are handed over. */
export const INTAKE_PAPERS = ["certificate", "label", "accessory"] as const satisfies readonly PaperKind[];

/** Which paper goes to which printer at a bench, how often, and whether an intake prints it by itself. */
export type PrintRoute = {
  readonly kind: PaperKind;
  /** null: by hand, through the viewer. */
  readonly printerId: string | null;
  readonly copies: number;
  readonly atIntake: boolean;
};

/** A bench prints like this unless the shop or the bench says otherwise: every intake makes its certificate and label. */
export const usualRoute = (kind: PaperKind): PrintRoute => ({
  kind,
  printerId: null,
  copies: 1,
  atIntake: kind === "certificate" || kind === "label",
});

/** Routes of one bench and those of every bench that has none of its own. */
export type PrintRoutes = { readonly bench: readonly PrintRoute[]; readonly everywhere: readonly PrintRoute[] };
