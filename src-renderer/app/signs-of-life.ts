import { useEffect } from "react";
import { client } from "../client/client.ts";
import { useSession } from "../stores/session.ts";

/** Signs of life are told at most so often, ms: a bench waits for minutes before it signs out. */
const EVERY_MS = 5000;

const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel"] as const;

/** Tells main that somebody is at work here, on a bench that signs out by itself; main does it, and the screens follow. */
export function useSignsOfLife(signedIn: boolean): void {
  const watched = useSession(({ welcome }) => signedIn && welcome !== null && welcome.bench.idleMinutes !== null);
  useEffect(() => {
    if (!watched) return;
    let told = 0;
    let later: ReturnType<typeof setTimeout> | undefined;
    const tell = (): void => {
      later = undefined;
      told = Date.now();
      // A line that broke or a session that is over is told of elsewhere.
      client.session.stay().catch(() => undefined);
    };
    const note = (): void => {
      later ??= setTimeout(tell, Math.max(0, told + EVERY_MS - Date.now()));
    };
    SIGNS.forEach((sign) => window.addEventListener(sign, note, { capture: true, passive: true }));
    return () => {
      clearTimeout(later);
      SIGNS.forEach((sign) => window.removeEventListener(sign, note, { capture: true }));
    };
  }, [watched]);
}
