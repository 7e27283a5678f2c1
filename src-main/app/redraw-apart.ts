import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { DrawnMime, RedrawnPhoto } from "../documents/redraw.ts";
import { DomainError } from "../domain/error.ts";
import type { Shop } from "../usecases/shop.ts";
import { receivedError, type ThreadError } from "./thread-error.ts";

/** What the thread is told to draw. */
export type RedrawTask =
  | { readonly name: "photo"; readonly bytes: Uint8Array; readonly keepDetails: boolean }
  | { readonly name: "logo"; readonly bytes: Uint8Array; readonly mime: DrawnMime };

/** What the thread says. */
export type RedrawNews = { readonly drawn: Uint8Array | RedrawnPhoto } | { readonly error: ThreadError };

/** Longest time that a picture may take, ms: 48 million pixels take some ten seconds on a slow PC. */
const LONGEST_MS = 60_000;

/** How long the thread and its memory are kept for the next picture, ms. */
const IDLE_MS = 20_000;

/** A file beside this one: as it was written, or as it was built. */
const thread = (): URL => new URL(`./redraw-thread${extname(import.meta.url)}`, import.meta.url);

export type RedrawApart = Shop["redraw"] & { readonly close: () => void };

/**
 * Draws pictures by a thread of its own, one at a time. What takes too long, or more memory than it may, is no picture; whatever
 * happens to the thread, the next picture gets a new one.
 */
export function openRedrawApart({ longestMs = LONGEST_MS, idleMs = IDLE_MS } = {}): RedrawApart {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  /** Told what came of the picture that is being drawn. */
  let settle: (news: RedrawNews | { readonly lost: unknown }) => void = () => undefined;

  function begin(): Worker {
    const begun = new Worker(thread());
    begun.unref();
    const lost = (error: unknown): void => {
      if (worker === begun) worker = undefined;
      settle({ lost: error });
    };
    return begun
      .on("message", (news: RedrawNews) => settle(news))
      .on("error", lost)
      .on("exit", () => lost(new Error("the thread that draws pictures has ended")));
  }

  function end(): void {
    clearTimeout(idle);
    const ended = worker;
    worker = undefined;
    void ended?.terminate();
  }

  function draw(task: RedrawTask): Promise<Uint8Array | RedrawnPhoto> {
    clearTimeout(idle);
    if (closed) return Promise.reject(new Error("pictures are no longer drawn"));
    worker ??= begin();
    return new Promise((resolve, reject) => {
      const tooLong = (): void => {
        settle({ lost: new DomainError("photo.not-an-image", { field: "photo" }) });
        end();
      };
      // The one thing that keeps this process waiting for the thread.
      const limit = setTimeout(tooLong, longestMs);
      settle = (news) => {
        settle = () => undefined;
        clearTimeout(limit);
        idle = setTimeout(end, idleMs).unref();
        if ("drawn" in news) resolve(news.drawn);
        else reject(("lost" in news ? news.lost : receivedError(news.error)) as Error);
      };
      worker!.postMessage(task);
    });
  }

  /** One after the other: each takes much memory while it is drawn. */
  function next(task: RedrawTask): Promise<Uint8Array | RedrawnPhoto> {
    const drawn = last.then(() => draw(task));
    last = drawn.catch(() => undefined);
    return drawn;
  }

  return {
    photo: (bytes, keepDetails) => next({ name: "photo", bytes, keepDetails }) as Promise<RedrawnPhoto>,
    logo: (bytes, mime) => next({ name: "logo", bytes, mime }) as Promise<Uint8Array>,
    close() {
      closed = true;
      end();
    },
  };
}
