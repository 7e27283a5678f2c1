import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** Tests that put a fake in the place of a whole module or of the browser's globals: each needs a process of its own. */
const FAKING = [
  "test/windows/**/*.test.ts",
  "test/stores/**/*.test.ts",
  "test/preload/**/*.test.ts",
  "test/app/electron.test.ts",
  "test/database/indexes.test.ts",
  "test/transports/window-port.test.ts",
];

export default defineConfig({
  root: join(import.meta.dirname, ".."),
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Many tests wait for programs that they start: two files at a time keep two cores busy, where vitest's own choice is one.
    maxWorkers: 2,
    globalSetup: "test/helpers/build.ts",
    // Tests start programs from the sources: their types are stripped once, not at every start.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), "talon-test-compiled") },
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    projects: [
      // One process for many files: loading the program anew for each would take longer than most tests.
      {
        extends: true,
        test: { name: "program", isolate: false, include: ["test/**/*.test.ts"], exclude: ["test/e2e/**", "test/bench/**", ...FAKING] },
      },
      { extends: true, test: { name: "fakes", include: FAKING } },
    ],
  },
});
