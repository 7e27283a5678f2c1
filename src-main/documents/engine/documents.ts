import type { PageKind } from "../../domain/shop/paper-layout.ts";
import type { PaperData } from "../../domain/papers/paper.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { DocumentError } from "./document-error.ts";
import type { Example } from "../papers/example-paper.ts";
import type { Answer, MakerMessage, MakerProcess, MakerTold, Question, StartMaker } from "./maker-process.ts";
import { openPaperQueue, type Waiting } from "./paper-queue.ts";
import type { DocumentsOptions, LabelSheetOptions, PaperFormat, RenderedPaper, RenderOptions, SheetLabel, TestPageOptions } from "./render.ts";

/** Who asks for a paper, a printer unless said; the signal says that it is not wanted any more. */
export type Asked = { readonly by?: Waiting; readonly signal?: AbortSignal };

/**
 * Papers made by another process, while this one goes on with other things. Each rejects as `PaperMaker` throws, with `PaperStopped`,
 * or with the signal's reason.
 */
export type Documents = {
  render(paper: PaperData, format: PaperFormat, options?: RenderOptions, asked?: Asked): Promise<RenderedPaper>;
  renderExample(kind: PageKind, example: Example, format: PaperFormat, options?: RenderOptions, asked?: Asked): Promise<RenderedPaper>;
  renderLabelSheet(labels: readonly SheetLabel[], options: LabelSheetOptions, asked?: Asked): Promise<RenderedPaper>;
  renderTestPage(options: TestPageOptions, asked?: Asked): Promise<RenderedPaper>;
};

export type OpenDocuments = Documents & {
  /** Ends the process; papers that wait and later ones are refused with `DocumentsClosed`. */
  close(): void;
};

/** What may differ from a process that makes shipped papers. */
export type MakerLimits = {
  /** Variables of the process's environment that are not this one's. */
  readonly env?: Readonly<Record<string, string>>;
  /** A process that works on one paper for longer is ended, ms. */
  readonly longestMs?: number;
  /** How long the process is kept for the next paper, ms. */
  readonly idleMs?: number;
};

const IDLE_MS = 1_800_000;

/** No paper takes so long: a process that does is stuck, ms. */
const LONGEST_MS = 30_000;

/** Until the process has read its fonts and begins with the paper, ms: a slow PC may take some seconds. */
const START_MS = 30_000;

/** A process that holds more after a paper is exchanged for a fresh one, bytes; a certificate takes some 200 MB with its fonts. */
const MOST_KEPT = 500_000_000;

/** glibc on Linux gives back what large fonts took as soon as they are let go; 30 MB less after 40 papers. */
const THRIFTY = { MALLOC_ARENA_MAX: "1", MALLOC_MMAP_THRESHOLD_: "1048576", MALLOC_TRIM_THRESHOLD_: "1048576" };

/** A paper that took too long or too much, or brought its process down, as opposed to one that was refused. */
export class PaperStopped extends DocumentError {
  constructor(message: string) {
    super(message, undefined, "document.stopped");
  }
}

/** Talon is being closed. */
export class DocumentsClosed extends Error {
  override readonly name = "DocumentsClosed";
}

/** A paper that somebody waits for. */
type Job = {
  readonly question: Question;
  readonly resolve: (paper: RenderedPaper) => void;
  readonly reject: (reason: unknown) => void;
  /** Whether a process ended before it had begun with it. */
  again: boolean;
};

/**
 * Opens documents. Papers are made one at a time by a process that lives from the first paper until some time after the last: what
 * the compiler and its fonts hold never weighs on this process, and what brings the other one down is one failed paper.
 */
export function openDocuments(
  resourcesDir: string,
  startMaker: StartMaker,
  options: DocumentsOptions = {},
  { env = {}, longestMs = LONGEST_MS, idleMs = IDLE_MS }: MakerLimits = {},
): OpenDocuments {
  const waiting = openPaperQueue<Job>();
  let maker: MakerProcess | undefined;
  let working: { readonly job: Job; begun: boolean } | undefined;
  let late = false;
  let closed = false;
  let patience: NodeJS.Timeout | undefined;
  let idle: NodeJS.Timeout | undefined;

  function start(): MakerProcess {
    const started: MakerProcess = startMaker({
      args: [resourcesDir, JSON.stringify({ options, longestMs } satisfies MakerTold<DocumentsOptions>)],
      env: { ...THRIFTY, ...env },
      heard: (message) => maker === started && hear(message),
      ended: (how) => maker === started && end(how),
    });
    return started;
  }

  function stop(): void {
    const stopped = maker;
    maker = undefined;
    stopped?.hold(false);
    stopped?.kill();
  }

  function waitFor(ms: number): void {
    clearTimeout(patience);
    late = false;
    patience = setTimeout(() => {
      late = true;
      maker?.kill();
    }, ms);
  }

  function hear(message: MakerMessage): void {
    if (!working) return;
    if (message === "begun") {
      working.begun = true;
      return waitFor(longestMs);
    }
    const { job } = working;
    working = undefined;
    if (message.memory > MOST_KEPT) stop();
    settle(job, message.answer);
    next();
  }

  function end(how: string): void {
    maker = undefined;
    const reason = `the process that makes papers ${late ? "took too long" : how}`;
    const was = working;
    working = undefined;
    if (was?.begun) was.job.reject(new PaperStopped(reason));
    else if (was?.job.again) was.job.reject(new DocumentError(reason));
    else if (was) {
      // It ended between two papers.
      was.job.again = true;
      waiting.putBack(was.job);
    }
    next();
  }

  function next(): void {
    if (working || closed) return;
    clearTimeout(patience);
    clearTimeout(idle);
    const job = waiting.take();
    if (!job) {
      maker?.hold(false);
      if (maker) idle = setTimeout(stop, idleMs).unref();
      return;
    }
    working = { job, begun: false };
    waitFor(START_MS);
    try {
      maker ??= start();
      maker.hold(true);
      maker.ask(job.question);
    } catch (error) {
      working = undefined;
      job.reject(error);
      next();
    }
  }

  function ask(question: Question, { by = "printer", signal }: Asked = {}): Promise<RenderedPaper> {
    const { promise, resolve, reject } = Promise.withResolvers<RenderedPaper>();
    if (closed) reject(new DocumentsClosed());
    else if (signal?.aborted) reject(signal.reason);
    else {
      const job: Job = { question, resolve, reject, again: false };
      const giveUp = (): void => {
        // What is being made already is made to its end, for nobody.
        waiting.remove(job);
        reject(signal!.reason);
      };
      signal?.addEventListener("abort", giveUp, { once: true });
      const forget = (): void => signal?.removeEventListener("abort", giveUp);
      promise.then(forget, forget);
      waiting.add(job, by);
      next();
    }
    return promise;
  }

  return {
    render: (paper, format, given = {}, asked) => ask({ name: "render", given: [paper, format, given] }, asked),
    renderExample: (kind, example, format, given = {}, asked) => ask({ name: "renderExample", given: [kind, example, format, given] }, asked),
    renderLabelSheet: (labels, given, asked) => ask({ name: "renderLabelSheet", given: [labels, given] }, asked),
    renderTestPage: (given, asked) => ask({ name: "renderTestPage", given: [given] }, asked),
    close() {
      closed = true;
      clearTimeout(patience);
      clearTimeout(idle);
      stop();
      const left = [...(working ? [working.job] : []), ...waiting.clear()];
      working = undefined;
      for (const job of left) job.reject(new DocumentsClosed());
    },
  };
}

function settle({ resolve, reject }: Job, answer: Answer): void {
  if ("made" in answer) return resolve(answer.made);
  if ("failed" in answer) return reject(new Error(answer.failed));
  const { code, data, message, line } = answer.refused;
  reject(line === undefined ? new DomainError(code, data) : new DocumentError(message, { line }));
}
