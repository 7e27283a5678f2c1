import { defineConfig } from "@playwright/test";

/**
 * Two workers: each spec waits more than it works, and CI has two cores. Every one has
 * a host and a data folder of its own. Windows of Electron would take the focus from each other.
 */
export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  outputDir: "../../test-results/e2e",
  workers: process.env["TALON_E2E"] === "electron" ? 1 : 2,
  fullyParallel: true,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: process.env["TALON_SPEC_REPORT"] ? [["list"], ["json", { outputFile: process.env["TALON_SPEC_REPORT"] }]] : [["list"]],
});
