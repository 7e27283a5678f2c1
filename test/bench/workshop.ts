import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../src-main/database/ground/open.ts";
import { fill } from "./bulk.ts";
import { realFaults } from "./faults.ts";
import { demoTexts } from "./visits.ts";

/** Git ignores it. */
export const CACHE = join(import.meta.dirname, "..", "..", ".cache", "bench");
/** To be raised when the orders come out differently. */
const GENERATION = 4;

/** The tables and indexes of a new database. */
function tables(): unknown {
  const db = openDatabase(":memory:");
  const made = db.prepare("SELECT sql FROM sqlite_master ORDER BY name").pluck().all();
  db.close();
  return made;
}

/** The data folder of a workshop with so many orders, made once and kept. */
export async function bigWorkshop(orders: number, say: (line: string) => void): Promise<string> {
  const faults = realFaults();
  const name = `${orders}-${createHash("sha256")
    .update(JSON.stringify([GENERATION, tables(), demoTexts(), faults]))
    .digest("hex")
    .slice(0, 12)}`;
  const folder = join(CACHE, name);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  for (const old of readdirSync(CACHE)) if (old.startsWith(`${orders}-`)) rmSync(join(CACHE, old), { recursive: true });
  const begun = performance.now();
  say(
    `making a workshop of ${orders} orders in ${folder}, once; a million take some ten minutes; ${faults.length > 0 ? `${faults.length} faults of real records` : "no real records here: the demo's faults"} …`,
  );
  await fill(`${folder}.part`, orders, faults, say);
  renameSync(`${folder}.part`, folder);
  say(`made in ${Math.round((performance.now() - begun) / 1000)} s, ${Math.round(statSync(join(folder, "talon.db")).size / 1e6)} MB`);
  return folder;
}
