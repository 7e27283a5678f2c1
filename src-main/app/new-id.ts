import { randomFillSync } from "node:crypto";
import { v7 } from "uuid";

/** Random bytes drawn at once: a draw costs the same however few they are, and an intake makes a dozen ids. */
const POOL_BYTES = 4096;
const BYTES_OF_ID = 16;

/** A maker of UUIDv7 (RFC 9562). They rise, within one millisecond too and where the clock is set back. @param now epoch ms */
export function openIds(now: () => number = Date.now): () => string {
  const pool = Buffer.alloc(POOL_BYTES);
  let used = POOL_BYTES;
  let msecs = -Infinity;
  let seq = 0;
  return () => {
    if (used === POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    const random = pool.subarray(used, (used += BYTES_OF_ID));
    const at = now();
    if (at > msecs) {
      msecs = at;
      // 31 of 32 bits, so that there is room to count up.
      seq = random.readUInt32BE(6) >>> 1;
    } else if ((seq = (seq + 1) >>> 0) === 0) msecs++;
    return v7({ random, msecs, seq });
  };
}
