import { rmSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { inTransaction, openDatabase } from "../../../src-main/database/ground/open.ts";
import { nextRunningNumber } from "../../../src-main/database/orders/order-number.ts";
import { startProgram } from "../../helpers/node-program.ts";
import { temporaryFolder } from "../../helpers/open-test-shop.ts";

test("numbers count from one within prefix and year", () => {
  const db = openDatabase(":memory:");
  const next = (prefix: string, year: number): number => nextRunningNumber(db, prefix, year);
  expect([next("R", 26), next("R", 26), next("S", 26), next("R", 27), next("R", 26)]).toEqual([1, 2, 1, 1, 3]);
  db.close();
});

test("a transaction that fails gives its number back", () => {
  const db = openDatabase(":memory:");
  const taken: number[] = [];
  for (let attempt = 0; attempt < 10; attempt++)
    try {
      inTransaction(db, () => {
        const running = nextRunningNumber(db, "R", 26);
        if (attempt % 3 !== 0) throw new Error("no device after all");
        taken.push(running);
      });
    } catch {
      // As meant.
    }
  expect(taken).toEqual([1, 2, 3, 4]);
  db.close();
});

test("programs that take devices in at once leave no gap and use no number twice", async () => {
  const folder = temporaryFolder();
  const [programs, each] = [3, 25];
  try {
    const loops = Array.from({ length: programs }, () =>
      startProgram(join(import.meta.dirname, "..", "..", "helpers", "intake-loop.ts"), [folder, String(each)]),
    );
    await Promise.all(loops.map(({ says }) => says("ready")));
    loops.forEach(({ child }) => child.stdin.write("go\n"));
    const ended = await Promise.all(loops.map(({ end }) => end));
    expect(ended.map(({ code, err }) => [code, err])).toEqual(Array(programs).fill([0, ""]));
    const printed = ended.map(({ out }) =>
      out
        .split("\n")
        .slice(1, -1)
        .map((number) => Number(number.split("-")[1])),
    );
    expect(printed.flat().sort((one, other) => one - other)).toEqual(Array.from({ length: programs * each }, (_, index) => index + 1));
    const db = new Sqlite(join(folder, "talon.db"), { readonly: true });
    expect(db.prepare("SELECT number FROM repair_order ORDER BY ordinal").pluck().all()).toEqual(
      ended.flatMap(({ out }) => out.split("\n").slice(1, -1)).sort(),
    );
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
    db.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
