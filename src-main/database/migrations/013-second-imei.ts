import type { Database } from "better-sqlite3";
import { isPlaceholder } from "../../domain/devices/placeholder.ts";

/** So many rows are in memory at once. */
const BATCH = 1000;

/**
 * A phone with two SIM slots has two IMEIs, and a serial number of "none" or "0" identifies nothing: it stays as it was written, but no device
 * is looked up by it any more. An order knows when what was written at its intake was corrected, for papers say so.
 */
export function secondImei(db: Database): void {
  db.exec(`
    ALTER TABLE device ADD COLUMN imei2 TEXT NOT NULL DEFAULT '';
    CREATE INDEX device_by_imei2 ON device (imei2) WHERE imei2 <> '';
    ALTER TABLE repair_order ADD COLUMN corrected_at INTEGER;
  `);
  const read = db.prepare<[number, number], { row: number; serial: string }>(
    "SELECT rowid AS row, serial FROM device WHERE rowid > ? AND serial_code <> '' ORDER BY rowid LIMIT ?",
  );
  const forget = db.prepare("UPDATE device SET serial_code = '' WHERE rowid = ?");
  for (let rows = read.all(0, BATCH); rows.length > 0; rows = read.all(rows.at(-1)!.row, BATCH))
    for (const { row, serial } of rows) if (isPlaceholder(serial)) forget.run(row);
}
