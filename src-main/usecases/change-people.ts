import { inTransaction } from "../database/open.ts";
import { getAccount, insertPerson, listPeople, updatePerson, updatePin } from "../database/person.ts";
import { DomainError } from "../domain/error.ts";
import { MAX_TEXT } from "../domain/order.ts";
import { PIN_PATTERN, type Person, type PersonInput } from "../domain/shop.ts";
import type { Shop } from "./shop.ts";

export const readPeople = (shop: Shop): readonly Person[] => listPeople(shop.db);

/**
 * Adds or changes a person. Nobody is deleted: their name stands in old events.
 * @throws DomainError `input.invalid`, `person.unknown`, `person.last` where nobody would be left
 */
export async function storePerson(shop: Shop, input: PersonInput): Promise<void> {
  const name = input.name.trim();
  if (name === "" || name.length > MAX_TEXT.short)
    throw new DomainError("input.invalid", { problems: [{ field: "name", problem: name === "" ? "required" : "too-long" }] });
  if (input.pin !== null && !PIN_PATTERN.test(input.pin)) throw new DomainError("input.invalid", { problems: [{ field: "pin", problem: "pin" }] });
  if (input.id === null && input.pin === null) throw new DomainError("input.invalid", { problems: [{ field: "pin", problem: "required" }] });
  const pinHash = input.pin === null ? null : await shop.pins.hash(input.pin);
  inTransaction(shop.db, () => {
    if (input.id === null) {
      insertPerson(shop.db, { id: shop.newId(), name, pinHash, at: shop.clock() });
      return;
    }
    const before = getAccount(shop.db, input.id);
    if (before.active && !input.active && listPeople(shop.db).filter(({ active }) => active).length === 1) throw new DomainError("person.last");
    updatePerson(shop.db, { id: before.id, name, active: input.active });
    if (pinHash !== null) updatePin(shop.db, before.id, pinHash);
  });
  shop.publish({ kind: "people" });
}
