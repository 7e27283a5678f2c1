import type { Database } from "better-sqlite3";
import type { EventKind, OrderEvent } from "../../domain/orders/order.ts";
import { prepared } from "../ground/prepared.ts";
import { idFromHex, idHex, ordinalOf, ordinalOfAny, storedId } from "../ground/row-id.ts";

/** An event to be written: who, where, when and what. */
export type NewEvent = {
  readonly id: string;
  readonly orderId: string;
  readonly kind: EventKind;
  readonly at: number;
  readonly personId: string | null;
  readonly benchId: string;
  readonly data: Readonly<Record<string, unknown>>;
};

type EventRow = { id: string; kind: string; at: number; person: string | null; bench: string; data: string };

const ORDER = ordinalOf("repair_order", "@orderId");

const statements = prepared((db) => ({
  insert: db.prepare(`INSERT INTO event (order_ordinal, ordinal, id, kind, at, person_ordinal, bench_ordinal, data)
    VALUES (${ORDER}, (SELECT coalesce(max(ordinal), 0) + 1 FROM event WHERE order_ordinal = ${ORDER}), @id, @kind, @at,
      ${ordinalOfAny("person", "@personId")}, ${ordinalOf("bench", "@benchId")}, @data)`),
  corrected: db
    .prepare<[string], string>(
      `SELECT data FROM event WHERE order_ordinal = ${ordinalOf("repair_order", "?")} AND kind = 'corrected' ORDER BY ordinal`,
    )
    .pluck(),
  list: db.prepare<[string], EventRow>(`SELECT ${idHex("e.id")} AS id, e.kind, e.at, p.name AS person, b.name AS bench, e.data
    FROM event e JOIN bench b ON b.ordinal = e.bench_ordinal LEFT JOIN person p ON p.ordinal = e.person_ordinal
    WHERE e.order_ordinal = ${ordinalOf("repair_order", "?")} ORDER BY e.ordinal`),
}));

export const insertEvent = (db: Database, event: NewEvent): void =>
  void statements(db).insert.run({ ...event, id: storedId(event.id), data: JSON.stringify(event.data) });

/** Facts of an order that were corrected since its intake, each once; `unit` where it is about another device now. */
export function listCorrectedFacts(db: Database, orderId: string): readonly string[] {
  const all = statements(db)
    .corrected.all(orderId)
    .flatMap((data) => {
      const { after, unit } = JSON.parse(data) as { readonly after?: object; readonly unit?: string };
      return [...(unit === undefined ? [] : ["unit"]), ...Object.keys(after ?? {})];
    });
  return [...new Set(all)];
}

/** An order's timeline in the order in which things were written, whatever the clock said. */
export const listEvents = (db: Database, orderId: string): readonly OrderEvent[] =>
  statements(db)
    .list.all(orderId)
    .map((row) => ({
      ...row,
      id: idFromHex(row.id),
      kind: row.kind as EventKind,
      data: JSON.parse(row.data) as Record<string, unknown>,
    }));
