import { findBench } from "../../database/shop/bench.ts";
import { getAccount, getPreferences, listPeople, updatePreferences } from "../../database/people/person.ts";
import { inTransaction } from "../../database/ground/open.ts";
import { DomainError } from "../../domain/ground/error.ts";
import type { Welcome } from "../../domain/shop/shop.ts";
import { checkPin } from "./check-pin.ts";
import { readClock } from "../shop/read-clock.ts";
import { needsSetUp } from "./set-up-shop.ts";
import type { Session } from "./session.ts";
import { settingsOf, type Shop } from "../ground/shop.ts";

/** Greets a screen: the shop, who works here, which bench this is. */
export const welcome = (shop: Shop, benchId: string): Welcome => ({
  needsSetUp: needsSetUp(shop),
  settings: settingsOf(shop),
  people: listPeople(shop.db).filter(({ active }) => active),
  bench: findBench(shop.db, benchId) ?? { id: benchId, name: "", idleMinutes: null },
  clockBehind: readClock(shop),
});

/** Checks who signs in at a bench, and says whom and which PIN it was. @throws DomainError `person.unknown`, and what `checkPin` throws */
export async function signIn(shop: Shop, input: { personId: string; pin: string }, benchId: string): Promise<Pick<Session, "personId" | "access">> {
  const account = getAccount(shop.db, input.personId);
  if (!account.active) throw new DomainError("person.unknown", { field: "personId" });
  await checkPin(shop, account, input.pin, benchId);
  return { personId: account.id, access: account.access };
}

/** How a person likes their screens; kept with the person, not with the PC. */
export const readPreferences = (shop: Shop, personId: string): Readonly<Record<string, unknown>> => getPreferences(shop.db, personId);

export const keepPreferences = (shop: Shop, personId: string, preferences: Readonly<Record<string, unknown>>): void =>
  inTransaction(shop.db, () => updatePreferences(shop.db, personId, preferences));
