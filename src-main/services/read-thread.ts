import { parentPort, workerData } from "node:worker_threads";
import { readDrafts, type Reading } from "../usecases/transfer/read-drafts.ts";
import { READ_AHEAD, type ReadNews } from "./read-apart.ts";
import { sentError } from "./thread-error.ts";

/** Reads the rows of a file that is brought in, beside the thread that serves the shop, and no further ahead than they are taken. */

const say = (news: ReadNews): void => parentPort!.postMessage(news);

let ahead = 0;
let goOn = (): void => undefined;
parentPort!.on("message", () => {
  ahead--;
  goOn();
});

try {
  for await (const rows of readDrafts(workerData as Reading)) {
    say({ rows });
    if (++ahead >= READ_AHEAD) await new Promise<void>((resolve) => (goOn = resolve));
  }
  say({ done: true });
} catch (error) {
  say({ error: sentError(error) });
}
