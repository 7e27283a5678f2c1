import { on } from "node:events";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { readDrafts, type Reading, type ReadRows } from "../usecases/transfer/read-drafts.ts";
import { receivedError, type ThreadError } from "./thread-error.ts";

/** What the thread says. */
export type ReadNews = { readonly rows: ReadRows } | { readonly error: ThreadError } | { readonly done: true };

/** So many pieces are read before the first of them is taken. */
export const READ_AHEAD = 8;

/** A smaller file, bytes, is read before a thread has begun. */
const LEAST_APART = 1_000_000;

/** A file beside this one: as it was written, or as it was built. */
const thread = (): URL => new URL(`./read-thread${extname(import.meta.url)}`, import.meta.url);

/** `readDrafts`; by a thread of its own where a file is large. @throws those of `readDrafts` */
export const readDraftsApart = (reading: Reading): AsyncIterable<ReadRows> =>
  reading.sniffed.bytes < LEAST_APART ? readDrafts(reading) : readByThread(reading);

async function* readByThread(reading: Reading): AsyncGenerator<ReadRows, void, void> {
  const worker = new Worker(thread(), { workerData: reading });
  try {
    for await (const [news] of on(worker, "message", { close: ["exit"] }) as AsyncIterable<[ReadNews]>) {
      if ("error" in news) throw receivedError(news.error);
      if ("done" in news) return;
      yield news.rows;
      worker.postMessage("taken");
    }
    throw new Error("the thread that read a file has ended");
  } finally {
    await worker.terminate();
  }
}
