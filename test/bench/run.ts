import { mkdirSync, rmSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureBarcodes } from "./barcodes.ts";
import { copyOf, measureIntake, measureOpen } from "./compared.ts";
import { measureExchange } from "./exchange.ts";
import { measureFirstScreen, measureMemory } from "./host.ts";
import { measurePolicies } from "./policies.ts";
import { measurePrintedBytes, measurePrinting } from "./printing.ts";
import { drown, measurePapers, measureQueue, measureTyping } from "./reads.ts";
import { jsonOf, table, type Line } from "./report.ts";
import { bigWorkshop, CACHE } from "./workshop.ts";

/**
 * The report of `npm run bench`: what the issue asks of speed and memory, measured on a workshop of many orders.
 * A missed bar is marked, not an error: a busy or slow computer misses some.
 */
const { values } = parseArgs({
  options: { orders: { type: "string", default: "100000" }, json: { type: "boolean", default: false }, only: { type: "string" } },
});
const orders = Number(values.orders);
if (!Number.isInteger(orders) || orders < 1000) throw new Error("--orders takes a number from 1000");
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const workshop = bigWorkshop(orders, say);
const scratch = join(CACHE, `run-${process.pid}`);
mkdirSync(scratch, { recursive: true });
const lines: Line[] = [];

const PARTS: Readonly<Record<string, (ours: string, theirs: string) => Promise<readonly Line[]> | readonly Line[]>> = {
  intake: (ours, theirs) => [measureIntake(ours, theirs)],
  open: (ours) => [measureOpen(ours)],
  typing: (ours) => measureTyping(ours),
  queue: (ours) => measureQueue(ours, "2 % open"),
  papers: (ours) => measurePapers(ours),
  bytes: (ours) => measurePrintedBytes(ours),
  barcodes: () => measureBarcodes(),
  policies: () => measurePolicies(),
  exchange: (ours) => measureExchange(ours),
  memory: (ours) => measureMemory(ours),
  printing: (ours) => measurePrinting(ours),
  screen: (ours) => measureFirstScreen(ours, say),
  drowned: (_, theirs) => {
    drown(theirs, 10_000);
    return measureQueue(theirs, "10,000 more open");
  },
};

try {
  const [ours, theirs] = [copyOf(workshop, join(scratch, "ours")), copyOf(workshop, join(scratch, "theirs"))];
  for (const [name, measure] of Object.entries(PARTS)) {
    if (values.only !== undefined && !values.only.split(",").includes(name)) continue;
    say(`measuring: ${name} …`);
    const made = await measure(ours, theirs);
    lines.push(...made);
    if (values.json) made.forEach((line) => process.stdout.write(`${jsonOf(line)}\n`));
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (!values.json)
  process.stdout.write(
    `\n${orders.toLocaleString("en")} orders, Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}; times in µs\n\n${table(lines)}\n`,
  );
