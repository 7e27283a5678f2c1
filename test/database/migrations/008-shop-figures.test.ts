import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { shopFigures } from "../../../src-main/database/migrations/008-shop-figures.ts";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { sumFigures } from "../../../src-main/database/figures/shop-figures.ts";
import { TURNAROUND_CLASSES, turnaroundClass } from "../../../src-main/domain/figures/shop-figures.ts";
import { exampleShop } from "../../helpers/example-order.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";
import { keptFigures, recount, sorted } from "../../helpers/recount.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, "talon.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const EARLIER = MIGRATIONS.slice(0, MIGRATIONS.indexOf(shopFigures));
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** An hour before midnight in Riga, the last day of summer time. */
const AT = Date.parse("2026-10-24T20:00:00Z");
const ZONE = "Europe/Riga";

type Past = {
  readonly id: string;
  readonly receivedAt: number;
  readonly readyAt?: number;
  readonly closedAt?: number;
  readonly from?: string;
  readonly again?: string;
};

const PAST: readonly Past[] = [
  { id: "repaired", receivedAt: AT, readyAt: AT + 30 * HOUR_MS, closedAt: AT + 9 * DAY_MS, from: "ready" },
  { id: "declined", receivedAt: AT + 2 * HOUR_MS, readyAt: AT + 3 * HOUR_MS, closedAt: AT + 4 * HOUR_MS, from: "declined" },
  { id: "complaint", receivedAt: AT + 20 * DAY_MS, again: "repaired" },
  { id: "too-late", receivedAt: AT + 90 * DAY_MS, readyAt: AT + 300 * DAY_MS, closedAt: AT + 301 * DAY_MS, from: "ready", again: "declined" },
];

/** A shop as the version before left it. */
function fillEarlier(): void {
  const db = openDatabase(file, EARLIER);
  db.prepare("INSERT INTO setting (key, value) VALUES ('shop', ?)").run(JSON.stringify({ ...exampleShop(), timeZone: ZONE }));
  db.exec(`INSERT INTO bench (id, name, created_at) VALUES ('b', 'counter', 0);
    INSERT INTO person (id, name, created_at) VALUES ('ozols', 'Ozols', 0);
    INSERT INTO customer (id, kind, name, name_folded, contact, registration, email, whatsapp, address, language, created_at, updated_at)
      VALUES ('c', 'person', 'Anna', 'anna', '', '', '', '', '', 'lv', 0, 0);
    INSERT INTO device (id, category, brand, model, colour, serial, serial_code, imei, body_code, seller, created_at, updated_at)
      VALUES ('d', 'phone', 'Samsung', '', '', '', '', '', '', '', 0, 0)`);
  const order = db.prepare(`INSERT INTO repair_order (id, number, claim_code, customer_id, device_id, state, state_at, request, channel, priority,
      fault, condition, proofs, warranty_card_stamped, currency, same_fault_as, technician_id, bench_id, received_at, closed_at)
    VALUES (@id, @id, '', 'c', 'd', @state, @receivedAt, 'repair', 'visit', 1, 'Neieslēdzas', '', '[]', 0, 'EUR', @again, 'ozols', 'b', @receivedAt, @closedAt)`);
  const event = db.prepare("INSERT INTO event (id, order_id, kind, at, bench_id, data) VALUES (?, ?, ?, ?, 'b', ?)");
  for (const { id, receivedAt, readyAt, closedAt = null, from = "", again = null } of PAST) {
    order.run({ id, receivedAt, closedAt, again, state: closedAt === null ? "received" : "handed-back" });
    if (readyAt) event.run(`${id}-moved`, id, "moved", readyAt, JSON.stringify({ from: "testing", to: from }));
    if (closedAt) event.run(`${id}-out`, id, "handed-back", closedAt, JSON.stringify({ from }));
  }
  db.close();
}

const whole = (db: Database): void => {
  expect(db.pragma("foreign_key_check")).toEqual([]);
  expect(db.pragma("integrity_check")).toEqual([{ integrity_check: "ok" }]);
};

test("orders of earlier versions are counted as if they had been counted all along", () => {
  fillEarlier();
  const db = openDatabase(file);
  expect(sorted(keptFigures(db))).toEqual(sorted(recount(db, ZONE)));
  const { total, by } = sumFigures(db, { from: "2026-10-01", to: "2027-12-31" });
  expect(total).toMatchObject({ came: 4, went: 3, repaired: 2, again: 1 });
  expect(by.fault).toMatchObject([{ value: "power", came: 4 }]);
  expect(total.turnaround[turnaroundClass(30 * HOUR_MS)]).toBe(1);
  // The second order came in at an hour past midnight.
  expect(sumFigures(db, { from: "2026-10-25", to: "2026-10-25" }).total).toMatchObject({ came: 1, went: 1 });
  whole(db);
  db.close();
});

test("what comes after is counted on top of it", () => {
  fillEarlier();
  const db = openDatabase(file);
  db.exec("UPDATE device SET brand = 'Apple' WHERE id = 'd'; UPDATE repair_order SET technician_id = NULL WHERE id = 'complaint'");
  expect(sorted(keptFigures(db))).toEqual(sorted(recount(db, ZONE)));
  expect(sumFigures(db, { from: "2026-10-01", to: "2027-12-31" }).by.brand.map(({ value }) => value)).toEqual(["Apple"]);
  whole(db);
  db.close();
});

test("classes of turnaround in the database are those of the rules", () => {
  const db = openDatabase(file);
  const columns = (db.pragma("table_info(shop_figure)") as { name: string }[]).filter(({ name }) => /^t\d+$/.test(name));
  expect(columns).toHaveLength(TURNAROUND_CLASSES);
  db.close();
});
