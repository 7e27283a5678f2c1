import { useEffect, useRef } from "react";

/** A scanner's keys are closer together than this, ms; a person's are not. */
const BURST_GAP_MS = 60;

/**
 * Lets a key act only when no other key comes right before or after it: the letters of a slip that is scanned on this screen
 * must not take, assign or move anything.
 * @returns a function that wraps what a key does
 */
export function useCalmKey(): (run: () => void) => () => void {
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
