import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { getCustomer, listCustomersOfPhone, searchCustomers } from "../../../src-main/database/customers/customer.ts";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { extensions } from "../../../src-main/database/migrations/016-extensions.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { searchOrders } from "../../../src-main/database/orders/order-list.ts";
import { searchQuery } from "../../../src-main/domain/ground/search.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";
import { putPlainOrders } from "../../helpers/plain-orders.ts";

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("customers of before are found without their apostrophe, lose unseen marks, and have their extensions apart; others stay as they were", () => {
  const file = join(folder, "talon.db");
  const before = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(extensions)));
  putPlainOrders(before, [
    { id: "open", state: "ready" },
    { id: "plain", state: "ready" },
  ]);
  const insert = before.prepare(`INSERT INTO customer (id, kind, name, name_folded, contact, registration, email, whatsapp, address, language,
    created_at, updated_at) VALUES (?, 'person', ?, ?, '', '', '', '', '', 'en', 1, 1)`);
  insert.run("brien", "Mary O'Brien", "mary o'brien");
  insert.run("marks", "\u2068Anna\u00a0 Example\u2069", "\u2068anna\u00a0 example\u2069");
  insert.run("modifier", "Лукʼяненко", "лукʼяненко");
  before
    .prepare("INSERT INTO customer_phone (customer_id, position, e164) VALUES ('brien', 0, '+37167000001;ext=12'), ('marks', 0, '+37120000001')")
    .run();
  before.prepare("UPDATE repair_order SET customer_id = 'brien' WHERE id = 'open'").run();
  before.close();

  const db = openDatabase(file);
  const found = (text: string): readonly string[] => {
    const query = searchQuery(text, "LV")!;
    return searchCustomers(db, { query, distant: query }, 9).map(({ id }) => id);
  };
  expect(found("OBrien")).toEqual(["brien"]);
  expect(found("O'Brien")).toEqual(["brien"]);
  expect(found("Лук'яненко")).toEqual(["modifier"]);
  expect(found("anna example")).toEqual(["marks"]);
  expect(getCustomer(db, "marks")).toMatchObject({ name: "Anna Example", phones: ["+37120000001"] });
  expect(getCustomer(db, "brien").phones).toEqual(["+37167000001;ext=12"]);
  expect(listCustomersOfPhone(db, "+37167000001", 9).map(({ id }) => id)).toEqual(["brien"]);
  const query = searchQuery("obrien", "LV")!;
  expect(searchOrders(db, { query, distant: query }, 9).map(({ id }) => id)).toEqual(["open"]);
  db.close();
});
