import type { Database } from "better-sqlite3";

const AGAIN_WITHIN_MS = 30 * 86_400_000;

/**
 * What comes in for the same fault before the earlier stay is closed is looked for when it is: where the clock was set back in between, it
 * came again by all that is stored, and a recount says so.
 */
export function cameAgain(db: Database): void {
  db.exec("CREATE INDEX repair_order_same_fault ON repair_order (same_fault_as) WHERE same_fault_as IS NOT NULL");
  const { sql } = db.prepare<[], { sql: string }>("SELECT sql FROM sqlite_schema WHERE name = 'figure_closed'").get()!;
  const repaired = "OLD.state = 'ready' AND NEW.state = 'handed-back'";
  const changed = sql.replace(
    `repaired = ${repaired}`,
    `repaired = ${repaired}, again = ${repaired} AND EXISTS (SELECT 1 FROM repair_order later INDEXED BY repair_order_same_fault
          WHERE later.same_fault_as = NEW.id AND later.received_at BETWEEN NEW.closed_at AND NEW.closed_at + ${AGAIN_WITHIN_MS})`,
  );
  if (changed === sql) throw new Error("figure_closed is not as it was");
  db.exec("DROP TRIGGER figure_closed");
  db.exec(changed);
}
