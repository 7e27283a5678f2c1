/**
 * Stored times against a clock that people can set. A clock that was set back leaves deadlines further off than anybody can have set
 * them, and beginnings that have not begun: both are told by how long the wait can be at most.
 */

/** How far two clocks may differ without either being wrong, ms: another PC's, or one that was put right by the network. */
export const CLOCK_SLACK_MS = 600_000;

/**
 * How long to wait for a stored deadline, ms; 0 where it has passed, or lies further off than it can have been set.
 * @param until epoch ms; null for none
 * @param longestMs the longest wait that is ever stored
 */
export function msUntil(until: number | null, longestMs: number, now: number): number {
  const left = (until ?? 0) - now;
  return left > 0 && left <= longestMs ? left : 0;
}

/**
 * A stored deadline that must not end early, such as a lock: one further off than it can have been set begins anew. Whoever gets another
 * value back than he gave stores it, or it would begin anew for ever.
 * @param until epoch ms
 */
export const heldDeadline = (until: number, longestMs: number, now: number): number => Math.min(until, now + longestMs);

/** Whether so much time has passed since a stored time; true as well where that lies in the future, for nobody knows how long ago it was. */
export const hasPassed = (since: number, ms: number, now: number): boolean => now - since >= ms || since > now + CLOCK_SLACK_MS;

/** The latest moment that the shop knows of, where the clock has fallen behind it. Times in epoch ms UTC. */
export type ClockBehind = { readonly latestAt: number; readonly now: number };

/** Whether the clock is behind the latest moment that something was written. @param latestAt null where nothing was ever written */
export const clockBehind = (latestAt: number | null, now: number): ClockBehind | null =>
  latestAt !== null && latestAt > now + CLOCK_SLACK_MS ? { latestAt, now } : null;

/** After a jump of the clock nothing is done that cannot be undone, until somebody had the time to put it right, ms. */
export const JUMP_REST_MS = 3_600_000;

/**
 * Watches for jumps of the clock while the program runs: the wall's clock against one that nobody can set.
 * @param ticks ms from any beginning, only ever upwards
 * @returns a function that tells, each time that it is asked, whether the clock has gone its way for the last hour
 */
export function watchClock(wall: () => number, ticks: () => number): () => boolean {
  let [seenWall, seenTicks] = [wall(), ticks()];
  let restUntil = -Infinity;
  return () => {
    const [nowWall, nowTicks] = [wall(), ticks()];
    const jump = nowWall - seenWall - (nowTicks - seenTicks);
    if (Math.abs(jump) > JUMP_REST_MS) restUntil = nowTicks + JUMP_REST_MS;
    [seenWall, seenTicks] = [nowWall, nowTicks];
    return nowTicks >= restUntil;
  };
}
