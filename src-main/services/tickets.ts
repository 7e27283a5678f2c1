import { randomBytes } from "node:crypto";
import { msUntil } from "../domain/ground/deadline.ts";
import type { Doorway } from "../router/doorway.ts";
import type { Session } from "../usecases/people/session.ts";

/** A working day: after it a reload asks for the PIN again. */
const VALID_MS = 12 * 3_600_000;

/** Tickets in memory: a screen that reloads comes back without its PIN, a program that restarts asks for it. */
export function createTickets(clock: () => number): Doorway["tickets"] {
  const known = new Map<string, { session: Session; benchId: string; until: number }>();
  const isOver = ({ until }: { until: number }): boolean => msUntil(until, VALID_MS, clock()) === 0;
  return {
    issue(session, benchId) {
      for (const [ticket, found] of known) if (isOver(found)) known.delete(ticket);
      const ticket = randomBytes(24).toString("base64url");
      known.set(ticket, { session: { ...session }, benchId, until: clock() + VALID_MS });
      return ticket;
    },
    keep(ticket, session) {
      const found = known.get(ticket);
      if (found) known.set(ticket, { ...found, session: { ...session } });
    },
    redeem(ticket, benchId) {
      const found = known.get(ticket);
      if (!found || found.benchId !== benchId || isOver(found)) return undefined;
      known.delete(ticket);
      return found.session;
    },
    revoke(personId, benchId) {
      for (const [ticket, found] of known) if (found.session.personId === personId && found.benchId === benchId) known.delete(ticket);
    },
  };
}
