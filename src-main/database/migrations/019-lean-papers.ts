import type { Database } from "better-sqlite3";
import type { Order } from "../../domain/orders/order.ts";
import { packFacts } from "../papers/paper-facts.ts";

/** So many papers are in memory at once. */
const BATCH = 500;

/**
 * A paper keeps what it shows, packed, instead of a whole order as JSON. Papers, print jobs and what happened to them name each other by
 * ordinals of a few bytes instead of ids of 36 characters.
 */
export function leanPapers(db: Database): void {
  packPapers(db);
  db.exec(`
    CREATE TABLE lean_print_job (
      ordinal INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      order_ordinal INTEGER NOT NULL REFERENCES repair_order (ordinal),
      kind TEXT NOT NULL CHECK (kind IN ('certificate', 'label', 'accessory', 'handback', 'decision', 'approval')),
      state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'printed', 'ready', 'failed', 'unsure', 'dropped')),
      copy INTEGER NOT NULL CHECK (copy IN (0, 1)),
      paper_ordinal INTEGER NOT NULL REFERENCES paper (ordinal),
      part INTEGER CHECK (part > 0),
      printer_id TEXT REFERENCES printer (id),
      copies INTEGER NOT NULL DEFAULT 1 CHECK (copies BETWEEN 1 AND 100),
      attempts INTEGER NOT NULL DEFAULT 0,
      next_at INTEGER,
      sender TEXT,
      lease_at INTEGER,
      trouble TEXT,
      reason TEXT,
      warning TEXT,
      created_at INTEGER NOT NULL,
      done_at INTEGER
    ) STRICT;
    INSERT INTO lean_print_job
      SELECT j.ordinal, j.id, o.ordinal, kind, j.state, copy, p.ordinal, part, printer_id, copies, attempts, next_at, sender, lease_at, trouble, reason,
        warning, j.created_at, done_at
      FROM print_job j CROSS JOIN repair_order o ON o.id = j.order_id CROSS JOIN paper p ON p.id = j.paper_id ORDER BY j.ordinal;

    CREATE TABLE lean_print_event (
      ordinal INTEGER PRIMARY KEY,
      job_ordinal INTEGER NOT NULL REFERENCES print_job (ordinal),
      what TEXT NOT NULL,
      at INTEGER NOT NULL,
      person_id TEXT REFERENCES person (id),
      bench_id TEXT REFERENCES bench (id),
      data TEXT NOT NULL CHECK (json_valid(data))
    ) STRICT;
    INSERT INTO lean_print_event
      SELECT e.ordinal, j.ordinal, what, at, person_id, bench_id, data FROM print_event e CROSS JOIN print_job j ON j.id = e.job_id ORDER BY e.ordinal;

    DROP TABLE print_event;
    DROP TABLE print_job;
    DROP TABLE paper;
  `);
  // The new tables refer to names that only now become theirs.
  db.pragma("legacy_alter_table = ON");
  for (const table of ["paper", "print_job", "print_event"]) db.exec(`ALTER TABLE lean_${table} RENAME TO ${table}`);
  db.pragma("legacy_alter_table = OFF");
  db.exec(`
    CREATE INDEX print_job_of_order ON print_job (order_ordinal);
    CREATE INDEX print_job_waiting ON print_job (state DESC, ordinal) WHERE state NOT IN ('ready', 'printed', 'dropped');
    CREATE INDEX print_job_of_printer ON print_job (printer_id, ordinal) WHERE state IN ('queued', 'sending') AND printer_id IS NOT NULL;
    CREATE INDEX print_event_of_job ON print_event (job_ordinal);
  `);
}

type Paper = {
  readonly ordinal: number;
  readonly orderOrdinal: number;
  readonly shopId: number;
  readonly data: string;
  readonly createdAt: number;
};

function packPapers(db: Database): void {
  db.exec(`
    -- facts: see paper-facts.ts.
    CREATE TABLE lean_paper (
      ordinal INTEGER PRIMARY KEY,
      order_ordinal INTEGER NOT NULL REFERENCES repair_order (ordinal),
      shop_id INTEGER NOT NULL REFERENCES paper_shop (id),
      facts BLOB NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
  `);
  const read = db.prepare<
    [number, number],
    Paper
  >(`SELECT p.ordinal, o.ordinal AS orderOrdinal, p.shop_id AS shopId, p.data, p.created_at AS createdAt
    FROM paper p CROSS JOIN repair_order o ON o.id = p.order_id WHERE p.ordinal > ? ORDER BY p.ordinal LIMIT ?`);
  const insert = db.prepare("INSERT INTO lean_paper (ordinal, order_ordinal, shop_id, facts, created_at) VALUES (?, ?, ?, ?, ?)");
  for (let rows = read.all(0, BATCH); rows.length > 0; rows = read.all(rows.at(-1)!.ordinal, BATCH))
    for (const { ordinal, orderOrdinal, shopId, data, createdAt } of rows)
      insert.run(ordinal, orderOrdinal, shopId, packFacts(JSON.parse(data) as Partial<Order>), createdAt);
}
