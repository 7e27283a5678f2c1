import type { Database, Statement } from "better-sqlite3";
import type { FaultKind } from "../domain/fault-kind.ts";
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
} from "../domain/shop-figures.ts";
import { prepared } from "./prepared.ts";

type Classes = Readonly<Record<`t${number}`, number>>;
type CountRow = Classes & { what: string; value: string; came: number; went: number; repaired: number; again: number };
type Parts = { beforeFrom: string; beforeTo: string; monthsFrom: string; monthsTo: string; afterFrom: string; afterTo: string };

const CLASSES = Array.from({ length: TURNAROUND_CLASSES }, (_, index) => `t${index}` as const);
const COUNTS = ["came", "went", "repaired", "again", ...CLASSES];

/** Whole months of a period by their own rows, the days around them by theirs. */
const part = (columns: string, grain: "day" | "month", name: "before" | "months" | "after", where = ""): string =>
  `SELECT ${columns} FROM shop_figure WHERE grain = '${grain}' AND start_on BETWEEN +@${name}From AND +@${name}To${where}`;
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
    `SELECT start_on, sum(came) AS came, sum(went) AS went FROM shop_figure
    WHERE grain = 'day' AND start_on BETWEEN +@from AND +@to AND what = 'category' GROUP BY start_on`,
  ),
  technicians: db.prepare<[], { value: string; orders: number }>("SELECT value, orders FROM open_count WHERE what = 'technician'"),
  putFault: db.prepare("UPDATE order_figure SET fault = ? WHERE ordinal = (SELECT ordinal FROM repair_order WHERE id = ?)"),
}));

type CountedRow = {
  in_on: string;
  out_on: string | null;
  fault: string;
  class: number | null;
  repaired: number;
  again: number;
  category: string;
  brand: string;
  technician: string | null;
};

/** Adds to some of the counts of a row, which it makes where there is none. */
const addTo = (db: Database, names: readonly string[]): Statement<unknown[]> =>
  db.prepare(`INSERT INTO shop_figure (grain, start_on, what, value, ${names.join(", ")}) VALUES (?, ?, ?, ?, ${names.map(() => "?").join(", ")})
    ON CONFLICT (grain, start_on, what, value) DO UPDATE SET ${names.map((name) => `${name} = ${name} + excluded.${name}`).join(", ")}`);

const ofRange = prepared((db) => ({
  counted: db.prepare<[number, number], CountedRow>(
    `SELECT f.in_on, f.out_on, f.fault, f.class, f.repaired, f.again, d.category, d.brand, o.technician_id AS technician
    FROM order_figure f CROSS JOIN repair_order o ON o.ordinal = f.ordinal CROSS JOIN device d ON d.id = o.device_id
    WHERE f.ordinal >= +? AND f.ordinal < +?`,
  ),
  addAll: addTo(db, COUNTS),
  /** By the counts that they add to. */
  addSome: new Map<string, Statement<unknown[]>>(),
  forget: db.prepare("DELETE FROM order_figure WHERE ordinal >= ? AND ordinal < ?"),
  clear: db.prepare("DELETE FROM shop_figure WHERE came = 0 AND went = 0"),
}));

/** Ordinals of a range of orders. */
type Range = { readonly from: number; readonly below: number };

/** Counts the orders of a range that stand in `order_figure`: what triggers do for each order of the shop's own, for many at once. */
export const countOrders = (db: Database, range: Range): void => addRange(db, range, 1);

/** Counts them out again and forgets what they were counted for. */
export function uncountOrders(db: Database, range: Range): void {
  const { forget, clear } = ofRange(db);
  addRange(db, range, -1);
  forget.run(range.from, range.below);
  clear.run();
}

/** Counts by place in `COUNTS`, of each day or month, kind and value. */
type Sums = Map<string, Int32Array>;

function sumsOf(all: Sums, key: string): Int32Array {
  const known = all.get(key);
  if (known) return known;
  const made = new Int32Array(COUNTS.length);
  all.set(key, made);
  return made;
}

function addRange(db: Database, { from, below }: Range, sign: 1 | -1): void {
  const days: Sums = new Map();
  for (const row of ofRange(db).counted.iterate(from, below)) {
    const { in_on, out_on, category, brand, fault, technician } = row;
    const of = [
      `category\n${category}`,
      `brand\n${brand}`,
      ...(fault ? [`fault\n${fault}`] : []),
      ...(technician ? [`technician\n${technician}`] : []),
    ];
    for (const each of of) {
      sumsOf(days, `${in_on}\n${each}`)[0]! += sign;
      if (out_on === null) continue;
      const out = sumsOf(days, `${out_on}\n${each}`);
      out[1]! += sign;
      out[2]! += sign * row.repaired;
      out[3]! += sign * row.again;
      if (row.class !== null) out[4 + row.class]! += sign;
    }
  }
  const months: Sums = new Map();
  for (const [key, sums] of days) {
    const month = sumsOf(months, `${key.slice(0, 7)}-01${key.slice(10)}`);
    sums.forEach((sum, place) => (month[place]! += sum));
  }
  writeSums(db, "day", days);
  writeSums(db, "month", months);
}

/** A day of few orders has few counts, and most of what is imported are such days: writing all counts takes twice as long. */
const FEW_COUNTS = 3;

function writeSums(db: Database, grain: "day" | "month", all: Sums): void {
  const { addAll, addSome } = ofRange(db);
  for (const [key, sums] of all) {
    const [start, what, value] = [key.slice(0, 10), key.slice(11, key.indexOf("\n", 11)), key.slice(key.indexOf("\n", 11) + 1)];
    const places = COUNTS.flatMap((_, place) => (sums[place] === 0 ? [] : [place]));
    if (places.length > FEW_COUNTS) {
      addAll.run(grain, start, what, value, ...sums);
      continue;
    }
    const names = places.map((place) => COUNTS[place]!);
    let add = addSome.get(names.join());
    if (!add) addSome.set(names.join(), (add = addTo(db, names)));
    add.run(grain, start, what, value, ...places.map((place) => sums[place]));
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
export const listCourse = (db: Database, period: Days, by: "days" | "months"): readonly { start: string; came: number; went: number }[] =>
  (by === "days" ? statements(db).days.all(period) : statements(db).course.all(partsOfPeriod(period))).map(({ start_on: start, came, went }) => ({
    start,
    came,
    went,
  }));

/** Open orders per technician's id, empty for nobody. */
export const countOpenOfTechnicians = (db: Database): Readonly<Record<string, number>> =>
  Object.fromEntries(
    statements(db)
      .technicians.all()
      .map(({ value, orders }) => [value, orders]),
  );

/** Counts an order under another kind of fault. */
export const updateFaultKind = (db: Database, orderId: string, kind: FaultKind): void => void statements(db).putFault.run(kind, orderId);
