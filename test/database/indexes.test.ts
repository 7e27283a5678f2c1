import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Database, Statement } from "better-sqlite3";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openDatabase } from "../../src-main/database/ground/open.ts";
import { QUEUE_SORTS } from "../../src-main/domain/orders/queue.ts";
import { temporaryFolder } from "../helpers/open-test-shop.ts";
import { planOf } from "../helpers/recorded-statements.ts";

/** Every family's statements, each made once its file is loaded. */
const makers = vi.hoisted(() => [] as ((db: Database) => unknown)[]);
vi.mock("../../src-main/database/ground/prepared.ts", async (original) => {
  const real = await original<typeof import("../../src-main/database/ground/prepared.ts")>();
  const prepared: typeof real.prepared = (make) => {
    makers.push(make);
    return real.prepared(make);
  };
  return { prepared };
});

const FOLDER = join(import.meta.dirname, "..", "..", "src-main", "database");
let db: Database;
let asked: Set<string>;

beforeAll(async () => {
  db = openDatabase(join(temporaryFolder(), "talon.db"));
  asked = new Set();
  const noting = new Proxy(db, {
    get(target, name) {
      const member = Reflect.get(target, name, target) as unknown;
      if (name === "prepare")
        return (sql: string): Statement => {
          asked.add(sql);
          return target.prepare(sql);
        };
      return typeof member === "function" ? (member.bind(target) as unknown) : member;
    },
  });
  const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  for (const name of files) await import(join(FOLDER, name));
  for (const make of makers) make(noting);
  // The queue's statements are put together from what is asked for.
  const { countQueue, listQueue } = await import("../../src-main/database/orders/order-list.ts");
  const filters = [{}, { states: ["ready"] }, { technicianId: "x" }, { untakenSince: 1 }, { query: '"a"*' }] as const;
  for (const sort of QUEUE_SORTS) for (const filter of filters) listQueue(noting, filter, sort, null, 9);
  countQueue(noting, "2026-11-20", 1, "x");
});
afterAll(() => db.close());

/** Values for whatever a statement asks for: its plan depends on none. */
function plan(sql: string): readonly string[] {
  const names = [...sql.matchAll(/[@:$]([A-Za-z]\w*)/g)].map(([, name]) => [name!, null]);
  const places = [...sql.replaceAll(/'[^']*'/g, "").matchAll(/\?/g)].map(() => null);
  return planOf(db, { sql, method: "all", values: names.length > 0 ? [Object.fromEntries(names)] : places });
}

/** Whether a step walks an index only because it is the smallest thing to count rows by. */
const onlyCounts = (step: string, sql: string): boolean => step.startsWith("SCAN ") && !/\bWHERE\b|INDEXED BY/.test(sql);

test("every index is used by a statement", () => {
  const indexes = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name NOT LIKE '%\\_search%' ESCAPE '\\'")
    .pluck()
    .all();
  const users = new Map(indexes.map((name): [string, string[]] => [name, []]));
  for (const sql of asked)
    for (const step of plan(sql)) {
      const [, name = ""] = /INDEX (\w+)/.exec(step) ?? [];
      if (!onlyCounts(step, sql)) users.get(name)?.push(sql);
    }
  const table = indexes.map((name) => `${name}: ${users.get(name)![0]?.replaceAll(/\s+/g, " ").slice(0, 100) ?? "NOTHING"}`);
  process.stdout.write(`${table.join("\n")}\n`);
  expect(table.filter((line) => line.endsWith(": NOTHING"))).toEqual([]);
});
