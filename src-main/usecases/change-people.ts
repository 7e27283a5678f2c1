import { inTransaction } from "../database/open.ts";
import { getAccount, insertPerson, listPeople, updatePerson, updatePin } from "../database/person.ts";
import { DomainError } from "../domain/error.ts";
import { MAX_TEXT } from "../domain/order.ts";
import { PIN_PATTERN, type Caller, type Person, type PersonInput } from "../domain/shop.ts";
import { checkSupervisor } from "./check-supervisor.ts";
import type { Shop } from "./shop.ts";
import { checkPin } from "./sign-in.ts";

export const readPeople = (shop: Shop): readonly Person[] => listPeople(shop.db);

/**
 * Adds or changes a person. Nobody is deleted: their name stands in old events. Only a supervisor makes or unmakes one.
 * @throws DomainError `input.invalid`, `person.unknown`, `person.last` where nobody would be left, `person.last-supervisor` where no
 *   supervisor would be, `person.not-supervisor`
 */
export async function storePerson(shop: Shop, input: PersonInput, caller: Caller): Promise<void> {
  const name = input.name.trim();
  if (name === "" || name.length > MAX_TEXT.short)
    throw new DomainError("input.invalid", { problems: [{ field: "name", problem: name === "" ? "required" : "too-long" }] });
  if (input.pin !== null && !PIN_PATTERN.test(input.pin)) throw new DomainError("input.invalid", { problems: [{ field: "pin", problem: "pin" }] });
  if (input.id === null && input.pin === null) throw new DomainError("input.invalid", { problems: [{ field: "pin", problem: "required" }] });
  const pinHash = input.pin === null ? null : await shop.pins.hash(input.pin);
  inTransaction(shop.db, () => {
    const before = input.id === null ? undefined : getAccount(shop.db, input.id);
    const supervisor = input.supervisor ?? before?.supervisor ?? false;
    if (supervisor !== (before?.supervisor ?? false)) checkSupervisor(shop, caller);
    if (!before) {
      insertPerson(shop.db, { id: shop.newId(), name, pinHash, supervisor, at: shop.clock() });
      return;
    }
    if (before.active && !input.active && listPeople(shop.db).filter(({ active }) => active).length === 1) throw new DomainError("person.last");
    const others = listPeople(shop.db).filter((person) => person.active && person.supervisor && person.id !== before.id);
    if (before.supervisor && !(supervisor && input.active) && others.length === 0) throw new DomainError("person.last-supervisor");
    updatePerson(shop.db, { id: before.id, name, active: input.active, supervisor });
    if (pinHash !== null) updatePin(shop.db, before.id, pinHash);
  });
  shop.publish({ kind: "people" });
}

/**
 * Takes a person's PIN away, which they confirm by it: from then on one key signs them in.
 * @throws DomainError `person.unknown`, `person.wrong-pin`, `person.locked`
 */
export async function removePin(shop: Shop, { id, pin }: { id: string; pin: string }): Promise<void> {
  const account = getAccount(shop.db, id);
  await checkPin(shop, account, pin);
  inTransaction(shop.db, () => {
    // The PIN may be another one by now: that one nobody has confirmed.
    if (getAccount(shop.db, id).pinHash === account.pinHash) updatePin(shop.db, id, null);
  });
  shop.publish({ kind: "people" });
}
