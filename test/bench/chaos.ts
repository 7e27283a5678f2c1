import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { temporaryFolder } from "../helpers/open-test-shop.ts";
import { printChaos } from "../helpers/print-chaos.ts";

/** `npm run chaos`: kills a printing program at random moments, as often as it is told; ends with 1 where anything was lost. */
const { values } = parseArgs({ options: { rounds: { type: "string", default: "200" } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds takes a number from 1");
const folder = temporaryFolder();
try {
  const found = await printChaos(folder, rounds, Math.random);
  process.stdout.write(`${JSON.stringify({ rounds, ...found })}\n`);
  process.exitCode = found.lost.length + found.twice.length + found.vanished.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
