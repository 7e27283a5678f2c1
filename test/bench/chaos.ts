import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { callsChaos } from "../helpers/calls-chaos.ts";
import { clockChaos } from "../helpers/clock-chaos.ts";
import { dataChaos } from "../helpers/data-chaos.ts";
import { temporaryFolder } from "../helpers/open-test-shop.ts";
import { printChaos } from "../helpers/print-chaos.ts";
import { fileChaos, hungChaos, keyChaos } from "../helpers/storage-chaos.ts";

/**
 * `npm run chaos`: kills a shop at random moments of its work and of its printing, asks it whatever can be asked, sets its clock back and forth, takes its
 * file away, lets the share of its backups hang and damages their key; ends with 1
 * where anything was lost. The tests do the same, for a shorter time.
 */
const USUAL = { data: 1000, printing: 200, calls: 100_000, clock: 300, file: 100, share: 30, key: 500 } as const;
type Part = keyof typeof USUAL;
const PARTS = Object.keys(USUAL) as readonly Part[];

const { values } = parseArgs({ options: { rounds: { type: "string" }, only: { type: "string" } } });
const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
if (rounds !== undefined && (!Number.isInteger(rounds) || rounds < 1)) throw new Error("--rounds takes a number from 1");
const chosen = PARTS.filter((part) => values.only === undefined || values.only.split(",").includes(part));
if (chosen.length === 0) throw new Error(`--only takes ${PARTS.join(", ")}`);

/** Caches fill; what is kept of every call would be far more. */
const MOST_GROWN_MB = 40;

/** Each gives back what it found and whether nothing was lost. */
const RUN: Readonly<Record<Part, (folder: string, rounds: number) => Promise<readonly [found: object, good: boolean]>>> = {
  async data(folder, times) {
    const found = await dataChaos(folder, times, Math.random);
    return [found, found.lost.length + found.broken.length === 0];
  },
  async printing(folder, times) {
    const found = await printChaos(folder, times, Math.random);
    return [found, found.lost.length + found.twice.length + found.vanished.length === 0];
  },
  async calls(folder, times) {
    const found = await callsChaos(folder, times);
    return [found, found.bugs.length + found.broken.length === 0 && found.grownMb < MOST_GROWN_MB];
  },
  async clock(folder, times) {
    const found = await clockChaos(folder, times, Math.random);
    return [found, found.wrong.length === 0];
  },
  async file(folder, times) {
    const found = await fileChaos(folder, times, Math.random);
    return [found, found.lost.length + found.broken.length === 0];
  },
  async share(folder, times) {
    const found = await hungChaos(folder, times, Math.random);
    return [found, found.wrong.length === 0];
  },
  async key(folder, times) {
    const found = await keyChaos(folder, times, Math.random);
    return [found, found.wrong.length === 0];
  },
};

for (const part of chosen) {
  const folder = temporaryFolder();
  try {
    const times = rounds ?? USUAL[part];
    const [found, good] = await RUN[part](folder, times);
    process.stdout.write(`${JSON.stringify({ part, rounds: times, good, ...found })}\n`);
    if (!good) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
