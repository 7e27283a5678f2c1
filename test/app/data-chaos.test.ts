import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { dataChaos } from "../helpers/data-chaos.ts";
import { temporaryFolder } from "../helpers/open-test-shop.ts";

/** `npm run chaos` does a thousand. */
const ROUNDS = 20;

test(
  "killed at random moments while four benches work, a shop loses nothing that it said yes to, and keeps nothing half",
  { timeout: 600_000 },
  async () => {
    const folder = temporaryFolder();
    try {
      const { lost, broken, ...counts } = await dataChaos(folder, ROUNDS, Math.random);
      expect({ lost, broken }).toEqual({ lost: [], broken: [] });
      for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0);
      process.stdout.write(`acknowledged in ${ROUNDS} rounds: ${JSON.stringify(counts)}\n`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
