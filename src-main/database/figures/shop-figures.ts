import type { Database } from "better-sqlite3";
import type { FaultKind } from "../../domain/orders/fault-kind.ts";
import {
  NO_COUNT,
  partsOf,
  together,
  without,
  TURNAROUND_CLASSES,
  type Count,
  type Days,
  type FigureKind,
  type FigureRow,
} from "../../domain/figures/shop-figures.ts";
import { inUnsyncedTransaction } from "../ground/open.ts";
import { prepared } from "../ground/prepared.ts";

type Classes = Readonly<Record<`t${number}`, number>>;
type CountRow = Classes & { what: string; value: string; came: number; went: number; repaired: number; again: number };
type Parts = { beforeFrom: string; beforeTo: string; monthsFrom: string; monthsTo: string; afterFrom: string; afterTo: string };

const CLASSES = Array.from({ length: TURNAROUND_CLASSES }, (_, index) => `t${index}` as const);
const COUNTS = ["came", "went", "repaired", "again", ...CLASSES];

/** Whole months of a period by their own rows, the days around them by theirs. */
const part = (columns: string, grain: "day" | "month", name: "before" | "months" | "after", where = ""): string =>
  ofBoth(columns, `grain = '${grain}' AND start_on BETWEEN +@${name}From AND +@${name}To${where}`);
/** Figures stand in one table, and those of an import that has just come or gone, for a while, in another. */
const ofBoth = (columns: string, where: string, group = ""): string => `SELECT ${columns} FROM shop_figure WHERE ${where}${group}
  UNION ALL SELECT ${columns} FROM figure_aside WHERE ${where} AND (SELECT aside_counts FROM hidden_range WHERE only = 1) = 1${group}`;
const ofPeriod = (columns: string, where?: string): string =>
  [part(columns, "day", "before", where), part(columns, "month", "months", where), part(columns, "day", "after", where)].join(" UNION ALL ");

const statements = prepared((db) => ({
  sums: db.prepare<[Parts], CountRow>(
    `SELECT what, value, ${COUNTS.map((name) => `sum(${name}) AS ${name}`).join(", ")}
    FROM (${ofPeriod(["what", "value", ...COUNTS].join(", "))}) GROUP BY what, value`,
  ),
  course: db.prepare<[Parts], { start_on: string; came: number; went: number }>(
    `SELECT start_on, sum(came) AS came, sum(went) AS went FROM (${ofPeriod("start_on, came, went", " AND what = 'category'")}) GROUP BY start_on`,
  ),
  days: db.prepare<[{ from: string; to: string }], { start_on: string; came: number; went: number }>(
    ofBoth(
      "start_on, sum(came) AS came, sum(went) AS went",
      "grain = 'day' AND start_on BETWEEN +@from AND +@to AND what = 'category'",
      " GROUP BY start_on",
    ),
  ),
  technicians: db.prepare<[], { value: string; orders: number }>("SELECT value, orders FROM open_count WHERE what = 'technician'"),
  putFault: db.prepare("UPDATE order_figure SET fault = ? WHERE ordinal = (SELECT ordinal FROM repair_order WHERE id = ?)"),
}));

/**
 * SQL that sets aside what the orders from `@from` to below `@below` are counted for: per day, and the months from their days. Those orders
 * stand in `order_figure`.
 */
function setAside(sign: "" | "-", from: "counted_in" | "counted_out", names: readonly string[]): string {
  const sums = (signed: "" | "-"): string => names.map((name) => `${signed}sum(${name}) AS ${name}`).join(", ");
  return `INSERT INTO figure_aside (grain, start_on, what, value, ${names.join(", ")})
    WITH day AS MATERIALIZED (SELECT start_on, what, value, ${sums(sign)} FROM ${from}
      WHERE ordinal >= @from AND ordinal < @below AND grain = 'day' GROUP BY start_on, what, value)
    SELECT 'day', start_on, what, value, ${names.join(", ")} FROM day
    UNION ALL SELECT 'month', substr(start_on, 1, 7) || '-01', what, value, ${sums("")} FROM day GROUP BY 2, what, value
    ON CONFLICT (grain, start_on, what, value) DO UPDATE SET ${names.map((name) => `${name} = ${name} + excluded.${name}`).join(", ")}`;
}

/** SQL that sets aside the figures of a range of orders that comes (``), or that goes (`-`). */
export const setFiguresAside = (sign: "" | "-"): readonly string[] => [
  setAside(sign, "counted_in", ["came"]),
  setAside(
    sign,
    "counted_out",
    COUNTS.filter((name) => name !== "came"),
  ),
];

const KEY = "(grain, start_on, what, value)";
const upTo = "WHERE (grain, start_on, what, value) <= (@grain, @start_on, @what, @value)";
type Key = { grain: string; start_on: string; what: string; value: string };

const aside = prepared((db) => ({
  counts: db.prepare<[], number>("SELECT aside_counts FROM hidden_range WHERE only = 1").pluck(),
  setCounts: db.prepare("UPDATE hidden_range SET aside_counts = ?"),
  last: db.prepare<[number], Key>(
    `SELECT * FROM (SELECT grain, start_on, what, value FROM figure_aside ORDER BY grain, start_on, what, value LIMIT ?)
    ORDER BY grain DESC, start_on DESC, what DESC, value DESC LIMIT 1`,
  ),
  add: db.prepare<Key>(`INSERT INTO shop_figure SELECT * FROM figure_aside ${upTo}
    ON CONFLICT ${KEY} DO UPDATE SET ${COUNTS.map((name) => `${name} = ${name} + excluded.${name}`).join(", ")}`),
  dropNothing: db.prepare<Key>(
    `DELETE FROM shop_figure WHERE came = 0 AND went = 0 AND ${KEY} IN (SELECT grain, start_on, what, value FROM figure_aside ${upTo})`,
  ),
  drop: db.prepare<Key>(`DELETE FROM figure_aside ${upTo}`),
}));

/** Lets what was set aside count from now on, or no more. */
export const countAside = (db: Database, counts: boolean): void => void aside(db).setCounts.run(counts ? 1 : 0);

/** So many rows are added up at once: a few milliseconds. */
const ADDED = 500;

/** Adds up what was set aside where it counts, else throws it away; a piece with each step, and nobody sees a difference. */
export function* clearAside(db: Database): Generator<void, void, void> {
  const { counts, last, add, dropNothing, drop } = aside(db);
  for (let left = true; left;) {
    const key = last.get(ADDED);
    left = key !== undefined;
    if (!left && counts.get() === 0) return;
    inUnsyncedTransaction(db, () => {
      if (!key) return countAside(db, false);
      if (counts.get() === 1) {
        add.run(key);
        dropNothing.run(key);
      }
      drop.run(key);
    });
    yield;
  }
}

/** Later than every day: a range that begins there is empty. */
const NEVER: Days = { from: "9", to: "" };

function partsOfPeriod(period: Days): Parts {
  const { before, months, after } = partsOf(period);
  const [head, middle, tail] = [before ?? NEVER, months ?? NEVER, after ?? NEVER];
  return { beforeFrom: head.from, beforeTo: head.to, monthsFrom: middle.from, monthsTo: middle.to, afterFrom: tail.from, afterTo: tail.to };
}

const countFromRow = (row: CountRow): Count => ({
  came: row.came,
  went: row.went,
  repaired: row.repaired,
  again: row.again,
  turnaround: CLASSES.map((name) => row[name]!),
});

const isAnything = ({ came, went }: Count): boolean => came !== 0 || went !== 0;

/** Counts of a period: of all orders, and of each technician, category, brand and kind of fault that had any. */
export function sumFigures(db: Database, period: Days): { readonly total: Count; readonly by: Readonly<Record<FigureKind, readonly FigureRow[]>> } {
  const rows = statements(db).sums.all(partsOfPeriod(period));
  const of = (kind: FigureKind): readonly FigureRow[] =>
    rows
      .filter(({ what }) => what === kind)
      .map((row) => ({ value: row.value, ...countFromRow(row) }))
      .filter(isAnything);
  const sum = (counted: readonly Count[]): Count => counted.reduce(together, NO_COUNT);
  // Each order is of one category, and of one technician at most.
  const [category, taken] = [of("category"), of("technician")];
  const total = sum(category);
  const nobody = { value: "", ...without(total, sum(taken)) };
  return {
    total,
    by: { technician: isAnything(nobody) ? [...taken, nobody] : taken, category, brand: of("brand"), fault: of("fault") },
  };
}

/** Orders in and out of a period: day by day, or `months` for whole months with the days around them as they are. `start` is an ISO day. */
export function listCourse(db: Database, period: Days, by: "days" | "months"): readonly { start: string; came: number; went: number }[] {
  const rows = by === "days" ? statements(db).days.all(period) : statements(db).course.all(partsOfPeriod(period));
  const course = new Map<string, { start: string; came: number; went: number }>();
  for (const { start_on: start, came, went } of rows) {
    const known = course.get(start);
    course.set(start, { start, came: came + (known?.came ?? 0), went: went + (known?.went ?? 0) });
  }
  return [...course.values()].toSorted((one, other) => (one.start < other.start ? -1 : 1));
}

/** Open orders per technician's id, empty for nobody. */
export const countOpenOfTechnicians = (db: Database): Readonly<Record<string, number>> =>
  Object.fromEntries(
    statements(db)
      .technicians.all()
      .map(({ value, orders }) => [value, orders]),
  );

/** Counts an order under another kind of fault. */
export const updateFaultKind = (db: Database, orderId: string, kind: FaultKind): void => void statements(db).putFault.run(kind, orderId);
