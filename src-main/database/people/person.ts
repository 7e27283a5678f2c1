import type { Database } from "better-sqlite3";
import { DomainError } from "../../domain/ground/error.ts";
import { isRight, type Right } from "../../domain/ground/rights.ts";
import type { Person } from "../../domain/shop/shop.ts";
import { prepared } from "../ground/prepared.ts";

/**
 * A person with what signing in needs; `pinHash` is null where none was set. `access` counts up when the PIN or the role changes or the
 * person leaves. Never leaves the use cases.
 */
export type PersonAccount = Person & { readonly pinHash: string | null; readonly access: number };

type PersonRow = {
  id: string;
  name: string;
  pin_hash: string | null;
  active: number;
  preferences: string;
  role_id: string;
  access: number;
};

const personFromRow = (row: PersonRow): Person => ({
  id: row.id,
  name: row.name,
  active: row.active === 1,
  hasPin: row.pin_hash !== null,
  role: row.role_id,
});

const statements = prepared((db) => ({
  insert: db.prepare("INSERT INTO person (id, name, pin_hash, role_id, created_at) VALUES (?, ?, ?, ?, ?)"),
  list: db.prepare<[], PersonRow>("SELECT * FROM person ORDER BY active DESC, created_at, id"),
  find: db.prepare<[string], PersonRow>("SELECT * FROM person WHERE id = +?"),
  update: db.prepare(
    "UPDATE person SET name = @name, active = @active, role_id = @role, access = access + (active <> @active OR role_id <> @role) WHERE id = @id",
  ),
  pin: db.prepare("UPDATE person SET pin_hash = ?, access = access + 1 WHERE id = ?"),
  preferences: db.prepare("UPDATE person SET preferences = ? WHERE id = ?"),
  rights: db.prepare<[string], string>("SELECT name FROM role_right WHERE role_id = +?").pluck(),
  right: db.prepare<[string, string], number>("SELECT 1 FROM role_right WHERE role_id = +? AND name = +?").pluck(),
  role: db.prepare<[string], number>("SELECT 1 FROM role WHERE id = +?").pluck(),
  others: db.prepare<[string], number>("SELECT count(*) FROM person WHERE active = 1 AND id <> ?").pluck(),
}));

/** Adds a person; `pinHash` null means that no PIN was set yet. */
export const insertPerson = (db: Database, person: { id: string; name: string; pinHash: string | null; role: string; at: number }): void =>
  void statements(db).insert.run(person.id, person.name, person.pinHash, person.role, person.at);

/** Everyone, the active first. */
export const listPeople = (db: Database): readonly Person[] => statements(db).list.all().map(personFromRow);

/** @throws DomainError `person.unknown` */
export function getAccount(db: Database, id: string): PersonAccount {
  const row = statements(db).find.get(id);
  if (!row) throw new DomainError("person.unknown", { field: "personId" });
  return { ...personFromRow(row), pinHash: row.pin_hash, access: row.access };
}

/** Changes the name, the role, and whether the person still works here. */
export const updatePerson = (db: Database, { id, name, active, role }: Pick<Person, "id" | "name" | "active" | "role">): void =>
  void statements(db).update.run({ id, name, active: active ? 1 : 0, role });

/** Stores a new PIN's hash; null takes the PIN away. */
export const updatePin = (db: Database, id: string, pinHash: string | null): void => void statements(db).pin.run(pinHash, id);

/** Rights that a role grants; names that this Talon does not know are left out. */
export const listRights = (db: Database, role: string): readonly Right[] => statements(db).rights.all(role).filter(isRight);

export const hasRight = (db: Database, role: string, right: Right): boolean => statements(db).right.get(role, right) !== undefined;

export const isRole = (db: Database, id: string): boolean => statements(db).role.get(id) !== undefined;

/** How many others work here. */
export const countOthers = (db: Database, id: string): number => statements(db).others.get(id)!;

/** The person's own way of looking at screens (filters, sort), as the screens stored it. */
export function getPreferences(db: Database, id: string): Readonly<Record<string, unknown>> {
  const row = statements(db).find.get(id);
  return row ? (JSON.parse(row.preferences) as Record<string, unknown>) : {};
}

export const updatePreferences = (db: Database, id: string, preferences: Readonly<Record<string, unknown>>): void =>
  void statements(db).preferences.run(JSON.stringify(preferences), id);
