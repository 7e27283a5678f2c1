import type { Database } from "better-sqlite3";

/** Photos that were stored before Talon left out what cameras write into them are looked through one by one, in quiet times. */
export function photoDetails(db: Database): void {
  db.exec(`
    -- Pictures that may still say where and when they were taken.
    CREATE TABLE picture_unstripped (
      sha256 TEXT PRIMARY KEY REFERENCES picture (sha256) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    INSERT INTO picture_unstripped SELECT sha256 FROM picture;
  `);
}
