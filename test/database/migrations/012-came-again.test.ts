import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src-main/database/migrations/all.ts";
import { cameAgain } from "../../../src-main/database/migrations/012-came-again.ts";
import { openDatabase } from "../../../src-main/database/ground/open.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";
import { putPlainOrders } from "../../helpers/plain-orders.ts";

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("an order of before that is closed now counts what has come in again for its fault within a month, and nothing else", () => {
  const DAY_MS = 86_400_000;
  const file = join(folder, "talon.db");
  const before = openDatabase(file, MIGRATIONS.slice(0, MIGRATIONS.indexOf(cameAgain)));
  putPlainOrders(
    before,
    Object.entries({ early: 9, same: 10, late: 40, later: 41 }).flatMap(([id, days]) => [
      { id, state: "ready" },
      { id: `after-${id}`, state: "ready", receivedAt: days * DAY_MS, sameFaultAs: id },
    ]),
  );
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
