import type { Database } from "better-sqlite3";
import { faultKind } from "../../domain/orders/fault-kind.ts";
import { updateDayZone } from "../figures/day-shift.ts";

/** Longest turnaround of each class, hours, as `domain/shop-figures.ts` has them. */
const HOURS = [1, 2, 4, 8, 24, 48, 72, 96, 120, 144, 168, 192, 240, 288, 336, 408, 504, 600, 720, 1080, 1440, 2160, 4320];
const CLASSES = Array.from({ length: HOURS.length + 1 }, (_, index) => `t${index}`);
const AGAIN_WITHIN_MS = 30 * 86_400_000;

/** What an order counts for when it goes out. */
const OUT = ["went", "repaired", "again", ...CLASSES];

/**
 * The shop's figures, counted while orders are written: per day and per month, of each technician, category, brand and kind of fault. All
 * orders are those of all categories, and nobody's are those of no technician: neither is counted for itself, as every intake would pay for
 * it. Whatever an order is counted for stands in `order_figure`, so that it can be counted out again exactly. Orders below 0 come and go
 * with their import, which counts them all at once.
 */
export function shopFigures(db: Database): void {
  db.exec(`
    -- By how much the shop's clocks were ahead of UTC from an instant on.
    CREATE TABLE day_shift (
      from_at INTEGER PRIMARY KEY,
      shift_ms INTEGER NOT NULL
    ) STRICT;

    -- Repaired and again are 0 or 1; an order without an end has no out_on, one that was never worked on no class.
    CREATE TABLE order_figure (
      ordinal INTEGER PRIMARY KEY REFERENCES repair_order (ordinal),
      in_on TEXT NOT NULL,
      out_on TEXT,
      fault TEXT NOT NULL DEFAULT '',
      class INTEGER,
      repaired INTEGER NOT NULL DEFAULT 0,
      again INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    CREATE TABLE shop_figure (
      grain TEXT NOT NULL CHECK (grain IN ('day', 'month')),
      start_on TEXT NOT NULL,
      what TEXT NOT NULL CHECK (what IN ('technician', 'category', 'brand', 'fault')),
      value TEXT NOT NULL,
      came INTEGER NOT NULL DEFAULT 0,
      ${OUT.map((name) => `${name} INTEGER NOT NULL DEFAULT 0,`).join(" ")}
      PRIMARY KEY (grain, start_on, what, value)
    ) STRICT, WITHOUT ROWID;

    ${view("counted_in", "in_on", "1 AS came")}
    ${view("counted_out", "out_on", `1 AS went, f.repaired, f.again, ${CLASSES.map((name, index) => `f.class IS ${index} AS ${name}`).join(", ")}`)}
  `);
  countAll(db);
  db.exec(TRIGGERS);
}

/** Rows that an order adds one to: by what, under which value, of which day and month. */
function view(name: string, day: string, counts: string): string {
  return `CREATE VIEW ${name} AS SELECT f.ordinal, o.device_id, g.column1 AS grain,
      CASE g.column1 WHEN 'day' THEN f.${day} ELSE substr(f.${day}, 1, 7) || '-01' END AS start_on, w.column1 AS what,
      CASE w.column1 WHEN 'technician' THEN o.technician_id WHEN 'category' THEN d.category
        WHEN 'brand' THEN d.brand ELSE f.fault END AS value, ${counts}
    FROM order_figure f CROSS JOIN repair_order o ON o.ordinal = f.ordinal CROSS JOIN device d ON d.id = o.device_id
      CROSS JOIN (VALUES ('day'), ('month')) g CROSS JOIN (VALUES ('technician'), ('category'), ('brand'), ('fault')) w
    WHERE f.${day} IS NOT NULL AND (w.column1 <> 'fault' OR f.fault <> '') AND (w.column1 <> 'technician' OR o.technician_id IS NOT NULL);`;
}

/** Counts orders in or, with a minus, out again. */
const count = (sign: "" | "-", from: "counted_in" | "counted_out", where: string): string => {
  const columns = from === "counted_in" ? ["came"] : OUT;
  const value = (name: string): string => (sign === "" ? name : `-${name}`);
  return `INSERT INTO shop_figure (grain, start_on, what, value, ${columns.join(", ")})
      SELECT grain, start_on, what, value, ${columns.map(value).join(", ")} FROM ${from} WHERE ${where}
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET ${columns.map((name) => `${name} = ${name} + excluded.${name}`).join(", ")};`;
};
const countBoth = (sign: "" | "-", where: string): string => `${count(sign, "counted_in", where)} ${count(sign, "counted_out", where)}`;

/** The shop's day at an instant. */
const day = (at: string): string =>
  `date((${at} + coalesce((SELECT shift_ms FROM day_shift WHERE from_at <= ${at} ORDER BY from_at DESC LIMIT 1), 0)) / 1000, 'unixepoch')`;

const classOf = (ms: string): string =>
  `CASE WHEN ${ms} IS NULL THEN NULL ${HOURS.map((hours, index) => `WHEN ${ms} <= ${hours * 3_600_000} THEN ${index}`).join(" ")} ELSE ${HOURS.length} END`;

/** Counts in as `counted_in` would, but without asking for what is at hand: every intake pays for this. */
const countAtHand = (rows: readonly string[]): string => `INSERT INTO shop_figure (grain, start_on, what, value, came) VALUES ${rows.join(", ")}
        ON CONFLICT (grain, start_on, what, value) DO UPDATE SET came = came + 1;`;

const NEW_ORDER = ["day", "month"].flatMap((grain) => {
  const start = `(SELECT ${grain === "day" ? "in_on" : "substr(in_on, 1, 7) || '-01'"} FROM order_figure WHERE ordinal = NEW.ordinal)`;
  return ["category", "brand"].map((column) => `('${grain}', ${start}, '${column}', (SELECT ${column} FROM device WHERE id = NEW.device_id), 1)`);
});

/** How long an order took that is closed, by the instant from which its state before that was. */
const turnaround = (order: string, beforeSince: string): string => `(CASE ${order}.state WHEN 'handed-back' THEN ${beforeSince} - ${order}.received_at
      WHEN 'replaced' THEN ${order}.closed_at - ${order}.received_at WHEN 'refunded' THEN ${order}.closed_at - ${order}.received_at END)`;

/** Triggers of one moment before a change and of one after it, where it changes something that is counted. */
const around = (name: string, change: string, on: string, changed: string, body: (sign: "" | "-", row: "OLD" | "NEW") => string): string => `
    CREATE TRIGGER ${name}_before BEFORE UPDATE OF ${change} ON ${on} WHEN ${changed} BEGIN ${body("-", "OLD")} END;
    CREATE TRIGGER ${name}_after AFTER UPDATE OF ${change} ON ${on} WHEN ${changed} BEGIN ${body("", "NEW")} END;`;

const different = (...columns: readonly string[]): string => columns.map((column) => `OLD.${column} IS NOT NEW.${column}`).join(" OR ");

const TRIGGERS = `
    CREATE TRIGGER figure_new AFTER INSERT ON repair_order WHEN NEW.ordinal > 0 BEGIN
      INSERT INTO order_figure (ordinal, in_on) VALUES (NEW.ordinal, ${day("NEW.received_at")});
      ${countAtHand(NEW_ORDER)}
      ${count("", "counted_in", "ordinal = NEW.ordinal AND what = 'technician' AND NEW.technician_id IS NOT NULL")}
      UPDATE order_figure SET out_on = ${day("NEW.closed_at")}, class = ${classOf(turnaround("NEW", "NEW.closed_at"))}
        WHERE ordinal = NEW.ordinal AND NEW.closed_at IS NOT NULL;
    END;
    CREATE TRIGGER figure_again AFTER INSERT ON repair_order WHEN NEW.same_fault_as IS NOT NULL BEGIN
      UPDATE order_figure SET again = 1 WHERE repaired = 1 AND again = 0 AND ordinal = (SELECT ordinal FROM repair_order
        WHERE id = NEW.same_fault_as AND NEW.received_at BETWEEN closed_at AND closed_at + ${AGAIN_WITHIN_MS});
    END;
    CREATE TRIGGER figure_closed AFTER UPDATE OF closed_at ON repair_order WHEN OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL BEGIN
      UPDATE order_figure SET out_on = ${day("NEW.closed_at")}, class = ${classOf(turnaround("NEW", "OLD.state_at"))},
        repaired = OLD.state = 'ready' AND NEW.state = 'handed-back' WHERE ordinal = NEW.ordinal;
    END;
    CREATE TRIGGER figure_opened AFTER UPDATE OF closed_at ON repair_order WHEN OLD.closed_at IS NOT NULL AND NEW.closed_at IS NULL BEGIN
      UPDATE order_figure SET out_on = NULL, class = NULL, repaired = 0, again = 0 WHERE ordinal = NEW.ordinal;
    END;
    CREATE TRIGGER figure_gone BEFORE DELETE ON repair_order WHEN OLD.ordinal > 0 BEGIN
      DELETE FROM order_figure WHERE ordinal = OLD.ordinal;
    END;
    CREATE TRIGGER figure_uncounted BEFORE DELETE ON order_figure WHEN OLD.ordinal > 0 BEGIN
      ${countBoth("-", "ordinal = OLD.ordinal")}
    END;
    CREATE TRIGGER figure_fault_before BEFORE UPDATE OF fault ON order_figure WHEN OLD.fault <> '' AND NEW.fault <> OLD.fault BEGIN
      ${countBoth("-", "ordinal = OLD.ordinal AND what = 'fault'")}
    END;
    CREATE TRIGGER figure_fault_after AFTER UPDATE OF fault ON order_figure WHEN NEW.fault <> '' AND NEW.fault <> OLD.fault BEGIN
      ${countAtHand(["('day', NEW.in_on, 'fault', NEW.fault, 1)", "('month', substr(NEW.in_on, 1, 7) || '-01', 'fault', NEW.fault, 1)"])}
      ${count("", "counted_out", "ordinal = NEW.ordinal AND what = 'fault'")}
    END;
    ${around("figure_out", "out_on, class, repaired, again", "order_figure", different("out_on", "class", "repaired", "again"), (sign, row) =>
      count(sign, "counted_out", `ordinal = ${row}.ordinal`),
    )}
    ${around("figure_technician", "technician_id", "repair_order", different("technician_id"), (sign, row) =>
      countBoth(sign, `ordinal = ${row}.ordinal AND what = 'technician'`),
    )}
    ${around("figure_unit", "device_id", "repair_order", different("device_id"), (sign, row) =>
      countBoth(sign, `ordinal = ${row}.ordinal AND what IN ('category', 'brand')`),
    )}
    ${around("figure_device", "category, brand", "device", different("category", "brand"), (sign, row) =>
      countBoth(sign, `ordinal IN (SELECT ordinal FROM repair_order WHERE device_id = ${row}.id) AND what IN ('category', 'brand')`),
    )}
  `;

const sums = (names: readonly string[]): string => names.map((name) => `sum(${name})`).join(", ");

/** Counts orders that are here already and are not counted yet. */
export function countAll(db: Database): void {
  const orders = db.prepare<[number], { ordinal: number; fault: string }>(
    "SELECT ordinal, fault FROM repair_order WHERE ordinal > ? ORDER BY ordinal LIMIT 5000",
  );
  let rows = orders.all(Number.MIN_SAFE_INTEGER);
  if (rows.length === 0) return;
  const shop = db.prepare("SELECT value FROM setting WHERE key = 'shop'").pluck().get() as string | undefined;
  updateDayZone(db, shop === undefined ? "UTC" : (JSON.parse(shop) as { timeZone: string }).timeZone, 0);
  // What an order was before it was closed, and since when, is told by its events alone.
  const before = `(SELECT e.at FROM event e WHERE e.order_id = o.id AND e.kind = 'moved' ORDER BY e.ordinal DESC LIMIT 1)`;
  const insert = db.prepare(`INSERT INTO order_figure (ordinal, fault, in_on, out_on, class, repaired)
    SELECT o.ordinal, ?, ${day("o.received_at")}, iif(o.closed_at IS NULL, NULL, ${day("o.closed_at")}),
      iif(o.closed_at IS NULL, NULL, ${classOf("took")}),
      o.state = 'handed-back' AND EXISTS (SELECT 1 FROM event e WHERE e.order_id = o.id AND e.kind = 'handed-back' AND json_extract(e.data, '$.from') = 'ready')
    FROM (SELECT *, ${turnaround("o", `coalesce(${before}, o.closed_at)`)} AS took FROM repair_order o WHERE o.ordinal = ?) o`);
  for (; rows.length > 0; rows = orders.all(rows[rows.length - 1]!.ordinal))
    for (const { ordinal, fault } of rows) insert.run(faultKind(fault), ordinal);
  db.exec(`
    UPDATE order_figure SET again = 1 WHERE repaired = 1 AND ordinal IN (
      SELECT earlier.ordinal FROM repair_order later CROSS JOIN repair_order earlier ON earlier.id = later.same_fault_as
      WHERE later.same_fault_as IS NOT NULL AND later.received_at BETWEEN earlier.closed_at AND earlier.closed_at + ${AGAIN_WITHIN_MS});
    INSERT INTO shop_figure (grain, start_on, what, value, came)
      SELECT grain, start_on, what, value, sum(came) FROM counted_in WHERE grain = 'day' GROUP BY 1, 2, 3, 4;
    INSERT INTO shop_figure (grain, start_on, what, value, ${OUT.join(", ")})
      SELECT grain, start_on, what, value, ${sums(OUT)} FROM counted_out WHERE grain = 'day' GROUP BY 1, 2, 3, 4
      ON CONFLICT (grain, start_on, what, value) DO UPDATE SET ${OUT.map((name) => `${name} = excluded.${name}`).join(", ")};
    INSERT INTO shop_figure (grain, start_on, what, value, came, ${OUT.join(", ")})
      SELECT 'month', substr(start_on, 1, 7) || '-01', what, value, ${sums(["came", ...OUT])} FROM shop_figure GROUP BY 1, 2, 3, 4;
  `);
}
