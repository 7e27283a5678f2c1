import { randomBytes } from "node:crypto";
import { msUntil } from "../domain/deadline.ts";
import type { Doorway } from "../router/doorway.ts";

/** A working day: after it a reload asks for the PIN again. */
const VALID_MS = 12 * 3_600_000;

/** Tickets in memory: a screen that reloads comes back without its PIN, a program that restarts asks for it. */
export function createTickets(clock: () => number): Doorway["tickets"] {
  const known = new Map<string, { personId: string; benchId: string; until: number }>();
  return {
    issue(personId, benchId) {
      for (const [ticket, { until }] of known) if (msUntil(until, VALID_MS, clock()) === 0) known.delete(ticket);
      const ticket = randomBytes(24).toString("base64url");
      known.set(ticket, { personId, benchId, until: clock() + VALID_MS });
      return ticket;
    },
    redeem(ticket, benchId) {
      const found = known.get(ticket);
      if (!found || found.benchId !== benchId || msUntil(found.until, VALID_MS, clock()) === 0) return undefined;
      known.delete(ticket);
      return found.personId;
    },
    revoke(personId, benchId) {
      for (const [ticket, found] of known) if (found.personId === personId && found.benchId === benchId) known.delete(ticket);
    },
  };
}
