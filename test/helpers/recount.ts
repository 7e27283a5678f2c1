import type { Database } from "better-sqlite3";
import { isoDateAt } from "../../src-main/domain/ground/date.ts";
import { faultKind } from "../../src-main/domain/orders/fault-kind.ts";
import type { OrderState } from "../../src-main/domain/orders/order-state.ts";
import { cameAgain, countOn, TURNAROUND_CLASSES, together, type Count, type FigureFacts } from "../../src-main/domain/figures/shop-figures.ts";

type Row = {
  id: string;
  state: OrderState;
  received_at: number;
  closed_at: number | null;
  technician_id: string | null;
  same_fault_as: string | null;
  fault: string;
  category: string;
  brand: string;
};

/** Counts per `grain start what value`. */
export type Figures = ReadonlyMap<string, Count>;

/** All figures, counted anew from the orders and their events, one order after the other. */
export function recount(db: Database, timeZone: string): Figures {
  const rows = db
    .prepare(
      `SELECT o.id, o.state, o.received_at, o.closed_at, o.technician_id, o.same_fault_as, o.fault, d.category, d.brand
      FROM repair_order o JOIN device d ON d.id = o.device_id`,
    )
    .all() as Row[];
  const events = db.prepare<[string], { kind: string; at: number; data: string }>(
    "SELECT kind, at, data FROM event WHERE order_ordinal = (SELECT ordinal FROM repair_order WHERE id = ?) ORDER BY ordinal",
  );
  const figures = new Map<string, Count>();
  for (const row of rows) {
    const timeline = events.all(row.id).map(({ kind, at, data }) => ({ kind, at, data: JSON.parse(data) as { from?: OrderState } }));
    const moved = timeline.findLast(({ kind }) => kind === "moved");
    const handedBack = timeline.find(({ kind }) => kind === "handed-back");
    const closedAt = row.closed_at;
    const facts: FigureFacts = {
      receivedAt: row.received_at,
      technicianId: row.technician_id,
      category: row.category,
      brand: row.brand,
      fault: faultKind(row.fault),
      ended:
        closedAt === null
          ? null
          : {
              receivedAt: row.received_at,
              closedAt,
              state: row.state,
              before: handedBack?.data.from ?? "received",
              beforeSince: moved?.at ?? closedAt,
            },
      again: closedAt !== null && rows.some((later) => later.same_fault_as === row.id && cameAgain({ closedAt }, later.received_at)),
    };
    const days = new Set([row.received_at, ...(closedAt === null ? [] : [closedAt])].map((at) => isoDateAt(at, timeZone)));
    for (const day of days) {
      const count = countOn(facts, day, timeZone);
      const keys = [
        ...(facts.technicianId === null ? [] : [`technician ${facts.technicianId}`]),
        `category ${facts.category}`,
        `brand ${facts.brand}`,
        `fault ${facts.fault}`,
      ].flatMap((key) => [`day ${day} ${key}`, `month ${day.slice(0, 7)}-01 ${key}`]);
      for (const key of keys) figures.set(key, figures.has(key) ? together(figures.get(key)!, count) : count);
    }
  }
  return figures;
}

/** All figures as the database keeps them, but for rows that were counted out to nothing. */
export function keptFigures(db: Database): Figures {
  const rows = db.prepare("SELECT * FROM shop_figure").all() as (Record<string, number> & {
    grain: string;
    start_on: string;
    what: string;
    value: string;
  })[];
  return new Map(
    rows
      .map((row): [string, Count] => [
        `${row.grain} ${row.start_on} ${row.what} ${row.value}`,
        {
          came: row["came"]!,
          went: row["went"]!,
          turnaround: Array.from({ length: TURNAROUND_CLASSES }, (_, index) => row[`t${index}`]!),
          repaired: row["repaired"]!,
          again: row["again"]!,
        },
      ])
      .filter(([, count]) =>
        Object.values(count)
          .flat()
          .some((number) => number !== 0),
      ),
  );
}

/** Figures in an order in which they can be compared. */
export const sorted = (figures: Figures): readonly (readonly [string, Count])[] => [...figures].sort(([one], [other]) => (one < other ? -1 : 1));
