import type { Database } from "better-sqlite3";
import { rebuild } from "./rebuild.ts";

/** Printers, what is printed where, and what became of each print job. */
export function printers(db: Database): void {
  db.exec(`
    CREATE TABLE printer (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL CHECK (name <> ''),
      name_folded TEXT NOT NULL,
      way TEXT NOT NULL CHECK (way IN ('tcp', 'ipp', 'cups', 'device', 'windows', 'folder')),
      address TEXT NOT NULL CHECK (address <> ''),
      language TEXT NOT NULL CHECK (language IN ('pdf', 'zpl', 'tspl', 'epl', 'escpos', 'brother')),
      dpi INTEGER NOT NULL CHECK (dpi > 0),
      size TEXT NOT NULL,
      settings TEXT NOT NULL CHECK (json_valid(settings)),
      removed_at INTEGER,
      created_at INTEGER NOT NULL
    ) STRICT;
    -- What was printed on a printer that is gone still names it.
    CREATE UNIQUE INDEX printer_by_name ON printer (name_folded) WHERE removed_at IS NULL;

    CREATE TABLE paper_size (
      id TEXT PRIMARY KEY,
      size TEXT NOT NULL CHECK (json_valid(size)),
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- Which paper goes to which printer: of one bench, or, where bench_id is empty, of every bench that says nothing else.
    CREATE TABLE print_route (
      bench_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      printer_id TEXT REFERENCES printer (id),
      copies INTEGER NOT NULL CHECK (copies BETWEEN 1 AND 20),
      at_intake INTEGER NOT NULL CHECK (at_intake IN (0, 1)),
      PRIMARY KEY (bench_id, kind)
    ) STRICT, WITHOUT ROWID;
  `);
  rebuild(db, "print_job", {
    table: (sql) =>
      sql
        .replace("'certificate', 'label', 'handback',", "'certificate', 'label', 'accessory', 'handback',")
        .replace("'queued', 'ready', 'failed'", "'queued', 'sending', 'printed', 'ready', 'failed', 'unsure', 'dropped'")
        .replace(
          "reason TEXT,",
          `part INTEGER CHECK (part > 0),
      printer_id TEXT REFERENCES printer (id),
      copies INTEGER NOT NULL DEFAULT 1 CHECK (copies BETWEEN 1 AND 100),
      attempts INTEGER NOT NULL DEFAULT 0,
      next_at INTEGER,
      sender TEXT,
      lease_at INTEGER,
      trouble TEXT,
      reason TEXT,`,
        ),
    index: (sql) => sql.replace("WHERE state <> 'ready'", "WHERE state NOT IN ('ready', 'printed', 'dropped')"),
  });
  db.exec(`
    CREATE INDEX print_job_of_printer ON print_job (printer_id, ordinal) WHERE state IN ('queued', 'sending') AND printer_id IS NOT NULL;

    CREATE TABLE print_event (
      ordinal INTEGER PRIMARY KEY,
      job_id TEXT NOT NULL REFERENCES print_job (id),
      what TEXT NOT NULL,
      at INTEGER NOT NULL,
      person_id TEXT REFERENCES person (id),
      bench_id TEXT REFERENCES bench (id),
      data TEXT NOT NULL CHECK (json_valid(data))
    ) STRICT;
    CREATE INDEX print_event_of_job ON print_event (job_id, ordinal);
  `);
}
