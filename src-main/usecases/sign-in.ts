import { findBench } from "../database/bench.ts";
import { getAccount, getPreferences, listPeople, updatePreferences, updateTries, type PersonAccount } from "../database/person.ts";
import { inTransaction } from "../database/open.ts";
import { heldDeadline } from "../domain/deadline.ts";
import { DomainError } from "../domain/error.ts";
import { PIN_LOCK_MS, PIN_TRIES, type Person, type Welcome } from "../domain/shop.ts";
import { readClock } from "./read-clock.ts";
import { needsSetUp } from "./set-up-shop.ts";
import { settingsOf, type Shop } from "./shop.ts";

/** Greets a screen: the shop, who works here, which bench this is. */
export const welcome = (shop: Shop, benchId: string): Welcome => ({
  needsSetUp: needsSetUp(shop),
  settings: settingsOf(shop),
  people: listPeople(shop.db).filter(({ active }) => active),
  bench: findBench(shop.db, benchId) ?? { id: benchId, name: "" },
  clockBehind: readClock(shop),
});

/** Lets a person in. @throws DomainError `person.unknown`, and what `checkPin` throws */
export async function signIn(shop: Shop, input: { personId: string; pin: string }): Promise<Person> {
  const account = getAccount(shop.db, input.personId);
  if (!account.active) throw new DomainError("person.unknown", { field: "personId" });
  await checkPin(shop, account, input.pin);
  return { id: account.id, name: account.name, active: true, hasPin: account.hasPin, supervisor: account.supervisor };
}

/**
 * Checks a person's PIN. After five wrong ones in a row the person is locked for a minute.
 * @throws DomainError `person.wrong-pin` with the tries left, `person.locked` with the seconds to wait
 */
export async function checkPin(shop: Shop, account: PersonAccount, pin: string): Promise<void> {
  const now = shop.clock();
  const lockedUntil = lockOf(shop, account, now);
  if (lockedUntil > now) throw new DomainError("person.locked", { field: "pin", seconds: Math.ceil((lockedUntil - now) / 1000) });
  const right = account.pinHash === null || (await shop.pins.verify(pin, account.pinHash));
  // Read again: other tries may have been counted while the hash was worked out.
  const tries = inTransaction(shop.db, () => {
    const { wrongPins, lockedUntil } = getAccount(shop.db, account.id);
    if (lockedUntil !== null && lockedUntil > now) return PIN_TRIES;
    const count = right ? 0 : wrongPins + 1;
    if (count !== wrongPins || lockedUntil !== null)
      updateTries(shop.db, account.id, count >= PIN_TRIES ? 0 : count, count >= PIN_TRIES ? now + PIN_LOCK_MS : null);
    return count;
  });
  if (tries >= PIN_TRIES) throw new DomainError("person.locked", { field: "pin", seconds: PIN_LOCK_MS / 1000 });
  if (!right) throw new DomainError("person.wrong-pin", { field: "pin", left: PIN_TRIES - tries });
}

/** Until when a person is locked. A lock that a clock set back has made longer begins anew, and is stored so that it ends. */
function lockOf(shop: Shop, { id, lockedUntil, wrongPins }: PersonAccount, now: number): number {
  if (lockedUntil === null) return 0;
  const held = heldDeadline(lockedUntil, PIN_LOCK_MS, now);
  if (held !== lockedUntil) inTransaction(shop.db, () => updateTries(shop.db, id, wrongPins, held));
  return held;
}

/** How a person likes their screens; kept with the person, not with the PC. */
export const readPreferences = (shop: Shop, personId: string): Readonly<Record<string, unknown>> => getPreferences(shop.db, personId);

export const keepPreferences = (shop: Shop, personId: string, preferences: Readonly<Record<string, unknown>>): void =>
  inTransaction(shop.db, () => updatePreferences(shop.db, personId, preferences));
