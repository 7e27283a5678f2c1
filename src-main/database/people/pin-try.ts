import type { Database } from "better-sqlite3";
import { prepared } from "../ground/prepared.ts";

/** Wrong PINs of a person at a bench; times in epoch ms. */
export type PinTries = {
  /** Since the last right one there. */
  readonly wrong: number;
  readonly triedAt: number;
  /** No PIN is looked at before. */
  readonly untilAt: number;
  /** Whether the person has ever signed in at this bench. */
  readonly known: boolean;
};

type PinTryRow = { wrong: number; tried_at: number; until_at: number; known: number };

const statements = prepared((db) => ({
  find: db.prepare<[string, string], PinTryRow>("SELECT wrong, tried_at, until_at, known FROM pin_try WHERE person_id = +? AND bench_id = +?"),
  put: db.prepare(`INSERT INTO pin_try (person_id, bench_id, wrong, tried_at, until_at, known) VALUES (@personId, @benchId, @wrong, @triedAt, @untilAt, @known)
    ON CONFLICT (person_id, bench_id) DO UPDATE SET wrong = excluded.wrong, tried_at = excluded.tried_at, until_at = excluded.until_at, known = excluded.known`),
  strange: db.prepare<[string, number], { wrong: number; since: number }>(
    "SELECT coalesce(sum(wrong), 0) AS wrong, coalesce(min(tried_at), 0) AS since FROM pin_try WHERE person_id = +? AND known = 0 AND tried_at > ? AND wrong > 0",
  ),
  setBack: db.prepare("UPDATE pin_try SET tried_at = @now WHERE person_id = @personId AND tried_at > @now"),
  forget: db.prepare("DELETE FROM pin_try WHERE person_id = ?"),
}));

export function findPinTries(db: Database, personId: string, benchId: string): PinTries | undefined {
  const row = statements(db).find.get(personId, benchId);
  return row && { wrong: row.wrong, triedAt: row.tried_at, untilAt: row.until_at, known: row.known === 1 };
}

export const putPinTries = (db: Database, personId: string, benchId: string, { known, ...tries }: PinTries): void =>
  void statements(db).put.run({ personId, benchId, ...tries, known: known ? 1 : 0 });

/** Wrong PINs of a person since an instant at all benches where they have never signed in, and when the oldest was. */
export const countStrangeTries = (db: Database, personId: string, after: number): { readonly wrong: number; readonly since: number } =>
  statements(db).strange.get(personId, after)!;

/** Has tries be forgotten in their time where the clock was set back since. */
export const followClockBack = (db: Database, personId: string, now: number): void => void statements(db).setBack.run({ personId, now });

/** Forgets a person's wrong PINs and benches: the PIN is another one. */
export const deletePinTries = (db: Database, personId: string): void => void statements(db).forget.run(personId);
