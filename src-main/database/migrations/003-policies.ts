import type { Database } from "better-sqlite3";
import { rebuild } from "./rebuild.ts";

/** Policies, the decisions made under them, and what follows: clocks, approvals, replacements and refunds, supervisors. */
export function policies(db: Database): void {
  rebuild(db, "repair_order", {
    table: (sql) =>
      insertBefore(
        sql
          .replace("'received', 'diagnosing'", "'received', 'awaiting-goods', 'diagnosing'")
          .replace(
            "'ready', 'unrepairable', 'cancelled', 'handed-back'))",
            "'replacing', 'refunding', 'ready', 'unrepairable', 'cancelled', 'handed-back', 'replaced', 'refunded'))",
          )
          // What is due first: the day that was promised or the day on which a clock runs out.
          .replace(
            "'cancelled', 'handed-back') THEN '9999-waits-for-customer'",
            "'cancelled', 'handed-back', 'replaced', 'refunded') AND clock_on IS NULL THEN '9999-waits-for-customer'",
          )
          .replace(
            "ELSE coalesce(promised_on, '9998-no-promise') END",
            "ELSE min(coalesce(promised_on, '9998-no-promise'), coalesce(clock_on, '9998-no-promise')) END",
          ),
        "handback TEXT",
        "clock_what TEXT,\n      clock_at INTEGER,\n      clock_on TEXT,\n      ",
      ),
    trigger: (sql) => sql.replace("UPDATE OF state, promised_on,", "UPDATE OF state, promised_on, clock_on,"),
  });
  rebuild(db, "print_job", {
    table: (sql) => sql.replace("'certificate', 'label', 'handback'", "'certificate', 'label', 'handback', 'decision', 'approval'"),
  });
  db.exec(`
    ALTER TABLE person ADD COLUMN supervisor INTEGER NOT NULL DEFAULT 0 CHECK (supervisor IN (0, 1));
    -- Until now nobody needed to be one, so that everybody was.
    UPDATE person SET supervisor = 1;

    CREATE TABLE policy_pack (
      id TEXT NOT NULL,
      version INTEGER NOT NULL CHECK (version > 0),
      pack TEXT NOT NULL CHECK (json_valid(pack)),
      own INTEGER NOT NULL CHECK (own IN (0, 1)),
      saved_at INTEGER,
      saved_by TEXT REFERENCES person (id),
      PRIMARY KEY (id, version)
    ) STRICT;

    CREATE TABLE brand_policy (
      brand_folded TEXT PRIMARY KEY,
      brand TEXT NOT NULL,
      policy TEXT
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

    CREATE TABLE order_clock (
      order_id TEXT NOT NULL REFERENCES repair_order (id),
      what TEXT NOT NULL,
      due_at INTEGER NOT NULL,
      met_at INTEGER,
      PRIMARY KEY (order_id, what)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX approval_running ON order_clock (due_at) WHERE what = 'send-goods-back' AND met_at IS NULL;
  `);
}

const insertBefore = (sql: string, place: string, text: string): string => sql.replace(place, text + place);
