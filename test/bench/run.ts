import { createReadStream, mkdirSync, rmSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { LEAST_ROUNDS, measureAgainst, tableOf, verdictOf } from "./against.ts";
import { measureBarcodes } from "./barcodes.ts";
import { copyOf, measureIntake, measureOpen } from "./compared.ts";
import { measureExchange } from "./exchange.ts";
import { measureFreezes } from "./freezes.ts";
import { measureFirstScreen, measureMemory } from "./host.ts";
import { countBestOf } from "./measure.ts";
import { measurePolicies } from "./policies.ts";
import { measurePrintedBytes, measurePrinting } from "./printing.ts";
import { drown, measureCustomers, measureFinding, measurePapers, measureQueue, measureTyping } from "./reads.ts";
import { jsonOf, summaryOf, table, type Line } from "./report.ts";
import { measureScreens } from "./screens.ts";
import { measureSize } from "./size.ts";
import { bigWorkshop, CACHE } from "./workshop.ts";

/**
 * The report of `npm run bench`: what is asked of speed and memory, measured on a workshop of many orders, and how it grows from
 * smaller ones. A missed bar is marked, not an error: a busy or slow computer misses some.
 */
const { values } = parseArgs({
  options: {
    orders: { type: "string", default: "100000" },
    json: { type: "boolean", default: false },
    only: { type: "string" },
    /** For a computer that does other things meanwhile: reads are done so many times, the fastest counts. */
    best: { type: "string", default: "1" },
    /** Another checkout that stands built: measured in turn with this one instead of against the bars. */
    against: { type: "string" },
    rounds: { type: "string", default: String(LEAST_ROUNDS) },
  },
});
const orders = Number(values.orders);
if (!Number.isInteger(orders) || orders < 1000) throw new Error("--orders takes a number from 1000");
countBestOf(Number(values.best));
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const print = (line: string | undefined): void => void (line && process.stdout.write(`${line}\n`));

const SMALLER = [10_000, 100_000].filter((count) => count < orders);
/** How many times slower than with 100,000 orders the slowest hundredth may be. */
const MOST_GROWTH = { from: 100_000, times: 1.5 };

/** What measures something in a copy of the workshop, and where it needs one, in a second one. */
type Part = (ours: string, theirs: () => string) => Promise<readonly Line[]> | readonly Line[];

/** What may get slower as the shop gets older. */
const GROWING: Readonly<Record<string, Part>> = {
  intake: (ours, theirs) => [measureIntake(ours, theirs())],
  open: (ours) => measureOpen(ours),
  typing: (ours) => measureTyping(ours),
  finding: (ours) => measureFinding(ours),
  queue: (ours) => measureQueue(ours, "20,000 open"),
  customers: (ours) => measureCustomers(ours, "20,000 open"),
};
const ONCE: Readonly<Record<string, Part>> = {
  size: (ours) => measureSize(ours),
  papers: (ours) => measurePapers(ours),
  bytes: (ours) => measurePrintedBytes(ours),
  barcodes: () => measureBarcodes(),
  policies: () => measurePolicies(),
  exchange: (ours) => measureExchange(ours),
  memory: (ours) => measureMemory(ours, say),
  screens: (ours) => measureScreens(ours, say),
  screen: (ours) => measureFirstScreen(ours, join(scratch, "empty"), say),
  printing: (ours) => measurePrinting(ours),
  freezes: (ours) => measureFreezes(ours),
  drowned: (_, theirs) => {
    const folder = theirs();
    drown(folder, 10_000);
    return [...measureQueue(folder, "10,000 more open"), ...measureCustomers(folder, "10,000 more open")];
  },
};

/** What `--against` measures unless `--only` says otherwise: what gives the same figures of any build. */
const COMPARABLE = [
  "intake",
  "open",
  "typing",
  "finding",
  "queue",
  "customers",
  "size",
  "papers",
  "bytes",
  "exchange",
  "memory",
  "screen",
  "printing",
];

/**
 * A large workshop's copy drives itself out of memory while it is made; a shop's own file has been read before. Twice read, it stays, but on
 * some computers for seconds only: what reads all over the file is a part of its own, so that it is read through just before.
 */
async function readThrough(file: string): Promise<void> {
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) void piece;
}

const scratch = join(CACHE, `run-${process.pid}`);

async function measure(count: number, parts: Readonly<Record<string, Part>>): Promise<readonly Line[]> {
  const wanted = Object.entries(parts).filter(([name]) => values.only === undefined || values.only.split(",").includes(name));
  if (wanted.length === 0) return [];
  const workshop = await bigWorkshop(count, say);
  mkdirSync(scratch, { recursive: true });
  const lines: Line[] = [];
  try {
    const ours = copyOf(workshop, join(scratch, "ours"));
    await readThrough(join(ours, "talon.db"));
    const theirs = (): string => copyOf(workshop, join(scratch, "theirs"));
    for (const [name, part] of wanted) {
      say(`measuring ${count.toLocaleString("en")} orders: ${name} …`);
      await readThrough(join(ours, "talon.db"));
      const measured = await part(ours, theirs);
      lines.push(...measured);
      // At once: what follows may be stopped, or fail.
      if (values.json) for (const line of measured) print(jsonOf(line, count));
      rmSync(join(scratch, "theirs"), { recursive: true, force: true });
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return lines;
}

if (values.against !== undefined) {
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < LEAST_ROUNDS) throw new Error(`--rounds takes a number from ${LEAST_ROUNDS}`);
  const parts = values.only?.split(",") ?? COMPARABLE;
  if (!values.json) print(`\n${orders.toLocaleString("en")} orders, ${rounds} rounds, load ${loadavg()[0]!.toFixed(1)}\n`);
  for await (const compared of measureAgainst(resolve(values.against), { parts, orders, rounds }, say))
    if (values.json) for (const line of compared) print(JSON.stringify({ ...line, verdict: verdictOf(line) }));
    else print(tableOf(compared));
  process.exit();
}

const before = new Map<number, readonly Line[]>();
for (const count of SMALLER) before.set(count, await measure(count, GROWING));
const measured = (await measure(orders, { ...GROWING, ...ONCE })).map((line): Line => {
  const grown = [...before].flatMap(([count, lines]) => {
    const then = lines.find(({ operation }) => operation === line.operation)?.ours;
    return then && line.ours ? [[count, line.ours.p99 / then.p99] as const] : [];
  });
  return { ...line, grown: new Map(grown) };
});
const growth = measured.flatMap(({ operation, grown, bar }): readonly Line[] => {
  const times = grown?.get(MOST_GROWTH.from);
  return times === undefined || !bar
    ? []
    : [{ operation: `p99 of ${operation}, grown`, value: times, unit: "×", bar: { of: "value", most: MOST_GROWTH.times } }];
});
const lines = [...measured, ...growth];
if (values.json) print(summaryOf(lines, orders, loadavg()));
else
  print(
    `\n${orders.toLocaleString("en")} orders, Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}, load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(" ")}; times in µs${values.best === "1" ? "" : `, the best of ${values.best}`}\n\n${table(lines, SMALLER)}`,
  );
