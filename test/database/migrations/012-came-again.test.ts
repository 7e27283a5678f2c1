import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { cameAgain } from "../../../src-main/database/migrations/012-came-again.ts";
import { openDatabase } from "../../../src-main/database/open.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("an order of before that is closed now counts what has come in again for its fault within a month, and nothing else", () => {
  const DAY_MS = 86_400_000;
  const file = join(folder, "talon.db");
  const before = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(cameAgain)));
  before.exec(`
    INSERT INTO bench (id, name, created_at) VALUES ('bench', 'counter', 0);
    INSERT INTO customer (id, kind, name, name_folded, contact, registration, email, whatsapp, address, language, created_at, updated_at)
      VALUES ('ana', 'person', 'Ana Souza', 'ana souza', '', '', '', '', '', 'en', 0, 0);
    INSERT INTO device (id, category, brand, model, colour, serial, serial_code, imei, body_code, seller, created_at, updated_at)
      VALUES ('device', 'phone', 'Samsung', 'A54', '', '', '', '', '', '', 0, 0);`);
  const order =
    before.prepare(`INSERT INTO repair_order (id, number, claim_code, customer_id, device_id, state, state_at, request, channel, priority, fault,
    condition, proofs, warranty_card_stamped, currency, bench_id, received_at, same_fault_as)
    VALUES (?, ?, '', 'ana', 'device', 'ready', 0, 'repair', 'visit', 1, 'x', '', '[]', 0, 'EUR', 'bench', ?, ?)`);
  for (const [id, days] of Object.entries({ early: 9, same: 10, late: 40, later: 41 })) {
    order.run(id, id, 0, null);
    order.run(`after-${id}`, `after-${id}`, days * DAY_MS, id);
  }
  before.close();

  const db = openDatabase(file);
  db.prepare("UPDATE repair_order SET state = 'handed-back', closed_at = ? WHERE same_fault_as IS NULL").run(10 * DAY_MS);
  expect(
    db.prepare("SELECT o.id, f.repaired, f.again FROM order_figure f JOIN repair_order o USING (ordinal) WHERE o.closed_at IS NOT NULL").raw().all(),
  ).toEqual([
    ["early", 1, 0],
    ["same", 1, 1],
    ["late", 1, 1],
    ["later", 1, 0],
  ]);
  db.close();
});
