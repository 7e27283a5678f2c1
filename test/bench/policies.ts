import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { policyCase } from "../../src-main/contract/warranty/policy-pack.ts";
import type { PolicyCase } from "../../src-main/domain/warranty/policy-case.ts";
import type { PolicyPack } from "../../src-main/domain/warranty/policy-pack.ts";
import { decide } from "../../src-main/domain/warranty/policy.ts";
import { caseUnder, PACKS } from "../helpers/policy-cases.ts";
import { CLI } from "../helpers/node-program.ts";
import type { Line } from "./report.ts";

const MIXED = 1000;
const WARM_UP = 100_000;
const DECIDED = 500_000;
const ROUNDS = 5;
const FILE_LINES = 100_000;
const ROOT = join(import.meta.dirname, "..", "..");

type Given = { readonly pack: PolicyPack; readonly it: PolicyCase };

/** Cases of all shipped policies, mixed, as they come out of a file; the same in every run. */
function mixedCases(): readonly Given[] {
  const packs = Object.values(PACKS);
  const given = fc.constantFrom(...packs).chain((pack) => caseUnder(pack).map((it) => ({ pack, it })));
  return fc.sample(given, { numRuns: MIXED, seed: 7 }).map(({ pack, it }) => ({ pack, it: policyCase.parse(JSON.parse(JSON.stringify(it))) }));
}

/** Time of the processor that a decision takes, µs. */
function timeOfDecision(cases: readonly Given[], times: number): number {
  const begun = process.cpuUsage();
  for (let round = 0; round < times; round++) {
    const { pack, it } = cases[round % cases.length]!;
    decide(pack, it);
  }
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / times;
}

const each = (perSecond: number): string => Math.round(perSecond).toLocaleString("en");

/** Decisions on one core, and the whole command from a file to a file. */
export function measurePolicies(): readonly Line[] {
  const cases = mixedCases();
  timeOfDecision(cases, WARM_UP);
  // The best of a few: what else the computer did in the others is not the engine's.
  const best = Math.min(...Array.from({ length: ROUNDS }, () => timeOfDecision(cases, DECIDED)));
  return [
    { operation: "decide a case", value: best, unit: "µs", bar: { of: "value", most: 10 }, note: `${each(1_000_000 / best)} a second on one core` },
    measureCommand(cases),
  ];
}

function measureCommand(cases: readonly Given[]): Line {
  const folder = mkdtempSync(join(tmpdir(), "talon-bench-"));
  try {
    const file = join(folder, "cases.jsonl");
    const lines = cases.map(({ it }, index) =>
      JSON.stringify(index % 2 === 0 ? it : { name: `case ${index}`, case: it, expect: { coverage: "void" } }),
    );
    writeFileSync(file, `${lines.join("\n")}\n`.repeat(FILE_LINES / MIXED));
    const out = openSync(join(folder, "decisions.jsonl"), "w");
    const begun = performance.now();
    const flags = ["--max-semi-space-size=2", "--import", "./src-main/app/early.js", CLI];
    const { status, stderr } = spawnSync(process.execPath, [...flags, "decide", file], {
      cwd: ROOT,
      stdio: ["ignore", out, "pipe"],
      encoding: "utf8",
    });
    const taken = performance.now() - begun;
    closeSync(out);
    if (status !== 0) throw new Error(`decide ended with ${status}: ${stderr}`);
    return {
      operation: `talon decide, ${each(FILE_LINES)} lines`,
      value: taken,
      unit: "ms",
      note: `${each((FILE_LINES / taken) * 1000)} lines a second, start included`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
