import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Shop } from "../usecases/ground/shop.ts";

/** A PIN to be hashed, or to be compared with a hash. */
export type PinTask = { readonly id: number; readonly pin: string; readonly hash?: string };
export type PinAnswer = { readonly id: number } & ({ readonly value: string | boolean } | { readonly error: string });

/** A file beside this one: as it was written, or as it was built. */
const thread = (): URL => new URL(`./pin-thread${extname(import.meta.url)}`, import.meta.url);

type Waiting = { readonly resolve: (value: string | boolean) => void; readonly reject: (error: Error) => void };

/**
 * Hashes PINs in a thread of its own, which begins with the first one and keeps no program from ending.
 * @param memorySize KiB
 */
export function openPins(memorySize: number): Shop["pins"] & { readonly close: () => void } {
  let open: Thread | undefined;
  const ask = (task: Omit<PinTask, "id">): Promise<string | boolean> => {
    open ??= openThread(memorySize, (ended) => {
      if (open === ended) open = undefined;
    });
    return open.ask(task);
  };
  return {
    hash: async (pin) => String(await ask({ pin })),
    verify: async (pin, hash) => pin !== "" && (await ask({ pin, hash })) === true,
    close: () => {
      open?.end();
      open = undefined;
    },
  };
}

type Thread = { readonly ask: (task: Omit<PinTask, "id">) => Promise<string | boolean>; readonly end: () => void };

function openThread(memorySize: number, ended: (thread: Thread) => void): Thread {
  const worker = new Worker(thread(), { workerData: { memorySize } });
  const waiting = new Map<number, Waiting>();
  let count = 0;
  worker.on("message", (answer: PinAnswer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    if ("error" in answer) asked?.reject(new Error(answer.error));
    else asked?.resolve(answer.value);
  });
  const fail = (error: Error): void => {
    ended(self);
    waiting.forEach(({ reject }) => reject(error));
    waiting.clear();
  };
  worker.on("error", fail);
  worker.on("exit", () => fail(new Error("the thread that hashes PINs has ended")));
  const self: Thread = {
    ask: (task) =>
      new Promise((resolve, reject) => {
        const id = ++count;
        waiting.set(id, { resolve, reject });
        worker.ref();
        worker.postMessage({ id, ...task });
      }),
    end: () => void worker.terminate(),
  };
  return self;
}
