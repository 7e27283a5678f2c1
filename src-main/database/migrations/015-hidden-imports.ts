import type { Database } from "better-sqlite3";
import { countAll } from "./008-shop-figures.ts";

/**
 * An import of 100,000 rows became visible in one transaction, for which everybody waited. Now its rows come in short ones and stay hidden
 * until the last, and what they add to the figures lies aside until somebody has time to add it up.
 */
export function hiddenImports(db: Database): void {
  const { sql: figures } = db.prepare<[], { sql: string }>("SELECT sql FROM sqlite_schema WHERE name = 'shop_figure'").get()!;
  db.exec(`
    -- Ordinals of the customers and orders that nobody sees: of an import on its way in, or of one that is being taken back. From 1 to 0 hides nothing.
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
    INSERT INTO hidden_range (only) VALUES (1);
    ${figures.replace("shop_figure", "figure_aside")};
  `);
  const hidden = (row: string): string => `${row}.ordinal BETWEEN (SELECT orders_from FROM hidden_range) AND (SELECT orders_to FROM hidden_range)`;
  // A hidden open order is counted when it is shown, and counted out when it is hidden.
  change(db, "open_count_new", "NEW.closed_at IS NULL", `NEW.closed_at IS NULL AND NOT ${hidden("NEW")}`);
  change(db, "open_count_gone", "OLD.closed_at IS NULL", `OLD.closed_at IS NULL AND NOT ${hidden("OLD")}`);
  // The first own order after an import into an empty shop is 0.
  change(db, "figure_new", "NEW.ordinal > 0", "NEW.ordinal >= 0");
  change(db, "figure_gone", "OLD.ordinal > 0", "OLD.ordinal >= 0");
  change(db, "figure_uncounted", "OLD.ordinal > 0", "OLD.ordinal >= 0");
  const uncounted = db
    .prepare("SELECT 1 FROM repair_order o WHERE ordinal = 0 AND NOT EXISTS (SELECT 1 FROM order_figure f WHERE f.ordinal = 0)")
    .get();
  if (!uncounted) return;
  db.exec("DELETE FROM order_figure; DELETE FROM shop_figure;");
  countAll(db);
}

/** Puts a trigger's condition in the place of another. */
function change(db: Database, trigger: string, from: string, to: string): void {
  const { sql } = db.prepare<[string], { sql: string }>("SELECT sql FROM sqlite_schema WHERE name = ?").get(trigger)!;
  const changed = sql.replace(`WHEN ${from}`, `WHEN ${to}`);
  if (changed === sql) throw new Error(`${trigger} is not as it was`);
  db.exec(`DROP TRIGGER ${trigger}; ${changed}`);
}
