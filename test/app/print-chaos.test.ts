import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { temporaryFolder } from "../helpers/open-test-shop.ts";
import { printChaos } from "../helpers/print-chaos.ts";

test(
  "killed at random moments, no label vanishes, none is printed twice unless it says so, and what is not sure is asked",
  { timeout: 300_000 },
  async () => {
    const folder = temporaryFolder();
    try {
      const { acknowledged, jobs, states, lost, twice, vanished } = await printChaos(folder, 12, Math.random);
      expect({ lost, twice, vanished }).toEqual({ lost: [], twice: [], vanished: [] });
      expect(jobs).toBe(acknowledged);
      // The last run takes three in, however slow this computer is.
      expect(acknowledged).toBeGreaterThanOrEqual(3);
      expect((states.printed ?? 0) + (states.unsure ?? 0)).toBe(jobs);
      expect(states.printed).toBeGreaterThan(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
