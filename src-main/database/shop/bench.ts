import type { Database } from "better-sqlite3";
import type { Bench } from "../../domain/shop/shop.ts";
import { prepared } from "../ground/prepared.ts";

const statements = prepared((db) => ({
  insert: db.prepare("INSERT INTO bench (id, name, created_at) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING"),
  find: db.prepare<[string], Bench>("SELECT id, name, idle_minutes AS idleMinutes FROM bench WHERE id = +?"),
  byName: db.prepare<[string], Bench>("SELECT id, name, idle_minutes AS idleMinutes FROM bench WHERE name = +? ORDER BY created_at LIMIT 1"),
  name: db.prepare("UPDATE bench SET name = ? WHERE id = ?"),
  idle: db.prepare("UPDATE bench SET idle_minutes = ? WHERE id = ?"),
}));

/** Adds a bench, unless it is there already. */
export const insertBench = (db: Database, bench: Pick<Bench, "id" | "name">, at: number): void =>
  void statements(db).insert.run(bench.id, bench.name, at);

export const findBench = (db: Database, id: string): Bench | undefined => statements(db).find.get(id);

export const findBenchByName = (db: Database, name: string): Bench | undefined => statements(db).byName.get(name);

export const updateBenchName = (db: Database, id: string, name: string): void => void statements(db).name.run(name, id);

/** Minutes after which a bench signs out; null: never. */
export const updateIdleMinutes = (db: Database, id: string, minutes: number | null): void => void statements(db).idle.run(minutes, id);
