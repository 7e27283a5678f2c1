import type { Change } from "../domain/ground/change.ts";

/** Tells every open screen what changed. */
export type ChangeBus = {
  readonly publish: (change: Change) => void;
  readonly subscribe: (listener: (change: Change) => void) => () => void;
  readonly changes: (signal: AbortSignal | undefined) => AsyncGenerator<Change, void, void>;
};

/** A screen that fell this far behind is told to look at everything anew. */
const MOST_BEHIND = 500;

export function createChangeBus(): ChangeBus {
  const listeners = new Set<(change: Change) => void>();
  const subscribe = (listener: (change: Change) => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  async function* changes(signal: AbortSignal | undefined): AsyncGenerator<Change, void, void> {
    let waiting: Change[] = [];
    let wake: () => void = () => undefined;
    const unsubscribe = subscribe((change) => {
      waiting = waiting.length < MOST_BEHIND ? [...waiting, change] : [{ kind: "all" }];
      wake();
    });
    const onAbort = (): void => wake();
    signal?.addEventListener("abort", onAbort);
    try {
      while (!signal?.aborted) {
        if (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        const batch = waiting;
        waiting = [];
        yield* batch;
      }
    } finally {
      signal?.removeEventListener("abort", onAbort);
      unsubscribe();
    }
  }

  return { publish: (change) => listeners.forEach((listener) => listener(change)), subscribe, changes };
}
