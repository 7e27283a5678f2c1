import type { Database } from "better-sqlite3";

/** Boxes bear the GTIN of a model: one that came in with a device tells brand and model of the next. */
export function modelCodes(db: Database): void {
  db.exec(`
    CREATE TABLE model_code (
      gtin TEXT NOT NULL CHECK (length(gtin) = 14),
      category TEXT NOT NULL,
      brand TEXT NOT NULL,
      model TEXT NOT NULL,
      seen_at INTEGER NOT NULL,
      PRIMARY KEY (gtin, category, brand, model)
    ) STRICT, WITHOUT ROWID;
  `);
}
