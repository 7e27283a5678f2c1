import { inTransaction } from "../../database/ground/open.ts";
import { countOthers, getAccount, insertPerson, isRole, listPeople, listRights, updatePerson, updatePin } from "../../database/people/person.ts";
import { deletePinTries } from "../../database/people/pin-try.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { FieldProblem } from "../../domain/ground/field-problem.ts";
import { MAX_TEXT } from "../../domain/ground/limits.ts";
import { PIN_PATTERN } from "../../domain/people/pin-wait.ts";
import { isGuarded, TECHNICIAN } from "../../domain/ground/rights.ts";
import type { Caller, Person, PersonInput } from "../../domain/shop/shop.ts";
import { checkPin } from "./check-pin.ts";
import { checkRight, rightsOf } from "./rights.ts";
import type { Shop } from "../ground/shop.ts";

export const readPeople = (shop: Shop): readonly Person[] => listPeople(shop.db);

/** @returns the person's name @throws DomainError `input.invalid` with every wrong field */
export function checkPerson(shop: Shop, input: PersonInput): string {
  const name = input.name.trim();
  const problems: FieldProblem[] = [];
  if (name === "" || name.length > MAX_TEXT.short) problems.push({ field: "name", problem: name === "" ? "required" : "too-long" });
  if (input.pin !== null && !PIN_PATTERN.test(input.pin)) problems.push({ field: "pin", problem: "pin" });
  if (input.id === null && input.pin === null) problems.push({ field: "pin", problem: "required" });
  if (input.role !== undefined && !isRole(shop.db, input.role)) problems.push({ field: "role", problem: "choice" });
  if (problems.length > 0) throw new DomainError("input.invalid", { problems });
  return name;
}

/**
 * Adds or changes a person. Nobody is deleted: their name stands in old events.
 * @throws DomainError `input.invalid`, `person.unknown`, `person.last` where nobody would be left, `person.last-supervisor` where nobody
 *   could change people any more, `person.own-pin` for the caller's own PIN, `person.without-pin` where a supervisor has none and is not alone
 */
export async function storePerson(shop: Shop, input: PersonInput, caller: Caller): Promise<void> {
  const name = checkPerson(shop, input);
  // One's own PIN takes the old one: a screen that was left unlocked changes nobody's.
  if (input.pin !== null && input.id === caller.personId && !caller.owner) throw new DomainError("person.own-pin", { field: "pin" });
  const pinHash = input.pin === null ? null : await shop.pins.hash(input.pin);
  inTransaction(shop.db, () => {
    if (input.id === null) {
      const id = shop.newId();
      insertPerson(shop.db, { id, name, pinHash, role: input.role ?? TECHNICIAN, at: shop.clock() });
      return checkPins(shop, id);
    }
    const before = getAccount(shop.db, input.id);
    updatePerson(shop.db, { id: before.id, name, active: input.active, role: input.role ?? before.role });
    if (pinHash !== null) setPin(shop, before.id, pinHash);
    checkLeft(shop);
    checkPins(shop, before.id);
  });
  shop.publish({ kind: "people" });
}

/** Keeps people from shutting themselves out. Runs within a transaction. @throws DomainError `person.last`, `person.last-supervisor` */
function checkLeft(shop: Shop): void {
  const active = listPeople(shop.db).filter((person) => person.active);
  if (active.length === 0) throw new DomainError("person.last");
  if (!active.some(({ role }) => listRights(shop.db, role).includes("people.change"))) throw new DomainError("person.last-supervisor");
}

/**
 * Sees to it that whoever holds guarded rights has a PIN before a colleague could sign in as them. Someone who is changed answers for
 * themselves, and the first colleague for both. Runs within a transaction.
 * @throws DomainError `person.without-pin`
 */
function checkPins(shop: Shop, changedId: string): void {
  const active = listPeople(shop.db).filter((person) => person.active);
  if (active.length < 2) return;
  const open = active.find(
    ({ id, role, hasPin }) => !hasPin && (id === changedId || active.length === 2) && listRights(shop.db, role).some(isGuarded),
  );
  if (open) throw new DomainError("person.without-pin", { field: "pin", text: open.name });
}

/** @throws DomainError `input.invalid` */
export function checkNewPin(newPin: string): void {
  if (!PIN_PATTERN.test(newPin)) throw new DomainError("input.invalid", { problems: [{ field: "newPin", problem: "pin" }] });
}

/**
 * Changes the caller's own PIN, which takes the old one; empty where there is none yet.
 * @throws DomainError `input.invalid`, `person.pin-by-supervisor` for the first PIN of a supervisor who is not alone, where another one
 *   can set it: without a PIN nobody knows who is asking; what `checkPin` throws
 */
export async function changePin(shop: Shop, { pin, newPin }: { pin: string; newPin: string }, caller: Caller & { personId: string }): Promise<void> {
  checkNewPin(newPin);
  const account = getAccount(shop.db, caller.personId);
  if (!account.hasPin && listRights(shop.db, account.role).some(isGuarded) && hasOtherSupervisor(shop, account.id))
    throw new DomainError("person.pin-by-supervisor", { field: "newPin" });
  await checkPin(shop, account, pin, caller.benchId);
  const pinHash = await shop.pins.hash(newPin);
  inTransaction(shop.db, () => {
    const now = getAccount(shop.db, account.id);
    // It may be another one by now, which nobody has confirmed; and whoever left has none to set.
    if (now.access !== account.access) throw new DomainError("person.changed-elsewhere");
    setPin(shop, account.id, pinHash);
  });
  shop.publish({ kind: "people" });
}

const hasOtherSupervisor = (shop: Shop, id: string): boolean =>
  listPeople(shop.db).some((other) => other.active && other.id !== id && rightsOf(shop, other).includes("people.change"));

function setPin(shop: Shop, id: string, pinHash: string | null): void {
  updatePin(shop.db, id, pinHash);
  deletePinTries(shop.db, id);
}

/**
 * Takes a PIN away, which its person confirms by it: from then on one key signs them in.
 * @throws DomainError `person.unknown`, `person.not-supervisor` for another's PIN, `person.without-pin` for a supervisor's who is not
 *   alone; what `checkPin` throws
 */
export async function removePin(shop: Shop, { id, pin }: { id: string; pin: string }, caller: Caller): Promise<void> {
  if (id !== caller.personId) checkRight(shop, caller, "people.change");
  const account = getAccount(shop.db, id);
  if (countOthers(shop.db, id) > 0 && listRights(shop.db, account.role).some(isGuarded))
    throw new DomainError("person.without-pin", { field: "pin", text: account.name });
  await checkPin(shop, account, pin, caller.benchId);
  inTransaction(shop.db, () => {
    // The PIN may be another one by now: that one nobody has confirmed.
    if (getAccount(shop.db, id).pinHash === account.pinHash) setPin(shop, id, null);
  });
  shop.publish({ kind: "people" });
}
