import { DomainError } from "../domain/ground/error.ts";
import { readPeople, storePerson } from "../usecases/people/change-people.ts";
import type { Shop } from "../usecases/ground/shop.ts";
import { askSecret } from "./ask-secret.ts";
import { needed, print, refuse, type Work } from "./command-line.ts";

/** Where a new PIN may stand. */
const PIN = "TALON_PIN";

/** Someone who works here, by name. @throws DomainError `person.unknown` */
export function personNamed(shop: Shop, name: string) {
  const person = readPeople(shop).find((one) => one.active && one.name === name);
  if (!person) throw new DomainError("person.unknown", { field: "by", text: name });
  return person;
}

/**
 * Lists people, or sets someone's PIN: whoever owns the data folder helps a supervisor who has forgotten theirs.
 * @throws DomainError `person.unknown`, `input.invalid`
 */
export async function person({ shop, caller, words }: Work): Promise<void> {
  const [command, name] = words;
  if (command === "list") {
    readPeople(shop).forEach(({ name: known, role, active, hasPin }) => print({ person: known, role, active, pin: hasPin }));
    return;
  }
  if (command !== "pin") refuse("command", "choice");
  const { id, name: known } = personNamed(shop, needed(name, "name"));
  const pin = needed(await askSecret(PIN), "pin");
  await storePerson(shop, { id, name: known, pin, active: true }, caller);
  print({ person: known, pin: true });
}
