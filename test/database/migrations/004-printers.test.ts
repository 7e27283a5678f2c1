import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { listPrintJobs, listQueuedByHand, listUnfinishedPrintJobs } from "../../../src-main/database/printing/print-job.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder, "talon.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const AT = Date.UTC(2026, 10, 20, 9, 15);
const STATES = ["queued", "ready", "failed"];

/** Print jobs as the third version left them. */
function fillThirdVersion(): void {
  const db = openDatabase(file, MIGRATIONS.slice(0, 3));
  db.exec(`
    INSERT INTO bench (id, name, created_at) VALUES ('bench', 'counter', ${AT});
    INSERT INTO customer (id, kind, name, name_folded, contact, registration, email, whatsapp, address, language, created_at, updated_at)
      VALUES ('ana', 'person', 'Ana', 'ana', '', '', '', '', '', 'en', ${AT}, ${AT});
    INSERT INTO device (id, category, brand, model, colour, serial, serial_code, imei, body_code, seller, created_at, updated_at)
      VALUES ('device', 'phone', '', '', '', '', '', '', '', '', ${AT}, ${AT});
    INSERT INTO paper_shop (sha256, data) VALUES ('x', '{}');
    INSERT INTO repair_order (id, number, claim_code, customer_id, device_id, state, state_at, request, channel, priority, fault,
      condition, proofs, warranty_card_stamped, currency, bench_id, received_at)
      VALUES ('order', 'R26-1', 'C', 'ana', 'device', 'received', ${AT}, 'repair', 'visit', 1, 'x', '', '[]', 0, 'EUR', 'bench', ${AT});
    INSERT INTO paper (id, order_id, shop_id, data, created_at) VALUES ('paper', 'order', 1, '{}', ${AT});`);
  for (let index = 0; index < 9; index++)
    db.prepare(
      `INSERT INTO print_job (id, order_id, kind, state, copy, paper_id, reason, created_at) VALUES (?, 'order', 'label', ?, ?, 'paper', ?, ?)`,
    ).run(`job-${index}`, STATES[index % 3], index > 5 ? 1 : 0, index % 3 === 2 ? "broken" : null, AT + index);
  db.close();
}

const rows = (db: Database, sql: string): readonly unknown[] => db.prepare(sql).all();

test("print jobs stay as they were, without a printer, and can have one from now on", () => {
  fillThirdVersion();
  const db = openDatabase(file);
  expect(
    listPrintJobs(db, "order").map(({ id, state, copy, reason, copies, printerId, part }) => [id, state, copy, reason, copies, printerId, part]),
  ).toEqual(
    Array.from({ length: 9 }, (_, index) => [
      `job-${index}`,
      STATES[index % 3],
      index > 5,
      index % 3 === 2 ? "broken" : null,
      1,
      null,
      null,
    ]).toReversed(),
  );
  expect(listQueuedByHand(db)).toEqual(["job-0", "job-3", "job-6"]);
  expect(listUnfinishedPrintJobs(db)).toHaveLength(6);
  expect(rows(db, "PRAGMA foreign_key_check")).toEqual([]);
  expect(rows(db, "PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
  db.exec("UPDATE print_job SET state = 'unsure', kind = 'accessory', part = 1 WHERE id = 'job-0'");
  for (const wrong of ["state = 'lost'", "kind = 'napkin'", "part = 0", "copies = 0", "printer_id = 'nowhere'"])
    expect(() => db.exec(`UPDATE print_job SET ${wrong} WHERE id = 'job-1'`), wrong).toThrow(/CHECK|FOREIGN KEY/);
  db.close();
});

test("two printers in use never have one name, one that is gone gives its name back", () => {
  const db = openDatabase(file);
  const insert = db.prepare(
    `INSERT INTO printer (id, name, name_folded, way, address, language, dpi, size, settings, removed_at, created_at)
    VALUES (?, 'Zebra', 'zebra', 'tcp', 'host:9100', 'zpl', 203, '58x40', '{}', ?, ${AT})`,
  );
  insert.run("gone", AT);
  insert.run("here", null);
  expect(() => insert.run("twin", null)).toThrow(/UNIQUE/);
  db.close();
});
