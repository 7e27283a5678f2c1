import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";

/** Ends the process that it runs in when a paper takes more memory or time than any needs. */

const { begun, longestMs } = workerData as {
  /** When the paper in work was begun, `process.hrtime` in ns; 0 between papers. */
  readonly begun: BigInt64Array;
  readonly longestMs: number;
};

/** Bytes. A certificate takes some 200 MB with its fonts, the dots of a whole page at 600 dpi 600 MB. */
const MOST_MEMORY = 900_000_000;
/** Whoever asked ends it long before, unless they are gone, ns. */
const LONGEST_NS = BigInt(longestMs + 10_000) * 1_000_000n;
const LOOK_MS = 40;

/** Nobody ever rings: a pause. */
const pause = new Int32Array(new SharedArrayBuffer(4));

function end(reason: string): void {
  // The only way out while the main thread works.
  writeSync(1, reason);
  process.kill(process.pid, "SIGKILL");
}

for (;;) {
  Atomics.wait(begun, 0, 0n);
  const since = Atomics.load(begun, 0);
  if (since === 0n) continue;
  if (process.memoryUsage.rss() > MOST_MEMORY) end("took too much memory");
  else if (process.hrtime.bigint() - since > LONGEST_NS) end("took too long");
  Atomics.wait(pause, 0, 0, LOOK_MS);
}
