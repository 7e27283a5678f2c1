import { clearLeft } from "../database/transfer/import-undo.ts";
import { emptyLog, writesSoFar, type Database } from "../database/ground/open.ts";
import { tidyIndexes } from "../database/ground/search-upkeep.ts";

/** How often it is looked whether somebody writes, and how many looks without a change are quiet, ms. */
const LOOK_MS = 60_000;
const QUIET_LOOKS = 5;
/** What lies between two steps, ms: whoever comes back does not notice them. */
const PAUSE_MS = 50;

/** Steps of work; a promise is what another thread does meanwhile. */
type Steps = Generator<Promise<unknown> | void, void, void>;

/** What is done of itself in an open shop. */
export type Upkeep = {
  readonly begin: () => void;
  readonly stop: () => void;
};

/**
 * Does what nobody waits for while nobody writes: clears away what is left of imports, keeps the search indexes together, empties the
 * write-ahead log, and sweeps up. It stops as soon as somebody writes, and goes on in the next quiet time.
 */
export function openUpkeep(db: Database, failed: (error: unknown) => void, sweep: () => Steps): Upkeep {
  let seen = writesSoFar(db);
  let looks = 0;
  let next: NodeJS.Timeout | undefined;
  let looking: NodeJS.Timeout | undefined;
  /** Whether another thread works at a step. */
  let waits = false;
  let stopped = false;

  function* work(): Steps {
    yield* clearLeft(db);
    yield* tidyIndexes(db);
    yield* sweep();
  }

  /** Whether nobody wrote since the last time that this was asked. */
  function isQuiet(): boolean {
    const now = writesSoFar(db);
    const quiet = now === seen;
    seen = now;
    return quiet;
  }

  function step(steps: Steps): void {
    next = undefined;
    if (!isQuiet()) return;
    const { done, value } = steps.next();
    seen = writesSoFar(db);
    if (done) return;
    if (value) waitFor(value, steps);
    else later(steps);
  }

  const later = (steps: Steps): void => void (next = setTimeout(() => guarded(() => step(steps)), PAUSE_MS).unref());

  function waitFor(work: Promise<unknown>, steps: Steps): void {
    waits = true;
    void work.catch(failed).then(() => {
      waits = false;
      if (!stopped) later(steps);
    });
  }

  function look(): void {
    if (next || waits) return;
    looks = isQuiet() ? looks + 1 : 0;
    if (looks === 1) emptyLog(db);
    if (looks < QUIET_LOOKS) return;
    looks = 0;
    step(work());
  }

  function guarded(run: () => void): void {
    try {
      run();
    } catch (error) {
      failed(error);
    }
  }

  return {
    begin: () => void (looking = setInterval(() => guarded(look), LOOK_MS).unref()),
    stop() {
      stopped = true;
      clearInterval(looking);
      clearTimeout(next);
    },
  };
}
