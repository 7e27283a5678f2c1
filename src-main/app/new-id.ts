import { randomFillSync } from "node:crypto";
import { v7 } from "uuid";

/** Asking the system for the chance of each id takes longer than writing the row that bears it. */
const POOL = 4096;
const EACH = 16;

/**
 * Makes UUIDs of version 7 (RFC 9562, section 5.7), each greater than the one before: within a millisecond they are counted on from a
 * number of chance (section 6.2, method 1).
 */
export function idsOf(clock: () => number): () => string {
  const pool = new Uint8Array(POOL);
  let used = POOL;
  let [msecs, seq] = [-1, 0];
  const chance = (): Uint8Array => {
    if (used === POOL) {
      randomFillSync(pool);
      used = 0;
    }
    return pool.subarray(used, (used += EACH));
  };
  return () => {
    const random = chance();
    const now = clock();
    if (now > msecs) [msecs, seq] = [now, ((random[6]! & 0x7f) << 24) | (random[7]! << 16) | (random[8]! << 8) | random[9]!];
    else if ((seq = (seq + 1) | 0) === 0) msecs++;
    return v7({ random, msecs, seq });
  };
}
