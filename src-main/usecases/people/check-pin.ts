import { inTransaction } from "../../database/ground/open.ts";
import type { PersonAccount } from "../../database/people/person.ts";
import { countStrangeTries, findPinTries, followClockBack, putPinTries, type PinTries } from "../../database/people/pin-try.ts";
import { heldDeadline } from "../../domain/ground/deadline.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { MOST_STRANGE_TRIES, TRIES_FORGOTTEN_MS, waitAfter } from "../../domain/people/pin-wait.ts";
import type { Shop } from "../ground/shop.ts";

const inSeconds = (ms: number): { readonly seconds: number; readonly minutes: number } => ({
  seconds: Math.ceil(ms / 1000),
  // From two minutes on a sentence counts in minutes.
  minutes: ms > 120_000 ? Math.ceil(ms / 60_000) : 0,
});

/**
 * Checks a person's PIN at a bench. Each wrong one in a row makes the bench wait longer; other benches where the person has signed in
 * before do not wait with it, so that nobody locks a colleague out by guessing.
 * @throws DomainError `person.wrong-pin` and `person.locked` with the time to wait
 */
export async function checkPin(shop: Shop, { id, pinHash }: PersonAccount, pin: string, benchId: string): Promise<void> {
  if (pinHash === null) return;
  // Counted before it is checked: whoever tries many at once, or ends the program meanwhile, has had as many tries.
  const { wait, ...tries } = inTransaction(shop.db, () => takeTry(shop, id, benchId));
  if (wait > 0) throw new DomainError("person.locked", { field: "pin", ...inSeconds(wait) });
  if (!(await shop.pins.verify(pin, pinHash))) throw new DomainError("person.wrong-pin", { field: "pin", ...inSeconds(waitAfter(tries.wrong)) });
  const now = shop.clock();
  inTransaction(shop.db, () => putPinTries(shop.db, id, benchId, { wrong: 0, triedAt: now, untilAt: now, known: true }));
}

/** Takes a try, unless it has to wait: `wait` in ms. Runs within a transaction. */
function takeTry(shop: Shop, personId: string, benchId: string): PinTries & { readonly wait: number } {
  const now = shop.clock();
  followClockBack(shop.db, personId, now);
  const found = findPinTries(shop.db, personId, benchId);
  const before = found && found.triedAt + TRIES_FORGOTTEN_MS > now ? found : { wrong: 0, triedAt: now, untilAt: now, known: found?.known ?? false };
  const held = heldDeadline(before.untilAt, waitAfter(before.wrong), now);
  if (held !== before.untilAt) putPinTries(shop.db, personId, benchId, { ...before, untilAt: held });
  const strange = before.known ? { wrong: 0, since: now } : countStrangeTries(shop.db, personId, now - TRIES_FORGOTTEN_MS);
  const until = strange.wrong < MOST_STRANGE_TRIES ? held : Math.max(held, strange.since + TRIES_FORGOTTEN_MS);
  if (until > now) return { ...before, wait: until - now };
  const wrong = before.wrong + 1;
  const tries = { wrong, triedAt: now, untilAt: now + waitAfter(wrong), known: before.known };
  putPinTries(shop.db, personId, benchId, tries);
  return { ...tries, wait: 0 };
}
