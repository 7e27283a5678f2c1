import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { searchCustomers } from "../../../src-main/database/customers/customer.ts";
import { customerPrefixes } from "../../../src-main/database/migrations/009-customer-prefixes.ts";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("all customers are found as before, those of an import from before the shop too", () => {
  const file = join(folder, "talon.db");
  const before = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(customerPrefixes)));
  const put = before.prepare(`INSERT INTO customer (ordinal, id, kind, name, name_folded, contact, registration, email, whatsapp, address, language,
    created_at, updated_at) VALUES (?, ?, 'person', ?, '', '', 'REG-9', 'ana@example.pt', '', '', 'en', 0, 0)`);
  put.run(-9, "old", "Ana Imported");
  put.run(70_000, "new", "Ana Souza");
  before.exec("INSERT INTO customer_phone (customer_id, position, e164) VALUES ('old', 0, '+351912345678')");
  before.close();
  const db = openDatabase(file);
  for (const [query, ids] of Object.entries({
    '"a"*': ["new", "old"],
    '"ana"* AND "imported"*': ["old"],
    '"souz"*': ["new"],
    '"912345678"*': ["old"],
    '"reg9"* AND "exampl"*': ["new", "old"],
    '"nobody"*': [],
  }))
    expect([query, searchCustomers(db, { query, distant: query }, 8).map(({ id }) => id)]).toEqual([query, ids]);
  db.close();
});
