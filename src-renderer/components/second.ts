import { useEffect, useState } from "react";

/** The present instant, epoch ms, anew each second while something counts down. */
export function useSecond(counting: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!counting) return;
    setNow(Date.now());
    const clock = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(clock);
  }, [counting]);
  return now;
}
