import { defineConfig } from "@playwright/test";

/** One worker: CI has two cores, one for the host and one for the browser. */
export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  outputDir: "../../test-results/e2e",
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 7_000 },
  forbidOnly: true,
  reporter: process.env["TALON_SPEC_REPORT"] ? [["list"], ["json", { outputFile: process.env["TALON_SPEC_REPORT"] }]] : [["list"]],
});
