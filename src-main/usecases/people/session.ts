import { findBench } from "../../database/shop/bench.ts";
import { getAccount } from "../../database/people/person.ts";
import type { Shop } from "../ground/shop.ts";

/** A person at work on a screen. */
export type Session = {
  readonly personId: string;
  /** What `person.access` was when they signed in. */
  readonly access: number;
  /** Their last sign of life, epoch ms. */
  seenAt: number;
};

/** Begins a session at a bench, or goes on with one of before; undefined where that is over, see `sessionMsLeft`. */
export function beginSession(
  shop: Shop,
  benchId: string,
  { personId, ...before }: Pick<Session, "personId"> & Partial<Session>,
): Session | undefined {
  const session = { personId, access: getAccount(shop.db, personId).access, seenAt: shop.clock(), ...before };
  return sessionMsLeft(shop, benchId, session) > 0 ? session : undefined;
}

/**
 * How long a session lasts without another sign of life, ms; Infinity where its bench never signs out by itself, 0 where it is over:
 * the person has left, has another PIN or role, or was away for too long.
 */
export function sessionMsLeft(shop: Shop, benchId: string, session: Session): number {
  const { active, access } = getAccount(shop.db, session.personId);
  if (!active || access !== session.access) return 0;
  const idleMinutes = findBench(shop.db, benchId)?.idleMinutes ?? null;
  if (idleMinutes === null) return Infinity;
  const now = shop.clock();
  // A clock that was set back keeps nobody signed in for longer.
  session.seenAt = Math.min(session.seenAt, now);
  return Math.max(0, session.seenAt + idleMinutes * 60_000 - now);
}
