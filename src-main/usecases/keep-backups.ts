import { getAccount } from "../database/person.ts";
import { DomainError } from "../domain/error.ts";
import type { Caller } from "../domain/shop.ts";
import type { Shop } from "./shop.ts";

/** Where backups go and what replaces the data is a supervisor's business. @throws DomainError `person.not-supervisor` */
export function checkMayKeepBackups(shop: Shop, { personId }: Caller): void {
  if (personId === null || !getAccount(shop.db, personId).supervisor) throw new DomainError("person.not-supervisor");
}
