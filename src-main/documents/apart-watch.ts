import { workerData } from "node:worker_threads";

/** Ends the process that it runs in when that takes more memory or time than any paper needs. */

/** When the paper in work was begun, epoch ms; 0 between papers. */
const begun = workerData as BigInt64Array;

/** Bytes; a certificate takes some 200 MB with its fonts. */
const MOST_MEMORY = 900_000_000;
/** Whoever asked ends it long before, unless they are gone, ms. */
const LONGEST_MS = 20_000;
const LOOK_MS = 40;

setInterval(() => {
  const since = Number(Atomics.load(begun, 0));
  if (process.memoryUsage.rss() > MOST_MEMORY || (since > 0 && Date.now() - since > LONGEST_MS)) process.kill(process.pid, "SIGKILL");
}, LOOK_MS);
