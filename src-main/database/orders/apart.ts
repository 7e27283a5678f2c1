import type { Database } from "better-sqlite3";
import type { OrderApart } from "../../domain/orders/known.ts";
import { prepared } from "../ground/prepared.ts";

type Row = { order_id: string; number: string; customer: string; said: string; says: string };

const statements = prepared((db) => ({
  count: db.prepare<[], number>("SELECT count(*) FROM order_apart WHERE confirmed_at IS NULL").pluck(),
  list: db.prepare<[number], Row>(`SELECT a.order_id, o.number, c.name AS customer, a.said, a.says
    FROM order_apart a CROSS JOIN repair_order o ON o.id = a.order_id CROSS JOIN customer c ON c.id = o.customer_id
    WHERE a.confirmed_at IS NULL ORDER BY a.order_id LIMIT +?`),
  confirm: db.prepare<[number, string], Row>(
    "UPDATE order_apart SET confirmed_at = ? WHERE order_id = ? AND confirmed_at IS NULL RETURNING order_id, said, says",
  ),
}));

/** How many orders wait for a person to look at them, whose device was mixed up with another one. */
export const countApart = (db: Database): number => statements(db).count.get()!;

/** The first of them. */
export const listApart = (db: Database, limit: number): readonly OrderApart[] =>
  statements(db)
    .list.all(limit)
    .map((row) => ({
      orderId: row.order_id,
      number: row.number,
      customer: row.customer,
      said: JSON.parse(row.said) as OrderApart["said"],
      says: JSON.parse(row.says) as OrderApart["says"],
    }));

/** Notes that a person looked. @returns what the order said and says; undefined where it was confirmed before */
export function confirmApart(db: Database, orderId: string, at: number): Pick<OrderApart, "said" | "says"> | undefined {
  const row = statements(db).confirm.get(at, orderId);
  return row && { said: JSON.parse(row.said) as OrderApart["said"], says: JSON.parse(row.says) as OrderApart["says"] };
}
