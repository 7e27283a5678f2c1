import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { searchCustomers } from "../../../src-main/database/customers/customer.ts";
import { listEvents } from "../../../src-main/database/orders/event.ts";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { searchStretches } from "../../../src-main/database/migrations/007-search-stretches.ts";
import { openDatabase, type Database } from "../../../src-main/database/ground/open.ts";
import { updateState } from "../../../src-main/database/orders/order.ts";
import { searchOrders } from "../../../src-main/database/orders/order-list.ts";
import { searchQuery } from "../../../src-main/domain/ground/search.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, "talon.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const AT = Date.UTC(2026, 10, 20, 9, 15);
const BEFORE = MIGRATIONS.indexOf(searchStretches);
/** In three stretches of the index to come; the last one is open. */
const ORDINALS = [7, 65_535, 65_536, 140_000];
const FAULTS = ["Не заряжается", "Plaisas pārklājumā", "Кофе вместо звука", "кофе внутри"];

/** Orders and events as the version before left them, with the words that it stored. */
function fillVersionBefore(): void {
  const db = openDatabase(file, MIGRATIONS.slice(0, BEFORE));
  db.exec(`
    INSERT INTO bench (id, name, created_at) VALUES ('bench', 'counter', ${AT});
    INSERT INTO person (id, name, created_at) VALUES ('aigerim', 'Айгерим', ${AT});
    INSERT INTO customer (ordinal, id, kind, name, name_folded, contact, registration, email, whatsapp, address, language, created_at, updated_at)
      VALUES (70000, 'ana', 'person', 'Ana Souza', 'ana souza', '', 'REG-9', 'ana@example.pt', '', '', 'en', ${AT}, ${AT});
    INSERT INTO customer_phone (customer_id, position, e164) VALUES ('ana', 0, '+351912345678'), ('ana', 1, '+77025554433');
    INSERT INTO customer_search (rowid, words) VALUES (70000, 'ana souza');
    INSERT INTO device (id, category, brand, model, colour, serial, serial_code, imei, body_code, seller, created_at, updated_at)
      VALUES ('device', 'phone', 'Samsung', 'A54', '', 'R58N-77', 'R58N77', '490154203237518', '', '', ${AT}, ${AT});`);
  ORDINALS.forEach((ordinal, index) => {
    const closed = index < 3;
    db.prepare(
      `INSERT INTO repair_order (ordinal, id, number, claim_code, customer_id, device_id, state, state_at, request, channel, priority, fault,
        condition, proofs, warranty_card_stamped, currency, bench_id, received_at, closed_at)
      VALUES (?, ?, ?, '7QK4MZ', 'ana', 'device', ?, ${AT}, 'repair', 'visit', 1, ?, '', '[]', 0, 'EUR', 'bench', ${AT}, ?)`,
    ).run(ordinal, `order-${index}`, `R26-00000${index}-X`, closed ? "handed-back" : "ready", FAULTS[index], closed ? AT : null);
    db.prepare(`INSERT INTO ${closed ? "closed" : "open"}_search (rowid, words) VALUES (?, ?)`).run(ordinal, "кофе samsung");
    for (const kind of ["received", "moved"])
      db.prepare("INSERT INTO event (id, order_id, kind, at, person_id, bench_id, data) VALUES (?, ?, ?, ?, 'aigerim', 'bench', ?)").run(
        `event-${index}-${kind}`,
        `order-${index}`,
        kind,
        AT + index,
        JSON.stringify({ from: kind }),
      );
  });
  db.close();
}

function found(db: Database, text: string): readonly number[] {
  const query = searchQuery(text, "PT")!;
  return searchOrders(db, { query, distant: query }, 30).map(({ ordinal }) => ordinal);
}

test("closed orders and customers are found by all that they say, in whatever stretch they stand", () => {
  fillVersionBefore();
  const db = openDatabase(file);
  for (const [text, ordinals] of Object.entries({
    samsung: [140_000, 65_536, 65_535, 7],
    кофе: [140_000, 65_536],
    заряж: [7],
    r26000001: [65_535],
    "912 345": [140_000, 65_536, 65_535, 7],
    "58n77 parkl": [65_535],
    "7qk4 237518": [140_000, 65_536, 65_535, 7],
    nothing: [],
  }))
    expect([text, found(db, text)]).toEqual([text, ordinals]);
  for (const text of ["souza", "5554433", "reg9", "ana example"]) {
    const query = searchQuery(text, "PT")!;
    expect(searchCustomers(db, { query, distant: query }, 8).map(({ id }) => id)).toEqual(["ana"]);
  }
  db.close();
});

test("an order that is closed from now on takes its words along into its stretch", () => {
  fillVersionBefore();
  const db = openDatabase(file);
  updateState(db, "order-3", "handed-back", AT, AT);
  expect(db.prepare("SELECT count(*) FROM open_search").pluck().get()).toBe(0);
  expect(found(db, "кофе sam")).toEqual([140_000, 65_536]);
  db.close();
});

test("events stay as they are", () => {
  fillVersionBefore();
  const db = openDatabase(file);
  expect(listEvents(db, "order-2").map(({ id, kind, at, person, bench, data }) => [id, kind, at, person, bench, data])).toEqual([
    ["event-2-received", "received", AT + 2, "Айгерим", "counter", { from: "received" }],
    ["event-2-moved", "moved", AT + 2, "Айгерим", "counter", { from: "moved" }],
  ]);
  expect(() => db.exec("DELETE FROM bench")).toThrow(/FOREIGN KEY/);
  db.close();
});
