import { statSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../src-main/database/ground/open.ts";
import { lastOrdinal } from "./compared.ts";
import type { Line } from "./report.ts";

const SHOWN = 14;

/** How large the database is, and what of it is what. */
export function measureSize(folder: string): readonly Line[] {
  const file = join(folder, "talon.db");
  const db = openDatabase(file);
  const parts = db
    .prepare<[], { name: string; bytes: number }>("SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name ORDER BY bytes DESC")
    .all();
  const perOrder = statSync(file).size / lastOrdinal(db);
  db.close();
  const largest = parts.slice(0, SHOWN).map(({ name, bytes }) => `${name} ${(bytes / 1e6).toFixed(0)}`);
  return [
    {
      operation: "database",
      value: statSync(file).size / 1e6,
      unit: "MB",
      note: `${(perOrder / 1000).toFixed(1)} kB an order; MB of tables and indexes: ${largest.join(", ")}`,
    },
  ];
}
