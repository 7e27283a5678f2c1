import type { Database } from "better-sqlite3";
import { prepared } from "../ground/prepared.ts";

const statements = prepared((db) => ({
  nextNumber: db.prepare<[string, number], { last: number }>(`INSERT INTO number_counter (prefix, year, last) VALUES (?, ?, 1)
    ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last`),
}));

/** The next running number of a prefix and year; a transaction that fails gives it back, so there is no gap. */
export const nextRunningNumber = (db: Database, prefix: string, year: number): number => statements(db).nextNumber.get(prefix, year)!.last;
