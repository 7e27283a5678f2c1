import type { Database } from "better-sqlite3";
import type { Bench } from "../domain/shop.ts";
import { prepared } from "./prepared.ts";

const statements = prepared((db) => ({
  insert: db.prepare("INSERT INTO bench (id, name, created_at) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING"),
  find: db.prepare<[string], Bench>("SELECT id, name FROM bench WHERE id = +?"),
  byName: db.prepare<[string], Bench>("SELECT id, name FROM bench WHERE name = +? ORDER BY created_at LIMIT 1"),
  update: db.prepare("UPDATE bench SET name = ? WHERE id = ?"),
}));

/** Adds a bench, unless it is there already. */
export const insertBench = (db: Database, bench: Bench, at: number): void => void statements(db).insert.run(bench.id, bench.name, at);

export const findBench = (db: Database, id: string): Bench | undefined => statements(db).find.get(id);

export const findBenchByName = (db: Database, name: string): Bench | undefined => statements(db).byName.get(name);

export const updateBench = (db: Database, bench: Bench): void => void statements(db).update.run(bench.name, bench.id);
