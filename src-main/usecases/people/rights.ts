import { countOthers, getAccount, hasRight, listRights } from "../../database/people/person.ts";
import { DomainError } from "../../domain/ground/error.ts";
import { effectiveRights, type Permits, type Right } from "../../domain/ground/rights.ts";
import type { Caller, Person } from "../../domain/shop/shop.ts";
import type { Shop } from "../ground/shop.ts";

/** What a person may do here and now. */
export const rightsOf = (shop: Shop, { id, role, hasPin }: Pick<Person, "id" | "role" | "hasPin">): readonly Right[] =>
  effectiveRights(listRights(shop.db, role), { hasPin, alone: countOthers(shop.db, id) === 0 });

/** What a person may do, and whether a PIN would let them do more. @throws DomainError `person.unknown` */
export function readPermits(shop: Shop, personId: string): Permits {
  const account = getAccount(shop.db, personId);
  const rights = rightsOf(shop, account);
  return { rights, needsPin: rights.length < listRights(shop.db, account.role).length };
}

/**
 * Refuses whoever lacks a right. Use cases ask only where the right depends on their data; the router asks for all others. The program
 * itself and the command line, which the owner of the data folder runs, may do everything.
 * @throws DomainError `person.needs-pin` where the role has the right but the person has no PIN, `person.not-supervisor`
 */
export function checkRight(shop: Shop, { personId, owner }: Caller, right: Right): void {
  if (owner || personId === null) return;
  const { id, role, hasPin } = getAccount(shop.db, personId);
  if (!hasRight(shop.db, role, right)) throw new DomainError("person.not-supervisor", { right });
  if (effectiveRights([right], { hasPin, alone: hasPin || countOthers(shop.db, id) === 0 }).length === 0)
    throw new DomainError("person.needs-pin", { right });
}
