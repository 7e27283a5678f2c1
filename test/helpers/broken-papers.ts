import type { Question } from "../../src-main/documents/apart.ts";

/** A process that makes papers and ends in the middle of the first, whichever is asked for. */
process.on("message", (question: Question | "open") => {
  if (question === "open") process.send!(question);
  else process.kill(process.pid, "SIGKILL");
});
