import type { Database } from "better-sqlite3";

/** The tables of the counter: shop, people, customers, devices, orders and what belongs to them. */
export function counter(db: Database): void {
  db.exec(`
    CREATE TABLE setting (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL CHECK (json_valid(value))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE person (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL CHECK (name <> ''),
      pin_hash TEXT,
      active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      wrong_pins INTEGER NOT NULL DEFAULT 0,
      locked_until_at INTEGER,
      preferences TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(preferences)),
      created_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE bench (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE customer (
      ordinal INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('person', 'organisation')),
      name TEXT NOT NULL,
      name_folded TEXT NOT NULL,
      contact TEXT NOT NULL,
      registration TEXT NOT NULL,
      email TEXT NOT NULL,
      whatsapp TEXT NOT NULL,
      address TEXT NOT NULL,
      language TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX customer_by_name ON customer (name_folded);

    CREATE TABLE customer_phone (
      customer_id TEXT NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      e164 TEXT NOT NULL,
      PRIMARY KEY (customer_id, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX customer_phone_by_number ON customer_phone (e164, customer_id);

    CREATE VIRTUAL TABLE customer_search USING fts5 (
      words, content='', contentless_delete=1, detail='none', prefix='1 2 3'
    );

    CREATE TABLE device (
      id TEXT PRIMARY KEY,
      category TEXT NOT NULL,
      brand TEXT NOT NULL,
      model TEXT NOT NULL,
      colour TEXT NOT NULL,
      serial TEXT NOT NULL,
      serial_code TEXT NOT NULL,
      imei TEXT NOT NULL,
      body_code TEXT NOT NULL,
      purchased_on TEXT,
      received_on TEXT,
      manufactured_on TEXT,
      seller TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX device_by_serial ON device (serial_code) WHERE serial_code <> '';
    CREATE INDEX device_by_imei ON device (imei) WHERE imei <> '';

    CREATE TABLE model_seen (
      brand_folded TEXT NOT NULL,
      model_folded TEXT NOT NULL,
      category TEXT NOT NULL,
      brand TEXT NOT NULL,
      model TEXT NOT NULL,
      times INTEGER NOT NULL,
      PRIMARY KEY (category, brand_folded, model_folded)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX model_seen_by_brand ON model_seen (brand_folded, model_folded);

    CREATE TABLE number_counter (
      prefix TEXT NOT NULL,
      year INTEGER NOT NULL,
      last INTEGER NOT NULL,
      PRIMARY KEY (prefix, year)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE repair_order (
      ordinal INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      number TEXT NOT NULL UNIQUE,
      claim_code TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1,
      customer_id TEXT NOT NULL REFERENCES customer (id),
      device_id TEXT NOT NULL REFERENCES device (id),
      state TEXT NOT NULL CHECK (state IN ('received', 'diagnosing', 'awaiting-approval', 'approved', 'declined',
        'waiting-for-parts', 'in-repair', 'testing', 'ready', 'unrepairable', 'cancelled', 'handed-back')),
      state_at INTEGER NOT NULL,
      request TEXT NOT NULL CHECK (request IN ('repair', 'return', 'exchange', 'refund')),
      channel TEXT NOT NULL,
      priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 3),
      policy TEXT,
      fault TEXT NOT NULL,
      condition TEXT NOT NULL,
      proofs TEXT NOT NULL CHECK (json_valid(proofs)),
      warranty_card_stamped INTEGER NOT NULL,
      promised_on TEXT,
      due_key TEXT NOT NULL GENERATED ALWAYS AS (
        CASE WHEN state IN ('ready', 'declined', 'unrepairable', 'cancelled', 'handed-back') THEN '9999-waits-for-customer'
          ELSE coalesce(promised_on, '9998-no-promise') END) STORED,
      currency TEXT NOT NULL,
      estimate_minor INTEGER,
      limit_minor INTEGER,
      signature TEXT,
      same_fault_as TEXT REFERENCES repair_order (id),
      technician_id TEXT REFERENCES person (id),
      received_by TEXT REFERENCES person (id),
      bench_id TEXT NOT NULL REFERENCES bench (id),
      received_at INTEGER NOT NULL,
      closed_at INTEGER,
      handback TEXT CHECK (handback IS NULL OR json_valid(handback))
    ) STRICT;
    CREATE INDEX repair_order_by_claim ON repair_order (claim_code);
    CREATE INDEX repair_order_by_device ON repair_order (device_id, ordinal);
    CREATE INDEX repair_order_by_customer ON repair_order (customer_id, ordinal);
    -- The open orders, in each order of the queue; each index has all that the queue filters by, so that only rows to be shown are read.
    CREATE INDEX open_by_due ON repair_order (due_key, ordinal, state, technician_id, priority, received_at) WHERE closed_at IS NULL;
    CREATE INDEX open_by_age ON repair_order (state_at, ordinal, state, technician_id, priority, due_key, received_at) WHERE closed_at IS NULL;
    CREATE INDEX open_by_priority ON repair_order (priority DESC, due_key, ordinal, state, technician_id, received_at) WHERE closed_at IS NULL;
    CREATE INDEX open_by_arrival ON repair_order (ordinal, state, technician_id, priority, due_key, received_at) WHERE closed_at IS NULL;
    CREATE INDEX open_untaken ON repair_order (received_at, due_key) WHERE closed_at IS NULL AND technician_id IS NULL;
    CREATE INDEX open_by_technician ON repair_order (technician_id, due_key, ordinal, state, priority, received_at) WHERE closed_at IS NULL;
    CREATE INDEX open_by_state ON repair_order (state, due_key, ordinal, technician_id, priority, received_at) WHERE closed_at IS NULL;

    CREATE VIRTUAL TABLE order_search USING fts5 (
      words, content='', contentless_delete=1, detail='none', prefix='1 2 3'
    );

    CREATE TABLE accessory (
      id TEXT PRIMARY KEY,
      order_id TEXT NOT NULL REFERENCES repair_order (id),
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      returned_at INTEGER
    ) STRICT;
    CREATE INDEX accessory_of_order ON accessory (order_id, position);

    CREATE TABLE passcode (
      order_id TEXT PRIMARY KEY REFERENCES repair_order (id),
      sealed BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE picture (
      sha256 TEXT PRIMARY KEY,
      mime TEXT NOT NULL,
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE photo (
      order_id TEXT NOT NULL REFERENCES repair_order (id),
      position INTEGER NOT NULL,
      sha256 TEXT NOT NULL REFERENCES picture (sha256),
      PRIMARY KEY (order_id, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX photo_by_picture ON photo (sha256);

    CREATE TABLE order_line (
      id TEXT PRIMARY KEY,
      order_id TEXT NOT NULL REFERENCES repair_order (id),
      position INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('work', 'part')),
      title TEXT NOT NULL,
      quantity_milli INTEGER NOT NULL CHECK (quantity_milli > 0),
      unit_minor INTEGER NOT NULL CHECK (unit_minor >= 0)
    ) STRICT;
    CREATE INDEX line_of_order ON order_line (order_id, position);

    CREATE TABLE payment (
      id TEXT PRIMARY KEY,
      order_id TEXT NOT NULL REFERENCES repair_order (id),
      method TEXT NOT NULL,
      amount_minor INTEGER NOT NULL,
      note TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX payment_of_order ON payment (order_id, at, id);

    CREATE TABLE event (
      ordinal INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      order_id TEXT NOT NULL REFERENCES repair_order (id),
      kind TEXT NOT NULL,
      at INTEGER NOT NULL,
      person_id TEXT REFERENCES person (id),
      bench_id TEXT NOT NULL REFERENCES bench (id),
      data TEXT NOT NULL CHECK (json_valid(data))
    ) STRICT;
    CREATE INDEX event_of_order ON event (order_id, ordinal);

    CREATE TABLE print_job (
      ordinal INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      order_id TEXT NOT NULL REFERENCES repair_order (id),
      kind TEXT NOT NULL CHECK (kind IN ('certificate', 'label', 'handback')),
      state TEXT NOT NULL CHECK (state IN ('queued', 'ready', 'failed')),
      copy INTEGER NOT NULL CHECK (copy IN (0, 1)),
      paper_id TEXT NOT NULL REFERENCES paper (id),
      reason TEXT,
      warning TEXT,
      created_at INTEGER NOT NULL,
      done_at INTEGER
    ) STRICT;
    CREATE INDEX print_job_of_order ON print_job (order_id, ordinal);
    CREATE INDEX print_job_waiting ON print_job (state DESC, ordinal) WHERE state <> 'ready';

    CREATE TABLE paper (
      id TEXT PRIMARY KEY,
      order_id TEXT NOT NULL REFERENCES repair_order (id),
      data TEXT NOT NULL CHECK (json_valid(data)),
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE draft (
      bench_id TEXT PRIMARY KEY REFERENCES bench (id),
      sealed BLOB NOT NULL,
      saved_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `);
}
