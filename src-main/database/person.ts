import type { Database } from "better-sqlite3";
import { DomainError } from "../domain/error.ts";
import type { Person } from "../domain/shop.ts";
import { prepared } from "./prepared.ts";

/** A person with what signing in needs; `pinHash` is null where none was set. Never leaves the use cases. */
export type PersonAccount = Person & { readonly pinHash: string | null; readonly wrongPins: number; readonly lockedUntil: number | null };

type PersonRow = {
  id: string;
  name: string;
  pin_hash: string | null;
  active: number;
  wrong_pins: number;
  locked_until_at: number | null;
  preferences: string;
  supervisor: number;
};

const accountFromRow = (row: PersonRow): PersonAccount => ({
  id: row.id,
  name: row.name,
  active: row.active === 1,
  hasPin: row.pin_hash !== null,
  supervisor: row.supervisor === 1,
  pinHash: row.pin_hash,
  wrongPins: row.wrong_pins,
  lockedUntil: row.locked_until_at,
});

const statements = prepared((db) => ({
  insert: db.prepare("INSERT INTO person (id, name, pin_hash, supervisor, created_at) VALUES (?, ?, ?, ?, ?)"),
  list: db.prepare<[], PersonRow>("SELECT * FROM person ORDER BY active DESC, created_at, id"),
  find: db.prepare<[string], PersonRow>("SELECT * FROM person WHERE id = +?"),
  update: db.prepare("UPDATE person SET name = ?, active = ?, supervisor = ? WHERE id = ?"),
  pin: db.prepare("UPDATE person SET pin_hash = ?, wrong_pins = 0, locked_until_at = NULL WHERE id = ?"),
  tries: db.prepare("UPDATE person SET wrong_pins = ?, locked_until_at = ? WHERE id = ?"),
  preferences: db.prepare("UPDATE person SET preferences = ? WHERE id = ?"),
}));

/** Adds a person; `pinHash` null means that no PIN was set yet. */
export const insertPerson = (db: Database, person: { id: string; name: string; pinHash: string | null; supervisor: boolean; at: number }): void =>
  void statements(db).insert.run(person.id, person.name, person.pinHash, person.supervisor ? 1 : 0, person.at);

/** Everyone, the active first. */
export const listPeople = (db: Database): readonly Person[] =>
  statements(db)
    .list.all()
    .map((row) => ({ id: row.id, name: row.name, active: row.active === 1, hasPin: row.pin_hash !== null, supervisor: row.supervisor === 1 }));

/** @throws DomainError `person.unknown` */
export function getAccount(db: Database, id: string): PersonAccount {
  const row = statements(db).find.get(id);
  if (!row) throw new DomainError("person.unknown", { field: "personId" });
  return accountFromRow(row);
}

/** Changes the name and whether the person still works here. */
export const updatePerson = (db: Database, person: Pick<Person, "id" | "name" | "active" | "supervisor">): void =>
  void statements(db).update.run(person.name, person.active ? 1 : 0, person.supervisor ? 1 : 0, person.id);

/** Stores a new PIN's hash and forgets wrong tries. */
export const updatePin = (db: Database, id: string, pinHash: string | null): void => void statements(db).pin.run(pinHash, id);

/** Notes how many PINs in a row were wrong, and until when (epoch ms) the person is locked. */
export const updateTries = (db: Database, id: string, wrongPins: number, lockedUntil: number | null): void =>
  void statements(db).tries.run(wrongPins, lockedUntil, id);

/** The person's own way of looking at screens (filters, sort), as the screens stored it. */
export function getPreferences(db: Database, id: string): Readonly<Record<string, unknown>> {
  const row = statements(db).find.get(id);
  return row ? (JSON.parse(row.preferences) as Record<string, unknown>) : {};
}

export const updatePreferences = (db: Database, id: string, preferences: Readonly<Record<string, unknown>>): void =>
  void statements(db).preferences.run(JSON.stringify(preferences), id);
