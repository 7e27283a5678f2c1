import type { Answer, Question } from "./apart.ts";
import { DocumentError } from "./document-error.ts";
import { openDocuments, type DocumentsOptions, type RenderedPaper } from "./render.ts";

/** Makes papers for the process that started this one, until that closes the line. */

const [resourcesDir, options] = process.argv.slice(2) as [string, string];
const documents = openDocuments(resourcesDir, JSON.parse(options) as DocumentsOptions);

function made(question: Question): RenderedPaper {
  if (question.name === "render") return documents.render(...question.given);
  if (question.name === "renderTestPage") return documents.renderTestPage(...question.given);
  return documents.renderLabelSheet(...question.given);
}

function answerTo(question: Question): Answer {
  try {
    return { made: made(question) };
  } catch (error) {
    return error instanceof DocumentError ? { refused: error.message } : { failed: String((error as Error).stack) };
  }
}

process.on("message", (question: Question | "open") => {
  if (question === "open") documents.open();
  // Whoever asked may be gone by now; then nobody wants the paper.
  process.send!(question === "open" ? question : answerTo(question), undefined, undefined, () => undefined);
});
process.once("disconnect", () => process.exit());

// Ctrl+C reaches every process of a terminal; the one that asks for papers decides when there are no more.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
