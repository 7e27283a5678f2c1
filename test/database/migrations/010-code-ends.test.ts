import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { searchCustomers } from "../../../src-main/database/customers/customer.ts";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { codeEnds } from "../../../src-main/database/migrations/010-code-ends.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { searchOrders } from "../../../src-main/database/orders/order-list.ts";
import { searchQuery } from "../../../src-main/domain/ground/search.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("open and closed orders, imported ones too, and customers are found by the ends of their codes, and no longer by old words", () => {
  const file = join(folder, "talon.db");
  const before = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(codeEnds)));
  before.exec(`
    INSERT INTO bench (id, name, created_at) VALUES ('bench', 'counter', 0);
    INSERT INTO customer (ordinal, id, kind, name, name_folded, contact, registration, email, whatsapp, address, language, created_at, updated_at)
      VALUES (-9, 'ana', 'person', 'Ana Souza', 'ana souza', '', 'REG-77001', '', '', '', 'en', 0, 0);
    INSERT INTO customer_phone (customer_id, position, e164) VALUES ('ana', 0, '+351912345678');
    INSERT INTO customer_search (rowid, words) VALUES (-9, 'stale');
    INSERT INTO device (id, category, brand, model, colour, serial, serial_code, imei, body_code, seller, created_at, updated_at)
      VALUES ('device', 'phone', 'Samsung', 'A54', '', 'R58N-7712', 'R58N7712', '490154203237518', '', '', 0, 0);`);
  for (const [ordinal, closedAt] of [
    [-5, 1],
    [3, null],
    [70_000, 1],
  ] as const) {
    before
      .prepare(
        `INSERT INTO repair_order (ordinal, id, number, claim_code, customer_id, device_id, state, state_at, request, channel, priority, fault,
          condition, proofs, warranty_card_stamped, currency, bench_id, received_at, closed_at)
        VALUES (?, ?, ?, '', 'ana', 'device', ?, 0, 'repair', 'visit', 1, 'Не заряжается', '', '[]', 0, 'EUR', 'bench', 0, ?)`,
      )
      .run(ordinal, `order-${ordinal}`, `OLD-${ordinal}`, closedAt === null ? "ready" : "handed-back", closedAt);
    before.prepare(`INSERT INTO ${closedAt === null ? "open" : "closed"}_search (rowid, words) VALUES (?, 'stale')`).run(ordinal);
  }
  before.close();

  const db = openDatabase(file);
  for (const [text, isFound] of Object.entries({ "7518": true, n7712: true, "345678": true, "912345": true, заряж: true, stale: false })) {
    const query = searchQuery(text, "PT")!;
    const wanted = { query, distant: query };
    expect([text, searchOrders(db, wanted, 9).map(({ ordinal }) => ordinal)]).toEqual([text, isFound ? [70_000, 3, -5] : []]);
  }
  for (const [text, isFound] of Object.entries({ "7001": true, "5678": true, souza: true, stale: false })) {
    const query = searchQuery(text, "PT")!;
    expect([text, searchCustomers(db, { query, distant: query }, 9).length]).toEqual([text, isFound ? 1 : 0]);
  }
  db.close();
});
