/** A page as dots: one byte each, 0 black to 255 white, row by row from the top. */
export type GreyPage = { readonly width: number; readonly height: number; readonly grey: Uint8Array };

/** How long a way waits, ms, and what it cannot do itself. Every time has a use of its own, for printers are slow in different places. */
export type WayOptions = {
  /** Until a printer picks up. */
  readonly connectMs?: number;
  /** Without any progress, until a printer counts as stalled. */
  readonly stallMs?: number;
  /** For the answer to a question about paper and door; printers that never answer are printed to all the same. */
  readonly answerMs?: number;
  /** For a raw printer to close its side after the last byte; many never do. */
  readonly closeMs?: number;
  /** After the last byte, for a raw printer that is none to hang up or to say what nobody asked. */
  readonly hushMs?: number;
  /** Between two looks at a job. */
  readonly pollMs?: number;
  /** That a job may stand in a printer's list without a change, waiting for paper, say. */
  readonly jobMs?: number;
  /** Makes dots of a PDF, for driverless printers that take no PDF. @param dpi of both directions */
  readonly rasterise?: (pdf: Uint8Array, dpi: number) => Promise<readonly GreyPage[]>;
};

export type WayTimes = Readonly<Record<"connectMs" | "stallMs" | "answerMs" | "closeMs" | "hushMs" | "pollMs" | "jobMs", number>>;

const USUAL_TIMES: WayTimes = { connectMs: 10_000, stallMs: 30_000, answerMs: 1500, closeMs: 2000, hushMs: 200, pollMs: 1000, jobMs: 600_000 };

export const wayTimes = (options: WayOptions): WayTimes => ({
  connectMs: options.connectMs ?? USUAL_TIMES.connectMs,
  stallMs: options.stallMs ?? USUAL_TIMES.stallMs,
  answerMs: options.answerMs ?? USUAL_TIMES.answerMs,
  closeMs: options.closeMs ?? USUAL_TIMES.closeMs,
  hushMs: options.hushMs ?? USUAL_TIMES.hushMs,
  pollMs: options.pollMs ?? USUAL_TIMES.pollMs,
  jobMs: options.jobMs ?? USUAL_TIMES.jobMs,
});

/** Longest that a mere question for a state may take to be picked up and to be answered, ms: a person waits for it. */
const STATE_MS = 5000;

/** Times for asking a printer how it is. */
export const stateTimes = (times: WayTimes): WayTimes => ({
  ...times,
  connectMs: Math.min(times.connectMs, STATE_MS),
  stallMs: Math.min(times.stallMs, STATE_MS),
});
