import { readFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import fc from "fast-check";
import { callWith, procedures } from "./contract-fuzz.ts";
import { faultsOf, openBench, SHOP_PROGRAM } from "./data-chaos.ts";
import { MEMORY_OPTIONS } from "./host-process.ts";
import { CASES } from "./intake-cases.ts";
import { startProgram } from "./node-program.ts";
import { fakeScreens } from "./test-host.ts";

/** What came of asking a shop anything. */
export type CallsChaos = {
  /** Calls that were neither answered nor refused as declared. */
  readonly bugs: readonly string[];
  /** What is wrong with what is there, in words. */
  readonly broken: readonly string[];
  /** How much more memory was resident at the end than after a fifth of the calls, MB. */
  readonly grownMb: number;
};

/** Signs out, or locks oneself out. */
const NOT_ASKED = /^session\.|^shop\.(storePerson|removePin)$/;
const BATCH = 50;
const MB = 1e6;

/** Asks a shop in a process of its own whatever its contract may be asked, and what it may not. Linux only: it reads `/proc`. */
export async function callsChaos(folder: string, calls: number): Promise<CallsChaos> {
  const data = join(folder, "data");
  const running = startProgram(SHOP_PROGRAM, [data, fakeScreens(folder)], { timeout: 86_400_000, node: MEMORY_OPTIONS });
  await running.says("\n");
  const client = await openBench(new URL(running.out().trim()));
  const ids: string[] = [];
  for (const input of Object.values(CASES)) ids.push((await client.order.intake(input)).order.id);
  const asked = procedures(() => ids).filter(({ name }) => !NOT_ASKED.test(name));
  const resident = (): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${running.child.pid}/status`, "utf8"))![1]) * 1024;
  const bugs: string[] = [];
  let before = 0;
  for (let done = 0; done < calls;) {
    for (const { name, inputs } of asked) {
      for (const input of fc.sample(inputs, BATCH)) {
        const bug = await callWith(client, name, input);
        if (bug !== undefined) bugs.push(`${name}: ${bug}`);
      }
      done += BATCH;
      if (before === 0 && done > calls / 5) before = resident();
    }
  }
  const grownMb = Math.round((resident() - before) / MB);
  running.child.kill("SIGTERM");
  await running.end;
  const db = new Sqlite(join(data, "talon.db"));
  const broken = faultsOf(db);
  db.close();
  return { bugs, broken, grownMb };
}
