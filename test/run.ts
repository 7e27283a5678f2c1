import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findBrowser } from "./helpers/browser.ts";

/**
 * Runs all tests, as `npm test` does: first what needs no browser, then the end-to-end specs in Chromium.
 * On a machine without a browser the specs are left out, which one line says; with CI set that is a failure.
 */
const results = join(import.meta.dirname, "..", "test-results");
const unitReport = join(results, "unit.json");
const specReport = join(results, "specs.json");

type Count = { passed: number; failed: number; skipped: number };

function run(command: string, args: readonly string[], env: Record<string, string> = {}): boolean {
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, "..", "node_modules", command), ...args], {
    stdio: "inherit",
    env: { ...process.env, ...env },
    cwd: join(import.meta.dirname, ".."),
  });
  return status === 0;
}

function readJson<Report>(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    return undefined;
  }
}

/** A run that left no report did not get as far as its tests: one failure. */
const NO_REPORT: Count = { passed: 0, failed: 1, skipped: 0 };

function runUnits(): Count {
  const good = run("vitest/vitest.mjs", [
    "run",
    "--config",
    "test/vitest.config.ts",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${unitReport}`,
  ]);
  const report = readJson<{ numPassedTests: number; numFailedTests: number; numPendingTests: number }>(unitReport);
  if (!report) return NO_REPORT;
  // A suite that fails to load counts no failed test, and an error outside of tests fails the run all the same.
  return { passed: report.numPassedTests, failed: Math.max(report.numFailedTests, good ? 0 : 1), skipped: report.numPendingTests };
}

function runSpecs(): Count {
  const good = run("@playwright/test/cli.js", ["test", "-c", "test/e2e"], { TALON_SPEC_REPORT: specReport });
  const report = readJson<{ stats: { expected: number; unexpected: number; flaky: number; skipped: number } }>(specReport);
  if (!report) return NO_REPORT;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: Math.max(unexpected + flaky, good ? 0 : 1), skipped };
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const counts = [runUnits()];
if (findBrowser()) counts.push(runSpecs());
else {
  process.stdout.write(
    "Left out: the end-to-end specs, for there is no Chromium here. Add it with `apt-get install chromium` or `npx playwright install chromium`.\n",
  );
  if (process.env["CI"]) counts.push(NO_REPORT);
}
const sum = (key: keyof Count): number => counts.reduce((total, count) => total + count[key], 0);
process.stdout.write(`${sum("passed")} passed, ${sum("failed")} failed${sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : ""}\n`);
process.exitCode = sum("failed") > 0 ? 1 : 0;
