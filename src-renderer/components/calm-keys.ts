import { useEffect, useRef } from "react";
import { useKeys, type KeyBinding } from "./keys.tsx";

/** A scanner's keys are closer together than this, ms; a person's are not. */
const BURST_GAP_MS = 60;

/**
 * Lets a key act only when no other key comes right before or after it, so that the letters of a slip that is scanned on the
 * screen, or a key that is held down, take, move or print nothing.
 * @returns a function that wraps what a key does
 */
export function useCalm(): (run: () => void) => () => void {
  const keys = useRef({ count: 0, last: 0, gap: Infinity });
  useEffect(() => {
    const onKey = ({ timeStamp }: KeyboardEvent): void => {
      const { count, last } = keys.current;
      keys.current = { count: count + 1, last: timeStamp, gap: timeStamp - last };
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, []);
  return (run) => () => {
    const { count, gap } = keys.current;
    if (gap < BURST_GAP_MS) return;
    setTimeout(() => {
      if (keys.current.count === count) run();
    }, BURST_GAP_MS);
  };
}

/** Binds keys that do something, each with `useCalm`. */
export function useCalmKeys(bindings: readonly KeyBinding[]): void {
  const calm = useCalm();
  useKeys(bindings.map((binding) => ({ ...binding, run: calm(binding.run) })));
}
