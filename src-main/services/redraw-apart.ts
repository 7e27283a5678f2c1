import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { KeptPicture } from "../storage/keep-picture.ts";
import type { DrawnMime, RedrawnPhoto } from "../documents/engine/redraw.ts";
import { DomainError } from "../domain/ground/error.ts";
import type { Shop } from "../usecases/ground/shop.ts";
import { receivedError, type ThreadError } from "./thread-error.ts";

/** What the thread is told to draw. */
export type RedrawTask =
  | { readonly name: "photo"; readonly bytes: Uint8Array; readonly keepDetails: boolean }
  | { readonly name: "logo"; readonly bytes: Uint8Array; readonly mime: DrawnMime }
  | { readonly name: "keep"; readonly bytes: Uint8Array; readonly thumbnail: Uint8Array | undefined; readonly keepDetails: boolean }
  | { readonly name: "plain"; readonly sha256: string }
  | { readonly name: "copy"; readonly sha256: string; readonly to: string; readonly keepDetails: boolean };

/** What comes of a task. */
type Done = Uint8Array | RedrawnPhoto | KeptPicture | boolean | null;

/** What the thread says. */
export type RedrawNews = { readonly done: Done } | { readonly error: ThreadError };

/** Longest time that a picture may take to be drawn, ms: 48 million pixels take some ten seconds on a slow PC. */
const LONGEST_MS = 60_000;

/** How long the thread and its memory are kept for the next picture, ms. */
const IDLE_MS = 20_000;

/** A file beside this one: as it was written, or as it was built. */
const thread = (): URL => new URL(`./redraw-thread${extname(import.meta.url)}`, import.meta.url);

export type RedrawApart = Shop["redraw"] & { readonly close: () => void };

/**
 * Draws, strips, hashes and writes pictures by a thread of its own, one at a time: 25 MB would hold up everybody else. What takes too long,
 * or more memory than it may, is no picture; whatever happens to the thread, the next picture gets a new one.
 * @param folder of the pictures
 */
export function openRedrawApart(folder: string, { longestMs = LONGEST_MS, idleMs = IDLE_MS } = {}): RedrawApart {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  /** Told what came of the picture that is being drawn. */
  let settle: (news: RedrawNews | { readonly lost: unknown }) => void = () => undefined;

  function begin(): Worker {
    const begun = new Worker(thread(), { workerData: folder });
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

  function draw(task: RedrawTask): Promise<Done> {
    clearTimeout(idle);
    if (closed) return Promise.reject(new Error("pictures are no longer drawn"));
    worker ??= begin();
    return new Promise((resolve, reject) => {
      const tooLong = (): void => {
        // A disk that does not answer is no fault of the picture's.
        settle({
          lost:
            task.name === "photo" || task.name === "logo"
              ? new DomainError("photo.not-an-image", { field: "photo" })
              : new Error("the folder of pictures does not answer"),
        });
        end();
      };
      // The one thing that keeps this process waiting for the thread.
      const limit = setTimeout(tooLong, longestMs);
      settle = (news) => {
        settle = () => undefined;
        clearTimeout(limit);
        idle = setTimeout(end, idleMs).unref();
        if ("done" in news) resolve(news.done);
        else reject(("lost" in news ? news.lost : receivedError(news.error)) as Error);
      };
      worker!.postMessage(task);
    });
  }

  /** One after the other: each takes much memory while it is drawn. */
  function next(task: RedrawTask): Promise<Done> {
    const drawn = last.then(() => draw(task));
    last = drawn.catch(() => undefined);
    return drawn;
  }

  return {
    photo: (bytes, keepDetails) => next({ name: "photo", bytes, keepDetails }) as Promise<RedrawnPhoto>,
    logo: (bytes, mime) => next({ name: "logo", bytes, mime }) as Promise<Uint8Array>,
    keep: (bytes, thumbnail, keepDetails) => next({ name: "keep", bytes, thumbnail, keepDetails }) as Promise<KeptPicture>,
    plain: (sha256) => next({ name: "plain", sha256 }) as Promise<KeptPicture | null>,
    copy: (sha256, to, keepDetails) => next({ name: "copy", sha256, to, keepDetails }) as Promise<boolean>,
    close() {
      closed = true;
      end();
    },
  };
}
