import type { PaperKind } from "./order.ts";
import type { PrinterTrouble } from "./printer.ts";

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

/** Why a job does not get on: what its printer said, or the paper could not be made. */
export type PrintTrouble = PrinterTrouble | "document" | "printer-removed" | "interrupted";

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

/** Pauses before a printer that was away is tried again, ms; the last one again and again. */
const PAUSES_MS = [2000, 5000, 15_000, 30_000, 60_000] as const;

/** How long to wait before the next try. @param attempts tries so far, from 1 */
export const pauseBefore = (attempts: number): number => PAUSES_MS[Math.min(Math.max(attempts, 1), PAUSES_MS.length) - 1]!;

/** A job that a person may still change: drop it, send it to another printer. */
export const isUnfinished = (state: PrintState): boolean => state === "queued" || state === "failed" || state === "unsure";

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
