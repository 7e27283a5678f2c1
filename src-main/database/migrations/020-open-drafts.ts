import type { Database } from "better-sqlite3";

/**
 * A draft was sealed as a whole, and lost as a whole with its key. Now only its passcode is; the rest lies as open as the order that it
 * becomes.
 */
export function openDrafts(db: Database): void {
  db.exec("ALTER TABLE draft ADD COLUMN form TEXT CHECK (form IS NULL OR json_valid(form))");
}
