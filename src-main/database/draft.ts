import type { Database } from "better-sqlite3";
import { prepared } from "./prepared.ts";

const statements = prepared((db) => ({
  put: db.prepare(`INSERT INTO draft (bench_id, sealed, saved_at) VALUES (?, ?, ?)
    ON CONFLICT (bench_id) DO UPDATE SET sealed = excluded.sealed, saved_at = excluded.saved_at`),
  find: db.prepare<[string], { sealed: Buffer; saved_at: number }>("SELECT sealed, saved_at FROM draft WHERE bench_id = +?"),
  delete: db.prepare("DELETE FROM draft WHERE bench_id = +?"),
  benches: db.prepare<[], string>("SELECT bench_id FROM draft").pluck(),
}));

/** Keeps the bench's half-filled intake, encrypted. */
export const updateDraft = (db: Database, benchId: string, sealed: Uint8Array, at: number): void => void statements(db).put.run(benchId, sealed, at);

export function findDraft(db: Database, benchId: string): { sealed: Uint8Array; savedAt: number } | undefined {
  const row = statements(db).find.get(benchId);
  return row && { sealed: row.sealed, savedAt: row.saved_at };
}

export const deleteDraft = (db: Database, benchId: string): void => void statements(db).delete.run(benchId);

/** Benches that have a draft. */
export const listDraftBenches = (db: Database): readonly string[] => statements(db).benches.all();
