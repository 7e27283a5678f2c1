import { useEffect, useRef } from "react";
import { BURST_GAP_MS } from "./burst.ts";
import { useKeys, type KeyBinding } from "./keys.tsx";

/** A scanner's keys are closer together than this, ms; a person's hardly ever are. */
const GAP_MS = 80;
/** So many keys in such a haste are a scanner's; one that is at it may falter for this long, ms. */
const SHORTEST_BURST = 4;
const FALTER_MS = BURST_GAP_MS;

/** Keys that came one right after another. */
type Burst = { count: number; last: number };

/**
 * Lets a key act only once it is sure that it is no part of a code: the letters of a slip that is scanned on this screen must
 * not take, assign, move or print anything.
 * @returns a function that wraps what a key does
 */
export function useCalm(): (run: () => void) => () => void {
  const burst = useRef<Burst>({ count: 0, last: 0 });
  useEffect(() => {
    const onKey = ({ repeat }: KeyboardEvent): void => {
      // A key that is held down is a person's.
      if (repeat) return;
      const now = performance.now();
      const { count, last } = burst.current;
      if (now - last < (count < SHORTEST_BURST ? GAP_MS : FALTER_MS)) {
        burst.current.count++;
        burst.current.last = now;
      } else burst.current = { count: 1, last: now };
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, []);
  return (run) => () => {
    const wait = (mine: Burst): void => {
      if (performance.now() - mine.last < GAP_MS) setTimeout(wait, GAP_MS, mine);
      else if (mine.count < SHORTEST_BURST) run();
    };
    // Once every listener has heard the key: only then is it counted.
    setTimeout(() => wait(burst.current), 0);
  };
}

/** Binds keys that do something, each with `useCalm`. */
export function useCalmKeys(bindings: readonly KeyBinding[]): void {
  const calm = useCalm();
  useKeys(bindings.map((binding) => ({ ...binding, run: calm(binding.run) })));
}
