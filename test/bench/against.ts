import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { median, quartilesOf } from "./measure.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** Fewer say too little about how much a figure varies by itself. */
export const LEAST_ROUNDS = 7;

/** How many times slower, larger or longer than the other build is still the same. */
const MOST_TIMES = 1.1;

/** One figure of one run; a p99 is shown and never judged, because a single run has too few slow ones. */
type Figure = { readonly value: number; readonly unit: string; readonly p99?: number };
type Run = ReadonlyMap<string, Figure>;

/** What the rounds of one operation came to. */
export type Compared = {
  readonly operation: string;
  readonly unit: string;
  readonly ours: number;
  readonly theirs: number;
  /** Median of the rounds' ratios, and the quartiles around it. */
  readonly times: number;
  readonly spread: readonly [number, number];
  readonly p99?: { readonly ours: number; readonly theirs: number };
};

/** The figures of a run from what `--json` printed. @param orders the size that counts: smaller ones are measured to tell growth */
export function figuresOf(output: readonly string[], orders: number): Run {
  const figures = new Map<string, Figure>();
  for (const line of output) {
    const told = JSON.parse(line) as JsonLine;
    if ("summary" in told) {
      for (const [operation, { value, unit }] of Object.entries(told.summary.values))
        if (value > 0 && unit !== "×" && unit !== "‰") figures.set(operation, { value, unit });
    } else if (told.orders === orders) figures.set(told.operation, { value: told.p50_us, unit: "µs", p99: told.p99_us });
  }
  return figures;
}
type JsonLine =
  | { readonly operation: string; readonly orders: number; readonly p50_us: number; readonly p99_us: number }
  | { readonly summary: { readonly values: Readonly<Record<string, { readonly value: number; readonly unit: string }>> } };

/** Compares rounds of two builds, each round of both having run one after the other. Operations that only one of them has are left out. */
export function compareRounds(rounds: readonly { readonly ours: Run; readonly theirs: Run }[]): readonly Compared[] {
  const operations = new Set(rounds.flatMap(({ ours }) => [...ours.keys()]));
  return [...operations].flatMap((operation) => {
    const pairs = rounds.flatMap(({ ours, theirs }) => {
      const [one, other] = [ours.get(operation), theirs.get(operation)];
      return one && other ? [{ one, other }] : [];
    });
    if (pairs.length === 0) return [];
    const ratios = pairs.map(({ one, other }) => one.value / other.value);
    const p99 = pairs.flatMap(({ one, other }) => (one.p99 && other.p99 ? [{ one: one.p99, other: other.p99 }] : []));
    return [
      {
        operation,
        unit: pairs[0]!.one.unit,
        ours: median(pairs.map(({ one }) => one.value)),
        theirs: median(pairs.map(({ other }) => other.value)),
        times: median(ratios),
        spread: quartilesOf(ratios),
        ...(p99.length > 0 && { p99: { ours: median(p99.map(({ one }) => one)), theirs: median(p99.map(({ other }) => other)) } }),
      },
    ];
  });
}

/** Within the bar, over it, or over it with rounds on both sides of it. */
export const verdictOf = ({ times, spread }: Compared): "ok" | "SLOWER" | "unsure" =>
  times <= MOST_TIMES ? "ok" : spread[0] <= MOST_TIMES ? "unsure" : "SLOWER";

/** One part of the bench in one of the two checkouts, as a process of its own, so that neither warms anything for the other. */
async function runPart(checkout: string, part: string, orders: number): Promise<Run> {
  const child = spawn(process.execPath, ["test/bench/run.ts", "--json", "--only", part, "--orders", String(orders)], {
    cwd: checkout,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const output: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => line.startsWith("{") && output.push(line));
  const [status] = (await once(child, "close")) as [number];
  if (status !== 0) throw new Error(`the bench in ${checkout} ended with ${status} at ${part}`);
  return figuresOf(output, orders);
}

/**
 * Measures this checkout and another one that stands built in a folder, in turn: each round runs a part in both, the first one alternating,
 * so that what else the computer does meets both alike.
 * @returns the comparison of each part as soon as it is done, for the whole may take an hour
 */
export async function* measureAgainst(
  theirs: string,
  { parts, orders, rounds }: { readonly parts: readonly string[]; readonly orders: number; readonly rounds: number },
  say: (line: string) => void,
): AsyncGenerator<readonly Compared[]> {
  if (!existsSync(join(theirs, "test", "bench", "run.ts"))) throw new Error(`no checkout of Talon in ${theirs}`);
  for (const part of parts) {
    const done: { ours: Run; theirs: Run }[] = [];
    for (let round = 0; round < rounds; round++) {
      say(`${part}: round ${round + 1} of ${rounds}`);
      const runs = new Map<string, Run>();
      for (const checkout of round % 2 === 0 ? [ROOT, theirs] : [theirs, ROOT]) runs.set(checkout, await runPart(checkout, part, orders));
      done.push({ ours: runs.get(ROOT)!, theirs: runs.get(theirs)! });
    }
    yield compareRounds(done);
  }
}

const short = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(value >= 10 ? 1 : 2));

/** All operations as a table: medians of both, their ratio with its quartiles, p99 beside them. */
export function tableOf(compared: readonly Compared[]): string {
  const rows = [
    ["operation", "ours", "theirs", "ratio", "quartiles", "p99 ours", "p99 theirs", `≤ ${MOST_TIMES}`],
    ...compared.map((line) => [
      line.operation,
      `${short(line.ours)} ${line.unit}`,
      `${short(line.theirs)} ${line.unit}`,
      line.times.toFixed(2),
      line.spread.map((ratio) => ratio.toFixed(2)).join("–"),
      line.p99 ? short(line.p99.ours) : "",
      line.p99 ? short(line.p99.theirs) : "",
      verdictOf(line),
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  "))
    .join("\n");
}
