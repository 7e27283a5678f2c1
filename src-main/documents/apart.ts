import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from "node:worker_threads";
import { DocumentError } from "./document-error.ts";
import type { Documents, DocumentsOptions, RenderedPaper } from "./render.ts";

/** What the process that makes papers is asked: which of its functions, with what; and what it answers. */
export type Question = { [Name in keyof Documents]: { readonly name: Name; readonly given: Parameters<Documents[Name]> } }[keyof Documents];
export type Answer = { readonly made: RenderedPaper } | { readonly refused: string } | { readonly failed: string };

/** What the thread is given that speaks with that process. */
export type ThreadData = {
  /** URL of the file that the process runs. */
  readonly program: string;
  readonly args: readonly string[];
  /** Becomes 1 when an answer lies in `answers`. */
  readonly bell: Int32Array;
  readonly answers: MessagePort;
};

/** Documents that another process makes. */
export type DocumentsApart = Documents & {
  /** Resolves when that process could make a paper at once. */
  ready(): Promise<void>;
  /** Ends that process; the next paper starts another. */
  close(): void;
};

/** How long the process is kept for the next paper, ms. */
const IDLE_MS = 1_800_000;

/** Longer than the thread ever lets a paper take, ms. */
const LOST_MS = 60_000;

const PROGRAM = new URL("./apart-process.ts", import.meta.url);

/** The way to the process. */
type Line = {
  readonly thread: Worker;
  readonly answers: MessagePort;
  readonly bell: Int32Array;
  /** Those who wait until papers can be made. */
  readonly waiting: (() => void)[];
};

/**
 * Opens documents like `openDocuments`, but has them made by a process of its own, which lives from the first paper until some time
 * after the last: what the compiler, its fonts and all that it keeps take never weighs on the one who asks, and what brings it down
 * is a paper that failed. What is asked waits for that process by a thread, for only threads can be waited for.
 */
export function openDocumentsApart(resourcesDir: string, options: DocumentsOptions = {}, program = PROGRAM): DocumentsApart {
  let line: Line | undefined;
  let idle: NodeJS.Timeout | undefined;

  function open(): Line {
    const { port1: answers, port2 } = new MessageChannel();
    const bell = new Int32Array(new SharedArrayBuffer(4));
    const workerData: ThreadData = {
      program: program.href,
      args: [resourcesDir, JSON.stringify(options)],
      bell,
      answers: port2,
    };
    const thread = new Worker(new URL("./apart-thread.ts", import.meta.url), { workerData, transferList: [port2] });
    const waiting: (() => void)[] = [];
    const goOn = (): void => {
      thread.unref();
      waiting.splice(0).forEach((go) => go());
    };
    thread.on("message", goOn).on("exit", goOn).on("error", close).unref();
    return { thread, answers, bell, waiting };
  }

  function used(): Line {
    clearTimeout(idle);
    idle = setTimeout(close, IDLE_MS).unref();
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
    thread.postMessage(question);
    Atomics.wait(bell, 0, 0, LOST_MS);
    const answer = receiveMessageOnPort(answers)?.message as Answer | undefined;
    if (answer && "made" in answer) return answer.made;
    if (answer && "refused" in answer) throw new DocumentError(answer.refused);
    if (!answer) close();
    throw new Error(answer?.failed ?? "nothing came of a paper");
  }

  return {
    render: (...given) => ask({ name: "render", given }),
    renderLabelSheet: (...given) => ask({ name: "renderLabelSheet", given }),
    renderTestPage: (...given) => ask({ name: "renderTestPage", given }),
    ready() {
      const { thread, waiting } = used();
      return new Promise((resolve) => {
        thread.ref();
        waiting.push(resolve);
        thread.postMessage("open");
      });
    },
    close,
  };
}
