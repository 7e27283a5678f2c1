import type { Database } from "better-sqlite3";
import { dayShifts } from "../../domain/ground/calendar.ts";
import { prepared } from "../ground/prepared.ts";

const statements = prepared((db) => ({
  find: db.prepare<[], { value: string }>("SELECT value FROM setting WHERE key = 'day-zone'"),
  keep: db.prepare("INSERT INTO setting (key, value) VALUES ('day-zone', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"),
  any: db.prepare<[], { found: number }>("SELECT EXISTS (SELECT 1 FROM repair_order) AS found"),
  forget: db.prepare("DELETE FROM day_shift WHERE from_at >= ?"),
  insert: db.prepare("INSERT INTO day_shift (from_at, shift_ms) VALUES (?, ?)"),
}));

const asKept = (zone: string): string => JSON.stringify({ zone, rules: process.versions["tz"] ?? "" });

/** Whether days are counted in this zone (IANA) as this program knows its rules. */
export const isDayZone = (db: Database, zone: string): boolean => statements(db).find.get()?.value === asKept(zone);

/**
 * Keeps on which calendar day an instant falls, which figures are counted by while they are written. Another zone, or newer rules of the
 * same one, counts from an instant (epoch ms) on, from the beginning where no order was taken in yet: days that are over stay the days that they were.
 */
export function updateDayZone(db: Database, zone: string, at: number): void {
  const { find, keep, any, forget, insert } = statements(db);
  const from = find.get() === undefined || any.get()!.found === 0 ? 0 : at;
  forget.run(from);
  for (const { fromAt, shiftMs } of dayShifts(zone, from)) insert.run(fromAt, shiftMs);
  keep.run(asKept(zone));
}
