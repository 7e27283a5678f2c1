import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listEvents } from "../../../src-main/database/orders/event.ts";
import { exportedRows } from "../../../src-main/database/transfer/export-rows.ts";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { leanRows } from "../../../src-main/database/migrations/023-lean-rows.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { getOrder } from "../../../src-main/database/orders/order.ts";
import { listPeople } from "../../../src-main/database/people/person.ts";
import { idFromHex, idHex, storedId } from "../../../src-main/database/ground/row-id.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";
import { putPlainOrders } from "../../helpers/plain-orders.ts";

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const uuid = (count: number): string => `0199e5f0-00a0-7000-8000-${String(count).padStart(12, "0")}`;
const ORDERS = [uuid(1), uuid(2), "of another program", uuid(3)];

/** Rows of the tables of an order as an export of any version writes them. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  accessory: ["order_id", "position", "id", "name", "returned_at"],
  order_line: ["order_id", "id", "position", "kind", "title", "quantity_milli", "unit_minor"],
  payment: ["order_id", "at", "id", "method", "amount_minor", "note"],
  event: ["order_id", "ordinal", "id", "kind", "at", "person_id", "bench_id", "data"],
  print_event: ["ordinal", "job_id", "what", "at", "person_id", "bench_id", "data"],
  person: ["id", "name", "pin_hash", "active", "preferences", "created_at", "role_id", "access"],
  bench: ["id", "name", "created_at", "idle_minutes"],
};
const rowsOf = (db: Database): unknown =>
  Object.entries(COLUMNS).map(([table, columns]) => [table, [...exportedRows(db, table, columns)].map((row) => JSON.stringify(row)).toSorted()]);

function fillOld(file: string): void {
  const db = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(leanRows)));
  putPlainOrders(
    db,
    ORDERS.map((id) => ({ id, state: "received" })),
  );
  // One came in by an import.
  db.pragma("foreign_keys = OFF");
  db.prepare("UPDATE order_figure SET ordinal = -7 WHERE ordinal = 2").run();
  db.prepare("UPDATE repair_order SET ordinal = -7 WHERE id = ?").run(ORDERS[1]);
  db.exec(`INSERT INTO person (id, name, pin_hash, active, preferences, created_at, role_id, access) VALUES
      ('aigerim', 'Айгерим', NULL, 1, '{}', 5, 'supervisor', 3), ('${uuid(7)}', 'Ilze', 'hash', 0, '{"a":1}', 4, 'technician', 1);
    INSERT INTO bench (id, name, created_at, idle_minutes) VALUES ('${uuid(8)}', 'Workshop', 9, 15);
    INSERT INTO pin_try (person_id, bench_id, wrong, tried_at, until_at, known) VALUES ('aigerim', '${uuid(8)}', 1, 1, 1, 1);
    INSERT INTO paper_shop (id, sha256, data) VALUES (1, 'x', '{}');
    INSERT INTO paper (ordinal, order_ordinal, shop_id, facts, created_at) VALUES (1, 1, 1, x'01', 0);
    INSERT INTO print_job (ordinal, id, order_ordinal, kind, state, copy, paper_ordinal, created_at) VALUES (4, 'job', 1, 'label', 'printed', 0, 1, 0);
    INSERT INTO print_event (job_ordinal, what, at, person_id, bench_id, data) VALUES
      (4, 'sent', 1, '${uuid(7)}', 'bench', '{}'), (4, 'printed', 2, NULL, NULL, '{}');`);
  const event = db.prepare(`INSERT INTO event (order_id, ordinal, id, kind, at, person_id, bench_id, data)
    VALUES (?, (SELECT coalesce(max(ordinal), 0) + 1 FROM event WHERE order_id = ?), ?, ?, ?, ?, ?, '{"n":1}')`);
  for (let index = 0; index < 40; index++) {
    const order = ORDERS[(index * 7) % ORDERS.length]!;
    const id = index % 5 === 0 ? `event-${index}` : uuid(100 + index);
    // The clock was set back now and then.
    event.run(order, order, id, "note", 1000 - (index % 3) * 500, [null, "aigerim", uuid(7)][index % 3], index % 2 ? "bench" : uuid(8));
    if (index < 12) {
      db.prepare("INSERT INTO accessory (order_id, position, id, name, returned_at) VALUES (?, ?, ?, 'case', ?)").run(
        order,
        index,
        id,
        index % 2 || null,
      );
      db.prepare(
        "INSERT INTO order_line (order_id, id, position, kind, title, quantity_milli, unit_minor) VALUES (?, ?, ?, 'part', 'x', 1500, 99)",
      ).run(order, uuid(300 - index), index);
      db.prepare("INSERT INTO payment (order_id, at, id, method, amount_minor, note) VALUES (?, ?, ?, 'card', ?, '')").run(order, index, id, -index);
    }
  }
  db.close();
}

test("every row is there as it was, with the same id, person, bench and order", () => {
  const file = join(folder, "talon.db");
  fillOld(file);
  const old = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(leanRows)));
  const before = rowsOf(old);
  old.close();

  const db = openDatabase(file);
  expect(rowsOf(db)).toEqual(before);
  expect(db.pragma("foreign_key_check")).toEqual([]);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(listPeople(db).map(({ id }) => id)).toEqual(["aigerim", uuid(7)]);
  const events = listEvents(db, ORDERS[1]!);
  expect(events).toHaveLength(10);
  expect(events[0]).toEqual({ id: uuid(103), kind: "note", at: 1000, person: null, bench: "counter", data: { n: 1 } });
  const order = getOrder(db, ORDERS[2]!);
  expect(order.accessories.map(({ id }) => id)).toEqual([uuid(102), uuid(106), "event-10"]);
  expect(order.lines.map(({ id }) => id)).toEqual([uuid(298), uuid(294), uuid(290)]);
  for (const wrong of ["order_ordinal = -ordinal - order_ordinal * 1000", "person_ordinal = 99", "bench_ordinal = 99"])
    expect(() => db.prepare(`UPDATE event SET ${wrong}`).run(), wrong).toThrow(/FOREIGN KEY/);
  expect(() => db.exec("DELETE FROM person")).toThrow(/FOREIGN KEY/);
  expect(() => db.exec("DELETE FROM bench")).toThrow(/FOREIGN KEY/);
  db.close();
});

test("an id is the same after it was stored, whatever it is", () => {
  const db = openDatabase(":memory:");
  const read = db.prepare<[unknown], string>(`SELECT ${idHex("stored")} FROM (SELECT ? AS stored)`).pluck();
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uuid(),
        fc.string(),
        fc.uuid().map((id) => id.toUpperCase()),
      ),
      (id) => {
        expect(idFromHex(read.get(storedId(id))!)).toBe(id);
      },
    ),
  );
  expect(storedId(uuid(1))).toHaveLength(16);
});
