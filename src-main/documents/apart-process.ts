import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Answer, Question } from "./apart.ts";
import { DocumentError } from "./document-error.ts";
import { openDocuments, type DocumentsOptions, type RenderedPaper } from "./render.ts";

/** Makes papers for the process that started this one, until that closes the line. */

/** What this process says: that it could make a paper, that it begins with one, and what came of it. */
export type Message = "open" | "begun" | Answer;

const [resourcesDir, given] = process.argv.slice(2) as [string, string];
const options = JSON.parse(given) as DocumentsOptions;
const documents = openDocuments(resourcesDir, options);

/** When the paper in work was begun, epoch ms; 0 between papers. */
const begun = new BigInt64Array(new SharedArrayBuffer(8));

// A template that somebody wrote may ask for more memory than this computer has, or go on when who asked is gone; and this thread
// cannot look up meanwhile.
if (options.alone) new Worker(new URL(`./apart-watch${extname(import.meta.url)}`, import.meta.url), { workerData: begun }).unref();

function made(question: Question): RenderedPaper {
  if (question.name === "render") return documents.render(...question.given);
  if (question.name === "renderExample") return documents.renderExample(...question.given);
  if (question.name === "renderTestPage") return documents.renderTestPage(...question.given);
  return documents.renderLabelSheet(...question.given);
}

function answerTo(question: Question): Answer {
  try {
    return { made: made(question) };
  } catch (error) {
    return error instanceof DocumentError ? { refused: error.message, line: error.line } : { failed: String((error as Error).stack) };
  }
}

// Whoever asked may be gone by now; then nobody wants the paper.
const say = (message: Message, then = (): void => undefined): void => void process.send!(message, undefined, undefined, then);

function answer(question: Question): void {
  try {
    documents.open();
  } catch (error) {
    return say({ failed: String((error as Error).stack) });
  }
  // Nothing goes out while a paper is made.
  say("begun", () => {
    Atomics.store(begun, 0, BigInt(Date.now()));
    say(answerTo(question));
    Atomics.store(begun, 0, 0n);
  });
}

process.on("message", (question: Question | "open") => {
  if (question !== "open") return answer(question);
  documents.open();
  say("open");
});
process.once("disconnect", () => process.exit());

// Ctrl+C reaches every process of a terminal; the one that asks for papers decides when there are no more.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
