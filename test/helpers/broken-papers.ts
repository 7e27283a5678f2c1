import type { MakerMessage } from "../../src-main/documents/engine/maker-process.ts";

/** A process that makes papers and ends in the middle of the first, whichever is asked for. */
process.on("message", () => {
  process.send!("begun" satisfies MakerMessage, () => process.kill(process.pid, "SIGKILL"));
});
