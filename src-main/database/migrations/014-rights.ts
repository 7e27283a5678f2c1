import type { Database } from "better-sqlite3";

/** What both roles may do, and what only supervisors may. */
const EVERYDAY = [
  "order.intake",
  "order.move",
  "order.assign",
  "order.change",
  "order.inspect",
  "order.confirm-price",
  "order.hand-back",
  "return.approve",
  "passcode.reveal",
  "payment.take",
  "customer.change",
  "paper.print",
  "printer.route",
  "backup.make",
];
const GUARDED = [
  "order.overrule",
  "payment.refund",
  "policy.change",
  "settings.change",
  "template.change",
  "printer.change",
  "people.change",
  "bench.change",
  "data.import",
  "data.export",
  "backup.change",
  "backup.restore",
];

/** Roles and their rights as rows, wrong PINs by person and bench, and when a bench signs out by itself. */
export function rights(db: Database): void {
  db.exec(`
    CREATE TABLE role (
      id TEXT PRIMARY KEY
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE role_right (
      role_id TEXT NOT NULL REFERENCES role (id),
      name TEXT NOT NULL,
      PRIMARY KEY (role_id, name)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO role (id) VALUES ('supervisor'), ('technician');

    ALTER TABLE person ADD COLUMN role_id TEXT NOT NULL DEFAULT 'technician' REFERENCES role (id);
    UPDATE person SET role_id = 'supervisor' WHERE supervisor = 1;
    ALTER TABLE person DROP COLUMN supervisor;
    -- Counts up when a person's PIN or role changes or they leave: sessions that began before are over.
    ALTER TABLE person ADD COLUMN access INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE person DROP COLUMN wrong_pins;
    ALTER TABLE person DROP COLUMN locked_until_at;

    -- Wrong PINs of a person at a bench since the last right one there, and until when the next one waits.
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

    -- Minutes without a sign of life after which the bench signs out; null: never.
    ALTER TABLE bench ADD COLUMN idle_minutes INTEGER CHECK (idle_minutes > 0);
  `);
  const grant = db.prepare("INSERT INTO role_right (role_id, name) VALUES (?, ?)");
  for (const right of EVERYDAY) grant.run("technician", right);
  for (const right of [...EVERYDAY, ...GUARDED]) grant.run("supervisor", right);
}
