import type { Database } from "better-sqlite3";
import { prepared } from "../ground/prepared.ts";

/** `sealed` holds the passcode, and is empty where there is none. `form` is null where an older Talon sealed the whole form. */
type DraftRow = { readonly form: string | null; readonly sealed: Uint8Array; readonly savedAt: number };

const statements = prepared((db) => ({
  put: db.prepare(`INSERT INTO draft (bench_id, form, sealed, saved_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (bench_id) DO UPDATE SET form = excluded.form, sealed = excluded.sealed, saved_at = excluded.saved_at`),
  find: db.prepare<[string], DraftRow>("SELECT form, sealed, saved_at AS savedAt FROM draft WHERE bench_id = +?"),
  delete: db.prepare("DELETE FROM draft WHERE bench_id = +?"),
  benches: db.prepare<[], string>("SELECT bench_id FROM draft").pluck(),
}));

/** Keeps the bench's half-filled intake. @param form JSON */
export const updateDraft = (db: Database, benchId: string, { form, sealed, savedAt }: DraftRow & { readonly form: string }): void =>
  void statements(db).put.run(benchId, form, sealed, savedAt);

export const findDraft = (db: Database, benchId: string): DraftRow | undefined => statements(db).find.get(benchId);

export const deleteDraft = (db: Database, benchId: string): void => void statements(db).delete.run(benchId);

/** Benches that have a draft. */
export const listDraftBenches = (db: Database): readonly string[] => statements(db).benches.all();
