-- Made by the migrations; a test compares it. Update it by: npx vitest run -u --config test/vitest.config.ts test/database/schema.test.ts

CREATE TABLE "accessory" (
      order_ordinal INTEGER NOT NULL REFERENCES repair_order (ordinal),
      position INTEGER NOT NULL,
      id ANY NOT NULL,
      name TEXT NOT NULL,
      returned_at INTEGER,
      PRIMARY KEY (order_ordinal, position)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE "bench" (
      ordinal INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      idle_minutes INTEGER CHECK (idle_minutes > 0)
    ) STRICT;

CREATE TABLE brand_policy (
      brand_folded TEXT PRIMARY KEY,
      brand TEXT NOT NULL,
      policy TEXT
    ) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE closed_search USING fts5 (
      words, content='', contentless_delete=1, detail='none', prefix='2 3 4 5 6 7'
    );

CREATE VIEW counted_in AS SELECT f.ordinal, o.device_id, g.column1 AS grain,
      CASE g.column1 WHEN 'day' THEN f.in_on ELSE substr(f.in_on, 1, 7) || '-01' END AS start_on, w.column1 AS what,
      CASE w.column1 WHEN 'technician' THEN o.technician_id WHEN 'category' THEN d.category
        WHEN 'brand' THEN d.brand ELSE f.fault END AS value, 1 AS came
    FROM order_figure f CROSS JOIN repair_order o ON o.ordinal = f.ordinal CROSS JOIN device d ON d.id = o.device_id
      CROSS JOIN (VALUES ('day'), ('month')) g CROSS JOIN (VALUES ('technician'), ('category'), ('brand'), ('fault')) w
    WHERE f.in_on IS NOT NULL AND (w.column1 <> 'fault' OR f.fault <> '') AND (w.column1 <> 'technician' OR o.technician_id IS NOT NULL);

CREATE VIEW counted_out AS SELECT f.ordinal, o.device_id, g.column1 AS grain,
      CASE g.column1 WHEN 'day' THEN f.out_on ELSE substr(f.out_on, 1, 7) || '-01' END AS start_on, w.column1 AS what,
      CASE w.column1 WHEN 'technician' THEN o.technician_id WHEN 'category' THEN d.category
        WHEN 'brand' THEN d.brand ELSE f.fault END AS value, 1 AS went, f.repaired, f.again, f.class IS 0 AS t0, f.class IS 1 AS t1, f.class IS 2 AS t2, f.class IS 3 AS t3, f.class IS 4 AS t4, f.class IS 5 AS t5, f.class IS 6 AS t6, f.class IS 7 AS t7, f.class IS 8 AS t8, f.class IS 9 AS t9, f.class IS 10 AS t10, f.class IS 11 AS t11, f.class IS 12 AS t12, f.class IS 13 AS t13, f.class IS 14 AS t14, f.class IS 15 AS t15, f.class IS 16 AS t16, f.class IS 17 AS t17, f.class IS 18 AS t18, f.class IS 19 AS t19, f.class IS 20 AS t20, f.class IS 21 AS t21, f.class IS 22 AS t22, f.class IS 23 AS t23
    FROM order_figure f CROSS JOIN repair_order o ON o.ordinal = f.ordinal CROSS JOIN device d ON d.id = o.device_id
      CROSS JOIN (VALUES ('day'), ('month')) g CROSS JOIN (VALUES ('technician'), ('category'), ('brand'), ('fault')) w
    WHERE f.out_on IS NOT NULL AND (w.column1 <> 'fault' OR f.fault <> '') AND (w.column1 <> 'technician' OR o.technician_id IS NOT NULL);

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
      e164 TEXT NOT NULL, extension TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (customer_id, position)
    ) STRICT, WITHOUT ROWID;

CREATE INDEX customer_phone_by_number ON customer_phone (e164, customer_id);

CREATE VIRTUAL TABLE customer_search USING fts5 (words, content='', contentless_delete=1, detail='none', prefix='2 3 4');

CREATE TABLE day_shift (
      from_at INTEGER PRIMARY KEY,
      shift_ms INTEGER NOT NULL
    ) STRICT;

CREATE TABLE decision (
      ordinal INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      order_id TEXT NOT NULL REFERENCES repair_order (id),
      stage TEXT NOT NULL CHECK (stage IN ('preliminary', 'final', 'overruled')),
      policy TEXT NOT NULL,
      version INTEGER NOT NULL,
      facts TEXT NOT NULL CHECK (json_valid(facts)),
      decision TEXT NOT NULL CHECK (json_valid(decision)),
      changed TEXT NOT NULL CHECK (json_valid(changed)),
      reason TEXT NOT NULL,
      at INTEGER NOT NULL,
      person_id TEXT REFERENCES person (id),
      bench_id TEXT NOT NULL REFERENCES bench (id),
      FOREIGN KEY (policy, version) REFERENCES policy_pack (id, version)
    ) STRICT;

CREATE INDEX decision_of_order ON decision (order_id, ordinal);

CREATE INDEX decision_of_policy ON decision (policy, ordinal);

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
    , imei2 TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX device_by_imei ON device (imei) WHERE imei <> '';

CREATE INDEX device_by_imei2 ON device (imei2) WHERE imei2 <> '';

CREATE INDEX device_by_serial ON device (serial_code) WHERE serial_code <> '';

CREATE TRIGGER figure_device_after AFTER UPDATE OF category, brand ON device WHEN OLD.category IS NOT NEW.category OR OLD.brand IS NOT NEW.brand BEGIN INSERT INTO shop_figure (grain, start_on, what, value, came)
      SELECT grain, start_on, what, value, came FROM counted_in WHERE ordinal IN (SELECT ordinal FROM repair_order WHERE device_id = NEW.id) AND what IN ('category', 'brand')
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET came = came + excluded.came; INSERT INTO shop_figure (grain, start_on, what, value, went, repaired, again, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23)
      SELECT grain, start_on, what, value, went, repaired, again, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23 FROM counted_out WHERE ordinal IN (SELECT ordinal FROM repair_order WHERE device_id = NEW.id) AND what IN ('category', 'brand')
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET went = went + excluded.went, repaired = repaired + excluded.repaired, again = again + excluded.again, t0 = t0 + excluded.t0, t1 = t1 + excluded.t1, t2 = t2 + excluded.t2, t3 = t3 + excluded.t3, t4 = t4 + excluded.t4, t5 = t5 + excluded.t5, t6 = t6 + excluded.t6, t7 = t7 + excluded.t7, t8 = t8 + excluded.t8, t9 = t9 + excluded.t9, t10 = t10 + excluded.t10, t11 = t11 + excluded.t11, t12 = t12 + excluded.t12, t13 = t13 + excluded.t13, t14 = t14 + excluded.t14, t15 = t15 + excluded.t15, t16 = t16 + excluded.t16, t17 = t17 + excluded.t17, t18 = t18 + excluded.t18, t19 = t19 + excluded.t19, t20 = t20 + excluded.t20, t21 = t21 + excluded.t21, t22 = t22 + excluded.t22, t23 = t23 + excluded.t23; END;

CREATE TRIGGER figure_device_before BEFORE UPDATE OF category, brand ON device WHEN OLD.category IS NOT NEW.category OR OLD.brand IS NOT NEW.brand BEGIN INSERT INTO shop_figure (grain, start_on, what, value, came)
      SELECT grain, start_on, what, value, -came FROM counted_in WHERE ordinal IN (SELECT ordinal FROM repair_order WHERE device_id = OLD.id) AND what IN ('category', 'brand')
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET came = came + excluded.came; INSERT INTO shop_figure (grain, start_on, what, value, went, repaired, again, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23)
      SELECT grain, start_on, what, value, -went, -repaired, -again, -t0, -t1, -t2, -t3, -t4, -t5, -t6, -t7, -t8, -t9, -t10, -t11, -t12, -t13, -t14, -t15, -t16, -t17, -t18, -t19, -t20, -t21, -t22, -t23 FROM counted_out WHERE ordinal IN (SELECT ordinal FROM repair_order WHERE device_id = OLD.id) AND what IN ('category', 'brand')
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET went = went + excluded.went, repaired = repaired + excluded.repaired, again = again + excluded.again, t0 = t0 + excluded.t0, t1 = t1 + excluded.t1, t2 = t2 + excluded.t2, t3 = t3 + excluded.t3, t4 = t4 + excluded.t4, t5 = t5 + excluded.t5, t6 = t6 + excluded.t6, t7 = t7 + excluded.t7, t8 = t8 + excluded.t8, t9 = t9 + excluded.t9, t10 = t10 + excluded.t10, t11 = t11 + excluded.t11, t12 = t12 + excluded.t12, t13 = t13 + excluded.t13, t14 = t14 + excluded.t14, t15 = t15 + excluded.t15, t16 = t16 + excluded.t16, t17 = t17 + excluded.t17, t18 = t18 + excluded.t18, t19 = t19 + excluded.t19, t20 = t20 + excluded.t20, t21 = t21 + excluded.t21, t22 = t22 + excluded.t22, t23 = t23 + excluded.t23; END;

CREATE TABLE draft (
      bench_id TEXT PRIMARY KEY REFERENCES bench (id),
      sealed BLOB NOT NULL,
      saved_at INTEGER NOT NULL
    , form TEXT CHECK (form IS NULL OR json_valid(form))) STRICT, WITHOUT ROWID;

CREATE TABLE "event" (
      order_ordinal INTEGER NOT NULL REFERENCES repair_order (ordinal),
      ordinal INTEGER NOT NULL,
      id ANY NOT NULL,
      kind TEXT NOT NULL,
      at INTEGER NOT NULL,
      person_ordinal INTEGER REFERENCES person (ordinal),
      bench_ordinal INTEGER NOT NULL REFERENCES bench (ordinal),
      data TEXT NOT NULL CHECK (json_valid(data)),
      PRIMARY KEY (order_ordinal, ordinal)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE figure_aside (
      grain TEXT NOT NULL CHECK (grain IN ('day', 'month')),
      start_on TEXT NOT NULL,
      what TEXT NOT NULL CHECK (what IN ('technician', 'category', 'brand', 'fault')),
      value TEXT NOT NULL,
      came INTEGER NOT NULL DEFAULT 0,
      went INTEGER NOT NULL DEFAULT 0, repaired INTEGER NOT NULL DEFAULT 0, again INTEGER NOT NULL DEFAULT 0, t0 INTEGER NOT NULL DEFAULT 0, t1 INTEGER NOT NULL DEFAULT 0, t2 INTEGER NOT NULL DEFAULT 0, t3 INTEGER NOT NULL DEFAULT 0, t4 INTEGER NOT NULL DEFAULT 0, t5 INTEGER NOT NULL DEFAULT 0, t6 INTEGER NOT NULL DEFAULT 0, t7 INTEGER NOT NULL DEFAULT 0, t8 INTEGER NOT NULL DEFAULT 0, t9 INTEGER NOT NULL DEFAULT 0, t10 INTEGER NOT NULL DEFAULT 0, t11 INTEGER NOT NULL DEFAULT 0, t12 INTEGER NOT NULL DEFAULT 0, t13 INTEGER NOT NULL DEFAULT 0, t14 INTEGER NOT NULL DEFAULT 0, t15 INTEGER NOT NULL DEFAULT 0, t16 INTEGER NOT NULL DEFAULT 0, t17 INTEGER NOT NULL DEFAULT 0, t18 INTEGER NOT NULL DEFAULT 0, t19 INTEGER NOT NULL DEFAULT 0, t20 INTEGER NOT NULL DEFAULT 0, t21 INTEGER NOT NULL DEFAULT 0, t22 INTEGER NOT NULL DEFAULT 0, t23 INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (grain, start_on, what, value)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE hidden_range (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      customers_from INTEGER NOT NULL DEFAULT 1,
      customers_to INTEGER NOT NULL DEFAULT 0,
      orders_from INTEGER NOT NULL DEFAULT 1,
      orders_to INTEGER NOT NULL DEFAULT 0,
      -- The import that somebody is taking back.
      undoing TEXT,
      -- Whether figure_aside counts.
      aside_counts INTEGER NOT NULL DEFAULT 0 CHECK (aside_counts IN (0, 1))
    ) STRICT;

CREATE TABLE import (
      ordinal INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('customers', 'devices', 'orders', 'ord')),
      file TEXT NOT NULL,
      columns TEXT NOT NULL CHECK (json_valid(columns)),
      newline TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('running', 'done', 'undone')),
      -- The program that is at work on it, and the ordinals that it took below all others: what is left behind by one that was ended is found by them.
      sender TEXT NOT NULL,
      customers_below INTEGER NOT NULL,
      orders_below INTEGER NOT NULL,
      counts TEXT NOT NULL CHECK (json_valid(counts)),
      person_id TEXT REFERENCES person (id),
      bench_id TEXT NOT NULL REFERENCES bench (id),
      at INTEGER NOT NULL,
      undone_at INTEGER
    ) STRICT;

CREATE UNIQUE INDEX import_running ON import (state) WHERE state = 'running';

CREATE TABLE import_row (
      ordinal INTEGER PRIMARY KEY,
      import_id TEXT NOT NULL,
      line INTEGER NOT NULL,
      cells TEXT NOT NULL CHECK (json_valid(cells)),
      customer_id TEXT,
      device_id TEXT,
      order_id TEXT
    ) STRICT;

CREATE INDEX import_row_of_import ON import_row (import_id, line);

CREATE INDEX import_row_of_order ON import_row (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE model_code (
      gtin TEXT NOT NULL CHECK (length(gtin) = 14),
      category TEXT NOT NULL,
      brand TEXT NOT NULL,
      model TEXT NOT NULL,
      seen_at INTEGER NOT NULL,
      PRIMARY KEY (gtin, category, brand, model)
    ) STRICT, WITHOUT ROWID;

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

CREATE TABLE open_count (
      what TEXT NOT NULL CHECK (what IN ('state', 'due', 'technician')),
      value TEXT NOT NULL,
      orders INTEGER NOT NULL CHECK (orders >= 0),
      PRIMARY KEY (what, value)
    ) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE open_search USING fts5 (words, columnsize=0, detail='none', prefix='1 2 3');

CREATE TABLE order_apart (
      order_id TEXT PRIMARY KEY,
      said TEXT NOT NULL CHECK (json_valid(said)),
      says TEXT NOT NULL CHECK (json_valid(says)),
      confirmed_at INTEGER
    ) STRICT, WITHOUT ROWID;

CREATE INDEX order_apart_open ON order_apart (order_id) WHERE confirmed_at IS NULL;

CREATE TABLE order_clock (
      order_id TEXT NOT NULL REFERENCES repair_order (id),
      what TEXT NOT NULL,
      due_at INTEGER NOT NULL,
      met_at INTEGER,
      PRIMARY KEY (order_id, what)
    ) STRICT, WITHOUT ROWID;

CREATE INDEX approval_running ON order_clock (due_at) WHERE what = 'send-goods-back' AND met_at IS NULL;

CREATE TABLE order_figure (
      ordinal INTEGER PRIMARY KEY REFERENCES repair_order (ordinal),
      in_on TEXT NOT NULL,
      out_on TEXT,
      fault TEXT NOT NULL DEFAULT '',
      class INTEGER,
      repaired INTEGER NOT NULL DEFAULT 0,
      again INTEGER NOT NULL DEFAULT 0
    ) STRICT;

CREATE TRIGGER figure_fault_after AFTER UPDATE OF fault ON order_figure WHEN NEW.fault <> '' AND NEW.fault <> OLD.fault BEGIN
      INSERT INTO shop_figure (grain, start_on, what, value, came) VALUES ('day', NEW.in_on, 'fault', NEW.fault, 1), ('month', substr(NEW.in_on, 1, 7) || '-01', 'fault', NEW.fault, 1)
        ON CONFLICT (grain, start_on, what, value) DO UPDATE SET came = came + 1;
      INSERT INTO shop_figure (grain, start_on, what, value, went, repaired, again, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23)
      SELECT grain, start_on, what, value, went, repaired, again, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23 FROM counted_out WHERE ordinal = NEW.ordinal AND what = 'fault'
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET went = went + excluded.went, repaired = repaired + excluded.repaired, again = again + excluded.again, t0 = t0 + excluded.t0, t1 = t1 + excluded.t1, t2 = t2 + excluded.t2, t3 = t3 + excluded.t3, t4 = t4 + excluded.t4, t5 = t5 + excluded.t5, t6 = t6 + excluded.t6, t7 = t7 + excluded.t7, t8 = t8 + excluded.t8, t9 = t9 + excluded.t9, t10 = t10 + excluded.t10, t11 = t11 + excluded.t11, t12 = t12 + excluded.t12, t13 = t13 + excluded.t13, t14 = t14 + excluded.t14, t15 = t15 + excluded.t15, t16 = t16 + excluded.t16, t17 = t17 + excluded.t17, t18 = t18 + excluded.t18, t19 = t19 + excluded.t19, t20 = t20 + excluded.t20, t21 = t21 + excluded.t21, t22 = t22 + excluded.t22, t23 = t23 + excluded.t23;
    END;

CREATE TRIGGER figure_fault_before BEFORE UPDATE OF fault ON order_figure WHEN OLD.fault <> '' AND NEW.fault <> OLD.fault BEGIN
      INSERT INTO shop_figure (grain, start_on, what, value, came)
      SELECT grain, start_on, what, value, -came FROM counted_in WHERE ordinal = OLD.ordinal AND what = 'fault'
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET came = came + excluded.came; INSERT INTO shop_figure (grain, start_on, what, value, went, repaired, again, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23)
      SELECT grain, start_on, what, value, -went, -repaired, -again, -t0, -t1, -t2, -t3, -t4, -t5, -t6, -t7, -t8, -t9, -t10, -t11, -t12, -t13, -t14, -t15, -t16, -t17, -t18, -t19, -t20, -t21, -t22, -t23 FROM counted_out WHERE ordinal = OLD.ordinal AND what = 'fault'
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET went = went + excluded.went, repaired = repaired + excluded.repaired, again = again + excluded.again, t0 = t0 + excluded.t0, t1 = t1 + excluded.t1, t2 = t2 + excluded.t2, t3 = t3 + excluded.t3, t4 = t4 + excluded.t4, t5 = t5 + excluded.t5, t6 = t6 + excluded.t6, t7 = t7 + excluded.t7, t8 = t8 + excluded.t8, t9 = t9 + excluded.t9, t10 = t10 + excluded.t10, t11 = t11 + excluded.t11, t12 = t12 + excluded.t12, t13 = t13 + excluded.t13, t14 = t14 + excluded.t14, t15 = t15 + excluded.t15, t16 = t16 + excluded.t16, t17 = t17 + excluded.t17, t18 = t18 + excluded.t18, t19 = t19 + excluded.t19, t20 = t20 + excluded.t20, t21 = t21 + excluded.t21, t22 = t22 + excluded.t22, t23 = t23 + excluded.t23;
    END;

CREATE TRIGGER figure_out_after AFTER UPDATE OF out_on, class, repaired, again ON order_figure WHEN OLD.out_on IS NOT NEW.out_on OR OLD.class IS NOT NEW.class OR OLD.repaired IS NOT NEW.repaired OR OLD.again IS NOT NEW.again BEGIN INSERT INTO shop_figure (grain, start_on, what, value, went, repaired, again, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23)
      SELECT grain, start_on, what, value, went, repaired, again, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23 FROM counted_out WHERE ordinal = NEW.ordinal
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET went = went + excluded.went, repaired = repaired + excluded.repaired, again = again + excluded.again, t0 = t0 + excluded.t0, t1 = t1 + excluded.t1, t2 = t2 + excluded.t2, t3 = t3 + excluded.t3, t4 = t4 + excluded.t4, t5 = t5 + excluded.t5, t6 = t6 + excluded.t6, t7 = t7 + excluded.t7, t8 = t8 + excluded.t8, t9 = t9 + excluded.t9, t10 = t10 + excluded.t10, t11 = t11 + excluded.t11, t12 = t12 + excluded.t12, t13 = t13 + excluded.t13, t14 = t14 + excluded.t14, t15 = t15 + excluded.t15, t16 = t16 + excluded.t16, t17 = t17 + excluded.t17, t18 = t18 + excluded.t18, t19 = t19 + excluded.t19, t20 = t20 + excluded.t20, t21 = t21 + excluded.t21, t22 = t22 + excluded.t22, t23 = t23 + excluded.t23; END;

CREATE TRIGGER figure_out_before BEFORE UPDATE OF out_on, class, repaired, again ON order_figure WHEN OLD.out_on IS NOT NEW.out_on OR OLD.class IS NOT NEW.class OR OLD.repaired IS NOT NEW.repaired OR OLD.again IS NOT NEW.again BEGIN INSERT INTO shop_figure (grain, start_on, what, value, went, repaired, again, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23)
      SELECT grain, start_on, what, value, -went, -repaired, -again, -t0, -t1, -t2, -t3, -t4, -t5, -t6, -t7, -t8, -t9, -t10, -t11, -t12, -t13, -t14, -t15, -t16, -t17, -t18, -t19, -t20, -t21, -t22, -t23 FROM counted_out WHERE ordinal = OLD.ordinal
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET went = went + excluded.went, repaired = repaired + excluded.repaired, again = again + excluded.again, t0 = t0 + excluded.t0, t1 = t1 + excluded.t1, t2 = t2 + excluded.t2, t3 = t3 + excluded.t3, t4 = t4 + excluded.t4, t5 = t5 + excluded.t5, t6 = t6 + excluded.t6, t7 = t7 + excluded.t7, t8 = t8 + excluded.t8, t9 = t9 + excluded.t9, t10 = t10 + excluded.t10, t11 = t11 + excluded.t11, t12 = t12 + excluded.t12, t13 = t13 + excluded.t13, t14 = t14 + excluded.t14, t15 = t15 + excluded.t15, t16 = t16 + excluded.t16, t17 = t17 + excluded.t17, t18 = t18 + excluded.t18, t19 = t19 + excluded.t19, t20 = t20 + excluded.t20, t21 = t21 + excluded.t21, t22 = t22 + excluded.t22, t23 = t23 + excluded.t23; END;

CREATE TRIGGER figure_uncounted BEFORE DELETE ON order_figure WHEN OLD.ordinal >= 0 BEGIN
      INSERT INTO shop_figure (grain, start_on, what, value, came)
      SELECT grain, start_on, what, value, -came FROM counted_in WHERE ordinal = OLD.ordinal
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET came = came + excluded.came; INSERT INTO shop_figure (grain, start_on, what, value, went, repaired, again, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23)
      SELECT grain, start_on, what, value, -went, -repaired, -again, -t0, -t1, -t2, -t3, -t4, -t5, -t6, -t7, -t8, -t9, -t10, -t11, -t12, -t13, -t14, -t15, -t16, -t17, -t18, -t19, -t20, -t21, -t22, -t23 FROM counted_out WHERE ordinal = OLD.ordinal
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET went = went + excluded.went, repaired = repaired + excluded.repaired, again = again + excluded.again, t0 = t0 + excluded.t0, t1 = t1 + excluded.t1, t2 = t2 + excluded.t2, t3 = t3 + excluded.t3, t4 = t4 + excluded.t4, t5 = t5 + excluded.t5, t6 = t6 + excluded.t6, t7 = t7 + excluded.t7, t8 = t8 + excluded.t8, t9 = t9 + excluded.t9, t10 = t10 + excluded.t10, t11 = t11 + excluded.t11, t12 = t12 + excluded.t12, t13 = t13 + excluded.t13, t14 = t14 + excluded.t14, t15 = t15 + excluded.t15, t16 = t16 + excluded.t16, t17 = t17 + excluded.t17, t18 = t18 + excluded.t18, t19 = t19 + excluded.t19, t20 = t20 + excluded.t20, t21 = t21 + excluded.t21, t22 = t22 + excluded.t22, t23 = t23 + excluded.t23;
    END;

CREATE TABLE "order_line" (
      order_ordinal INTEGER NOT NULL REFERENCES repair_order (ordinal),
      id ANY NOT NULL,
      position INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('work', 'part')),
      title TEXT NOT NULL,
      quantity_milli INTEGER NOT NULL CHECK (quantity_milli > 0),
      unit_minor INTEGER NOT NULL CHECK (unit_minor >= 0),
      PRIMARY KEY (order_ordinal, id)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE own_template (
      ordinal INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('certificate', 'handback', 'decision', 'approval')),
      source TEXT NOT NULL,
      problem TEXT CHECK (problem IS NULL OR json_valid(problem)),
      person_id TEXT REFERENCES person (id),
      created_at INTEGER NOT NULL
    ) STRICT;

CREATE INDEX own_template_of_kind ON own_template (kind, ordinal);

CREATE TABLE "paper" (
      ordinal INTEGER PRIMARY KEY,
      order_ordinal INTEGER NOT NULL REFERENCES repair_order (ordinal),
      shop_id INTEGER NOT NULL REFERENCES paper_shop (id),
      facts BLOB NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;

CREATE TABLE paper_shop (
      id INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL UNIQUE,
      data TEXT NOT NULL CHECK (json_valid(data))
    ) STRICT;

CREATE TABLE paper_size (
      id TEXT PRIMARY KEY,
      size TEXT NOT NULL CHECK (json_valid(size)),
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

CREATE TABLE passcode (
      order_id TEXT PRIMARY KEY REFERENCES repair_order (id),
      sealed BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

CREATE TABLE "payment" (
      order_ordinal INTEGER NOT NULL REFERENCES repair_order (ordinal),
      at INTEGER NOT NULL,
      id ANY NOT NULL,
      method TEXT NOT NULL,
      amount_minor INTEGER NOT NULL,
      note TEXT NOT NULL,
      PRIMARY KEY (order_ordinal, at, id)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE "person" (
      ordinal INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL CHECK (name <> ''),
      pin_hash TEXT,
      active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
      preferences TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(preferences)),
      created_at INTEGER NOT NULL,
      role_id TEXT NOT NULL DEFAULT 'technician' REFERENCES role (id),
      access INTEGER NOT NULL DEFAULT 1
    ) STRICT;

CREATE TABLE photo (
      order_id TEXT NOT NULL REFERENCES repair_order (id),
      position INTEGER NOT NULL,
      sha256 TEXT NOT NULL REFERENCES picture (sha256),
      PRIMARY KEY (order_id, position)
    ) STRICT, WITHOUT ROWID;

CREATE INDEX photo_by_picture ON photo (sha256);

CREATE TABLE picture (
      sha256 TEXT PRIMARY KEY,
      mime TEXT NOT NULL,
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

CREATE TABLE picture_unstripped (
      sha256 TEXT PRIMARY KEY REFERENCES picture (sha256) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

CREATE TABLE pin_try (
      person_id TEXT NOT NULL REFERENCES person (id),
      bench_id TEXT NOT NULL REFERENCES bench (id),
      wrong INTEGER NOT NULL CHECK (wrong >= 0),
      tried_at INTEGER NOT NULL,
      until_at INTEGER NOT NULL,
      -- Whether the person has ever signed in here: guesses at other benches do not count against such a one.
      known INTEGER NOT NULL CHECK (known IN (0, 1)),
      PRIMARY KEY (person_id, bench_id)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE policy_pack (
      id TEXT NOT NULL,
      version INTEGER NOT NULL CHECK (version > 0),
      pack TEXT NOT NULL CHECK (json_valid(pack)),
      own INTEGER NOT NULL CHECK (own IN (0, 1)),
      saved_at INTEGER,
      saved_by TEXT REFERENCES person (id),
      PRIMARY KEY (id, version)
    ) STRICT;

CREATE TABLE "print_event" (
      ordinal INTEGER PRIMARY KEY,
      job_ordinal INTEGER NOT NULL REFERENCES print_job (ordinal),
      what TEXT NOT NULL,
      at INTEGER NOT NULL,
      person_ordinal INTEGER REFERENCES person (ordinal),
      bench_ordinal INTEGER REFERENCES bench (ordinal),
      data TEXT NOT NULL CHECK (json_valid(data))
    ) STRICT;

CREATE INDEX print_event_of_job ON print_event (job_ordinal);

CREATE TABLE "print_job" (
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

CREATE INDEX print_job_of_order ON print_job (order_ordinal);

CREATE INDEX print_job_of_printer ON print_job (printer_id, ordinal) WHERE state IN ('queued', 'sending') AND printer_id IS NOT NULL;

CREATE INDEX print_job_waiting ON print_job (state DESC, ordinal) WHERE state NOT IN ('ready', 'printed', 'dropped');

CREATE TABLE print_route (
      bench_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      printer_id TEXT REFERENCES printer (id),
      copies INTEGER NOT NULL CHECK (copies BETWEEN 1 AND 20),
      at_intake INTEGER NOT NULL CHECK (at_intake IN (0, 1)),
      PRIMARY KEY (bench_id, kind)
    ) STRICT, WITHOUT ROWID;

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

CREATE UNIQUE INDEX printer_by_name ON printer (name_folded) WHERE removed_at IS NULL;

CREATE TABLE "repair_order" (
      ordinal INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      number TEXT NOT NULL UNIQUE,
      claim_code TEXT NOT NULL,
      version INTEGER NOT NULL DEFAULT 1,
      customer_id TEXT NOT NULL REFERENCES customer (id),
      device_id TEXT NOT NULL REFERENCES device (id),
      state TEXT NOT NULL CHECK (state IN ('received', 'awaiting-goods', 'diagnosing', 'awaiting-approval', 'approved', 'declined',
        'waiting-for-parts', 'in-repair', 'testing', 'replacing', 'refunding', 'ready', 'unrepairable', 'cancelled', 'handed-back', 'replaced', 'refunded')),
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
        CASE WHEN state IN ('ready', 'declined', 'unrepairable', 'cancelled', 'handed-back', 'replaced', 'refunded') AND clock_on IS NULL THEN '9999-waits-for-customer'
          ELSE min(coalesce(promised_on, '9998-no-promise'), coalesce(clock_on, '9998-no-promise')) END) STORED,
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
      clock_what TEXT,
      clock_at INTEGER,
      clock_on TEXT,
      handback TEXT CHECK (handback IS NULL OR json_valid(handback))
    , corrected_at INTEGER) STRICT;

CREATE INDEX open_by_age ON repair_order (state_at, ordinal, state, technician_id, priority, due_key, received_at) WHERE closed_at IS NULL;

CREATE INDEX open_by_arrival ON repair_order (ordinal, state, technician_id, priority, due_key, received_at) WHERE closed_at IS NULL;

CREATE INDEX open_by_due ON repair_order (due_key, ordinal, state, technician_id, priority, received_at) WHERE closed_at IS NULL;

CREATE INDEX open_by_priority ON repair_order (priority DESC, due_key, ordinal, state, technician_id, received_at) WHERE closed_at IS NULL;

CREATE INDEX open_by_state ON repair_order (state, due_key, ordinal, technician_id, priority, received_at) WHERE closed_at IS NULL;

CREATE INDEX open_by_technician ON repair_order (technician_id, due_key, ordinal, state, priority, received_at) WHERE closed_at IS NULL;

CREATE INDEX open_untaken ON repair_order (received_at, due_key) WHERE closed_at IS NULL AND technician_id IS NULL;

CREATE INDEX repair_order_by_claim ON repair_order (claim_code);

CREATE INDEX repair_order_by_customer ON repair_order (customer_id, ordinal);

CREATE INDEX repair_order_by_device ON repair_order (device_id, ordinal);

CREATE INDEX repair_order_same_fault ON repair_order (same_fault_as) WHERE same_fault_as IS NOT NULL;

CREATE TRIGGER figure_again AFTER INSERT ON repair_order WHEN NEW.same_fault_as IS NOT NULL BEGIN
      UPDATE order_figure SET again = 1 WHERE repaired = 1 AND again = 0 AND ordinal = (SELECT ordinal FROM repair_order
        WHERE id = NEW.same_fault_as AND NEW.received_at BETWEEN closed_at AND closed_at + 2592000000);
    END;

CREATE TRIGGER figure_closed AFTER UPDATE OF closed_at ON repair_order WHEN OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL BEGIN
      UPDATE order_figure SET out_on = date((NEW.closed_at + coalesce((SELECT shift_ms FROM day_shift WHERE from_at <= NEW.closed_at ORDER BY from_at DESC LIMIT 1), 0)) / 1000, 'unixepoch'), class = CASE WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) IS NULL THEN NULL WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 3600000 THEN 0 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 7200000 THEN 1 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 14400000 THEN 2 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 28800000 THEN 3 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 86400000 THEN 4 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 172800000 THEN 5 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 259200000 THEN 6 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 345600000 THEN 7 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 432000000 THEN 8 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 518400000 THEN 9 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 604800000 THEN 10 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 691200000 THEN 11 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 864000000 THEN 12 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 1036800000 THEN 13 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 1209600000 THEN 14 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 1468800000 THEN 15 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 1814400000 THEN 16 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 2160000000 THEN 17 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 2592000000 THEN 18 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 3888000000 THEN 19 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 5184000000 THEN 20 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 7776000000 THEN 21 WHEN (CASE NEW.state WHEN 'handed-back' THEN OLD.state_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 15552000000 THEN 22 ELSE 23 END,
        repaired = OLD.state = 'ready' AND NEW.state = 'handed-back', again = OLD.state = 'ready' AND NEW.state = 'handed-back' AND EXISTS (SELECT 1 FROM repair_order later INDEXED BY repair_order_same_fault
          WHERE later.same_fault_as = NEW.id AND later.received_at BETWEEN NEW.closed_at AND NEW.closed_at + 2592000000) WHERE ordinal = NEW.ordinal;
    END;

CREATE TRIGGER figure_gone BEFORE DELETE ON repair_order WHEN OLD.ordinal >= 0 BEGIN
      DELETE FROM order_figure WHERE ordinal = OLD.ordinal;
    END;

CREATE TRIGGER figure_new AFTER INSERT ON repair_order WHEN NEW.ordinal >= 0 BEGIN
      INSERT INTO order_figure (ordinal, in_on) VALUES (NEW.ordinal, date((NEW.received_at + coalesce((SELECT shift_ms FROM day_shift WHERE from_at <= NEW.received_at ORDER BY from_at DESC LIMIT 1), 0)) / 1000, 'unixepoch'));
      INSERT INTO shop_figure (grain, start_on, what, value, came) VALUES ('day', (SELECT in_on FROM order_figure WHERE ordinal = NEW.ordinal), 'category', (SELECT category FROM device WHERE id = NEW.device_id), 1), ('day', (SELECT in_on FROM order_figure WHERE ordinal = NEW.ordinal), 'brand', (SELECT brand FROM device WHERE id = NEW.device_id), 1), ('month', (SELECT substr(in_on, 1, 7) || '-01' FROM order_figure WHERE ordinal = NEW.ordinal), 'category', (SELECT category FROM device WHERE id = NEW.device_id), 1), ('month', (SELECT substr(in_on, 1, 7) || '-01' FROM order_figure WHERE ordinal = NEW.ordinal), 'brand', (SELECT brand FROM device WHERE id = NEW.device_id), 1)
        ON CONFLICT (grain, start_on, what, value) DO UPDATE SET came = came + 1;
      INSERT INTO shop_figure (grain, start_on, what, value, came)
      SELECT grain, start_on, what, value, came FROM counted_in WHERE ordinal = NEW.ordinal AND what = 'technician' AND NEW.technician_id IS NOT NULL
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET came = came + excluded.came;
      UPDATE order_figure SET out_on = date((NEW.closed_at + coalesce((SELECT shift_ms FROM day_shift WHERE from_at <= NEW.closed_at ORDER BY from_at DESC LIMIT 1), 0)) / 1000, 'unixepoch'), class = CASE WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) IS NULL THEN NULL WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 3600000 THEN 0 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 7200000 THEN 1 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 14400000 THEN 2 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 28800000 THEN 3 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 86400000 THEN 4 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 172800000 THEN 5 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 259200000 THEN 6 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 345600000 THEN 7 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 432000000 THEN 8 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 518400000 THEN 9 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 604800000 THEN 10 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 691200000 THEN 11 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 864000000 THEN 12 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 1036800000 THEN 13 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 1209600000 THEN 14 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 1468800000 THEN 15 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 1814400000 THEN 16 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 2160000000 THEN 17 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 2592000000 THEN 18 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 3888000000 THEN 19 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 5184000000 THEN 20 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 7776000000 THEN 21 WHEN (CASE NEW.state WHEN 'handed-back' THEN NEW.closed_at - NEW.received_at
      WHEN 'replaced' THEN NEW.closed_at - NEW.received_at WHEN 'refunded' THEN NEW.closed_at - NEW.received_at END) <= 15552000000 THEN 22 ELSE 23 END
        WHERE ordinal = NEW.ordinal AND NEW.closed_at IS NOT NULL;
    END;

CREATE TRIGGER figure_opened AFTER UPDATE OF closed_at ON repair_order WHEN OLD.closed_at IS NOT NULL AND NEW.closed_at IS NULL BEGIN
      UPDATE order_figure SET out_on = NULL, class = NULL, repaired = 0, again = 0 WHERE ordinal = NEW.ordinal;
    END;

CREATE TRIGGER figure_technician_after AFTER UPDATE OF technician_id ON repair_order WHEN OLD.technician_id IS NOT NEW.technician_id BEGIN INSERT INTO shop_figure (grain, start_on, what, value, came)
      SELECT grain, start_on, what, value, came FROM counted_in WHERE ordinal = NEW.ordinal AND what = 'technician'
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET came = came + excluded.came; INSERT INTO shop_figure (grain, start_on, what, value, went, repaired, again, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23)
      SELECT grain, start_on, what, value, went, repaired, again, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23 FROM counted_out WHERE ordinal = NEW.ordinal AND what = 'technician'
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET went = went + excluded.went, repaired = repaired + excluded.repaired, again = again + excluded.again, t0 = t0 + excluded.t0, t1 = t1 + excluded.t1, t2 = t2 + excluded.t2, t3 = t3 + excluded.t3, t4 = t4 + excluded.t4, t5 = t5 + excluded.t5, t6 = t6 + excluded.t6, t7 = t7 + excluded.t7, t8 = t8 + excluded.t8, t9 = t9 + excluded.t9, t10 = t10 + excluded.t10, t11 = t11 + excluded.t11, t12 = t12 + excluded.t12, t13 = t13 + excluded.t13, t14 = t14 + excluded.t14, t15 = t15 + excluded.t15, t16 = t16 + excluded.t16, t17 = t17 + excluded.t17, t18 = t18 + excluded.t18, t19 = t19 + excluded.t19, t20 = t20 + excluded.t20, t21 = t21 + excluded.t21, t22 = t22 + excluded.t22, t23 = t23 + excluded.t23; END;

CREATE TRIGGER figure_technician_before BEFORE UPDATE OF technician_id ON repair_order WHEN OLD.technician_id IS NOT NEW.technician_id BEGIN INSERT INTO shop_figure (grain, start_on, what, value, came)
      SELECT grain, start_on, what, value, -came FROM counted_in WHERE ordinal = OLD.ordinal AND what = 'technician'
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET came = came + excluded.came; INSERT INTO shop_figure (grain, start_on, what, value, went, repaired, again, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23)
      SELECT grain, start_on, what, value, -went, -repaired, -again, -t0, -t1, -t2, -t3, -t4, -t5, -t6, -t7, -t8, -t9, -t10, -t11, -t12, -t13, -t14, -t15, -t16, -t17, -t18, -t19, -t20, -t21, -t22, -t23 FROM counted_out WHERE ordinal = OLD.ordinal AND what = 'technician'
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET went = went + excluded.went, repaired = repaired + excluded.repaired, again = again + excluded.again, t0 = t0 + excluded.t0, t1 = t1 + excluded.t1, t2 = t2 + excluded.t2, t3 = t3 + excluded.t3, t4 = t4 + excluded.t4, t5 = t5 + excluded.t5, t6 = t6 + excluded.t6, t7 = t7 + excluded.t7, t8 = t8 + excluded.t8, t9 = t9 + excluded.t9, t10 = t10 + excluded.t10, t11 = t11 + excluded.t11, t12 = t12 + excluded.t12, t13 = t13 + excluded.t13, t14 = t14 + excluded.t14, t15 = t15 + excluded.t15, t16 = t16 + excluded.t16, t17 = t17 + excluded.t17, t18 = t18 + excluded.t18, t19 = t19 + excluded.t19, t20 = t20 + excluded.t20, t21 = t21 + excluded.t21, t22 = t22 + excluded.t22, t23 = t23 + excluded.t23; END;

CREATE TRIGGER figure_unit_after AFTER UPDATE OF device_id ON repair_order WHEN OLD.device_id IS NOT NEW.device_id BEGIN INSERT INTO shop_figure (grain, start_on, what, value, came)
      SELECT grain, start_on, what, value, came FROM counted_in WHERE ordinal = NEW.ordinal AND what IN ('category', 'brand')
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET came = came + excluded.came; INSERT INTO shop_figure (grain, start_on, what, value, went, repaired, again, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23)
      SELECT grain, start_on, what, value, went, repaired, again, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23 FROM counted_out WHERE ordinal = NEW.ordinal AND what IN ('category', 'brand')
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET went = went + excluded.went, repaired = repaired + excluded.repaired, again = again + excluded.again, t0 = t0 + excluded.t0, t1 = t1 + excluded.t1, t2 = t2 + excluded.t2, t3 = t3 + excluded.t3, t4 = t4 + excluded.t4, t5 = t5 + excluded.t5, t6 = t6 + excluded.t6, t7 = t7 + excluded.t7, t8 = t8 + excluded.t8, t9 = t9 + excluded.t9, t10 = t10 + excluded.t10, t11 = t11 + excluded.t11, t12 = t12 + excluded.t12, t13 = t13 + excluded.t13, t14 = t14 + excluded.t14, t15 = t15 + excluded.t15, t16 = t16 + excluded.t16, t17 = t17 + excluded.t17, t18 = t18 + excluded.t18, t19 = t19 + excluded.t19, t20 = t20 + excluded.t20, t21 = t21 + excluded.t21, t22 = t22 + excluded.t22, t23 = t23 + excluded.t23; END;

CREATE TRIGGER figure_unit_before BEFORE UPDATE OF device_id ON repair_order WHEN OLD.device_id IS NOT NEW.device_id BEGIN INSERT INTO shop_figure (grain, start_on, what, value, came)
      SELECT grain, start_on, what, value, -came FROM counted_in WHERE ordinal = OLD.ordinal AND what IN ('category', 'brand')
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET came = came + excluded.came; INSERT INTO shop_figure (grain, start_on, what, value, went, repaired, again, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23)
      SELECT grain, start_on, what, value, -went, -repaired, -again, -t0, -t1, -t2, -t3, -t4, -t5, -t6, -t7, -t8, -t9, -t10, -t11, -t12, -t13, -t14, -t15, -t16, -t17, -t18, -t19, -t20, -t21, -t22, -t23 FROM counted_out WHERE ordinal = OLD.ordinal AND what IN ('category', 'brand')
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET went = went + excluded.went, repaired = repaired + excluded.repaired, again = again + excluded.again, t0 = t0 + excluded.t0, t1 = t1 + excluded.t1, t2 = t2 + excluded.t2, t3 = t3 + excluded.t3, t4 = t4 + excluded.t4, t5 = t5 + excluded.t5, t6 = t6 + excluded.t6, t7 = t7 + excluded.t7, t8 = t8 + excluded.t8, t9 = t9 + excluded.t9, t10 = t10 + excluded.t10, t11 = t11 + excluded.t11, t12 = t12 + excluded.t12, t13 = t13 + excluded.t13, t14 = t14 + excluded.t14, t15 = t15 + excluded.t15, t16 = t16 + excluded.t16, t17 = t17 + excluded.t17, t18 = t18 + excluded.t18, t19 = t19 + excluded.t19, t20 = t20 + excluded.t20, t21 = t21 + excluded.t21, t22 = t22 + excluded.t22, t23 = t23 + excluded.t23; END;

CREATE TRIGGER open_count_after AFTER UPDATE OF state, promised_on, clock_on, technician_id, closed_at ON repair_order WHEN NEW.closed_at IS NULL BEGIN
      INSERT INTO open_count (what, value, orders) VALUES ('state', NEW.state, 1), ('due', NEW.due_key, 1), ('technician', coalesce(NEW.technician_id, ''), 1) ON CONFLICT (what, value) DO UPDATE SET orders = orders + 1;
    END;

CREATE TRIGGER open_count_before AFTER UPDATE OF state, promised_on, clock_on, technician_id, closed_at ON repair_order WHEN OLD.closed_at IS NULL BEGIN
      UPDATE open_count SET orders = orders - 1 WHERE (what, value) IN (VALUES ('state', OLD.state), ('due', OLD.due_key), ('technician', coalesce(OLD.technician_id, '')));
      DELETE FROM open_count WHERE (what, value) IN (VALUES ('state', OLD.state), ('due', OLD.due_key), ('technician', coalesce(OLD.technician_id, ''))) AND orders = 0;
    END;

CREATE TRIGGER open_count_gone AFTER DELETE ON repair_order WHEN OLD.closed_at IS NULL AND NOT OLD.ordinal BETWEEN (SELECT orders_from FROM hidden_range) AND (SELECT orders_to FROM hidden_range) BEGIN
      UPDATE open_count SET orders = orders - 1 WHERE (what, value) IN (VALUES ('state', OLD.state), ('due', OLD.due_key), ('technician', coalesce(OLD.technician_id, '')));
      DELETE FROM open_count WHERE (what, value) IN (VALUES ('state', OLD.state), ('due', OLD.due_key), ('technician', coalesce(OLD.technician_id, ''))) AND orders = 0;
    END;

CREATE TRIGGER open_count_new AFTER INSERT ON repair_order WHEN NEW.closed_at IS NULL AND NOT NEW.ordinal BETWEEN (SELECT orders_from FROM hidden_range) AND (SELECT orders_to FROM hidden_range) BEGIN
      INSERT INTO open_count (what, value, orders) VALUES ('state', NEW.state, 1), ('due', NEW.due_key, 1), ('technician', coalesce(NEW.technician_id, ''), 1) ON CONFLICT (what, value) DO UPDATE SET orders = orders + 1;
    END;

CREATE TRIGGER words_closed AFTER UPDATE OF closed_at ON repair_order WHEN OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL BEGIN
      INSERT OR REPLACE INTO closed_search (rowid, words)
        SELECT rowid, char(28160 + (OLD.ordinal >> 16)) || replace(words, ' ', ' ' || char(28160 + (OLD.ordinal >> 16))) FROM open_search WHERE rowid = OLD.ordinal;
      DELETE FROM open_search WHERE rowid = OLD.ordinal;
    END;

CREATE TABLE role (
      id TEXT PRIMARY KEY
    ) STRICT, WITHOUT ROWID;

CREATE TABLE role_right (
      role_id TEXT NOT NULL REFERENCES role (id),
      name TEXT NOT NULL,
      PRIMARY KEY (role_id, name)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL CHECK (json_valid(value))
    ) STRICT, WITHOUT ROWID;

CREATE TABLE shop_figure (
      grain TEXT NOT NULL CHECK (grain IN ('day', 'month')),
      start_on TEXT NOT NULL,
      what TEXT NOT NULL CHECK (what IN ('technician', 'category', 'brand', 'fault')),
      value TEXT NOT NULL,
      came INTEGER NOT NULL DEFAULT 0,
      went INTEGER NOT NULL DEFAULT 0, repaired INTEGER NOT NULL DEFAULT 0, again INTEGER NOT NULL DEFAULT 0, t0 INTEGER NOT NULL DEFAULT 0, t1 INTEGER NOT NULL DEFAULT 0, t2 INTEGER NOT NULL DEFAULT 0, t3 INTEGER NOT NULL DEFAULT 0, t4 INTEGER NOT NULL DEFAULT 0, t5 INTEGER NOT NULL DEFAULT 0, t6 INTEGER NOT NULL DEFAULT 0, t7 INTEGER NOT NULL DEFAULT 0, t8 INTEGER NOT NULL DEFAULT 0, t9 INTEGER NOT NULL DEFAULT 0, t10 INTEGER NOT NULL DEFAULT 0, t11 INTEGER NOT NULL DEFAULT 0, t12 INTEGER NOT NULL DEFAULT 0, t13 INTEGER NOT NULL DEFAULT 0, t14 INTEGER NOT NULL DEFAULT 0, t15 INTEGER NOT NULL DEFAULT 0, t16 INTEGER NOT NULL DEFAULT 0, t17 INTEGER NOT NULL DEFAULT 0, t18 INTEGER NOT NULL DEFAULT 0, t19 INTEGER NOT NULL DEFAULT 0, t20 INTEGER NOT NULL DEFAULT 0, t21 INTEGER NOT NULL DEFAULT 0, t22 INTEGER NOT NULL DEFAULT 0, t23 INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (grain, start_on, what, value)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE warranty (
      order_id TEXT PRIMARY KEY REFERENCES repair_order (id),
      facts TEXT NOT NULL CHECK (json_valid(facts)),
      repair_attempts INTEGER NOT NULL DEFAULT 0,
      inspected_on TEXT,
      goods_returned_on TEXT,
      confirmation TEXT CHECK (confirmation IS NULL OR json_valid(confirmation)),
      approval TEXT CHECK (approval IS NULL OR json_valid(approval)),
      settlement TEXT CHECK (settlement IS NULL OR json_valid(settlement))
    ) STRICT;
