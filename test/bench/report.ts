import type { Times } from "./measure.ts";

/** One line of the report. Times in µs; `value` where it is no time. `bar` is what the issue asks for. */
export type Line = {
  readonly operation: string;
  readonly ours?: Times;
  readonly plain?: Times;
  readonly value?: number;
  readonly unit: "µs" | "MB" | "kB" | "ms" | "‰" | "×";
  readonly bar?: { readonly of: "p50" | "p99" | "ratio" | "value"; readonly most: number };
  readonly note?: string;
  /** The p99 as a multiple of the same with fewer orders, by how many those are. */
  readonly grown?: ReadonlyMap<number, number>;
};

/** How much slower than plain statements. */
const ratioOf = ({ ours, plain }: Line): number | undefined => (ours && plain ? ours.p50 / plain.p50 : undefined);

function measured(line: Line): number | undefined {
  if (line.bar?.of === "ratio") return ratioOf(line);
  return line.bar?.of === "value" ? line.value : line.ours?.[line.bar?.of ?? "p50"];
}

/** Whether a line keeps its bar; undefined where it has none or could not be measured. */
function isKept(line: Line): boolean | undefined {
  const value = measured(line);
  return line.bar === undefined || value === undefined ? undefined : value < line.bar.most || (line.bar.of === "ratio" && value <= line.bar.most);
}

/** A line of times as data, for `--json`; undefined for other lines, which the summary has. */
export const jsonOf = (line: Line, orders: number): string | undefined =>
  line.ours &&
  JSON.stringify({
    operation: line.operation,
    orders,
    p50_us: line.ours.p50,
    p99_us: line.ours.p99,
    plain_p50_us: line.plain?.p50 ?? null,
    ratio: ratioOf(line) ?? null,
  });

/** What a run came to, for the last line of `--json`. */
export function summaryOf(lines: readonly Line[], orders: number, load: readonly number[]): string {
  const bars = lines.filter(({ bar }) => bar);
  const values = lines.flatMap(({ operation, value, unit, note }) => (value === undefined ? [] : [[operation, { value, unit, note }] as const]));
  return JSON.stringify({
    summary: {
      orders,
      load,
      bars: bars.map((line) => ({
        operation: line.operation,
        bar: `${line.bar!.of} ${line.bar!.most}`,
        measured: measured(line),
        ok: isKept(line) ?? null,
      })),
      missed: bars.filter((line) => isKept(line) === false).map(({ operation }) => operation),
      unmeasured: bars.filter((line) => isKept(line) === undefined).map(({ operation }) => operation),
      values: Object.fromEntries(values),
    },
  });
}

const number = (value: number | undefined): string =>
  value === undefined ? "" : value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(1);

function cells(line: Line, against: readonly number[]): readonly string[] {
  const { ours, plain, value, unit, bar } = line;
  const kept = isKept(line);
  return [
    line.operation,
    value === undefined ? number(ours?.p50) : `${number(value)} ${unit}`,
    number(ours?.p99),
    number(plain?.p50),
    ratioOf(line)?.toFixed(2) ?? "",
    ...against.map((orders) => line.grown?.get(orders)?.toFixed(2) ?? ""),
    bar ? `${bar.of === "value" ? "" : `${bar.of} `}< ${bar.of === "ratio" ? bar.most : number(bar.most)}` : "",
    kept === undefined ? "" : kept ? "ok" : "MISSED",
  ];
}

/** All lines as a table; times in µs. @param against the numbers of orders that growth is told from */
export function table(lines: readonly Line[], against: readonly number[] = []): string {
  const heads = ["operation", "p50", "p99", "plain p50", "ratio", ...against.map((orders) => `× ${orders.toLocaleString("en")}`), "bar", "ok"];
  const rows = [heads, ...lines.map((line) => cells(line, against))];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const drawn = rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  "));
  const notes = lines.flatMap(({ operation, note }) => (note ? [`  ${operation}: ${note}`] : []));
  return [drawn[0], widths.map((width) => "─".repeat(width)).join("  "), ...drawn.slice(1), ...(notes.length > 0 ? ["", ...notes] : [])].join("\n");
}
