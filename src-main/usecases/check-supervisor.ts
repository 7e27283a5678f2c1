import { getAccount } from "../database/person.ts";
import { DomainError } from "../domain/error.ts";
import type { Caller } from "../domain/shop.ts";
import type { Shop } from "./shop.ts";

/**
 * Who decides against a policy, appoints people, and takes all data in, out or back is a supervisor.
 * @throws DomainError `person.not-supervisor`
 */
export function checkSupervisor(shop: Shop, { personId }: Caller): void {
  if (personId === null || !getAccount(shop.db, personId).supervisor) throw new DomainError("person.not-supervisor");
}
