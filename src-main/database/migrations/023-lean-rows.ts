import type { Database } from "better-sqlite3";

/** An id of 36 characters as 16 bytes; what is no UUID stays the text that it is. */
const LEAN_ID = "coalesce(iif(row.id GLOB '????????-????-????-????-????????????', unhex(row.id, '-'), NULL), row.id)";

const ORDER = "order_ordinal INTEGER NOT NULL REFERENCES repair_order (ordinal)";

/**
 * Rows of an order are found by its ordinal instead of its id, have an id of 16 bytes, and name people and benches by ordinals: of the 282
 * bytes of an event 144 were ids. People and benches get ordinals for that.
 */
export function leanRows(db: Database): void {
  number(
    db,
    "person",
    "name, pin_hash, active, preferences, created_at, role_id, access",
    `name TEXT NOT NULL CHECK (name <> ''),
      pin_hash TEXT,
      active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      preferences TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(preferences)),
      created_at INTEGER NOT NULL,
      role_id TEXT NOT NULL DEFAULT 'technician' REFERENCES role (id),
      access INTEGER NOT NULL DEFAULT 1`,
  );
  number(
    db,
    "bench",
    "name, created_at, idle_minutes",
    `name TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      idle_minutes INTEGER CHECK (idle_minutes > 0)`,
  );
  byOrder(
    db,
    "accessory",
    `o.ordinal, row.position, ${LEAN_ID}, row.name, row.returned_at`,
    "order_ordinal, position",
    `${ORDER},
      position INTEGER NOT NULL,
      id ANY NOT NULL,
      name TEXT NOT NULL,
      returned_at INTEGER`,
  );
  byOrder(
    db,
    "order_line",
    `o.ordinal, ${LEAN_ID}, row.position, row.kind, row.title, row.quantity_milli, row.unit_minor`,
    "order_ordinal, id",
    `${ORDER},
      id ANY NOT NULL,
      position INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('work', 'part')),
      title TEXT NOT NULL,
      quantity_milli INTEGER NOT NULL CHECK (quantity_milli > 0),
      unit_minor INTEGER NOT NULL CHECK (unit_minor >= 0)`,
  );
  byOrder(
    db,
    "payment",
    `o.ordinal, row.at, ${LEAN_ID}, row.method, row.amount_minor, row.note`,
    "order_ordinal, at, id",
    `${ORDER},
      at INTEGER NOT NULL,
      id ANY NOT NULL,
      method TEXT NOT NULL,
      amount_minor INTEGER NOT NULL,
      note TEXT NOT NULL`,
  );
  byOrder(
    db,
    "event",
    `o.ordinal, row.ordinal, ${LEAN_ID}, row.kind, row.at, p.ordinal, b.ordinal, row.data`,
    "order_ordinal, ordinal",
    `${ORDER},
      ordinal INTEGER NOT NULL,
      id ANY NOT NULL,
      kind TEXT NOT NULL,
      at INTEGER NOT NULL,
      person_ordinal INTEGER REFERENCES person (ordinal),
      bench_ordinal INTEGER NOT NULL REFERENCES bench (ordinal),
      data TEXT NOT NULL CHECK (json_valid(data))`,
    "LEFT JOIN person p ON p.id = row.person_id CROSS JOIN bench b ON b.id = row.bench_id",
  );
  db.exec(`
    CREATE TABLE lean_print_event (
      ordinal INTEGER PRIMARY KEY,
      job_ordinal INTEGER NOT NULL REFERENCES print_job (ordinal),
      what TEXT NOT NULL,
      at INTEGER NOT NULL,
      person_ordinal INTEGER REFERENCES person (ordinal),
      bench_ordinal INTEGER REFERENCES bench (ordinal),
      data TEXT NOT NULL CHECK (json_valid(data))
    ) STRICT;
    INSERT INTO lean_print_event SELECT e.ordinal, job_ordinal, what, at, p.ordinal, b.ordinal, data
      FROM print_event e LEFT JOIN person p ON p.id = e.person_id LEFT JOIN bench b ON b.id = e.bench_id ORDER BY e.ordinal;
  `);
  replace(db, "print_event");
  db.exec("CREATE INDEX print_event_of_job ON print_event (job_ordinal)");
}

/** Gives a table of few rows ordinals, in the order in which its rows came. */
function number(db: Database, table: string, columns: string, definition: string): void {
  db.exec(`
    CREATE TABLE lean_${table} (
      ordinal INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      ${definition}
    ) STRICT;
    INSERT INTO lean_${table} (id, ${columns}) SELECT id, ${columns} FROM ${table} ORDER BY rowid;
  `);
  replace(db, table);
}

/** Makes a table of rows that belong to orders anew, by the ordinals of their orders. */
function byOrder(db: Database, table: string, values: string, key: string, definition: string, joins = ""): void {
  db.exec(`
    CREATE TABLE lean_${table} (
      ${definition},
      PRIMARY KEY (${key})
    ) STRICT, WITHOUT ROWID;
    INSERT INTO lean_${table} SELECT ${values} FROM repair_order o CROSS JOIN ${table} row ON row.order_id = o.id ${joins} ORDER BY o.ordinal;
  `);
  replace(db, table);
}

function replace(db: Database, table: string): void {
  db.exec(`DROP TABLE ${table}`);
  // Other tables refer to the name, and go on doing so.
  db.pragma("legacy_alter_table = ON");
  db.exec(`ALTER TABLE lean_${table} RENAME TO ${table}`);
  db.pragma("legacy_alter_table = OFF");
}
