import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: join(import.meta.dirname, ".."),
  // Only what a test imports is loaded, and Node strips the types of the program itself; nothing is bundled.
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/e2e/**", "test/bench/**"],
    environment: "node",
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // What one test leaves open must not colour the next file.
    restoreMocks: true,
    unstubEnvs: true,
  },
});
