import { useEffect, useState } from "react";

const MINUTE_MS = 60_000;

/** The present instant, epoch ms, anew each minute: what counts down or up must not stand still on an open screen. */
export function useMinute(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(clock);
  }, []);
  return now;
}
