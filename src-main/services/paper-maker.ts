import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Answer, MakerMessage, MakerTold, Question } from "../documents/engine/maker-process.ts";
import { DocumentError, openPaperMaker, type DocumentsOptions, type RenderedPaper } from "../documents/engine/render.ts";
import { DomainError } from "../domain/ground/error.ts";
import { encodeFor } from "../printing/shipment.ts";

/** Makes papers for the process that started this one, until that closes the line. */

const [resourcesDir, given] = process.argv.slice(2) as [string, string];
const { options, longestMs } = JSON.parse(given) as MakerTold<DocumentsOptions>;
const papers = openPaperMaker(resourcesDir, options, encodeFor);

/** When the paper in work was begun, `process.hrtime` in ns; 0 between papers. */
const begun = new BigInt64Array(new SharedArrayBuffer(8));

// A paper may ask for more memory than this computer has, or go on when whoever asked is gone, and this thread cannot look up meanwhile.
new Worker(new URL(`./paper-maker-watch${extname(import.meta.url)}`, import.meta.url), { workerData: { begun, longestMs } }).unref();

function mark(at: bigint): void {
  Atomics.store(begun, 0, at);
  Atomics.notify(begun, 0);
}

function made(question: Question): RenderedPaper {
  if (question.name === "render") return papers.render(...question.given);
  if (question.name === "renderExample") return papers.renderExample(...question.given);
  if (question.name === "renderTestPage") return papers.renderTestPage(...question.given);
  return papers.renderLabelSheet(...question.given);
}

function answerTo(question: Question): Answer {
  try {
    return { made: made(question) };
  } catch (error) {
    if (!(error instanceof DomainError)) return { failed: String((error as Error).stack) };
    const { code, data, message } = error;
    return { refused: { code, data, message, line: error instanceof DocumentError ? error.line : undefined } };
  }
}

/** Electron's line to the process that started this one; its types are not to be had here. */
type ParentPort = { on: (event: "message", hear: (event: { data: Question }) => void) => void; postMessage: (message: MakerMessage) => void };
const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };

/** @param then called once the message is on its way. Whoever asked may be gone by now; then nobody wants it. */
function say(message: MakerMessage, then = (): void => undefined): void {
  if (!parentPort) return void process.send!(message, undefined, undefined, then);
  parentPort.postMessage(message);
  then();
}

function answer(question: Question): void {
  const tell = (given: Answer): void => say({ answer: given, memory: process.memoryUsage.rss() });
  try {
    papers.open();
  } catch (error) {
    return tell({ failed: String((error as Error).stack) });
  }
  // Node's channel sends nothing while a paper is made.
  say("begun", () => {
    mark(process.hrtime.bigint());
    const given = answerTo(question);
    mark(0n);
    tell(given);
  });
}

if (parentPort) parentPort.on("message", ({ data }) => answer(data));
else {
  process.on("message", answer);
  process.once("disconnect", () => process.exit());
}

// Ctrl+C reaches every process of a terminal; the one that asks for papers decides when there are no more.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
