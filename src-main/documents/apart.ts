import { extname } from "node:path";
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from "node:worker_threads";
import { DocumentError } from "./document-error.ts";
import type { Documents, DocumentsOptions, RenderedPaper } from "./render.ts";

/** What the process that makes papers is asked: which of its functions, with what; and what it answers. */
export type Question = { [Name in keyof Documents]: { readonly name: Name; readonly given: Parameters<Documents[Name]> } }[keyof Documents];
export type Answer =
  | { readonly made: RenderedPaper }
  | { readonly refused: string; readonly line?: number | null; readonly stopped?: boolean }
  | { readonly failed: string };

/** What the thread is told: to have papers made soon, or to answer a question, by ringing the bell or by a message. */
export type Order = "open" | { readonly question: Question; readonly by: "bell" | "message" };
export type News = "open" | { readonly answer: Answer };

/** What the thread is given that speaks with that process. */
export type ThreadData = {
  /** URL of the file that the process runs. */
  readonly program: string;
  readonly args: readonly string[];
  /** Variables of the process's environment that are not this one's. */
  readonly env: Readonly<Record<string, string>>;
  /** A process that works on one paper for longer is ended, ms. */
  readonly longestMs: number;
  /** Becomes 1 when an answer lies in `answers`. */
  readonly bell: Int32Array;
  readonly answers: MessagePort;
};

/** Documents that another process makes. */
export type DocumentsApart = Documents & {
  /** Resolves when that process could make a paper at once. */
  ready(): Promise<void>;
  /**
   * Like `renderExample`, but nobody stands still meanwhile; one after another.
   * @throws DocumentError, or the signal's reason
   */
  renderExampleLater(given: Parameters<Documents["renderExample"]>, signal?: AbortSignal): Promise<RenderedPaper>;
  /** Ends that process; the next paper starts another. */
  close(): void;
};

/** What may differ from a process that makes shipped papers. */
export type Apart = Partial<Pick<ThreadData, "env" | "longestMs">> & {
  readonly program?: URL;
  /** How long the process is kept for the next paper, ms. */
  readonly idleMs?: number;
};

const IDLE_MS = 1_800_000;

/** No paper takes so long: a process that does is stuck, ms. */
const LONGEST_MS = 30_000;

/** Longer than the thread ever lets a paper take, ms. */
const LOST_MS = 60_000;

/** A program beside this one: as it was written, or as it was built. */
const beside = (name: string): URL => new URL(`./${name}${extname(import.meta.url)}`, import.meta.url);

/** A paper that took too long or brought its process down, as opposed to one that was refused. */
export class PaperStopped extends DocumentError {}

/** The way to the process. */
type Line = {
  readonly thread: Worker;
  readonly answers: MessagePort;
  readonly bell: Int32Array;
  /** Those who wait until papers can be made. */
  readonly waiting: (() => void)[];
  /** Who waits for an answer by message. */
  readonly asking: ((answer: Answer) => void)[];
};

/**
 * Opens documents like `openDocuments`, but has them made by a process of its own, which lives from the first paper until some time
 * after the last: what the compiler, its fonts and all that it keeps take never weighs on the one who asks, and what brings it down
 * is a paper that failed. What is asked waits for that process by a thread, for only threads can be waited for.
 */
export function openDocumentsApart(resourcesDir: string, options: DocumentsOptions = {}, apart: Apart = {}): DocumentsApart {
  const { program = beside("apart-process"), env = {}, longestMs = LONGEST_MS, idleMs = IDLE_MS } = apart;
  let line: Line | undefined;
  let idle: NodeJS.Timeout | undefined;
  let lastExample: Promise<unknown> = Promise.resolve();

  function open(): Line {
    const { port1: answers, port2 } = new MessageChannel();
    const bell = new Int32Array(new SharedArrayBuffer(4));
    const workerData: ThreadData = {
      program: program.href,
      args: [resourcesDir, JSON.stringify(options)],
      env,
      longestMs,
      bell,
      answers: port2,
    };
    const thread = new Worker(beside("apart-thread"), { workerData, transferList: [port2] });
    const waiting: (() => void)[] = [];
    const asking: ((answer: Answer) => void)[] = [];
    const goOn = (): void => {
      thread.unref();
      waiting.splice(0).forEach((go) => go());
    };
    const gone = (): void => {
      goOn();
      asking.splice(0).forEach((answer) => answer({ refused: "the process that makes papers was closed", stopped: true }));
    };
    thread
      .on("message", (news: News) => (news === "open" ? goOn() : asking.shift()?.(news.answer)))
      .on("exit", gone)
      .on("error", close)
      .unref();
    return { thread, answers, bell, waiting, asking };
  }

  function used(): Line {
    clearTimeout(idle);
    idle = setTimeout(close, idleMs).unref();
    return (line ??= open());
  }

  function close(): void {
    clearTimeout(idle);
    void line?.thread.terminate();
    line = undefined;
  }

  function ask(question: Question): RenderedPaper {
    const { thread, answers, bell } = used();
    Atomics.store(bell, 0, 0);
    thread.postMessage({ question, by: "bell" } satisfies Order);
    Atomics.wait(bell, 0, 0, LOST_MS);
    const answer = receiveMessageOnPort(answers)?.message as Answer | undefined;
    if (!answer) close();
    return madeOf(answer ?? { failed: "nothing came of a paper" });
  }

  async function askLater(question: Question): Promise<RenderedPaper> {
    const { thread, asking } = used();
    const answer = new Promise<Answer>((resolve) => asking.push(resolve));
    thread.postMessage({ question, by: "message" } satisfies Order);
    return madeOf(await answer);
  }

  return {
    render: (...given) => ask({ name: "render", given }),
    renderExample: (...given) => ask({ name: "renderExample", given }),
    renderLabelSheet: (...given) => ask({ name: "renderLabelSheet", given }),
    renderTestPage: (...given) => ask({ name: "renderTestPage", given }),
    renderExampleLater(given, signal) {
      const made = lastExample.then(() => {
        signal?.throwIfAborted();
        return askLater({ name: "renderExample", given });
      });
      lastExample = made.catch(() => undefined);
      return made;
    },
    ready() {
      const { thread, waiting } = used();
      return new Promise((resolve) => {
        thread.ref();
        waiting.push(resolve);
        thread.postMessage("open" satisfies Order);
      });
    },
    close,
  };
}

function madeOf(answer: Answer): RenderedPaper {
  if ("made" in answer) return answer.made;
  if ("failed" in answer) throw new Error(answer.failed);
  throw answer.stopped ? new PaperStopped(answer.refused) : new DocumentError(answer.refused, { line: answer.line });
}
